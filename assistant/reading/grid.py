"""A table -> lines that can be understood alone: each value stands behind the name of its column.

A row that is found, quoted or cut off from its table still says what its figures mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

CELLS = " | "
# A quote holds at most 600 characters; a wider row becomes several lines, each of which begins with the row's name.
LONGEST_LINE = 500
LONGEST_COLUMN_NAME = 80
FIGURES = re.compile(r"[\d\s.,:%€$+–-]*\d[\d\s.,:%€$+–-]*(?:[A-Za-zµ°]{1,4}\.?)?")

Row = Sequence[str]


def lines_of_table(rows: Sequence[Row], header: int | None = None) -> Iterator[str]:
    """The lines of a table, from top to bottom; rows without any text are left out.

    `header` is the number of rows at the top that name the columns, None where the file does not say. Rows of the
    header are written as they stand, the others as `column: value | column: value`. A table of two columns without a
    header says `name: value`.
    """
    table = [[" ".join(cell.split()) for cell in row] for row in rows]
    table = [row for row in table if any(row)]
    heads = guessed_header(table) if header is None else min(header, len(table))
    names = _column_names(table[:heads])
    for row in table[:heads]:
        yield CELLS.join(cell for cell in row if cell)
    two = not names and max((len(row) for row in table), default=0) == 2
    for row in table[heads:]:
        yield from _pair(row) if two else _lines(row, names)


def guessed_header(table: Sequence[Row]) -> int:
    """1 if the first row names the columns, else 0: words over figures, or at least three words over more rows."""
    if len(table) < 2:
        return 0
    first, rest = table[0], table[1:]
    names = [cell for cell in first if cell]
    if len(names) < 2 or len(set(names)) < len(names) or any(len(name) > LONGEST_COLUMN_NAME for name in names):
        return 0
    over_figures = any(
        _mostly_figures([row[column] for row in rest if column < len(row)])
        for column, name in enumerate(first)
        if name and not FIGURES.fullmatch(name)
    )
    return int(over_figures or (len(names) > 2 and not any(FIGURES.fullmatch(name) for name in names)))


def _mostly_figures(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and sum(1 for cell in filled if FIGURES.fullmatch(cell)) * 2 > len(filled)


def _column_names(header: Sequence[Row]) -> list[str]:
    """One name a column; names of several header rows are joined from top to bottom."""
    width = max((len(row) for row in header), default=0)
    columns = ([row[column] for row in header if column < len(row) and row[column]] for column in range(width))
    return [" ".join(dict.fromkeys(column))[:LONGEST_COLUMN_NAME] for column in columns]


def _pair(row: Row) -> Iterator[str]:
    cells = [cell for cell in row if cell]
    yield (": " if len(cells) == 2 and not cells[0].endswith(":") else " ").join(cells)


def _lines(row: Row, names: Sequence[str]) -> Iterator[str]:
    cells = [_named(cell, names[column] if column < len(names) else "") for column, cell in enumerate(row) if cell]
    line = cells[:1]
    for cell in cells[1:]:
        if len(line) > 1 and len(CELLS.join([*line, cell])) > LONGEST_LINE:
            yield CELLS.join(line)
            line = cells[:1]
        line.append(cell)
    yield CELLS.join(line)


def _named(cell: str, name: str) -> str:
    return f"{name.removesuffix(':')}: {cell}" if name and name != cell else cell
