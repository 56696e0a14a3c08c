"""Which item of a list another one is a part of: by what counts them, "ii)" behind "i)", else by how deep they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.answering.quoting.parts.blocks import level_of, list_end
from assistant.answering.quoting.parts.headings import PARAGRAPH_NUMBER, is_numbered
from assistant.language.dates import A_MONTH
from assistant.records import Document, Span

_VOTES = re.compile(r"\[[+-]?\d+\]\s*\Z")
# "b) Zeitplan", "2. Kosten", "iii) Kähne"; not "3. Mai 2025: Abgabe", "1. Halbjahr".
_LABEL = re.compile(
    r"\W*(?:(?P<counted>[ivx]{1,4}|[a-z]{1,2}|\d{1,2}[a-z]?)(?P<bracket>\))|(?P<lettered>\d{1,2}[a-z])\."
    rf"|(?P<number>\d{{1,2}})\\?\.(?!\s(?i:{A_MONTH}|Halbjahr|Quartal|Jahrhundert|Tag)\b))\s"
)
FARTHEST_PART = 30  # so many blocks of what is said of "a)" may stand between it and "b)"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


class _Label(NamedTuple):
    """What an item is counted by: "b" and ")" of "b) Zeitplan"."""

    words: str
    mark: str

    def before(self) -> frozenset[str]:
        """What the item before it may be counted by: "a" of "b", "ff" of "gg", "iv" or "u" of "v"."""
        found = {str(int(self.words) - 1)} if self.words.isdecimal() else set()
        if self.words in _ROMAN[1:]:
            found.add(_ROMAN[_ROMAN.index(self.words) - 1])
        letters = set(self.words)
        if len(letters) == 1 and self.words.isalpha() and self.words[0] > "a":
            found.add(chr(ord(self.words[0]) - 1) * len(self.words))
        return frozenset(found)


def parent_of(document: Document, index: int) -> int | None:
    """The item that block `index` is a part of.

    It is that of the item before it, by their numbers or letters, wherever their lines begin; of the first one the last
    item of a higher level; of one that is not counted the counted one above it; of a line of votes the one above it.
    """
    label = _label(document, index)
    if label and (sibling := _sibling(document, index, label)) is not None:
        return parent_of(document, sibling)
    blocks = document.blocks
    is_votes = _has_votes(document, index)
    for above in range(index - 1, -1, -1):
        if blocks[above].kind != "item":
            return None
        is_counted = not label and _label(document, above) is not None
        is_voted_on = is_votes and not _has_votes(document, above)
        if level_of(document, above) < level_of(document, index) or is_counted or is_voted_on:
            return above
    return None


def parents_of(document: Document, index: int) -> Iterator[int]:
    """The item that block `index` is a part of, the one that this is a part of, and so on."""
    while (parent := parent_of(document, index)) is not None:
        yield parent
        index = parent


def counted_from(document: Document, index: int) -> int | None:
    """The item that the list of block `index` goes on counting from, behind what is said of that one: "a) Kähne:" above
    a paragraph and "b) Boote:"; None where it is another list, or no item."""
    blocks, first = document.blocks, index
    while first and blocks[first - 1].kind == "item":
        first -= 1
    label = _label(document, first) if blocks[index].kind == "item" else None
    for above in range(first - 1, max(first - FARTHEST_PART, 0) - 1, -1) if label else ():
        is_number = PARAGRAPH_NUMBER.match(document.text, blocks[above].start) is not None
        if blocks[above].kind == "heading" or is_numbered(document, above) or is_number:
            return None
        if blocks[above].kind == "item" and _goes_on(label, _label(document, above)):
            return above
    return None


def _goes_on(label: _Label | None, other: _Label | None) -> bool:
    """Whether what is counted by `label` stands right behind the other one."""
    return label is not None and other is not None and label.mark == other.mark and other.words in label.before()


def branch_end(document: Document, index: int, so_far: Span, limit: int) -> int:
    """Where the last of the parts ends that an item has, of which block `index` is one, as far as the limit allows.

    Parts without a letter or number end where an item has one.
    """
    blocks = document.blocks
    end = list_end(document, index, so_far, limit, level=level_of(document, index))
    if _label(document, index):
        return end
    behind = range(index + 1, len(blocks))
    other = next((at for at in behind if blocks[at].kind != "item" or _label(document, at)), len(blocks))
    return min(end, blocks[other - 1].end)


def _sibling(document: Document, index: int, label: _Label) -> int | None:
    """The item before it in its list, by its number or letter: the closest one as deep, else the closest one."""
    others = []
    for above in range(index - 1, -1, -1):
        if document.blocks[above].kind != "item":
            break
        if _goes_on(label, _label(document, above)):
            if level_of(document, above) == level_of(document, index):
                return above
            others.append(above)
    return others[0] if others else None


def _label(document: Document, index: int) -> _Label | None:
    block = document.blocks[index]
    found = _LABEL.match(document.text, block.start, block.end)
    if found is None:
        return None
    return _Label(found["counted"] or found["lettered"] or found["number"], found["bracket"] or ".")


def _has_votes(document: Document, index: int) -> bool:
    block = document.blocks[index]
    return _VOTES.search(document.text, block.start, block.end) is not None
