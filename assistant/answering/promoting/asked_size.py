"""What a document says of firms of the size that is asked for: the row "groß: nicht förderfähig" for large ones.

The row of another size, and a sentence with its figures, are as near to the question, and would mislead the firm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.choose import CLOSE
from assistant.answering.understanding.understand import FIGURE_KINDS, Understanding
from assistant.answering.weighing.weigh import Candidate, holds, undoubted
from assistant.knowledge.programmes.denying import denies_funding
from assistant.knowledge.programmes.facts import Size
from assistant.knowledge.programmes.firm_sizes import sizes
from assistant.language.figures import figures
from assistant.language.terms import fold
from assistant.records import Quote

_CELL = " | "
# Here the size that is named is not the one that is asked for.
_OTHERS = re.compile(r"\b(?:ausser|neben|statt|anstelle|ausgenommen|except|besides|instead)\b")


def asked_size_first(
    ranked: Sequence[Candidate], asked: Understanding, quote_of: Callable[[Candidate], Quote | None]
) -> list[Candidate]:
    """The candidates without those that speak of firms of other sizes alone; a question may name a size of firms.

    Left out are rows of tables and, where a figure is asked for, sentences with figures. Where one of them was near the
    best, what says the same of the size that is asked for goes first, and all else is too low to be shown; the reader
    network has no say, for it takes the words of the question to be the answer that it knows from other sizes.
    """
    wanted = frozenset[Size]() if _OTHERS.search(fold(asked.query)) else sizes(asked.query)
    if not wanted or not ranked:
        return list(ranked)
    near = ranked[0].score - CLOSE
    told = {at: _sizes_of(one, quote_of if one.score >= near else None) for at, one in enumerate(ranked)}
    others = {at for at, named in told.items() if named and not _covers(named, wanted) and _tells(ranked[at], asked)}
    kept = [one for at, one in enumerate(ranked) if at not in others]
    misleading = [ranked[at] for at in others if ranked[at].score >= near]
    if not misleading:
        return kept
    of_it = [one for at, one in enumerate(ranked) if _covers(told[at], wanted) and _counters(one, asked, misleading)]
    if not of_it:
        return kept
    best = ranked[0].score
    first = [replace(undoubted(one), score=best) for one in of_it]
    return [*first, *(replace(one, score=min(one.score, near - CLOSE)) for one in kept if one not in of_it)]


def _sizes_of(one: Candidate, quote_of: Callable[[Candidate], Quote | None] | None) -> frozenset[Size]:
    """The sizes that a sentence names, or else the nearest heading above it that names some."""
    if (own := sizes(one.text)) or quote_of is None or not (quoted := quote_of(one)):
        return own
    return next((named for heading in reversed(quoted.headings) if (named := sizes(heading))), own)


def _covers(named: frozenset[Size], wanted: frozenset[Size]) -> bool:
    """Whether what holds for one may hold for the other: a micro firm is a small one, too."""
    return not named.isdisjoint(wanted | ({"small"} if "micro" in wanted else set()))


def _tells(one: Candidate, asked: Understanding) -> bool:
    return _CELL in one.text or (asked.expected in FIGURE_KINDS and bool(figures(one.text)))


def _counters(one: Candidate, asked: Understanding, misleading: Sequence[Candidate]) -> bool:
    """Whether a candidate says of one size what another one says of others: in the same document, by a row, by a figure
    of the kind that is asked for, or by saying that there is no money."""
    is_there = any(one.document.id == other.document.id for other in misleading)
    return is_there and (_CELL in one.text or holds(one.text, asked.expected) or denies_funding(one.text))
