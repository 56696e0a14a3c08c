"""Tables without lines around their cells -> rows of cells, found by words that stand below one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from statistics import fmean
from typing import NamedTuple

from assistant.reading.grid import FIGURES
from assistant.reading.lines import BULLET
from assistant.reading.pages.printed import CELL_GAP, Item, Line, Table, Word, line_of, texts, without_gaps

# A row has another one with a cell at the same place at most so many lines away.
NEAR_ROWS = 4
# In sizes: cells that stand below one another are this near.
SAME_PLACE = 0.4
# Cells side by side may be drawn so many lines apart: first the lines of one cell, then those of the next.
NEAR_LINES = 10
SAME_HEIGHT = 0.55
# In sizes: how far a line of a cell may stand below the one before it.
CLOSE = 1.9
# So much further than the line above is the line below, if a line belongs to the one above.
NEARER = 1.15
# Cells of prose on both sides are columns of text; such lines stay text.
LONGEST_MEAN = 60

Piece = tuple[Word, ...]
Row = list[list[Line]]


class Column(NamedTuple):
    """From where to where the words of a column stand."""

    left: float
    right: float


def with_aligned_tables(items: Sequence[Item]) -> list[Item]:
    """The lines of a page; runs of lines whose pieces stand below one another have become tables."""
    items = _with_cells_in_place(_without_stretched(items))
    found: list[Item] = []
    position = 0
    for start, end in _runs(items):
        found += map(_plain, items[position:start])
        found += _tables([item for item in items[start:end] if isinstance(item, Line)])
        position = end
    return [*found, *map(_plain, items[position:])]


def _without_stretched(items: Sequence[Item]) -> list[Item]:
    """The same, few words that were set to the full width of their paragraph being no cells."""
    padded = [None, *items, None]
    return [
        without_gaps(item) if isinstance(item, Line) and _is_stretched(item, (above, below)) else item
        for above, item, below in zip(padded, items, padded[2:], strict=False)
    ]


def _is_stretched(line: Line, beside: Sequence[Item | None]) -> bool:
    """Whether all words of a line have the same wide gap between them, and a line of text beside it both edges."""
    gaps = [word.left - before.right for before, word in pairwise(line.words)]
    near = line.size * SAME_PLACE
    if len(gaps) < 2 or "\t" not in line.text or max(gaps) - min(gaps) > near:
        return False
    texts_beside = (other for other in beside if isinstance(other, Line) and "\t" not in other.text)
    return any(abs(one.left - line.left) <= near and abs(one.right - line.right) <= near for one in texts_beside)


def _with_cells_in_place(items: Sequence[Item]) -> list[Item]:
    """A line that stands beside an earlier one, below or above a cell of a row, becomes a cell beside that one."""
    placed: list[Item] = []
    for index, item in enumerate(items):
        beside = _beside(item, placed[-NEAR_LINES:]) if isinstance(item, Line) and "\t" not in item.text else None
        if beside is None or not _is_a_cell(item, items[max(0, index - NEAR_LINES) : index + NEAR_LINES]):
            placed.append(item)
            continue
        words = (*beside.words, *(item.words if isinstance(item, Line) else ()))
        at = next(at for at in range(len(placed) - 1, -1, -1) if placed[at] is beside)
        placed[at] = line_of(words, beside.y, beside.size, beside.bold)
    return placed


def _beside(line: Line, before: Sequence[Item]) -> Line | None:
    """The line to the left of this one, at the same height."""
    for other in reversed(before):
        if isinstance(other, Line) and abs(other.y - line.y) < SAME_HEIGHT * line.size:
            return other if line.left - other.right > CELL_GAP * line.size else None
    return None


def _is_a_cell(item: Item, near: Sequence[Item]) -> bool:
    rows = [other for other in near if isinstance(other, Line) and _is_row(other)]
    return isinstance(item, Line) and any(
        _is_below(item.words, piece, item.size * SAME_PLACE) for row in rows for piece in row.pieces[1:]
    )


def _plain(item: Item) -> Item:
    return without_gaps(item) if isinstance(item, Line) else item


def _runs(items: Sequence[Item]) -> Iterator[tuple[int, int]]:
    """Where tables start and end, each with at least two rows, or one of a label and a value of several lines."""
    start = last = None
    for index, item in enumerate(items):
        if not isinstance(item, Line) or not _is_row(item):
            continue
        if last is not None and start is not None and _belongs(items[last : index + 1]):
            last = index
            continue
        if start is not None and last is not None and (last > start or _has_long_value(items, start)):
            yield _with_ends(items, start, last)
        start = last = index
    if start is not None and last is not None and (last > start or _has_long_value(items, start)):
        yield _with_ends(items, start, last)


def _has_long_value(items: Sequence[Item], at: int) -> bool:
    """Whether the row is a label with a colon and a value that goes on in the next two lines."""
    row, *below = items[at : at + 3]
    if not isinstance(row, Line) or len(row.pieces) != 2 or not row.pieces[0][-1].text.endswith(":"):
        return False
    left, near = row.pieces[1][0].left, row.size * SAME_PLACE
    lines = [line for line in texts(below) if abs(line.left - left) <= near]
    return len(lines) == 2 and all(0 < two.y - one.y < CLOSE * row.size for one, two in pairwise([row, *lines]))


def _is_row(line: Line) -> bool:
    """Whether the line has cells: a number or sign before an item is none."""
    if "\t" not in line.text or "…" in line.text:
        return False
    first = line.text.partition("\t")[0] + " x"
    return not ((match := BULLET.match(first)) and match.end() == len(first) - 1 and line.text.count("\t") == 1)


def _belongs(items: Sequence[Item]) -> bool:
    """Whether the last item is a row of the table that the first item is a row of."""
    row, *between, line = items
    if not isinstance(row, Line) or not isinstance(line, Line) or len(items) > NEAR_ROWS + 1:
        return False
    return row.y < line.y and _share_columns(row, line) and all(isinstance(item, Line) for item in between)


def _share_columns(line: Line, other: Line) -> bool:
    """Whether at least half of the further cells stand below one another; text set to full width does so by chance."""
    near = line.size * SAME_PLACE
    fewer, more = sorted((line.pieces[1:], other.pieces[1:]), key=len)
    below = sum(1 for one in fewer if any(_is_below(one, two, near) for two in more))
    return below * 2 >= len(fewer)


def _is_below(one: Piece, two: Piece, near: float) -> bool:
    """Whether two cells begin at the same place, have the same middle, or are figures that end there."""
    if abs(one[0].left - two[0].left) <= near:
        return True
    if abs(one[0].left + one[-1].right - two[0].left - two[-1].right) <= 2 * near:
        return True
    are_figures = one[0].text[-1:].isdecimal() or FIGURES.fullmatch(_text(one))
    return abs(one[-1].right - two[-1].right) <= near and bool(are_figures) and bool(FIGURES.fullmatch(_text(two)))


def _text(piece: Piece) -> str:
    return " ".join(word.text for word in piece)


def _with_ends(items: Sequence[Item], start: int, last: int) -> tuple[int, int]:
    """The start, above which a line may lead into the first row, and the end, behind what goes on with the last one."""
    columns = columns_of([item for item in items[start : last + 1] if isinstance(item, Line) and _is_row(item)])
    end = last + 1
    while end < len(items):
        item, above = items[end], items[end - 1]
        if not isinstance(item, Line) or not isinstance(above, Line) or not _goes_on(item, above, columns):
            break
        end += 1
    first, before = items[start], items[start - 1] if start else None
    leads = isinstance(first, Line) and isinstance(before, Line) and _leads(before, first, columns)
    return start - leads, end


def _leads(above: Line, row: Line, columns: Sequence[Column]) -> bool:
    """Whether the line above ends with the beginning of the row's first cell: it has no room for the next word."""
    upper, lower = _placed(above, columns), _placed(row, columns)
    if not upper or not lower or len(lower) < 2 or max(upper) != min(lower):
        return False
    is_near = above.bold == row.bold and 0 < row.y - above.y < CLOSE * row.size
    return is_near and above.text[-1] not in ".:!?" and _is_full(above, row, columns[min(lower) + 1].left)


