"""The words of a document that prove a fact, and how they become a quote."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.reading.boxes import boxes_of
from assistant.records import Box, Document, DocumentInfo, Quote, Span

_GOES_ON = re.compile(r"(?:[,;]|(?:^|\s)(?:und|oder|sowie|and|or))\Z")


@dataclass(frozen=True, slots=True)
class Proof:
    """A quote without its document: `text` is `document.text[start:end]`, white space made one space."""

    text: str
    start: int
    end: int
    page: int | None = None
    boxes: tuple[Box, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def quote(self, document: DocumentInfo, newest: Mapping[str, DocumentInfo]) -> Quote:
        """The quote as the caller may see it; `newest` names the newest version by the id of an older one.

        One that ends with a comma or "sowie" is of a list that goes on.
        """
        newer, goes_on = newest.get(document.id), _GOES_ON.search(self.text) is not None
        return Quote(document, self.page, self.text, self.start, self.end, newer, self.boxes, continues=goes_on)


def proof(document: Document, span: Span) -> Proof:
    """The words at `span`, without white space at their ends."""
    words = span.of(document.text)
    start = span.start + len(words) - len(words.lstrip())
    end = span.end - len(words) + len(words.rstrip())
    boxes = tuple(boxes_of(document.boxes, Span(start, end)))
    return Proof(" ".join(words.split()), start, end, document.page_at(start), boxes)
