"""`python -m assistant funding`: the programmes as text, as the JSON of the API, or as CSV. No model is loaded."""

from __future__ import annotations

import argparse
import csv
import datetime
import io
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pydantic import ValidationError

from assistant.errors import UsageError
from assistant.indexing.catalog import State
from assistant.indexing.index import Index, open_catalogue
from assistant.indexing.storage import DataFolder
from assistant.knowledge.funding import Programme, matching, programmes
from assistant.knowledge.kept import Kept
from assistant.knowledge.programmes.wording import COLUMNS, joined, sme_worded, status_worded
from assistant.messages import text
from assistant.records import Audience, Language
from assistant.settings import Settings
from assistant.web.contract import link
from assistant.web.funding_contract import FundingRequest, programme_json

_ASKED = ("q", "applicant", "max_rate", "min_rate", "deadline_from", "status", "region")
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def run(arguments: argparse.Namespace, settings: Settings) -> None:
    """Prints the programmes that are wanted.

    Raises:
        UsageError: a filter cannot be understood.
        UnavailableError: nothing was ingested yet.
    """
    asked = _asked(arguments)
    today = _day(arguments.today) if arguments.today else datetime.date.today()
    known = _known(arguments.data or settings.data, frozenset(arguments.audience or ["public"]), today)
    found, language = matching(known, asked.wanted()), settings.language
    if arguments.json:
        told = [programme_json(one, language) for one in found]
        body = {"as_of": today.isoformat(), "total": len(known), "matching": len(found), "programmes": told}
        print(json.dumps(body, ensure_ascii=False))
    elif arguments.csv:
        print(_csv(found, language), end="")
    else:
        for programme in found:
            print(_block(programme, language))
        print(text("funding_count", language, count=len(found), total=len(known)))


def _asked(arguments: argparse.Namespace) -> FundingRequest:
    values = {name: getattr(arguments, name) for name in _ASKED if getattr(arguments, name) is not None}
    try:
        return FundingRequest.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        why = f"--{name.replace('_', '-')} {values.get(name)}: {first['msg']}"
        raise UsageError("bad_arguments", why=why, command="python -m assistant funding") from error


def _day(words: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(words)
    except ValueError as error:
        why = f"--today {words}"
        raise UsageError("bad_arguments", why=why, command="python -m assistant funding") from error


def _known(data: Path, audiences: frozenset[Audience], today: datetime.date) -> list[Programme]:
    model = _state(data).model
    with closing(Index.open(data, model)) as index, closing(Kept(data)) as kept:
        return programmes(kept, index, audiences, today)


def _state(data: Path) -> State:
    with closing(open_catalogue(DataFolder(data))) as catalogue:
        return catalogue.state()


def _block(programme: Programme, language: Language) -> str:
    """A programme as lines, what is stated only."""
    told = [(column, programme.of(column)) for column in COLUMNS]
    lines = [_line(column, joined(stated, language), language) for column, stated in told if stated]
    status = _line("status", status_worded(programme, language), language)
    paths = " · ".join(info.path for info in programme.documents)
    return "\n".join([programme.title, status, *lines, f"  {paths}", ""])


def _line(field: str, words: str, language: Language) -> str:
    return f"  {text(f'funding_field_{field}', language)}: {words}"


def _csv(found: list[Programme], language: Language) -> str:
    """A line for each programme, with semicolons as a German spreadsheet expects them; the last columns are links."""
    written = io.StringIO()
    table = csv.writer(written, delimiter=";", lineterminator="\n")
    names = ("title", "status", "sme", *COLUMNS)
    table.writerow([*(text(f"funding_field_{name}", language) for name in names), text("funding_csv_source", language)])
    for programme in found:
        table.writerow([_cell(words) for words in _cells(programme, language)])
    return written.getvalue()


def _cells(programme: Programme, language: Language) -> Iterator[str]:
    yield programme.title
    yield status_worded(programme, language)
    yield sme_worded(programme, language)
    for column in COLUMNS:
        yield joined(programme.of(column), language)
    quotes = (one.quote for one in programme.stated)
    yield " ".join(dict.fromkeys(link(quote.document.id, quote.start, quote.end) for quote in quotes))


def _cell(words: str) -> str:
    return f"'{words}" if words.startswith(_FORMULA) else words
