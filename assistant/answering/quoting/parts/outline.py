"""The parts of a document that capital letters or Roman numbers count, and that were read as paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from assistant.answering.quoting.parts.blocks import leads_in, words_of
from assistant.answering.quoting.parts.headings import HEADING_WORDS
from assistant.records import Document

# "C. Beschreibung", "**IV. Kosten**", "A) Lage"
_OUTLINED = re.compile(r"[#*\s]{0,8}(?P<label>[A-Z]|[IVX]{2,5})[.)]\s+[A-ZÄÖÜ]")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Outline:
    """Where the parts of one document begin; its blocks are read at most once, for the first that looks like one."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def begins(self, index: int) -> bool:
        """Whether a paragraph begins a part: "C. Beschreibung", with "B. ..." or "D. ..." elsewhere in the document."""
        label = self._label(index) if self._document.blocks[index].kind == "paragraph" else ""
        return bool(label) and not self._labels.isdisjoint(_beside(label))

    def head(self, index: int) -> str:
        """The few words that name what stands below them in a part; "" where it begins with a sentence, or with what
        leads a list in."""
        words = words_of(self._document, index)
        is_sentence = words.endswith((".", "!", "?", ";", ",")) or len(words.split()) > HEADING_WORDS
        return "" if is_sentence or leads_in(self._document, index) else words.strip("*")

    @cached_property
    def _labels(self) -> frozenset[str]:
        blocks = enumerate(self._document.blocks)
        return frozenset(self._label(index) for index, block in blocks if block.kind in ("paragraph", "heading"))

    def _label(self, index: int) -> str:
        block = self._document.blocks[index]
        found = _OUTLINED.match(self._document.text, block.start, block.end)
        return found["label"] if found else ""


def _beside(label: str) -> Iterator[str]:
    """What stands before and behind a capital letter or Roman number: "B" and "D" beside "C"."""
    if len(label) == 1:
        yield from (chr(ord(label) - 1), chr(ord(label) + 1))
    if label in _ROMAN:
        at = _ROMAN.index(label)
        yield from (*_ROMAN[max(at - 1, 0) : at], *_ROMAN[at + 1 : at + 2])
