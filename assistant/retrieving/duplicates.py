"""Passages that say the same word for word are shown once, so that ten hits are ten different things."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.indexing.tables import StoredPassage
from assistant.language.terms import fold
from assistant.records import Passage

# Marks that say nothing, unless a figure stands beside them ("10:30", "1.5").
_MARKS = re.compile(r"(?<!\d)[*#_|`\\;:!?.,\"'„“”‚‘’»«()\[\]{}•·…]+(?!\d)")


def folded(found: Iterable[StoredPassage]) -> list[list[StoredPassage]]:
    """The passages in groups that say the same, in the order of the first of each group.

    Two say the same if they and the headings right above them are equal but for case, spelling (ä or ae), white space
    and punctuation. Similar passages stay apart: directives of two programmes often differ only in the date or
    percentage that is asked for. So do a public and an internal passage.
    """
    groups: dict[tuple[str, ...], list[StoredPassage]] = {}
    for one in found:
        groups.setdefault((one.document.audience, *_said(one.passage)), []).append(one)
    return list(groups.values())


def _said(passage: Passage) -> tuple[str, str]:
    return _bare(passage.headings[-1] if passage.headings else ""), _bare(passage.text)


def _bare(text: str) -> str:
    return " ".join(_MARKS.sub(" ", fold(text)).split())
