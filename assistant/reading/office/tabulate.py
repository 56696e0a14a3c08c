"""The rows of a sheet -> blocks: one table after the other, each with its own header.

A sheet says nowhere where a table ends. An empty row ends it, unless the file names the row of the header and how far
it holds, or what follows can only be more of its rows.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.compose import Composition
from assistant.reading.grid import FIGURES, YEAR, Cell, lines_of_table, rows_of_cells
from assistant.reading.heartbeat import page_done
from assistant.reading.limits import Limits
from assistant.records import BlockKind

# A sign of life after so many rows.
ROWS_A_SIGN = 2000
MOST_COLUMNS = 16_384
# A row behind an empty one goes on with a table of so many named columns and rows.
FEWEST_NAMES = 3
FEWEST_ROWS = 3
# Such a row holds figures below figures, or a text that is too long for a name and so many times the longest name.
LONGEST_NAME = 60
MUCH_LONGER = 3
COMPARED_ROWS = 12


class SheetRow(NamedTuple):
    """The texts of a row by column; rows and columns count from 0."""

    number: int
    cells: Mapping[int, str]


@dataclass(slots=True)
class Layout:
    """What a file says about its rows.

    `reach`: how many rows and columns a merged cell at (row, column) takes. `heads`: the rows that name the columns,
    each with the last row for which it does so.
    """

    reach: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class LeftOut:
    """What was not read of a file, because nobody who opens it sees it, or because the file does not hold it."""

    sheets: list[str] = field(default_factory=list)
    rows: int = 0
    columns: int = 0
    formulas: int = 0
    texts: int = 0

    def warnings(self) -> Iterator[Notice]:
        """What a person should know about it."""
        if self.sheets:
            yield Notice.of("hidden_sheets", sheets=tuple(self.sheets))
        if self.rows or self.columns:
            yield Notice.of("hidden_cells", rows=self.rows, columns=self.columns)
        if self.formulas:
            yield Notice.of("formulas_without_value", count=self.formulas)
        if self.texts:
            yield Notice.of("cells_without_text", count=self.texts)


class Allowance:
    """Counts the cells and characters of a file while it is read.

    Raises:
        ReadingError: there are more than the limits allow.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self._name = name
        self._limits = limits
        self._cells = 0
        self._read = 0
        self._written = 0

    def read(self, texts: Collection[str]) -> None:
        """Takes the cells of a row into account."""
        self._cells += len(texts)
        self._read += sum(map(len, texts))
        if self._cells > self._limits.cells:
            raise ReadingError("too_many_cells", path=self._name, limit=self._limits.cells)
        self._refuse(self._read)

    def write(self, characters: int) -> None:
        """Takes a line into account, which also names columns."""
        self._written += characters
        self._refuse(self._written)

    def _refuse(self, characters: int) -> None:
        if characters > self._limits.characters:
            raise ReadingError("table_too_long", path=self._name, limit=self._limits.characters)


class HiddenColumns:
    """Which columns of a sheet are hidden; as many statements about them as a file likes cost nothing."""

    def __init__(self) -> None:
        self._hidden = bytearray(MOST_COLUMNS)

    def hide(self, first: int, end: int) -> None:
        """The columns from `first` up to `end` are hidden."""
        first, end = min(first, MOST_COLUMNS), min(end, MOST_COLUMNS)
        self._hidden[first:end] = b"\1" * (end - first)

    def __contains__(self, column: int) -> bool:
        return column < MOST_COLUMNS and self._hidden[column] == 1


def add_sheet(
    composition: Composition,
    name: str,
    rows: Sequence[SheetRow],
    layout: Layout,
    behind: Sequence[str],
    allowance: Allowance,
) -> None:
    """Adds a sheet under its name, with the paragraphs that stand behind its tables; nothing if it is empty."""
    if rows or behind:
        composition.add("heading", name, 2)
        add_tables(composition, rows, layout, allowance)
        for paragraph in behind:
            composition.add("paragraph", paragraph)
    page_done()


def add_tables(composition: Composition, rows: Sequence[SheetRow], layout: Layout, allowance: Allowance) -> None:
    """Adds the rows, all of which hold a text, to the composition; columns of single cells are paragraphs."""
    signs = count(1)
    for table, header in _tables(rows, layout):
        kind: BlockKind = "row" if any(len(row.cells) > 1 for row in table) else "paragraph"
        for line in lines_of_table(rows_of_cells(_cells(table, layout)), header):
            composition.add(kind, line)
            allowance.write(len(line))
            if next(signs) % ROWS_A_SIGN == 0:
                page_done()


def _tables(rows: Sequence[SheetRow], layout: Layout) -> Iterator[tuple[list[SheetRow], int | None]]:
    """Each table with the number of its header rows, None where nobody says."""
    table: list[SheetRow] = []
    header: int | None = None
    until = -1
    for row in rows:
        is_head = row.number in layout.heads and row.number > until and len(row.cells) > 1
        is_apart = bool(table) and row.number > max(table[-1].number + 1, until)
        if table and (is_head or (is_apart and (header or not _goes_on(table, row)))):
            yield table, header
            table, header = [], None
        if is_head:
            header, until = 1, layout.heads[row.number]
        table.append(row)
    if table:
        yield table, header


def _goes_on(table: Sequence[SheetRow], row: SheetRow) -> bool:
    """Whether a row behind an empty one is no header, and fills all columns that the first row of the table names."""
    names = table[0].cells
    if row.number > table[-1].number + 2 or len(table) < FEWEST_ROWS or len(names) < FEWEST_NAMES:
        return False
    if any(FIGURES.fullmatch(name) for name in names.values()) or any(not row.cells.get(column) for column in names):
        return False
    if max(map(len, row.cells.values())) > max(LONGEST_NAME, MUCH_LONGER * max(map(len, names.values()))):
        return True
    if any(YEAR.fullmatch(text) for text in row.cells.values()):
        return False  # years name columns, too
    figures = {column for column in names if FIGURES.fullmatch(row.cells[column])}
    above = [other.cells.get(column, "") for other in table[1 : 1 + COMPARED_ROWS] for column in figures]
    return any(above) and all(FIGURES.fullmatch(text) for text in above if text)


def _cells(table: Sequence[SheetRow], layout: Layout) -> Iterator[Cell]:
    """The cells of the table with its rows closed up."""
    numbers = [row.number for row in table]
    for index, row in enumerate(table):
        for column, text in row.cells.items():
            rows, columns = layout.reach.get((row.number, column), (1, 1))
            if rows > 1:
                rows = bisect_right(numbers, row.number + rows - 1) - index
            yield Cell(index, column, text, rows, columns)
