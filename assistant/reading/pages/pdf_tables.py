"""A table on a page -> its lines, and where in them the words of its cells stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from assistant.reading.grid import CELLS, guessed_header, lines_of_table
from assistant.reading.pages.joins import Part, joined
from assistant.reading.pages.printed import Line, Table

# In points: the columns of a table stand at the same places on the next page.
SAME_COLUMN = 6.0

Cell = list[Part]
Texts = list[list[str]]


class PagedTable(NamedTuple):
    """A table on a page."""

    page: int
    table: Table


class TableLine(NamedTuple):
    """A line of a table: a row or a part of it. `places` says at which offset each word of a cell stands."""

    text: str
    places: tuple[tuple[int, Part], ...]


class Header(NamedTuple):
    """The rows that name the columns, where the columns begin, and on which page."""

    page: int = 0
    edges: tuple[float, ...] = ()
    rows: Texts = []  # noqa: RUF012 - never changed

    def fits(self, table: Table) -> bool:
        return len(self.edges) == len(table.edges) and all(
            abs(one - two) < SAME_COLUMN for one, two in zip(self.edges, table.edges, strict=True)
        )


def tabulated(paged: PagedTable, before: Header) -> tuple[list[TableLine], Header]:
    """The lines, and the header for a table that goes on with this one as it may go on with the one `before`."""
    rows = [[_parts(paged.page, cell) for cell in row] for row in paged.table.rows]
    texts = [[text_of(cell) for cell in row] for row in rows]
    titles = _titles(texts)
    lines = [line for row, cells in zip(rows[:titles], texts, strict=False) for line in _placed([*row], cells, [])]
    rows, texts = rows[titles:], texts[titles:]
    header = texts[: max(0, paged.table.header - titles) or guessed_header(texts)]
    if any(cell.endswith((",", ";")) for cells in header for cell in cells):
        header = []
    goes_on = before.fits(paged.table) and bool(before.rows) and (not header or header == before.rows)
    if not goes_on:
        lines += [line for row, cells in zip(rows, header, strict=False) for line in _header(row, cells)]
    named = before.rows if goes_on else header
    for row, cells in zip(rows[len(header) :], texts[len(header) :], strict=True):
        lines += _placed(row, cells, named)
    return lines, Header(paged.page, paged.table.edges, named)


def _parts(page: int, cell: Sequence[Line]) -> Cell:
    """The words of a cell without dots that lead to the next one."""
    parts = list(joined((page, line.words) for line in cell))
    while len(parts) > 1 and parts[-1].text == "…":
        parts.pop()
    return parts


def text_of(parts: Sequence[Part]) -> str:
    return "".join(part.separator + part.text for part in parts)


def _titles(texts: Texts) -> int:
    """The number of rows at the top with one cell only: they name the table, not its columns."""
    count = 0
    while count < len(texts) - 2 and sum(1 for cell in texts[count] if cell) == 1:
        count += 1
    return count


def _header(row: Sequence[Cell], cells: list[str]) -> Iterator[TableLine]:
    """A name over several columns stands there once."""
    once = [next(same) for _, same in groupby(filter(None, row), key=text_of)]
    for line in lines_of_table([cells], header=1):
        yield TableLine(line, tuple(_places(line, once)))


def _placed(row: Sequence[Cell], cells: list[str], header: Texts) -> Iterator[TableLine]:
    lines = lines_of_table([*header, cells], header=len(header))
    for _ in header:
        next(lines)
    filled = [cell for cell in row if cell]
    is_pair = not header and len(row) == len(filled) == 2
    left = list(filled)
    for number, line in enumerate(lines):
        if is_pair:
            second = len(line) - len(text_of(filled[1]))
            yield TableLine(line, (*_within(filled[0], 0), *_within(filled[1], second)))
        else:  # a row of several lines begins each with its first cell
            yield TableLine(line, tuple(_places(line, left if number == 0 else [filled[0], *left])))
            left = left[_count(line) - (number > 0) :]


def _count(line: str) -> int:
    return line.count(CELLS) + 1


def _places(line: str, cells: Sequence[Cell]) -> Iterator[tuple[int, Part]]:
    """Each cell stands at the end of its segment, behind the name of its column."""
    position = 0
    for segment, cell in zip(line.split(CELLS), cells, strict=False):
        end = position + len(segment)
        if segment.endswith(text_of(cell)):
            yield from _within(cell, end - len(text_of(cell)))
        position = end + len(CELLS)


def _within(cell: Cell, position: int) -> Iterator[tuple[int, Part]]:
    for part in cell:
        position += len(part.separator)
        yield position, part
        position += len(part.text)
