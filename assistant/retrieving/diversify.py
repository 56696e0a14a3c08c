"""Other documents get places among the first hits, instead of ten passages of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

FIRST = 10  # hits that are seen at once; behind them the order stays
LOOKED_AT = 30  # no passage from further down comes among the first

# The most among the first hits of one document: of that of the best hit, if it has the two best ones (it is clearly
# meant) or not, and of each other one. gold/dev and ragsource, 2026-11-25: documents among ten hits 4.4 -> 4.9 and 3.6
# -> 4.3, the right one in ten .978 and .961 -> .965, passage R@1/5/10 .500/.800/.878 as without. With 8, 7 and 6 for
# the leading document R@10 is .867, .861 and .856, with 3 for every document .794: questions mean one document and ask
# deep into it.
OF_THE_CLEAR_LEADER = 9
OF_THE_LEADER = 4
OF_OTHERS = 2


def spread(documents: Sequence[str]) -> tuple[list[int], list[int]]:
    """The positions of the first hits, and those of all others, each in their former order.

    Args:
        documents: the document of each passage, best first.
    """
    first: list[int] = []
    taken: Counter[str] = Counter()
    for position, document in enumerate(documents[:LOOKED_AT]):
        if len(first) < FIRST and taken[document] < _most(document, documents):
            first.append(position)
            taken[document] += 1
    return first, [position for position in range(len(documents)) if position not in first]


def _most(document: str, documents: Sequence[str]) -> int:
    if document != documents[0]:
        return OF_OTHERS
    return OF_THE_CLEAR_LEADER if documents[1:2] == [document] else OF_THE_LEADER
