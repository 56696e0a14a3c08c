"""A table -> lines that can be understood alone: each value stands behind the name of its column.

A row that is found, quoted or cut off from its table still says what its figures mean.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

CELLS = " | "
# A quote holds at most 600 characters; a wider row becomes several lines, each of which begins with the row's name.
LONGEST_LINE = 500
LONGEST_COLUMN_NAME = 80
# Of a few columns the names are kept whole: what tells "inkl. maximale Erhöhung" from another column stands at the end.
LONGEST_OF_FEW_COLUMN_NAMES = 160
FEW_COLUMNS = 3
LONGEST_ROW_NAME = 160
# Longer cells are no names of columns, unless the file says so.
LONGEST_GUESSED_NAME = 120
# How wide a table is shows in its first rows.
PROBED_ROWS = 12
# Groups of columns are named in the first rows of a table, or not at all.
GROUPS_WITHIN_ROWS = 3
WIDEST_GROUP = 64
FIGURES = re.compile(r"[\d\s.,:%€$+–-]*\d[\d\s.,:%€$+–-]*(?:[A-Za-zµ°]{1,4}\.?)?")
YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-](?:(?:19|20)?\d\d))?")

Row = Sequence[str]


class Cell(NamedTuple):
    """A cell that begins at (row, column), both from 0, and reaches over so many rows and columns."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1


def rows_of_cells(cells: Iterable[Cell]) -> list[list[str]]:
    """The rows of the table from the first cell to the last, without columns in which no cell begins.

    A short cell over several rows names them and stands in each; a cell over several columns names them if the row
    below divides it. All others stand where they begin. Cells may overlap: each keeps the place where it begins and
    names only what is free, and the texts of cells that begin at one place stand there one behind the other.
    """
    cells = [cell for cell in cells if cell.text.strip()]
    if not cells:
        return []
    across, down = (
        _starts((cell.row, cell.column) for cell in cells),
        _starts((cell.column, cell.row) for cell in cells),
    )
    places = {column: place for place, column in enumerate(sorted(down))}
    first, last = min(across), max(across)
    rows: list[list[str]] = [[] for _ in range(last - first + 1)]
    for cell in cells:
        _put(rows[cell.row - first], places[cell.column], cell.text)
    for cell in cells:
        columns = [cell.column]
        if cell.columns > 1 and cell.row < first + GROUPS_WITHIN_ROWS:
            columns = _named_columns(cell, across)
        for row in range(cell.row, _end(cell, down[cell.column], last)):
            for column in columns:
                _name(rows[row - first], places[column], cell.text)
    return rows


def _starts(places: Iterable[tuple[int, int]]) -> dict[int, list[int]]:
    """Where cells begin, in order: {row: columns} of (row, column)."""
    starts: dict[int, list[int]] = {}
    for one, other in sorted(places):
        starts.setdefault(one, []).append(other)
    return starts


def _end(cell: Cell, starts: Sequence[int], last: int) -> int:
    """The row behind the last one that the cell names: it ends above the next cell of its column."""
    if cell.rows == 1 or len(cell.text) > LONGEST_COLUMN_NAME:
        return cell.row + 1
    following = bisect_right(starts, cell.row)
    return min(cell.row + cell.rows, starts[following] if following < len(starts) else last + 1)


def _named_columns(cell: Cell, across: dict[int, list[int]]) -> list[int]:
    """The columns that the cell is the common name of; its own where the row below does not divide it."""
    end = cell.column + min(cell.columns, WIDEST_GROUP)
    beside, below = across[cell.row], across.get(cell.row + cell.rows, [])
    divided = below[bisect_left(below, cell.column) : bisect_left(below, end)]
    is_one_of_several = beside[0] < cell.column or beside[-1] >= end
    return sorted({cell.column, *divided}) if len(divided) > 1 and is_one_of_several else [cell.column]


def _put(row: list[str], place: int, text: str) -> None:
    """The text at its own place, behind what begins there, too."""
    row.extend([""] * (place + 1 - len(row)))
    row[place] = f"{row[place]} {text}" if row[place] else text


def _name(row: list[str], place: int, text: str) -> None:
    """The text where nothing else stands."""
    row.extend([""] * (place + 1 - len(row)))
    row[place] = row[place] or text


