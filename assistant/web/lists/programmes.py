"""The funding programmes: as JSON and CSV below /api, and as a page with a list, in which every fact is a citation."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.answering.looking_up.programme_listing import PATH
from assistant.errors import AssistantError
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.facts import CONDITIONS, GROUPS, Field
from assistant.knowledge.programmes.filtering import matching
from assistant.knowledge.programmes.status import STATUSES
from assistant.knowledge.programmes.wording import COLUMNS
from assistant.records import Language
from assistant.web.answers.asking import admitted
from assistant.web.contract import READ
from assistant.web.csv_response import CsvResponse
from assistant.web.fields import first_of
from assistant.web.forms import filled, typed, worded
from assistant.web.lists.funding_contract import (
    ROWS,
    FundingRequest,
    FundingTable,
    Proof,
    shown_of,
    table_json,
    told_json,
)
from assistant.web.lists.funding_text import programmes_csv
from assistant.web.lists.list_command import with_iso_days
from assistant.web.look.rendering import frame, render
from assistant.web.look.unbroken import unbroken
from assistant.web.openapi_routes import CSV, LISTS, replied, written
from assistant.web.problems import problem_for
from assistant.web.visitor import origin_of

router = APIRouter()

# What each entry of the page tells in its place, be it that it is not stated; the other fields only where they are.
_ALWAYS: tuple[Field, ...] = ("applicant", "rate", "cap", "deadline")
_LABELS = {"q": "funding_query"} | {
    field: f"funding_{field}"
    for field in ("applicant", "max_rate", "min_rate", "deadline_from", "deadline_to", "status", "region")
}
# What the page tells of a programme, as (text that is shown, what proves it).
_Told = dict[Field, list[tuple[str, list[Proof]]]]


@router.api_route(
    "/api/funding",
    methods=READ,
    summary="List the funding programmes",
    tags=[LISTS],
    responses=replied(FundingTable, 401, 422, 429, 503),
)
async def funding(request: Request, asked: Annotated[FundingRequest, Query()]) -> Response:
    """The programmes that are wanted, each fact with its citation."""
    services, audiences = await admitted(request)
    language = services.language_of(request)

    def listed() -> Response:
        today = datetime.date.today()
        return JSONResponse(table_json(services.assistant.programmes(audiences, today), asked, today, language))

    return await services.in_thread(listed)


@router.api_route(
    "/api/funding.csv",
    methods=READ,
    summary="The same for a spreadsheet",
    tags=[LISTS],
    responses=written(CSV, 401, 422, 429, 503),
)
async def funding_as_csv(request: Request, asked: Annotated[FundingRequest, Query()]) -> Response:
    """All programmes that are wanted from row `offset` on, for a spreadsheet."""
    services, audiences = await admitted(request)
    wanted, first, language = asked.wanted(), first_of(asked.offset), services.language_of(request)
    server = origin_of(request)

    def written() -> Response:
        known = services.assistant.programmes(audiences, datetime.date.today())
        table = programmes_csv(matching(known, wanted)[first:], language, server)
        return CsvResponse(table, "foerderprogramme")

    return await services.in_thread(written)


@router.api_route(PATH, methods=READ)
async def page(request: Request) -> HTMLResponse:
    """The list of programmes with its filter, which works without script and keeps what was typed."""
    services, audiences = await admitted(request)
    language, framing = services.language_of(request), frame(request)
    fields = with_iso_days(request.query_params)
    filters = urlencode({name: value for name, value in fields.items() if name != "offset"})

    def shown() -> HTMLResponse:
        today, told = datetime.date.today(), list[_Told]()
        problem, status, known = None, 200, services.assistant.programmes(audiences, today)
        asked = typed(FundingRequest, fields)
        try:
            asked = filled(FundingRequest, fields)
            table = table_json(known, asked, today, language)
            told = _told(known, asked, language)
        except AssistantError as error:
            problem, status = problem_for(request, worded(error, _LABELS, language)), error.status
            table = table_json(known, FundingRequest(), today, language)
        values = {
            "table": table,
            "asked": asked,
            "columns": [field for field in COLUMNS if field not in CONDITIONS],
            "conditions": list(CONDITIONS),
            "always": _ALWAYS,
            "groups": GROUPS,
            "statuses": STATUSES,
            "told": told,
            "as_csv": f"/api/funding.csv?{filters}",
            "following": _following(request, table),
            "path": PATH,
            "with_unstated": _address(request, unstated="true", offset=0),
        }
        return HTMLResponse(render(request, "funding.html", framing, problem=problem, **values), status)

    return await services.in_thread(shown)


def _told(known: Sequence[Programme], asked: FundingRequest, language: Language) -> list[_Told]:
    told = (told_json(one, language) for one in shown_of(matching(known, asked.wanted()), asked))
    return [{field: [(unbroken(text), cited) for text, cited in once] for field, once in one.items()} for one in told]


def _following(request: Request, table: FundingTable) -> str | None:
    """The address of the rows behind these, if there are any."""
    after = table["offset"] + ROWS
    return _address(request, offset=after) if after < table["matching"] else None


def _address(request: Request, **changed: object) -> str:
    return f"{PATH}?{request.url.include_query_params(**changed).query}#found"
