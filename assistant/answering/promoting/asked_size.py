"""The row of a table for firms of the size that is asked for: "groß: nicht förderfähig" for large ones.

The rows of other sizes are as near to the question, and would mislead the firm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.choose import CLOSE, shown_alone
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, holds
from assistant.knowledge.programmes.denying import denies_funding
from assistant.knowledge.programmes.facts import Size
from assistant.knowledge.programmes.firm_sizes import sizes
from assistant.language.terms import fold

_CELL = " | "
# Here the size that is named is not, or not alone, the one that is asked for: "Nicht-KMU", "mehr als kleine Betriebe".
_NOT_IT = re.compile(
    r"\b(?:ausser|neben|statt|anstelle|ausgenommen|ohne|nicht|non|not|kein\w*|ander\w*|sonstig\w*|mehr|weniger|hoeher\w*"
    r"|niedriger\w*|groesser\w*|kleiner\w*|except|besides|instead|other|than)\b"
)


def asked_size_first(ranked: Sequence[Candidate], asked: Understanding) -> list[Candidate]:
    """The candidates without the rows that tell what is asked of firms of other sizes; a question may name a size.

    Where one of them was near the best, the row of the same document that tells it of the asked size goes first, and
    all else is too low to be shown. It is as likely to answer as the best of those that it replaces.
    """
    wanted = frozenset[Size]() if _NOT_IT.search(fold(asked.query)) else sizes(asked.query)
    told = {at: sizes(one.text) for at, one in enumerate(ranked) if wanted and _tells(one, asked)}
    others = [ranked[at] for at, named in told.items() if named and not _covers(named, wanted)]
    kept = [one for one in ranked if one not in others]
    misleading = [one for one in others if one.score >= ranked[0].score - CLOSE]
    documents = {one.document.id for one in misleading}
    of_it = [ranked[at] for at, named in told.items() if _covers(named, wanted) and ranked[at].document.id in documents]
    if not of_it:
        return kept
    answers = max((one.answers for one in (*misleading, *of_it) if one.answers is not None), default=None)
    first = (replace(one, answers=answers) for one in of_it)
    return shown_alone(first, (one for one in kept if one not in of_it), ranked[0].score)


def _tells(one: Candidate, asked: Understanding) -> bool:
    """Whether a candidate is a row that holds what is asked for, or says that there is no money."""
    is_told = asked.expected is None or holds(one.text, asked.expected) or denies_funding(one.text)
    return _CELL in one.text and is_told


def _covers(named: frozenset[Size], wanted: frozenset[Size]) -> bool:
    """Whether what holds for one may hold for the other: a micro firm is a small one, too."""
    return not named.isdisjoint(wanted | ({"small"} if "micro" in wanted else set()))
