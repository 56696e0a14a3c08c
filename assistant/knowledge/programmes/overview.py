"""An overview: a table in which each row is a programme of its own, not a part of the one that a document is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.knowledge.programmes.statements import Statement, topic_of
from assistant.language.terms import fold

LEAST_ROWS = 2
_NUMBER = r"(?:(?:Nr|No|Lfd)\b[^:|]{0,12}:\s*[\w.]{1,8}\s*\|\s*)?"
_NAMED = re.compile(
    rf"^\W*{_NUMBER}(?:Programm|Förderprogramm|Name des Programms|Programmname|Förderangebot|(?:Funding p|P)rogramme)"
    r"\s*:\s*(?P<name>[^|:]{3,120}?)\s*(?:\||$)"
)
_CELL = re.compile(r"[^|]+")
_LABEL = re.compile(r"^\s*(?P<label>[^:]{2,60}):\s*(?P<value>.+?)\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Row:
    """A programme of an overview: its name and its labelled cells, each a statement with the topic of its label and the
    place of the whole row."""

    name: str
    row: Statement
    cells: tuple[Statement, ...]


def overview(said: Sequence[Statement]) -> tuple[Row, ...]:
    """The programmes that a table lists; empty where no table does, or only one, or where most of the text is about
    something else."""
    rows = [found for statement in said if statement.kind == "row" and (found := _row(statement))]
    listed = sum(len(row.row.text) for row in rows)
    is_most = 2 * listed >= sum(len(one.text) for one in said if one.kind != "heading")
    return tuple(rows) if is_most and len({fold(row.name) for row in rows}) >= LEAST_ROWS else ()


def value_of(cell: Statement) -> str:
    """What stands behind the label of a cell."""
    found = _LABEL.match(cell.text)
    return found["value"] if found else ""


def _row(statement: Statement) -> Row | None:
    named = _NAMED.match(statement.text)
    cells = tuple(_cells(statement))
    is_funding = any(cell.topic in ("applicants", "money", "deadline") for cell in cells)
    return Row(" ".join(named["name"].split()), statement, cells) if named and is_funding else None


def _cells(statement: Statement) -> Iterator[Statement]:
    for cell in _CELL.findall(statement.text):
        labelled = _LABEL.match(cell)
        if labelled and (topic := topic_of(labelled["label"])):
            yield replace(statement, text=cell.strip(), topic=topic, heading="")
