"""The audit log, for admins: a page with filters, and the same for a spreadsheet. It works without script."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import partial
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import HTMLResponse, Response

from assistant.messages import filled, texts
from assistant.spreadsheet import as_csv
from assistant.web.contract import READ
from assistant.web.csv_response import CsvResponse
from assistant.web.fields import Blank, Day, ShortText
from assistant.web.forms import page_address
from assistant.web.look.rendering import frame, render
from assistant.web.shared.audit_log import DAY_SECONDS, DONE, AuditFilter, Entry
from assistant.web.staff.access import services_for

router = APIRouter()

PATH = "/protokoll"
CSV_PATH = f"{PATH}.csv"
ROWS = 100
# As many as a spreadsheet takes.
MOST_ROWS = 1_000_000
# Where the words of a detail's values stand, if not among those of the log.
VALUES = {"audience": "documents_audience_", "scopes": "keys_scope_"}
COLUMNS = ("at", "done", "who", "name", "role", "outcome", "about", "whence", "request")


class LogQuery(BaseModel):
    """Which entries are wanted; a blank field lets every one through. Days are those of UTC, both included."""

    done: Annotated[ShortText | None, Blank] = None
    who: Annotated[ShortText | None, Blank] = None
    date_from: Day = None
    date_to: Day = None
    page: Annotated[int, Field(ge=1, le=100_000)] = 1

    def wanted(self) -> AuditFilter:
        until = _moment(self.date_to) + DAY_SECONDS if self.date_to else None
        return AuditFilter(self.done or "", self.who or "", _moment(self.date_from) if self.date_from else None, until)


@router.api_route(PATH, methods=READ)
async def page(request: Request, query: Annotated[LogQuery, Query()]) -> HTMLResponse:
    services, framing = services_for(request, "log"), frame(request)
    language = services.language_of(request)

    def shown() -> HTMLResponse:
        wanted, first, words = query.wanted(), (query.page - 1) * ROWS, texts(language)
        total, entries = services.audit.count(wanted), services.audit.entries(wanted, ROWS, first)
        values = {
            "query": query,
            "total": total,
            "entries": [(one, _time(one.at), _about(one, words)) for one in entries],
            "kinds": DONE,
            "keep_days": services.settings.audit_days,
            "address": partial(page_address, request, PATH, query),
            "has_more": first + ROWS < total,
            "as_csv": page_address(request, CSV_PATH, query, page=1),
            "path": PATH,
        }
        return HTMLResponse(render(request, "log.html", framing, **values))

    return await to_thread.run_sync(shown)


@router.api_route(CSV_PATH, methods=READ)
async def as_spreadsheet(request: Request, query: Annotated[LogQuery, Query()]) -> Response:
    """All entries that are wanted."""
    services = services_for(request, "log")
    language = services.language_of(request)

    def written() -> Response:
        words = texts(language)
        names = [words[f"audit_column_{column}"] for column in COLUMNS]
        rows = (_cells(one, words) for one in services.audit.entries(query.wanted(), MOST_ROWS))
        return CsvResponse(as_csv([names, *rows]), "protokoll")

    return await services.in_thread(written)


def _cells(one: Entry, words: Mapping[str, str]) -> list[str]:
    said = words[f"audit_{one.done}"] if one.done in DONE else one.done
    outcome = words[f"audit_outcome_{one.outcome}"]
    return [_time(one.at), said, one.who, one.name, one.role, outcome, _about(one, words), one.whence, one.request]


def _about(one: Entry, words: Mapping[str, str]) -> str:
    """What else is known of it: `Datei: a.txt, ersetzt die frühere Fassung`."""
    return ", ".join(_said(name, value, words) for name, value in one.about.items() if value != "")


def _said(name: str, value: object, words: Mapping[str, str]) -> str:
    """The detail in words; as it is where there are none, as in a row of another version."""
    prefix, told = VALUES.get(name, f"audit_value_{name}_"), words.get(f"audit_about_{name}")
    parts = str(value).split() if name == "scopes" else [str(value)]
    shown = ", ".join(words.get(prefix + part, part) for part in parts)
    return filled(told, value=shown) if told is not None else f"{name}={shown}"


def _time(moment: float) -> str:
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).isoformat(" ", "seconds").replace("+00:00", " UTC")


def _moment(day: datetime.date) -> float:
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp()
