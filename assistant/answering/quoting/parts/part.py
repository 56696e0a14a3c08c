"""A block of a document, with those around it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.records import BlockKind, Document, Span


@dataclass(frozen=True, slots=True)
class Part:
    """Block `index` of a document; what stands before the first one and behind the last has no kind and no words."""

    document: Document
    index: int

    @property
    def kind(self) -> BlockKind | None:
        blocks = self.document.blocks
        return blocks[self.index].kind if 0 <= self.index < len(blocks) else None

    @property
    def level(self) -> int:
        return self.document.blocks[self.index].level

    @property
    def start(self) -> int:
        return self.document.blocks[self.index].start if self.kind else self._edge

    @property
    def end(self) -> int:
        return self.document.blocks[self.index].end if self.kind else self._edge

    @property
    def _edge(self) -> int:
        return 0 if self.index < 0 else len(self.document.text)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def text(self) -> str:
        return self.document.text[self.start : self.end]

    @property
    def words(self) -> str:
        """The text in one line."""
        return in_one_line(self.text)

    @property
    def heading(self) -> str:
        """The same without the signs of a heading."""
        return self.words.lstrip("# ")

    @property
    def above(self) -> Part:
        return Part(self.document, self.index - 1)

    @property
    def below(self) -> Part:
        return Part(self.document, self.index + 1)

    def all_above(self) -> Iterator[Part]:
        """The blocks above it, the nearest first."""
        return (Part(self.document, index) for index in range(self.index - 1, -1, -1))

    def all_below(self) -> Iterator[Part]:
        return (Part(self.document, index) for index in range(self.index + 1, len(self.document.blocks)))


def part_at(document: Document, offset: int) -> Part:
    """The block that holds what stands at `offset`."""
    return Part(document, bisect_right(document.blocks, offset, key=lambda block: block.start) - 1)


def parts_of(document: Document) -> Iterator[Part]:
    return Part(document, -1).all_below()


def in_one_line(text: str) -> str:
    return " ".join(text.split())
