"""What is printed on a page: words and lines, in points from the upper left corner of the page as it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

# A gap wider than this many sizes separates cells; justified text stays below.
CELL_GAP = 2.0
SIZE_TOLERANCE = 0.08


class Word(NamedTuple):
    """Characters without white space between them, NFC."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Line(NamedTuple):
    """Words that stand side by side. `y` is the base line, counted downwards; `margin` the right edge of the column.

    `text` is the words with a space between them, or a tab where the gap is as wide as between the cells of a table.
    """

    words: tuple[Word, ...]
    y: float
    size: float
    bold: bool
    text: str
    margin: float = 0.0

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def pieces(self) -> list[tuple[Word, ...]]:
        """The words between the wide gaps."""
        pieces = [[self.words[0]]]
        for before, word in pairwise(self.words):
            if is_wide(before, word, self.size):
                pieces.append([])
            pieces[-1].append(word)
        return [tuple(piece) for piece in pieces]

    def has_room_for(self, following: Line) -> bool:
        """Whether the first word of the next line would have fitted, so that the break was meant."""
        character = (self.right - self.left) / max(1, len(self.text))
        return self.right + character * (len(following.words[0].text) + 2) < self.margin


class Table(NamedTuple):
    """Rows of cells, each cell the lines of words in it. `edges` are the left edges of the columns.

    `header` is how many rows at the top name the columns, 0 if the page does not show it.
    """

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    edges: tuple[float, ...]
    top: float
    bottom: float
    header: int = 0


Item = Line | Table


class PageLines(NamedTuple):
    """A page by lines. `height` is that of the page as shown."""

    number: int
    height: float
    lines: Sequence[Item]


def line_of(words: Sequence[Word], y: float, size: float, bold: bool) -> Line:
    """The line made of these words, which are at least one."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts += ("\t" if is_wide(before, word, size) else " ", word.text)
    return Line(tuple(words), y, size, bold, "".join(parts))


def part_of(line: Line, words: Sequence[Word]) -> list[Line]:
    """The line with these of its words alone; nothing without any."""
    return [line_of(words, line.y, line.size, line.bold)] if words else []


def is_wide(before: Word, word: Word, size: float) -> bool:
    """Whether the gap between two words is one between cells."""
    return word.left - before.right > size * CELL_GAP


def without_gaps(line: Line) -> Line:
    """The line with its tabs, which stand for wide gaps, replaced by spaces: they are no cell borders."""
    return line._replace(text=line.text.replace("\t", " "))


def same_size(one: float, other: float) -> bool:
    return abs(one - other) <= SIZE_TOLERANCE * max(one, other)


def texts(items: Iterable[Item]) -> Iterator[Line]:
    """The lines outside of tables."""
    return (item for item in items if isinstance(item, Line))
