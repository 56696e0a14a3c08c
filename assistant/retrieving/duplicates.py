"""Passages that say word for word the same: the best one stays, so that ten hits are ten different things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from assistant.indexing.catalog import chunks
from assistant.indexing.tables import StoredPassage
from assistant.language.terms import fold
from assistant.records import DocumentInfo, Passage

# So many passages are read for each one that is wanted: in real directives half of them stand there twice.
_READ = 2

# Marks that say nothing, unless a figure stands beside them ("10:30", "1.5").
_MARKS = re.compile(r"(?<!\d)[*#_|`\\;:!?.,\"'„“”‚‘’»«()\[\]{}•·…]+(?!\d)")


class Distinct(NamedTuple):
    """A passage with the other documents that hold the same words, as far as they were found as well."""

    passage: Passage
    document: DocumentInfo
    score: float
    same_in: tuple[DocumentInfo, ...]


def distinct(
    ranked: Sequence[tuple[str, float]],
    k: int,
    read: Callable[[list[str]], Mapping[str, StoredPassage]],
    *,
    folding: bool = True,
) -> list[Distinct]:
    """The best `k` passages that say different things, of (id, score) with the best first.

    `read` gives the passages of ids, in their order, those that are still there. Without `folding` copies count too.
    """
    stored: dict[str, StoredPassage] = {}
    groups: list[list[int]] = []
    for some in chunks(ranked, max(1, _READ * k)):
        stored |= read([id for id, _ in some])
        groups = folded(stored.values()) if folding else [[at] for at in range(len(stored))]
        if len(groups) >= k:
            break
    found, scores = list(stored.values()), dict(ranked)
    return [_distinct([found[at] for at in group], scores) for group in groups[:k]]


def _distinct(same: Sequence[StoredPassage], scores: Mapping[str, float]) -> Distinct:
    passage, document = same[0]
    others = dict.fromkeys(one.document for one in same if one.document.id != document.id)
    return Distinct(passage, document, scores[passage.id], tuple(others))


def folded(found: Iterable[StoredPassage]) -> list[list[int]]:
    """Positions in `found`, those that say the same together, in the order of the first of each.

    Two say the same when they are equal, and the heading above them as well, but for case, spelling (ä or ae), white
    space and punctuation. Directives of two programmes often differ in one date or percentage only, and that is what is
    asked for: nothing that merely resembles is folded. A public passage is not folded into an internal one.
    """
    groups: dict[tuple[str, ...], list[int]] = {}
    for position, (passage, document) in enumerate(found):
        groups.setdefault((document.audience, *_said(passage)), []).append(position)
    return list(groups.values())


def _said(passage: Passage) -> tuple[str, str]:
    return _bare(passage.headings[-1] if passage.headings else ""), _bare(passage.text)


def _bare(text: str) -> str:
    return " ".join(_MARKS.sub(" ", fold(text)).split())
