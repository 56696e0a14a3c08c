"""Tables with lines drawn around their cells -> rows of cells, each with the words that stand in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.reading.pages.aligned import Column, column_of, columns_of
from assistant.reading.pages.printed import Item, Line, Table, Word, part_of
from assistant.reading.pages.strokes import Stroke, Strokes

# In points: lines that end this near to one another meet, and edges this near are one.
TOUCHING = 3.0
NARROWEST = 6.0
MOST_STROKES = 400
# A cell of a table holds no more than this; a frame around columns of prose does.
LONGEST_CELL = 1200
MEAN_CELL = 300
# A cell over several rows is no more than a name up to here.
LONGEST_NAME = 80
# A column is divided by gaps alone if so many rows show it.
FEWEST_ALIGNED = 3
# A chart has lines like a table, but hardly any words between them.
FILLED_SHARE = 0.3
# So many lines stand at the same heights in all cells of a row: the rows below the header are not ruled.
UNRULED_LINES = 3
SAME_HEIGHT = 2.0


class _Grid(NamedTuple):
    """The edges of the columns (`xs`) and rows (`ys`), and the lines themselves."""

    xs: list[float]
    ys: list[float]
    strokes: Strokes


_Cells = dict[tuple[int, int], list[Line]]
_Row = tuple[tuple[Line, ...], ...]


def with_ruled_tables(lines: Sequence[Line], strokes: Strokes) -> list[Item]:
    """The lines of a page; those inside of a ruled table have become the table, at the place of the first of them."""
    items: list[Item] = list(lines)
    for grid in _grids(strokes):
        items = _with_table(items, grid)
    return items


def _with_table(items: list[Item], grid: _Grid) -> list[Item]:
    inside: list[Line] = []
    kept: list[Item] = []
    position: int | None = None
    for item in items:
        if not isinstance(item, Line):
            kept.append(item)
            continue
        within, outside = _divided(item, grid)
        if within and position is None:
            position = len(kept)
        inside += within
        kept += outside
    table = _table(inside, grid)
    if table is None or position is None:
        return items
    kept.insert(position, table)
    return kept


def _divided(line: Line, grid: _Grid) -> tuple[list[Line], list[Line]]:
    """What stands inside the grid, and what stands outside."""
    within = [word for word in line.words if _is_inside(word, grid)]
    outside = [word for word in line.words if not _is_inside(word, grid)]
    return part_of(line, within), part_of(line, outside)


def _middle(word: Word) -> tuple[float, float]:
    return (word.left + word.right) / 2, (word.top + word.bottom) / 2


def _is_inside(word: Word, grid: _Grid) -> bool:
    x, y = _middle(word)
    return grid.xs[0] <= x <= grid.xs[-1] and grid.ys[0] <= y <= grid.ys[-1]


def _grids(strokes: Strokes) -> Iterator[_Grid]:
    """Lines that meet, with at least two columns and two rows between them."""
    if len(strokes.level) + len(strokes.upright) > MOST_STROKES:
        return
    for level, upright in _meeting(strokes):
        xs, ys = _edges(upright, level), _edges(level, upright)
        if len(xs) > 2 and len(ys) > 2:
            yield _Grid(xs, ys, Strokes(level, upright))


def _meeting(strokes: Strokes) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """The lines in groups that hang together."""
    level, upright = set(range(len(strokes.level))), set(range(len(strokes.upright)))
    while level:
        levels, uprights = {level.pop()}, set[int]()
        new = set(levels)
        while new:
            reached = {u for u in upright if any(_meet(strokes.level[at], strokes.upright[u]) for at in new)}
            upright -= reached
            uprights |= reached
            new = {at for at in level if any(_meet(strokes.level[at], strokes.upright[u]) for u in reached)}
            level -= new
            levels |= new
        if uprights:
            yield [strokes.level[at] for at in sorted(levels)], [strokes.upright[at] for at in sorted(uprights)]


def _meet(level: Stroke, upright: Stroke) -> bool:
    return (
        level.start - TOUCHING <= upright.at <= level.end + TOUCHING
        and upright.start - TOUCHING <= level.at <= upright.end + TOUCHING
    )


def _edges(strokes: Sequence[Stroke], across: Sequence[Stroke]) -> list[float]:
    """The places of the lines, and the outermost ends of the lines across: many tables have no outer lines."""
    ends = min(stroke.start for stroke in across), max(stroke.end for stroke in across)
    edges: list[float] = []
    for edge in sorted([*(stroke.at for stroke in strokes), *ends]):
        if not edges or edge - edges[-1] >= NARROWEST:
            edges.append(edge)
    return edges


def _table(lines: Sequence[Line], grid: _Grid) -> Table | None:
    """None if what stands between the lines is no table."""
    found = _cells(lines, grid)
    cells = found | _named_anew(found, grid)
    rows = [row for number in range(len(grid.ys) - 1) for row in _unruled([*_row(cells, number, len(grid.xs) - 1)])]
    rows = [row for row in rows if any(row)]
    columns = [column for column in range(len(grid.xs) - 1) if any(row[column] for row in rows)]
    rows = [tuple(row[column] for column in columns) for row in rows]
    filled = len(found) / ((len(grid.xs) - 1) * (len(grid.ys) - 1))
    if len(columns) < 2 or filled < FILLED_SHARE or not _is_table(rows):
        return None
    edges, header = [grid.xs[column] for column in columns], 0
    for column in reversed(range(len(columns))):
        if inner := _inner([row[column] for row in rows]):
            rows, above = _divided_rows(rows, column, inner)
            header = max(header, above + 1 if above else 0)
            edges[column : column + 1] = [part.left for part in inner]
    return Table(tuple(rows), tuple(edges), grid.ys[0], grid.ys[-1], header)


def _inner(cells: Sequence[tuple[Line, ...]]) -> list[Column]:
    """The columns inside of one that are told apart by gaps alone; empty if there are none."""
    lines = [cell[0] for cell in cells if len(cell) == 1 and len(cell[0].pieces) > 1]
    if len(lines) < FEWEST_ALIGNED or len(lines) * 2 < sum(1 for cell in cells if cell):
        return []
    inner = columns_of(lines)
    return inner if all(len(line.pieces) == len(inner) for line in lines) else []


def _divided_rows(rows: Sequence[_Row], column: int, inner: Sequence[Column]) -> tuple[list[_Row], int]:
    """The rows with parts instead of one column, and how many rows stand above the parts: they name all of them."""
    is_divided = [any(len(line.pieces) > 1 for line in row[column]) for row in rows]
    above = is_divided.index(True)
    parts = [[row[column]] * len(inner) for row in rows[:above]] + [_spread(row[column], inner) for row in rows[above:]]
    return [(*row[:column], *cells, *row[column + 1 :]) for row, cells in zip(rows, parts, strict=True)], above


def _spread(cell: tuple[Line, ...], inner: Sequence[Column]) -> list[tuple[Line, ...]]:
    parts: list[list[Line]] = [[] for _ in inner]
    for line in cell:
        for piece in line.pieces:
            parts[column_of(piece, inner) or 0] += part_of(line, piece)
    return [tuple(part) for part in parts]


def _is_table(rows: Sequence[Sequence[Sequence[Line]]]) -> bool:
    lengths = [sum(len(line.text) for line in cell) for row in rows for cell in row]
    filled = [length for length in lengths if length]
    if sum(1 for row in rows if sum(1 for cell in row if cell) > 1) < 2:
        return False
    return max(filled) <= LONGEST_CELL and sum(filled) <= MEAN_CELL * len(filled)


def _row(cells: _Cells, number: int, columns: int) -> Iterator[tuple[Line, ...]]:
    for column in range(columns):
        yield tuple(cells.get((number, column), ()))


def _cells(lines: Sequence[Line], grid: _Grid) -> _Cells:
    """The lines in each cell from top to bottom; of cells that are one, in the upper left one."""
    found: _Cells = defaultdict(list)
    for line in lines:
        words: dict[tuple[int, int], list[Word]] = defaultdict(list)
        for word in line.words:
            words[_cell(word, grid)].append(word)
        for cell, members in words.items():
            found[cell] += part_of(line, members)
    return {cell: sorted(members, key=lambda line: line.y) for cell, members in found.items()}


def _named_anew(cells: _Cells, grid: _Grid) -> _Cells:
    """A short cell over several rows names each of them; one over several columns at the top names those columns."""
    named: _Cells = {}
    for row in range(len(grid.ys) - 1):
        for column in range(len(grid.xs) - 1):
            first = _first(row, column, grid)
            lines = cells.get(first, [])
            is_above = row == 0 and bool(cells.get((1, column)))
            is_beside = first[0] < row and first[1] == column and sum(len(line.text) for line in lines) <= LONGEST_NAME
            if first != (row, column) and lines and (is_above or is_beside):
                named[row, column] = lines
    return named


def _cell(word: Word, grid: _Grid) -> tuple[int, int]:
    """Row and column of the cell that the word stands in."""
    x, y = _middle(word)
    row = min(bisect_right(grid.ys, y), len(grid.ys) - 1) - 1
    column = min(bisect_right(grid.xs, x), len(grid.xs) - 1) - 1
    return _first(row, column, grid)


def _first(row: int, column: int, grid: _Grid) -> tuple[int, int]:
    """Where the cell begins: to the left and upwards as long as no line is in between."""
    while column and not _is_drawn(grid.strokes.upright, grid.xs[column], _band(grid.ys, row)):
        column -= 1
    while row and not _is_drawn(grid.strokes.level, grid.ys[row], _band(grid.xs, column)):
        row -= 1
    return row, column


def _band(edges: Sequence[float], index: int) -> float:
    return (edges[index] + edges[index + 1]) / 2


def _is_drawn(strokes: Sequence[Stroke], at: float, across: float) -> bool:
    return any(abs(stroke.at - at) < NARROWEST and stroke.start <= across <= stroke.end for stroke in strokes)


def _unruled(row: Sequence[tuple[Line, ...]]) -> Iterator[tuple[tuple[Line, ...], ...]]:
    """The row, or the rows in it if all its cells have their lines at the same heights."""
    filled = [cell for cell in row if cell]
    heights = [line.y for line in filled[0]] if filled else []
    if len(filled) < 2 or len(heights) < UNRULED_LINES or not all(_stands_at(cell, heights) for cell in filled):
        yield tuple(row)
        return
    for index in range(len(heights)):
        yield tuple(cell[index : index + 1] for cell in row)


def _stands_at(cell: Sequence[Line], heights: Sequence[float]) -> bool:
    return len(cell) == len(heights) and all(
        abs(line.y - y) < SAME_HEIGHT for line, y in zip(cell, heights, strict=True)
    )
