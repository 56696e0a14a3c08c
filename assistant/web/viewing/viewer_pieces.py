"""What the viewer shows of a text: pieces, marked or not, in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from assistant.records import BlockKind

CELL_BORDER = re.compile(r"(?:(?<! ) +)?[|\t] *")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not; `first` is the piece that carries the id `quote`, `strong` is set in bold.

    `address` is the address of the link before it, in its brackets; a space stands before it where it is shown.
    """

    text: str
    marked: bool = False
    first: bool = False
    strong: bool = False
    address: bool = False


class Stretch(NamedTuple):
    """Pieces beside each other that are marked, or are not: one mark, however much of it is in bold."""

    marked: bool
    first: bool
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One block of the page. `level` is the heading level to show (2 to 6) or the depth of an item.

    `page` is set on the first part of a page. `marker` is the bullet or number of an item whose text brings none.
    """

    kind: BlockKind
    pieces: tuple[Piece, ...]
    level: int = 0
    page: int | None = None
    marker: str = ""

    @property
    def is_marked(self) -> bool:
        return any(piece.marked for piece in self.pieces)

    @property
    def text(self) -> str:
        return text_of(self.pieces)

    @property
    def cells(self) -> list[list[Piece]]:
        """The pieces of a row, cell by cell."""
        cells: list[list[Piece]] = [[]]
        for piece in self.pieces:
            for position, text in enumerate(CELL_BORDER.split(piece.text)):
                if position:
                    cells.append([])
                if text:
                    marked = piece.marked and bool(text.strip())
                    first = piece.first and marked and not _has_first(cells)
                    cells[-1].append(Piece(text, marked, first, piece.strong, piece.address and not position))
        return cells


def text_of(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def stretches(pieces: Sequence[Piece]) -> Iterator[Stretch]:
    """The pieces, those together that bear one mark."""
    for marked, group in groupby(pieces, key=lambda piece: piece.marked):
        together = tuple(group)
        yield Stretch(marked, any(piece.first for piece in together), together)


def _has_first(cells: list[list[Piece]]) -> bool:
    return any(piece.first for cell in cells for piece in cell)
