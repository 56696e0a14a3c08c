"""Which item of a list another one is a part of: by what counts them, "ii)" behind "i)", else by how deep they lie."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from assistant.answering.quoting.parts.headings import has_a_number, is_numbered
from assistant.answering.quoting.parts.lists import level_of, list_end
from assistant.answering.quoting.parts.part import Part
from assistant.language.dates import A_MONTH
from assistant.records import Span

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


def parent_of(part: Part) -> Part | None:
    """The item that a block is a part of.

    It is that of the item before it, by their numbers or letters, wherever their lines begin; of the first one the last
    item of a higher level; of one that is not counted the counted one above it; of a line of votes the one above it.
    """
    label = _label(part)
    if label and (sibling := _sibling(part, label)) is not None:
        return parent_of(sibling)
    is_votes = _has_votes(part)
    for above in takewhile(_is_item, part.all_above()):
        is_counted = not label and _label(above) is not None
        is_voted_on = is_votes and not _has_votes(above)
        if level_of(above) < level_of(part) or is_counted or is_voted_on:
            return above
    return None


def parents_of(part: Part) -> Iterator[Part]:
    """The item that a block is a part of, the one that this is a part of, and so on."""
    while (parent := parent_of(part)) is not None:
        yield parent
        part = parent


def counted_from(part: Part) -> Part | None:
    """The item that the list of a block goes on counting from, behind what is said of that one: "a) Kähne:" above a
    paragraph and "b) Boote:"; None where it is another list, or no item."""
    first = part
    while first.above.kind == "item":
        first = first.above
    label = _label(first) if part.kind == "item" else None
    for above in islice(first.all_above(), FARTHEST_PART if label else 0):
        if above.kind == "heading" or is_numbered(above) or has_a_number(above):
            return None
        if above.kind == "item" and _goes_on(label, _label(above)):
            return above
    return None


def _goes_on(label: _Label | None, other: _Label | None) -> bool:
    """Whether what is counted by `label` stands right behind the other one."""
    return label is not None and other is not None and label.mark == other.mark and other.words in label.before()


def branch_end(part: Part, so_far: Span, limit: int) -> int:
    """Where the last of the parts ends that an item has, of which a block is one, as far as the limit allows.

    Parts without a letter or number end where an item has one.
    """
    end = list_end(part, so_far, limit, level=level_of(part))
    if _label(part):
        return end
    last = part
    while last.below.kind == "item" and not _label(last.below):
        last = last.below
    return min(end, last.end)


def _sibling(part: Part, label: _Label) -> Part | None:
    """The item before it in its list, by its number or letter: the closest one as deep, else the closest one."""
    closest = None
    for above in takewhile(_is_item, part.all_above()):
        if _goes_on(label, _label(above)):
            if level_of(above) == level_of(part):
                return above
            closest = closest or above
    return closest


def _is_item(part: Part) -> bool:
    return part.kind == "item"


def _label(part: Part) -> _Label | None:
    found = _LABEL.match(part.document.text, part.start, part.end)
    if found is None:
        return None
    return _Label(found["counted"] or found["lettered"] or found["number"], found["bracket"] or ".")


def _has_votes(part: Part) -> bool:
    return _VOTES.search(part.document.text, part.start, part.end) is not None
