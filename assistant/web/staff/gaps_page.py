"""The page of the gaps: a list with filters, and a form for each decision. It works without script."""

from __future__ import annotations

import re
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError, InputError
from assistant.records import STAFF
from assistant.web.contract import READ, link
from assistant.web.forms import filled, form_fields, page_address
from assistant.web.look.rendering import frame, render
from assistant.web.problems import problem_for
from assistant.web.same_origin import require_same_origin
from assistant.web.services import Services, services_of
from assistant.web.staff.access import services_for
from assistant.web.staff.alike import alike
from assistant.web.staff.audit import audit
from assistant.web.staff.gaps import COUNTED_DAYS, REASONS, GapsQuery, GoldRequest, overview, remove, reopen, turn

router = APIRouter()

PATH = "/luecken"
_OFFSET = re.compile(r"[0-9]{1,12}")
UNTYPED = dict.fromkeys(("gap", "action", "document", "quote", "answer"), "")
# Which field of the typed form is wrong; for all else it is the quote.
WRONG_FIELDS = {"unknown_named_document": "document", "several_of_title": "document", "answer_not_in_quote": "answer"}


@router.api_route(PATH, methods=READ)
async def gaps_page(request: Request, query: Annotated[GapsQuery, Query()]) -> Response:
    services_for(request, "gaps")
    await audit(request, "gaps_read")
    return await _page(request, query)


@router.post(PATH)
async def decide(request: Request, query: Annotated[GapsQuery, Query()]) -> Response:
    """A decision of the page's forms: back to the list, or the list again with what is wrong."""
    require_same_origin(request)
    services = services_for(request, "gaps")
    fields = await form_fields(request)
    try:
        done = await to_thread.run_sync(_decided, services, fields)
    except AssistantError as error:
        return await _page(request, query, error=error, typed=fields)
    last = fields.get("gap") if done == "gold" else None
    return RedirectResponse(page_address(request, PATH, query, done=done, gap=None, last=last) + "#found", 303)


async def _page(
    request: Request, query: GapsQuery, *, error: AssistantError | None = None, typed: dict[str, str] | None = None
) -> HTMLResponse:
    services = services_of(request)
    framing = {**frame(request), "problem": problem_for(request, error) if error else None}
    status = error.status if error else 200
    values = {
        "typed": {**UNTYPED, **(typed or {})},
        "untyped": UNTYPED,
        "wrong_field": WRONG_FIELDS.get(error.code, "quote") if error else "",
        "done": request.query_params.get("done"),
        "last": request.query_params.get("last"),
        "reasons": REASONS,
        "keep_days": services.feedback.keep_days,
        "counted_days": COUNTED_DAYS,
        "link": link,
        "alike": lambda near: alike(one.document.info for one in near),
        "address": partial(page_address, request, PATH, query),
    }

    def shown() -> HTMLResponse:
        return HTMLResponse(render(request, "gaps.html", framing, view=overview(services, query), **values), status)

    return await to_thread.run_sync(shown)


def _decided(services: Services, fields: dict[str, str]) -> str:
    """Does what a form of the page wants; gives the name of what was done."""
    gap_id = fields.get("gap", "")
    match fields.get("action"):
        case "dismiss":
            remove(services, gap_id)
            return "dismissed"
        case "undo":
            reopen(services, gap_id)
            return "undone"
        case "unanswerable":
            added = turn(services, gap_id, GoldRequest(answerable=False))
        case "chosen":
            added = turn(services, gap_id, _chosen(services, fields.get("place", "")))
        case "typed":
            given = {"document": fields.get("document", ""), "quote": fields.get("quote", "")}
            answers = [fields["answer"]] if fields.get("answer", "").strip() else []
            added = turn(services, gap_id, filled(GoldRequest, {"answerable": True, "answers": answers, **given}))
        case _:
            raise InputError("field_missing", field="action")
    return "gold" if added.is_new else "known"


def _chosen(services: Services, place: str) -> GoldRequest:
    """The sentence that a radio button names: document, start, end."""
    match place.split():
        case [document, start, end] if all(_OFFSET.fullmatch(one) for one in (start, end)):
            text = services.assistant.document(document, STAFF).text
            return GoldRequest(answerable=True, document=document, quote=text[int(start) : int(end)])
        case _:
            raise InputError("quote_empty")
