"""What the viewer shows of a text: pieces, marked or not, in parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import BlockKind

CELL_BORDER = re.compile(r"[ ]*[|\t][ ]*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not; `first` is the piece that carries the id `quote`."""

    text: str
    marked: bool = False
    first: bool = False


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
                    cells[-1].append(Piece(text, marked, piece.first and marked and not _has_first(cells)))
        return cells


def text_of(pieces: Sequence[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def _has_first(cells: list[list[Piece]]) -> bool:
    return any(piece.first for cell in cells for piece in cell)
