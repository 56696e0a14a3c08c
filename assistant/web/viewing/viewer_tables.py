"""Rows of a table, as `reading/grid.py` wrote them (`column: value | column: value`) -> a table with named columns.

Only where all rows name the same columns; any other table is shown as its rows stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from assistant.reading.grid import CELLS, LONGEST_COLUMN_NAME, LONGEST_LINE
from assistant.web.viewing.viewer_pieces import Part, Piece, text_of

# A caption, groups of columns and their names may stand above the first row.
MOST_LEADING = 3
NAME_END = ": "

Cell = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One cell a column, empty where the row says nothing."""

    cells: tuple[Cell, ...]

    @property
    def is_marked(self) -> bool:
        return any(piece.marked for cell in self.cells for piece in cell)


@dataclass(frozen=True, slots=True)
class Table:
    """`columns` are the cells of the header, none where the columns have no names; its first may be empty."""

    columns: tuple[Cell, ...]
    rows: tuple[Row, ...]


class _Line(NamedTuple):
    """A line of the reader: its cells, and their texts."""

    cells: list[list[Piece]]
    texts: list[str]

    @classmethod
    def of(cls, part: Part) -> _Line:
        cells = part.cells
        return cls(cells, [text_of(cell).strip() for cell in cells])

    @property
    def is_marked(self) -> bool:
        return any(piece.marked for cell in self.cells for piece in cell)

    @property
    def length(self) -> int:
        return len(CELLS.join(self.texts))


class _Columns(NamedTuple):
    """The names in order; with `has_row_names`, a column without a name stands before them."""

    names: list[str]
    has_row_names: bool


def tables_of(parts: Sequence[Part]) -> Iterator[Table]:
    """What stands above the header as a table of its own, then the table."""
    lines = [_Line.of(part) for part in parts]
    for leading in range(min(MOST_LEADING, len(lines) - 1) + 1):
        rows = lines[leading:]
        columns = (leading and _columns(rows, lines[leading - 1].texts)) or _columns(rows, [], same=not leading)
        if columns is None:
            continue
        above, header = _header(lines[:leading], columns.names)
        is_reworded = bool(header) and header[0].texts != columns.names
        if (leading and not header) or (is_reworded and any(line.is_marked for line in header)):
            break
        if above:
            yield _plain(above)
        yield _named(lines[leading:], columns, header)
        return
    yield _plain(lines)


def _plain(lines: Sequence[_Line]) -> Table:
    return Table((), tuple(Row(tuple(tuple(cell) for cell in line.cells)) for line in lines))


def _columns(lines: Sequence[_Line], stated: list[str], *, same: bool = False) -> _Columns | None:
    """The columns that the lines name, in an order that holds for all; None where they do not name their cells.

    With `stated` names those and no others, in that order. With `same` each line must name all of them, and there must
    be two lines: without a header nothing else shows that a word before a colon is a column.
    """
    names = list(stated)
    nameless = 0
    for line in lines:
        at = 0
        found = [_name(text) for text in line.texts]
        nameless += found[0] is None
        for name in found[1:] if found[0] is None else found:
            is_late = (same and line is not lines[0]) or bool(stated)
            if name is None or name in names[:at] or (is_late and name not in names):
                return None
            if name not in names:
                names.insert(at, name)
            at = names.index(name) + 1
        if same and at != len(names):
            return None
    if nameless not in (0, len(lines)) or len(names) + bool(nameless) < 2 or not names or (same and len(lines) < 2):
        return None
    return _Columns(names, bool(nameless))


def _name(text: str) -> str | None:
    name, colon, _ = text.partition(NAME_END)
    return name if colon and 0 < len(name) <= LONGEST_COLUMN_NAME + len(" …") else None


def _header(leading: Sequence[_Line], names: Sequence[str]) -> tuple[Sequence[_Line], Sequence[_Line]]:
    """What stands above the header, and the header: lines of which each cell is a part of the name of a column."""
    start = len(leading)
    while start and all(any(text in name for name in names) for text in leading[start - 1].texts):
        start -= 1
    return leading[:start], leading[start:]


def _named(lines: Sequence[_Line], columns: _Columns, header: Sequence[_Line]) -> Table:
    if header and header[0].texts == columns.names:
        heads = [tuple(cell) for cell in header[0].cells]
    else:
        heads = [(Piece(name),) for name in columns.names]
    places = {name: place for place, name in enumerate(columns.names, start=int(columns.has_row_names))}
    rows: list[dict[int, Cell]] = []
    before: _Line | None = None
    for line in lines:
        row = _placed(line, columns, places)
        if before and rows and _goes_on(before, line, rows[-1].keys() & row.keys()):
            rows[-1] |= {place: cell for place, cell in row.items() if place}
        else:
            rows.append(row)
        before = line
    width = len(places) + columns.has_row_names
    shown = (Row(tuple(row.get(place, ()) for place in range(width))) for row in rows)
    return Table((*([()] if columns.has_row_names else []), *heads), tuple(shown))


def _placed(line: _Line, columns: _Columns, places: dict[str, int]) -> dict[int, Cell]:
    """The cells of a line by column, without its name."""
    row = {}
    for number, (cell, text) in enumerate(zip(line.cells, line.texts, strict=True)):
        if number == 0 and columns.has_row_names:
            row[0] = tuple(cell)
        else:
            name = text.partition(NAME_END)[0]
            row[places[name]] = _without(cell, len(name) + len(NAME_END))
    return row


def _without(cell: Sequence[Piece], length: int) -> Cell:
    """The cell without its first `length` characters; whole where only those are marked."""
    left, rest = length, []
    for piece in cell:
        cut, left = piece.text[left:], max(0, left - len(piece.text))
        if cut:
            rest.append(replace(piece, text=cut, marked=piece.marked and bool(cut.strip())))
    lost = any(piece.first for piece in cell) and not any(piece.marked and piece.first for piece in rest)
    return tuple(cell) if lost else tuple(rest)


def _goes_on(before: _Line, line: _Line, shared: set[int]) -> bool:
    """Whether the row was too wide for one line: the next begins with its name again."""
    if shared != {0} or before.texts[0] != line.texts[0] or len(line.texts) < 2:
        return False
    return before.length + len(CELLS) + len(line.texts[1]) > LONGEST_LINE
