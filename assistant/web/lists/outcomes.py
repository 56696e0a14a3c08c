"""What came out of the meetings: as JSON and CSV below /api, and as a page with a list of cited entries."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.answering.looking_up.outcome_listing import PATH, address
from assistant.errors import AssistantError
from assistant.knowledge.minutes.outcome import KINDS, OutcomeKind
from assistant.knowledge.minutes.sentences.topics import telling
from assistant.knowledge.outcomes import OutcomeFilter
from assistant.messages import text
from assistant.records import Audience, Language
from assistant.web.answers.asking import admitted
from assistant.web.contract import READ
from assistant.web.csv_response import CsvResponse
from assistant.web.fields import first_of
from assistant.web.forms import filled, typed, worded
from assistant.web.lists.list_command import with_iso_days
from assistant.web.lists.outcome_contract import ROWS, OutcomesRequest, OutcomesTable, outcomes_csv, outcomes_json
from assistant.web.lists.outcome_view import meetings, said, until
from assistant.web.look.rendering import frame, render
from assistant.web.openapi_routes import CSV, LISTS, replied, written
from assistant.web.problems import problem_for
from assistant.web.services import Services
from assistant.web.visitor import origin_of

router = APIRouter()

_LABELS = {
    "kind": "outcomes_field_kind",
    "lab": "outcomes_field_lab",
    "person": "outcomes_person",
    "q": "outcomes_words",
    "date_from": "outcomes_from",
    "date_to": "outcomes_to",
    "due_from": "outcomes_due_from",
    "due_to": "outcomes_due_to",
    "still": "outcomes_still",
}
# Behind "Weitere Filter", so that on a phone the first entry stands near the first screen.
_DATES = ("date_from", "date_to", "due_from", "due_to")


class Other(NamedTuple):
    """What there is in the place of an empty list: in words, and where."""

    words: str
    address: str


@router.api_route(
    "/api/outcomes",
    methods=READ,
    summary="List what came out of meetings",
    tags=[LISTS],
    responses=replied(OutcomesTable, 401, 422, 429, 503),
)
async def outcomes(request: Request, asked: Annotated[OutcomesRequest, Query()]) -> Response:
    """The outcomes that are wanted, newest meeting first."""
    services, audiences = await admitted(request)
    wanted, first = asked.wanted(), first_of(asked.offset)

    def listed() -> Response:
        return JSONResponse(outcomes_json(services.assistant.outcomes(audiences, wanted), wanted, _today(), first))

    return await services.in_thread(listed)


@router.api_route(
    "/api/outcomes.csv",
    methods=READ,
    summary="The same for a spreadsheet",
    tags=[LISTS],
    responses=written(CSV, 401, 422, 429, 503),
)
async def outcomes_as_csv(request: Request, asked: Annotated[OutcomesRequest, Query()]) -> Response:
    """All outcomes that are wanted from number `offset` on, for a spreadsheet."""
    services, audiences = await admitted(request)
    wanted, first, language = asked.wanted(), first_of(asked.offset), services.language_of(request)
    server = origin_of(request)

    def written() -> Response:
        table = outcomes_csv(services.assistant.outcomes(audiences, wanted)[first:], language, _today(), server)
        return CsvResponse(table, "ergebnisse")

    return await services.in_thread(written)


@router.api_route(PATH, methods=READ)
async def page(request: Request) -> HTMLResponse:
    """The list with its filter, which works without script and keeps what was typed."""
    services, audiences = await admitted(request)
    language, framing = services.language_of(request), frame(request)
    fields = with_iso_days(request.query_params)
    filters = urlencode({name: value for name, value in fields.items() if name != "offset"})

    def shown() -> HTMLResponse:
        problem, status, others = None, 200, list[Other]()
        asked = typed(OutcomesRequest, fields)
        try:
            asked = filled(OutcomesRequest, fields)
            wanted, first = asked.wanted(), first_of(asked.offset)
            view = outcomes_json(services.assistant.outcomes(audiences, wanted), wanted, _today(), first)
            others = [] if view["total"] else _others(services, audiences, wanted, language)
        except AssistantError as error:
            problem, status = problem_for(request, worded(error, _LABELS, language)), error.status
            view = outcomes_json([], OutcomeFilter(), _today())
        values = {
            "view": view,
            "meetings": meetings(view["outcomes"], view["offset"] + 1),
            "others": others,
            "asked": asked,
            "is_wide": any(fields.get(name) for name in _DATES),
            "telling": telling,
            "said": said,
            "until": until,
            "kinds": KINDS,
            "labs": _labs(services, audiences),
            "persons": services.assistant.persons(audiences),
            "path": PATH,
            "earlier": _address(request, view["offset"] - ROWS) if view["offset"] else None,
            "later": _address(request, view["offset"] + ROWS) if view["offset"] + ROWS < view["total"] else None,
            "as_csv": f"/api/outcomes.csv?{filters}",
        }
        return HTMLResponse(render(request, "outcomes.html", framing, problem=problem, **values), status)

    return await services.in_thread(shown)


def _labs(services: Services, audiences: frozenset[Audience]) -> list[str]:
    """The labs whose minutes the caller may see."""
    return sorted({info.lab for info in services.assistant.documents(audiences) if info.lab and info.type == "minutes"})


def _others(
    services: Services, audiences: frozenset[Audience], wanted: OutcomeFilter, language: Language
) -> list[Other]:
    """What there is of other kinds where there is nothing of the kind that is wanted; and where nothing is open any
    more, what there was."""
    kinds = [kind for kind in KINDS if wanted.kind and kind != wanted.kind]
    near = [replace(wanted, kind=kind) for kind in kinds]
    if wanted.still:
        near.append(replace(wanted, still=False))
    counted = [(one, len(services.assistant.outcomes(audiences, one))) for one in near]
    return [Other(_counted(one, count, wanted, language), address(one)) for one, count in counted if count]


def _counted(found: OutcomeFilter, count: int, wanted: OutcomeFilter, language: Language) -> str:
    kind: OutcomeKind | str = found.kind or "any"
    words = text(f"outcomes_{'one' if count == 1 else 'some'}_{kind}", language, count=count)
    if found.person:
        words = text("outcomes_with", language, what=words, person=found.person)
    return text("outcomes_settled", language, what=words) if found.still != wanted.still else words


def _today() -> datetime.date:
    return datetime.date.today()


def _address(request: Request, offset: int) -> str:
    return f"{PATH}?{request.url.include_query_params(offset=max(offset, 0)).query}"
