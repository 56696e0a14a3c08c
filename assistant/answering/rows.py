"""Of the rows of one table those that a question names: the price of the course that is asked for, not of the next."""

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
# Who names a row so asks for the others: "Welche Kurse gibt es außer dem Grundkurs?"
_OTHERS = re.compile(
    r"\b(?:au(?:ß|ss)er|neben|statt|anstelle|ohne|nach|vor|als|übrigen?|ander\w+|except|besides|instead|without|after"
    r"|before|than|other)\b",
    re.IGNORECASE,
)


class _Row(NamedTuple):
    document: str
    columns: frozenset[str]  # the names of all cells but the first, which may have none
    named: frozenset[str]  # what its first cell of words says it is about; nothing where the question lacks a part
    shared: frozenset[str]  # the question's terms in all of its cells


def named_rows(ranked: Sequence[Candidate], asked: Understanding) -> list[Candidate]:
    """The same without each row of which another one of its table holds all of the question's terms and more.

    What a row is about counts before what else it holds: who asks how long "Gruppenfindung" takes does not mean the row
    below that speaks of groups, too. What the columns are called stands in every row and tells none from another. The
    other row has to be close enough to be shown as well, and takes the place of the best one.
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
    """None for what is no row, or has no column with a name behind its first one."""
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
    """Whether a row of the same table names more of what is asked for; a cell may be empty."""
    is_one_table = one.columns <= other.columns or other.columns <= one.columns
    names_more = one.named > other.named or (one.named == other.named and one.shared > other.shared)
    return one.document == other.document and is_one_table and names_more