def _is_full(line: Line, following: Line, edge: float) -> bool:
    """Whether the first word of the next line would not have fitted in before the edge."""
    word = following.words[0]
    return line.right + (word.right - word.left) + following.size > edge


def _goes_on(line: Line, above: Line, columns: Sequence[Column]) -> bool:
    """Whether the line goes on with a cell of the row above it, which is not the first."""
    column = column_of(line.words, columns)
    return bool(column) and 0 < line.y - above.y < CLOSE * line.size


def columns_of(rows: Sequence[Line]) -> list[Column]:
    """The columns as the rows with the most cells show them, widened by the others."""
    columns: list[Column] = []
    for row in sorted(rows, key=lambda row: -len(row.pieces)):
        for piece in row.pieces:
            left, right = piece[0].left, piece[-1].right
            touched = [index for index, column in enumerate(columns) if left < column.right and right > column.left]
            if len(touched) == 1:
                column = columns[touched[0]]
                columns[touched[0]] = Column(min(left, column.left), max(right, column.right))
            elif not touched:
                columns = sorted([*columns, Column(left, right)])
    return columns


def column_of(piece: Sequence[Word], columns: Sequence[Column], slack: float = 0.0) -> int | None:
    """The number of the column that the piece stands in, None if it spans several by more than the slack, or none."""
    left, right = piece[0].left + slack, piece[-1].right - slack
    touched = [index for index, column in enumerate(columns) if left < column.right and right > column.left]
    return touched[0] if len(touched) == 1 else None


