"""Paragraphs and tables of pages -> the text with its blocks, its pages, and the place of every word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from assistant.reading.boxes import pack
from assistant.reading.lines import BULLET_SIGN, WORD
from assistant.reading.pages.joins import Part, joined
from assistant.reading.pages.pdf_tables import Header, PagedTable, tabulated, text_of
from assistant.reading.pages.printed import Line, Word
from assistant.records import Block, BlockKind, Box, Page


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, with the number of the page of each; `number` counts them in the margin."""

    kind: BlockKind
    level: int = 0
    lines: list[tuple[int, Line]] = field(default_factory=list)
    number: Word | None = None

    @property
    def last(self) -> Line:
        return self.lines[-1][1]


class Written(NamedTuple):
    """A text with everything that has offsets into it."""

    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...]
    boxes: bytes


class Writer:
    """Puts the text together."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._boxes: list[Box] = []
        self._starts: dict[int, int] = {}
        self._header = Header()

    def write(
        self, paragraphs: Iterable[Paragraph | PagedTable], numbers: Sequence[int], labels: Sequence[str]
    ) -> Written:
        """`numbers` are those of all pages, `labels` what is printed on them, if that is known."""
        for paragraph in paragraphs:
            if isinstance(paragraph, Paragraph):
                self._paragraph(paragraph)
            else:
                self._table(paragraph)
        text = "".join(self._parts)
        return Written(text, tuple(self._blocks), tuple(self._pages(numbers, labels)), pack(self._boxes))

    def _paragraph(self, paragraph: Paragraph) -> None:
        parts = list(joined((page, line.words) for page, line in paragraph.lines))
        if not any(WORD.search(part.text) for part in parts):
            return
        self._append("\n\n" if self._parts else "")
        if paragraph.number:  # stands in the text, but in no sentence
            number = Part("", paragraph.number.text, paragraph.number, parts[0].page)
            self._starts.setdefault(number.page, self._length)
            self._box(number, self._length)
            self._append(f"{number.text} ")
        start = self._length
        for part in parts:
            self._append(part.separator)
            self._starts.setdefault(part.page, self._length)
            self._box(part, self._length)
            self._append(part.text)
        if paragraph.kind == "item":
            sign = BULLET_SIGN.match(text_of(parts))
            start += sign.end() if sign else 0
        self._blocks.append(Block(paragraph.kind, start, self._length, paragraph.level))
        last = parts[-1]
        if last.page == self._header.page and last.text.endswith("."):  # behind a sentence another table begins
            self._header = Header()

    def _table(self, paged: PagedTable) -> None:
        lines, self._header = tabulated(paged, self._header)
        separator = "\n\n"
        for line in lines:
            if not WORD.search(line.text):
                continue
            self._append(separator if self._parts else "")
            start = self._length
            self._starts.setdefault(paged.page, start)
            for position, part in line.places:
                self._box(part, start + position)
            self._append(line.text)
            sign = BULLET_SIGN.match(line.text)
            self._blocks.append(Block("row", start + (sign.end() if sign else 0), self._length))
            separator = "\n"

    def _box(self, part: Part, start: int) -> None:
        word = part.word
        self._boxes.append(Box(start, start + len(part.text), part.page, word.left, word.top, word.right, word.bottom))

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)

    def _pages(self, numbers: Sequence[int], labels: Sequence[str]) -> Iterator[Page]:
        """The pages, each up to the start of the next; one without text is empty where it would be."""
        end = self._length
        pages: list[Page] = []
        for number in reversed(numbers):
            start = self._starts.get(number, end)
            label = labels[number - 1] if number <= len(labels) and labels[number - 1] != str(number) else ""
            pages.append(Page(number, start, end, label))
            end = start
        return reversed(pages)
