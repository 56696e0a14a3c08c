"""The row of a table that the question names: the price of the course that is asked for, not of the next one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.choose import CLOSE
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate
from assistant.language.terms import stems

_CELL, _NAMED = " | ", ": "
_WORD = re.compile(r"[^\W\d_]{3}")  # "17.1", "a)" and "3 %" say nothing of what a row is about
# Here the row that is named is not the one that is wanted: "Welche Kurse gibt es außer dem Grundkurs?"
_OTHERS = re.compile(
    r"\b(?:au(?:ß|ss)er|neben|statt|anstelle|ohne|nach|vor|als|übrigen?|ander\w+|except|besides|instead|without|after"
    r"|before|than|other)\b",
    re.IGNORECASE,
)


class _Row(NamedTuple):
    document: str
    columns: frozenset[str]  # the names of all cells but the first, which may have none
    subject: frozenset[str]  # the terms of its first cell of words, if the question holds all of them
    shared: frozenset[str]  # the question's terms in all of its cells


def without_lesser_rows(ranked: Sequence[Candidate], asked: Understanding) -> list[Candidate]:
    """The candidates without each row that another row of the same table outdoes, by holding all of its terms of the
    question and more.

    The subject of a row counts before its other cells: a question about "Gruppenfindung" does not mean the row below
    that also speaks of groups. Names of columns stand in every row and do not count. The better row takes over the
    score of the dropped one, and must be close enough to it to be shown as well.
    """
    if _OTHERS.search(asked.query):
        return list(ranked)
    scores = [one.score for one in ranked]
    near = [at for at, score in enumerate(scores) if score > scores[0] - 2 * CLOSE]
    rows = {at: row for at in near if (row := _row(ranked[at], asked.terms))}
    left_out = set()
    for at, row in rows.items():
        close = (other for other in rows if abs(ranked[other].score - ranked[at].score) < CLOSE)
        better = (other for other in close if _outdoes(rows[other], row))
        if (other := next(better, None)) is not None:
            left_out.add(at)
            scores[other] = max(scores[other], scores[at])
    order = sorted((at for at in range(len(ranked)) if at not in left_out), key=lambda at: (-scores[at], at))
    return [replace(ranked[at], score=scores[at]) for at in order]


def _row(one: Candidate, terms: frozenset[str]) -> _Row | None:
    """The sentence as a row; None if it is none, or has no named column behind its first one."""
    cells = [cell.partition(_NAMED) for cell in " ".join(one.text.split()).split(_CELL)]
    columns = frozenset(name for name, colon, _ in cells[1:] if colon)
    if not columns:
        return None
    values = [value if colon else name for name, colon, value in cells]
    about = stems(next((value for value in values if _WORD.search(value)), ""))
    return _Row(
        one.document.id,
        columns,
        frozenset(about) if terms.issuperset(about) else frozenset(),
        terms.intersection(stems("; ".join(values))),
    )


def _outdoes(one: _Row, other: _Row) -> bool:
    """Whether a row of the same table names more of what is asked for."""
    is_one_table = one.columns <= other.columns or other.columns <= one.columns  # a cell may be empty
    names_more = one.subject > other.subject or (one.subject == other.subject and one.shared > other.shared)
    return one.document == other.document and is_one_table and names_more