def _placed(line: Line, columns: Sequence[Column]) -> dict[int, Piece] | None:
    """The pieces by the numbers of their columns, None if one spans several or two stand in the same."""
    placed: dict[int, Piece] = {}
    for piece in line.pieces:
        for part in [piece] if column_of(piece, columns) is not None else _divided(piece, columns, line.size):
            column = column_of(part, columns)
            column = column_of(part, columns, line.size * SAME_PLACE) if column is None else column
            if column is None or column in placed:
                return None
            placed[column] = part
    return placed


def _divided(piece: Piece, columns: Sequence[Column], size: float) -> Iterator[Piece]:
    """The parts of a piece over several columns: one ends where a column begins behind a wide space."""
    start = 0
    for position, (before, word) in enumerate(pairwise(piece), start=1):
        begins = any(abs(word.left - column.left) <= size * SAME_PLACE for column in columns)
        if begins and word.left - before.right >= size:
            yield piece[start:position]
            start = position
    yield piece[start:]


def _tables(lines: Sequence[Line]) -> Iterator[Item]:
    """Tables, with the lines between them that span several columns."""
    columns = columns_of([line for line in lines if _is_row(line)])
    if len(columns) < 2 or _are_prose(lines, columns):
        yield from map(without_gaps, lines)
        return
    rows: list[Row] = []
    for index, line in enumerate(lines):
        placed = _placed(line, columns)
        if placed is None:
            yield from _table(rows, columns)
            yield without_gaps(line)
            rows = []
            continue
        if len(placed) > 1:
            belongs = bool(rows) and _is_led(rows, lines[index - 1], line, columns)
        else:
            belongs = bool(rows) and _continues(rows[-1], line, lines[index - 1 : index + NEAR_LINES], columns)
        if not belongs:
            rows.append([[] for _ in columns])
        for column, piece in placed.items():
            rows[-1][column].append(line_of(piece, line.y, line.size, line.bold))
    yield from _table(rows, columns)


def _are_prose(lines: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Whether every column holds long lines of text."""
    lengths: list[list[int]] = [[] for _ in columns]
    for line in lines:
        for piece in line.pieces:
            if (column := column_of(piece, columns)) is not None:
                lengths[column].append(sum(len(word.text) + 1 for word in piece))
    return all(not column or fmean(column) > LONGEST_MEAN for column in lengths)


def _is_led(rows: Sequence[Row], above: Line, line: Line, columns: Sequence[Column]) -> bool:
    """Whether the last row is the beginning of the line's first cell; not if it may as well be the end of another."""
    if not _leads(above, line, columns):
        return False
    column = max(index for index, cell in enumerate(rows[-1]) if cell)
    labels = rows[-2][column] if len(rows) > 1 and any(rows[-2][column + 1 :]) else []
    first = rows[-1][column][0]
    is_unclear = bool(labels) and not any(rows[-1][:column]) and _is_full(labels[-1], first, columns[column + 1].left)
    return not is_unclear and column_of(line.pieces[0], columns) == column


def _continues(row: Row, line: Line, lines: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Whether a line of one cell belongs to the row above it. `lines` are the line above, the line, and those below.

    A label of several lines has its value in the first of them or in the last: a line between two values belongs to
    the one that had no room for its first word, or goes on into the one for whose first word it has no room.
    """
    above, below = lines[0], lines[2:]
    column = min(_placed(line, columns) or {0: ()})
    if not 0 < line.y - above.y < CLOSE * line.size:
        return False
    is_small = line.text[0].islower()
    if not row[column] or not any(row[column + 1 :]):
        return bool(column) or is_small
    label, edge = row[column][-1], columns[column + 1].left
    if below and _leads(line, below[0], columns):
        return is_small and _is_full(label, line, edge)
    if is_small:
        return True
    if column:
        return not _begins(below, column, columns) or _is_full(label, line, columns[column].right + line.size)
    is_hanging = line.left > row[column][0].left + line.size * SAME_PLACE
    is_nearer = not below or (line.y - above.y) * NEARER < below[0].y - line.y
    return (is_hanging or is_nearer) and line.bold == label.bold and _is_full(label, line, edge)


def _begins(lines: Sequence[Line], column: int, columns: Sequence[Column]) -> bool:
    """Whether the next row of several cells begins in this column."""
    rows = (_placed(line, columns) or {} for line in lines)
    return any(min(row) == column for row in islice((row for row in rows if len(row) > 1), 1))


def _table(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[Item]:
    if rows:
        lines = [line for row in rows for cell in row for line in cell]
        made = tuple(tuple(tuple(cell) for cell in row) for row in rows)
        edges = tuple(column.left for column in columns)
        yield Table(made, edges, min(line.y - line.size for line in lines), max(line.y for line in lines))
