"""A place in a document to the headings above it."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from assistant.answering.quoting.parts.part import Part
from assistant.records import Document

_ANNEX = re.compile(r"\W*(?:Anlage|Anhang|Annex)(?:\s\w{1,4})?\W*")
ANNEX_CHARACTERS = 200  # a longer line below "Anlage" is no name of it
_NUMBER = re.compile(r"(\d{1,2})((?:\.\d{1,2})*)\.?\s")


class _Heading(NamedTuple):
    level: int
    text: str


def headings_above(document: Document, offset: int) -> tuple[str, ...]:
    """The headings above `offset`, outermost first; none of a block that begins there itself.

    Levels alone mislead where a page states the same chapters twice, and where a PDF has "5." below "3.3". Of an annex
    without a name the line below is its name.
    """
    before = takewhile(lambda block: block.start < offset, document.blocks)
    parts = [Part(document, at) for at, block in enumerate(before) if block.kind == "heading"]
    headings = [_Heading(part.level, part.heading + _annex_named(part, offset)) for part in parts]
    path = _path(headings)
    for at in range(len(path) - 1, 0, -1):
        first = headings[: headings.index(path[at]) + 1]
        if _skips_a_level(first) and first != headings:
            return tuple(heading.text for heading in [*_path(first)[:-1], *path[at:]] if _counts(heading, path[at:]))
    return tuple(heading.text for at, heading in enumerate(path) if _counts(heading, path[at + 1 :]))


def around(above: tuple[str, ...], heading: str) -> tuple[str, ...]:
    """Headings without those that end where a numbered one begins, which was read as a paragraph: "5.3.1.2 Anlagen"
    above "5.3.3 Beratung"."""
    own = _NUMBER.match(heading)
    numbers = {one: number for one in above if (number := _NUMBER.match(one)) and number[2]}
    if own is None or not own[2]:
        return above
    return tuple(one for one in above if one not in numbers or _is_within(own, numbers[one]))


def _is_within(inner: re.Match[str], outer: re.Match[str]) -> bool:
    return f"{inner[1]}{inner[2]}".startswith(f"{outer[1]}{outer[2]}.")


def _annex_named(heading: Part, offset: int) -> str:
    """What the one line, without a stop, between a bare "Anlage" and the next of the headings before `offset` says of
    it: ": Aufruf vom 3. Mai"."""
    line, next_one = heading.below, heading.below.below
    is_line = (line.kind, next_one.kind) == ("paragraph", "heading") and next_one.start < offset
    if not is_line or not _ANNEX.fullmatch(heading.heading):
        return ""
    words = line.heading
    return "" if words.endswith((".", ":", ";", ",", "!", "?")) or len(words) > ANNEX_CHARACTERS else f": {words}"


def _path(headings: list[_Heading]) -> list[_Heading]:
    """The last heading and those that it belongs to by their levels, or by their numbers, outermost first."""
    path: list[_Heading] = []
    for heading in reversed(headings):
        if not path or heading.level < path[0].level or _is_numbered_within(path[0], heading):
            path.insert(0, heading)
    return path


def _is_numbered_within(inner: _Heading, outer: _Heading) -> bool:
    """Whether "4" and "4.4" stand on the same level."""
    numbers = [_NUMBER.match(heading.text) for heading in (inner, outer)]
    if inner.level != outer.level or not all(numbers):
        return False
    own, its = (number for number in numbers if number)
    return _is_within(own, its)


def _skips_a_level(headings: list[_Heading]) -> bool:
    """Whether the last heading stands right below the title, and more than one level below it."""
    path = _path(headings)
    return len(path) == 2 and path[1].level > path[0].level + 1


def _counts(outer: _Heading, inner: list[_Heading]) -> bool:
    """Whether none of the inner headings shows by its number that the outer one had ended: "5." ends "3.3"."""
    number = _NUMBER.match(outer.text)
    if number is None or not number[2]:
        return True
    found = (_NUMBER.match(heading.text) for heading in inner)
    return not any(other and int(other[1]) > int(number[1]) for other in found)
