"""Passages that say word for word the same: the best one stays, so that ten hits are ten different things."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.indexing.tables import StoredPassage
from assistant.language.terms import fold
from assistant.records import Passage

# Marks that say nothing, unless a figure stands beside them ("10:30", "1.5").
_MARKS = re.compile(r"(?<!\d)[*#_|`\\;:!?.,\"'„“”‚‘’»«()\[\]{}•·…]+(?!\d)")


def folded(found: Iterable[StoredPassage]) -> list[list[StoredPassage]]:
    """The passages, those that say the same together, in the order of the first of each.

    Two say the same when they are equal, and the heading above them as well, but for case, spelling (ä or ae), white
    space and punctuation. Directives of two programmes often differ in one date or percentage only, and that is what is
    asked for: nothing that merely resembles is folded. A public passage is not folded into an internal one.
    """
    groups: dict[tuple[str, ...], list[StoredPassage]] = {}
    for one in found:
        groups.setdefault((one.document.audience, *_said(one.passage)), []).append(one)
    return list(groups.values())


def _said(passage: Passage) -> tuple[str, str]:
    return _bare(passage.headings[-1] if passage.headings else ""), _bare(passage.text)


def _bare(text: str) -> str:
    return " ".join(_MARKS.sub(" ", fold(text)).split())
