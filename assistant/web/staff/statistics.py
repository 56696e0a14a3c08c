"""How the assistant is used, in numbers: a page with small charts, JSON and CSV, for the staff.

Only what is counted anyway is shown: no question, nobody. What was asked about is told by the documents that
answers cite, never by the words of questions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.errors import AssistantError
from assistant.feedback.usage import QuestionCounts, Usage, usage
from assistant.messages import text
from assistant.records import DocumentInfo, Language
from assistant.spreadsheet import as_csv
from assistant.web.contract import READ
from assistant.web.csv_response import CsvResponse
from assistant.web.forms import filled, page_address
from assistant.web.look.rendering import day, frame, render
from assistant.web.openapi_routes import CSV, STAFF_ONLY, USE, replied, written
from assistant.web.problems import problem_for
from assistant.web.services import Services
from assistant.web.staff.access import documents_of, services_for
from assistant.web.staff.charts import Bar, bars, day_chart, percent
from assistant.web.staff.staff_replies import Statistics

router = APIRouter()

PATH = "/zahlen"
DAYS: tuple[Literal["30", "90"], ...] = ("30", "90")
MOST_BARS = 10
_COLUMNS = ("day", "kind", "value", "audience", "language", "number")


class StatisticsQuery(BaseModel):
    """The period: so many days up to today."""

    days: Literal["30", "90"] = "30"


@router.api_route(
    "/api/statistics",
    methods=READ,
    summary="Numbers about the use",
    tags=[USE],
    responses=replied(Statistics, 401, 422, 429, 503),
    openapi_extra=STAFF_ONLY,
)
async def statistics(request: Request, query: Annotated[StatisticsQuery, Query()]) -> Response:
    """What was asked in a period, in numbers: no question, nobody."""
    services = services_for(request, "numbers")
    return JSONResponse(await to_thread.run_sync(lambda: _json(_usage(services, query), documents_of(services))))


@router.api_route(
    "/api/statistics.csv",
    methods=READ,
    summary="The same for a spreadsheet",
    tags=[USE],
    responses=written(CSV, 401, 422, 429, 503),
    openapi_extra=STAFF_ONLY,
)
async def statistics_as_csv(request: Request, query: Annotated[StatisticsQuery, Query()]) -> Response:
    """Every number of the period by day, for a spreadsheet."""
    services = services_for(request, "numbers")
    language = services.language_of(request)

    def written() -> Response:
        head = [text(f"statistics_column_{name}", language) for name in _COLUMNS]
        table = as_csv([head, *_rows(_usage(services, query), documents_of(services), language)])
        return CsvResponse(table, "zahlen")

    return await to_thread.run_sync(written)


@router.api_route(PATH, methods=READ)
async def page(request: Request) -> HTMLResponse:
    """The charts, each with its numbers as a table; a period that does not exist is said, and the shortest shown."""
    services, framing = services_for(request, "numbers"), frame(request)
    language = services.language_of(request)
    query, problem, status = StatisticsQuery(), None, 200
    try:
        query = filled(StatisticsQuery, dict(request.query_params))
    except AssistantError as error:
        problem, status = problem_for(request, error), error.status

    def shown() -> HTMLResponse:
        found, not_ready = _usage(services, query), services.assistant.ready()
        values = {
            "not_ready": not_ready,
            "query": query,
            "periods": {days: page_address(request, PATH, query, days=days) for days in DAYS},
            "as_csv": page_address(request, "/api/statistics.csv", query),
            "numbers": found,
            "chart": day_chart(found.days),
            "share": _share,
            "percent": percent,
            "day_rows": [(day(one.day, language), one.answered, one.unanswered, one.total) for one in found.days],
            "week_rows": [(day(one.day, language), one.answered, one.unanswered, _share(one)) for one in found.weeks],
            "charts": _charts(found, None if not_ready else documents_of(services), language),
            "is_one_day": found.first == found.last,
            "is_shorter": (found.last - found.first).days + 1 < int(query.days),
        }
        return HTMLResponse(render(request, "statistics.html", framing, problem=problem, **values), status)

    return await to_thread.run_sync(shown)


# Slow from here on: not for the event loop.


def _usage(services: Services, query: StatisticsQuery) -> Usage:
    return usage(services.feedback.store, services.feedback.today, int(query.days))


def _charts(found: Usage, documents: Mapping[str, DocumentInfo] | None, language: Language) -> dict[str, list[Bar]]:
    """The bars of each chart by its name, the longest first; without documents none of what is told of them."""

    def worded(prefix: str, counted: Mapping[Any, int]) -> list[Bar]:
        return bars([(text(f"{prefix}{value}", language), number) for value, number in counted.items()])

    return {
        "reasons": worded("gap_reason_", found.reasons),
        "verdicts": worded("element_", found.verdicts),
        **({} if documents is None else _cited(found, documents, language)),
        "languages": worded("statistics_language_", found.languages),
        "audiences": worded("web_gaps_audience_", found.audiences),
        "modes": worded("statistics_mode_", found.modes),
    }


def _cited(found: Usage, documents: Mapping[str, DocumentInfo], language: Language) -> dict[str, list[Bar]]:
    cited = [(id, number) for id, number in found.documents.items() if id in documents][:MOST_BARS]
    types = [(text(f"element_type_{value}", language), number) for value, number in _topics(found, documents, "type")]
    return {
        "documents": bars(
            [(documents[id].title, number) for id, number in cited], [f"/documents/{id}" for id, _ in cited]
        ),
        "labs": bars(_topics(found, documents, "lab")),
        "topics": bars(_topics(found, documents, "topic")),
        "types": bars(types),
    }


def _share(asked: QuestionCounts) -> str:
    """How many of a hundred questions had an answer."""
    return f"{round(percent(asked.answered, asked.total))}\N{NO-BREAK SPACE}%" if asked.total else "–"


def _topics(found: Usage, documents: Mapping[str, DocumentInfo], field: str) -> list[tuple[str, int]]:
    """How often documents with a value of that field were cited, the most cited first."""
    counted: Counter[str] = Counter()
    for id, number in found.documents.items():
        if value := id in documents and getattr(documents[id], field):
            counted[value] += number
    return counted.most_common(MOST_BARS)


def _json(found: Usage, documents: Mapping[str, DocumentInfo]) -> dict[str, Any]:
    """The numbers as plain values, days in ISO 8601."""
    return {
        "first": found.first.isoformat(),
        "last": found.last.isoformat(),
        "days": [{**one._asdict(), "day": one.day.isoformat()} for one in found.days],
        "reasons": found.reasons,
        "languages": found.languages,
        "audiences": found.audiences,
        "modes": found.modes,
        "votes": found.verdicts,
        "documents": [
            {"id": id, "title": documents[id].title if id in documents else None, "number": number}
            for id, number in found.documents.items()
        ],
        "labs": dict(_topics(found, documents, "lab")),
        "topics": dict(_topics(found, documents, "topic")),
        "types": dict(_topics(found, documents, "type")),
    }


def _rows(found: Usage, documents: Mapping[str, DocumentInfo], language: Language) -> Iterator[Sequence[str]]:
    """A row for each number that the store holds, in the order of _COLUMNS."""

    def row(one: Any, kind: str, value: str, number: int) -> Sequence[str]:
        whose = getattr(one, "audience", ""), getattr(one, "language", "")
        return (one.day.isoformat(), text(f"statistics_kind_{kind}", language), value, *whose, str(number))

    for answered in found.answered:
        yield row(answered, "answered", answered.mode, answered.number)
    for counted in found.counted:
        yield row(counted, "unanswered", text(f"gap_reason_{counted.reason}", language), counted.number)
    for cited in found.cited:
        title = documents[cited.document].title if cited.document in documents else cited.document
        yield row(cited, "cited", title, cited.number)
    for vote in found.votes:
        yield row(vote, "vote", text(f"element_{vote.verdict}", language), 1)
