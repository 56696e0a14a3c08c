"""An overview: a table in which each row is a programme of its own, not a part of the one that a document is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from assistant.knowledge.programmes.closing import closing
from assistant.knowledge.programmes.dates import periods
from assistant.knowledge.programmes.statements import Statement, topic_of
from assistant.knowledge.programmes.told_words import spelled
from assistant.language.terms import fold
from assistant.records import QUOTE_CHARACTERS

LEAST_ROWS = 2
_NUMBER = r"(?:(?:Nr|No|Lfd)\b[^:|]{0,12}:\s*[\w.]{1,8}\s*\|\s*)?"
_NAMED = re.compile(
    rf"^\W*{_NUMBER}(?:Programm|Förderprogramm|Name des Programms|Programmname|Förderangebot|(?:Funding p|P)rogramme)"
    r"\s*:\s*(?P<name>[^|]+)"
)
_LEAST_NAME, _LONGEST_NAME = 3, 120
_LINK = re.compile(r"!?\[([^\]]+)\]\([^)\s]*\)")
_EMPHASIS = re.compile(r"(?<![\w\\])[*_`]+|(?<!\\)[*_`]+(?!\w)")
_CELL = re.compile(r"[^|]+")
_LABEL = re.compile(r"^\s*(?P<label>[^:]{2,60}):\s*(?P<value>.+?)\s*$", re.DOTALL)
_DENIES = re.compile(
    r"\b(?:nicht|kein\w*|ausgeschlossen|ausgenommen)\b", re.IGNORECASE
)  # "Nicht antragsberechtigt: ..."
# "Laufzeit: 01.02.2024 – 31.12.2026", "Gültig bis: 2027", "Stand: ausgelaufen"
_LASTS = re.compile(r"\W*(?:(?:Programm)?laufzeit|geltungsdauer|gültig|befrist)", re.IGNORECASE)
_RANGE = re.compile(r"(?<=\d|\.)(?:\s*–|\s+-)\s*(?=\d)")
_UNTIL_YEAR = re.compile(r"(?<=\bbis )(?:Ende )?(?P<year>20\d\d)(?![-.\d])")
_STANDING = re.compile(r"\b(?:stand|status|antragstellung|bemerkung|hinweis)|frist\b", re.IGNORECASE)
_OVER = re.compile(
    r"\W*(?:(?:bereits|endgültig)\s+)?(?:ausgelaufen|ausgeschöpft|beendet|geschlossen|eingestellt|abgelaufen)"
    r"(?:\W*\b(?:am|seit)\b[\W\d]*)?\W*",
    re.IGNORECASE,
)
_OF_ONE = re.compile(r"\b\w*(?:programms?|förderung|richtlinie|maßnahme|aufruf|zuschuss)\b", re.IGNORECASE)
_OF_SEVERAL = re.compile(r"\b\w*(?:programmen?|förderungen|angeboten?|programmes)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """A programme of an overview: its name and its labelled cells, each a statement with the topic of its label and the
    place of the whole row. `beside` is what stands beside the table and holds for the programme."""

    name: str
    row: Statement
    cells: tuple[Statement, ...]
    beside: tuple[Statement, ...] = ()


def overview(said: Sequence[Statement]) -> tuple[Row, ...]:
    """The programmes that a table lists; empty where no table does, or only one, or where most of the text is about
    something else.

    Empty as well where the rows do not tell all: where one of the table cannot be read, and where the text beside them
    says how long something is in force that is not named and not several programmes.
    """
    rows: list[Row] = []
    for table in _tables(said):
        found = [_row(one) for one in table]
        read = [one for one in found if one]
        if read and len(read) < len(found):
            return ()
        rows += read
    places = {row.row.span for row in rows}
    beside = [one for one in said if one.span not in places and one.kind != "heading"]
    listed = sum(len(row.row.text) for row in rows)
    is_most = listed >= sum(len(one.text) for one in beside)
    is_overview = is_most and len({fold(row.name) for row in rows}) >= LEAST_ROWS
    names = _names_in(beside, rows)
    of_one = (one for one, named in names if not named and _is_of_one(one.text))
    if not is_overview or any(periods(of_one)):
        return ()
    headings = frozenset(row.row.heading for row in rows)
    return tuple(replace(row, beside=tuple(_holding(row, headings, names))) for row in rows)


def labelled(row: Row) -> Iterator[Statement]:
    """The cells of a row that have a label, with or without a topic."""
    for cell in _CELL.findall(row.row.text):
        if _LABEL.match(cell):
            yield replace(row.row, kind="item", text=cell.strip())


def value_of(cell: Statement) -> str:
    """What stands behind the label of a cell, without marks of Markdown."""
    found = _LABEL.match(cell.text)
    return _plain(found["value"]) if found else ""


def lasting(row: Row) -> Iterator[Statement]:
    """The cells of a row, with or without a topic, as sentences that say how long its programme lasts, if they do."""
    for cell in _CELL.findall(row.row.text):
        labelled, said = _LABEL.match(cell), cell.strip()
        if labelled and _LASTS.match(labelled["label"]):
            until = _RANGE.sub(" bis ", f"{labelled['label']} {labelled['value']}".replace("Bis ", "bis "))
            said = "Programm: " + _UNTIL_YEAR.sub(r"31.12.\g<year>", until)
        elif labelled and _STANDING.search(labelled["label"]) and _OVER.fullmatch(labelled["value"]):
            said = f"Status: {labelled['value']}"
        yield replace(row.row, text=said)


def _is_of_one(text: str) -> bool:
    """Whether what it says of time is of one programme; "Antragstellung zurzeit nicht möglich" is of all of a list."""
    return not _OF_SEVERAL.search(text) and (not closing(text) or _OF_ONE.search(text) is not None)


def _names_in(said: Iterable[Statement], rows: Iterable[Row]) -> list[tuple[Statement, frozenset[str]]]:
    """Each statement with the programmes that it names; of "Bonus Plus" not "Bonus"."""
    names = sorted({row.name for row in rows}, key=len, reverse=True)
    spellings = [(name, spelled(name)) for name in names]
    found = []
    for one in said:
        words, named = spelled(one.context), set()
        for name, written in spellings:
            if written in words:
                named.add(name)
                words = words.replace(written, " | ")
        found.append((one, frozenset(named)))
    return found


def _holding(
    row: Row, headings: frozenset[str], said: Iterable[tuple[Statement, frozenset[str]]]
) -> Iterator[Statement]:
    """What holds for one row: not what names only others, nor what stands with the table of others, below its own
    heading."""
    for one, named in said:
        if row.name in named or not (named or (one.heading in headings and one.heading != row.row.heading)):
            yield one


def _tables(said: Iterable[Statement]) -> Iterator[list[Statement]]:
    """The rows of each table, without the one that names the columns: behind rows it begins another table."""
    for kind, statements in groupby(said, key=lambda one: one.kind):
        if kind == "row":
            for is_told, rows in groupby(statements, key=_is_labelled):
                if is_told:
                    yield list(rows)


def _is_labelled(row: Statement) -> bool:
    return any(_LABEL.match(cell) for cell in _CELL.findall(row.text))


def _row(statement: Statement) -> Row | None:
    """None where it names no programme, tells nothing of its funding, or is too long to be shown."""
    named = _NAMED.match(statement.text)
    name = _plain(named["name"]) if named else ""
    cells = tuple(_cells(statement))
    is_funding = any(cell.topic in ("applicants", "money", "deadline") for cell in cells)
    is_shown = _LEAST_NAME <= len(name) <= _LONGEST_NAME and len(statement.text) <= QUOTE_CHARACTERS
    return Row(name, statement, cells) if is_shown and is_funding else None


def _plain(words: str) -> str:
    return " ".join(_EMPHASIS.sub("", _LINK.sub(r"\1", words)).split())


def _cells(statement: Statement) -> Iterator[Statement]:
    for cell in _CELL.findall(statement.text):
        labelled = _LABEL.match(cell)
        if labelled and not _DENIES.search(labelled["label"]) and (topic := topic_of(labelled["label"])):
            yield replace(statement, text=cell.strip(), topic=topic, heading="")