def lines_of_table(rows: Sequence[Row], header: int | None = None) -> Iterator[str]:
    """The lines of a table, from top to bottom; rows without any text are left out.

    `header` is the number of rows at the top that name the columns, None where the file does not say. Rows of the
    header are written as they stand, the others as `column: value | column: value`. A table of two columns without a
    header says `name: value`. Rows of few cells above the header are the table's captions and stand as they are.
    """
    table = [[" ".join(cell.split()) for cell in row] for row in rows]
    heads = 0 if header is None else sum(1 for row in table[:header] if any(row))
    table = [row for row in table if any(row)]
    captions = _captions(table)
    if header is None:
        heads = captions + guessed_header(table[captions:])
    names = _column_names(table[captions if header is None or captions < heads else 0 : heads])
    for row in table[:heads]:
        yield CELLS.join(name for name, _ in groupby(cell for cell in row if cell))
    two = not names and max((len(row) for row in table), default=0) == 2
    for row in table[heads:]:
        yield from _pair(row) if two else _lines(row, names)


def _captions(table: Sequence[Row]) -> int:
    """How many rows stand above the table proper, the first row of which fills at least half of the columns."""
    filled = [sum(1 for cell in row if cell) for row in table[:PROBED_ROWS]]
    widest = max(filled, default=0)
    return next((above for above, cells in enumerate(filled) if cells > 1 and cells * 2 >= widest), 0)


def guessed_header(table: Sequence[Row]) -> int:
    """How many of the first rows name the columns: 0, 1, or 2 where the first names groups of columns.

    Names are words over figures, years over other figures, or at least three words over more rows.
    """
    if len(table) > 2 and any(one and one == other for one, other in pairwise(table[0])):
        joined = list(filter(None, _column_names(table[:2])))
        is_named = not any(FIGURES.fullmatch(cell) for cell in table[1])
        return 2 if is_named and len(set(joined)) == len(joined) else 0
    if len(table) < 2:
        return 0
    first, rest = table[0], table[1:]
    names = [cell for cell in first if cell]
    if len(names) < 2 or len(set(names)) < len(names) or any(len(name) > LONGEST_GUESSED_NAME for name in names):
        return 0
    if any(name.endswith(":") for name in names[:-1]):
        return 0  # labels, each before its value
    over_figures = any(_names_figures(name, column, rest) for column, name in enumerate(first) if name)
    return int(over_figures or (len(names) > 2 and not any(FIGURES.fullmatch(name) for name in names)))


def _names_figures(name: str, column: int, rows: Sequence[Row]) -> bool:
    cells = [row[column] for row in rows if column < len(row) and row[column]]
    figures = [cell for cell in cells if FIGURES.fullmatch(cell)]
    if not figures or len(figures) * 2 <= len(cells):
        return False
    if YEAR.fullmatch(name):
        return column > 0 and not any(YEAR.fullmatch(figure) for figure in figures)
    return not FIGURES.fullmatch(name)


def _column_names(header: Sequence[Row]) -> list[str]:
    """One name a column; names of several header rows are joined from top to bottom."""
    width = max((len(row) for row in header), default=0)
    columns = ([row[column] for row in header if column < len(row) and row[column]] for column in range(width))
    limit = LONGEST_COLUMN_NAME if width > FEW_COLUMNS else LONGEST_OF_FEW_COLUMN_NAMES
    return [_shortened(" ".join(dict.fromkeys(column)), limit) for column in columns]


def _pair(row: Row) -> Iterator[str]:
    cells = [cell for cell in row if cell]
    yield (": " if len(cells) == 2 and not cells[0].endswith(":") else " ").join(cells)


def _lines(row: Row, names: Sequence[str]) -> Iterator[str]:
    cells = [_named(cell, names[column] if column < len(names) else "") for column, cell in enumerate(row) if cell]
    name = _shortened(cells[0], LONGEST_ROW_NAME)
    line = cells[0]
    for cell in cells[1:]:
        if line != name and len(line) + len(CELLS) + len(cell) > LONGEST_LINE:
            yield line
            line = name
        line += CELLS + cell
    yield line


def _named(cell: str, name: str) -> str:
    return f"{name.removesuffix(':')}: {cell}" if name and name != cell else cell


def _shortened(name: str, limit: int) -> str:
    return name if len(name) <= limit else name[:limit].rsplit(" ", 1)[0] + " …"
