"""The parts of a document that capital letters or Roman numbers count, and that were read as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from assistant.answering.quoting.parts.headings import HEADING_WORDS
from assistant.answering.quoting.parts.lists import leads_in
from assistant.answering.quoting.parts.part import Part, parts_of
from assistant.records import Document

# "C. Beschreibung", "**IV. Kosten**", "A) Lage"
_OUTLINED = re.compile(r"[#*\s]{0,8}(?P<label>[A-Z]|[IVX]{2,5})[.)]\s+[A-ZÄÖÜ]")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Outline:
    """Where the parts of one document begin; its blocks are read at most once, for the first that looks like one."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def begins(self, part: Part) -> bool:
        """Whether a paragraph begins a part: "C. Beschreibung", with "B. ..." or "D. ..." elsewhere in the document."""
        label = _label(part) if part.kind == "paragraph" else ""
        return bool(label) and not self._labels.isdisjoint(_beside(label))

    @cached_property
    def _labels(self) -> frozenset[str]:
        return frozenset(_label(one) for one in parts_of(self._document) if one.kind in ("paragraph", "heading"))


def outline_head(part: Part) -> str:
    """The few words that name what stands below them in a part; "" where it begins with a sentence, or with what leads
    a list in."""
    is_sentence = part.words.endswith((".", "!", "?", ";", ",")) or len(part.words.split()) > HEADING_WORDS
    return "" if is_sentence or leads_in(part) else part.words.strip("*")


def _label(part: Part) -> str:
    found = _OUTLINED.match(part.document.text, part.start, part.end)
    return found["label"] if found else ""


def _beside(label: str) -> Iterator[str]:
    """What stands before and behind a capital letter or Roman number: "B" and "D" beside "C"."""
    if len(label) == 1:
        yield from (chr(ord(label) - 1), chr(ord(label) + 1))
    if label in _ROMAN:
        at = _ROMAN.index(label)
        yield from (*_ROMAN[max(at - 1, 0) : at], *_ROMAN[at + 1 : at + 2])
