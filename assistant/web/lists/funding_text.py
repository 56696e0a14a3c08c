"""Programmes as lines for a terminal, and as CSV for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.wording import COLUMNS, joined, sme_worded, status_worded
from assistant.messages import printable, text
from assistant.records import Language
from assistant.spreadsheet import as_csv
from assistant.web.contract import link_to


def programme_text(programme: Programme, language: Language) -> str:
    """A programme as lines, what is stated only."""
    told = [(column, programme.of(column)) for column in COLUMNS]
    lines = [_line(column, joined(stated, language), language) for column, stated in told if stated]
    status = _line("status", status_worded(programme, language), language)
    paths = " · ".join(info.path for info in programme.documents)
    return "\n".join(map(printable, [programme.title, status, *lines, f"  {paths}", ""]))


def _line(field: str, words: str, language: Language) -> str:
    return f"  {text(f'funding_field_{field}', language)}: {words}"


def programmes_csv(found: Sequence[Programme], language: Language, server: str = "") -> str:
    """A line for each programme, as a German spreadsheet opens it; the last column holds links.

    `server` is put before the links, which else are addresses on the server.
    """
    names = [text(f"funding_field_{name}", language) for name in ("title", "status", "sme", *COLUMNS)]
    rows = (list(_cells(one, language, server)) for one in found)
    return as_csv([[*names, text("funding_csv_source", language)], *rows])


def _cells(programme: Programme, language: Language, server: str) -> Iterator[str]:
    yield programme.title
    yield status_worded(programme, language)
    yield sme_worded(programme, language)
    for column in COLUMNS:
        yield joined(programme.of(column), language)
    quotes = (one.quote for one in programme.stated)
    yield " ".join(dict.fromkeys(server + link_to(quote) for quote in quotes))
