"""Text in columns -> its reading order: down the left column, then down the right one.

Most files draw one column after the other and are left as they are; those that draw line by line across the page
are put in order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from assistant.reading.pages.printed import Item, Line, Word, part_of

# In sizes: the white strip between two columns is at least so wide; spaces of justified text are not, line after line.
NARROWEST_STRIP = 0.7
FEWEST_ROWS = 4
# Lines of a column are prose: so many characters on average, and most of them reach from edge to edge.
FEWEST_CHARACTERS = 18
FILLED_SHARE = 0.5
ALIGNED_SHARE = 0.6
NEAR_EDGE = 4.0
SAME_ROW = 0.5
# Lines on one side only still belong to the column if they follow this closely.
CLOSE = 2.2
# Three columns are two, one of which is two.
DEEPEST = 3
# So many lines at most are a heading that is drawn last, or a footer that is drawn first.
OUTER_LINES = 4


class _Strip(NamedTuple):
    """White space between two columns, from one base line to another."""

    left: float
    right: float
    first: float
    last: float


class _Row(NamedTuple):
    """The words of the lines that stand side by side, from left to right."""

    y: float
    size: float
    words: tuple[Word, ...]


def in_reading_order(items: Sequence[Item], depth: int = DEEPEST) -> list[Item]:
    """The lines of a page, those of a column together."""
    lines = [item for item in items if isinstance(item, Line)]
    strip = _strip(list(_rows(lines))) if depth and len(lines) > FEWEST_ROWS else None
    if strip is None or not _is_mixed(lines, strip):
        return list(items)
    return _reordered(items, strip, depth)


def with_ends_in_place(items: Sequence[Item]) -> list[Item]:
    """The lines of a page; a heading drawn last has come to the start, a footer drawn first to the end."""
    first = last = 0
    for count in range(1, min(OUTER_LINES, len(items) // 2) + 1):
        if _are_above(items[-count:], items[:-count]) and _are_over(items[-count:], items[:-count]):
            last = count
        if _are_above(items[count:], items[:count]) and _are_over(items[:count], items[count:]):
            first = count
    end = len(items) - last
    return [*items[end:], *items[first:end], *items[:first]]


def _are_above(upper: Sequence[Item], lower: Sequence[Item]) -> bool:
    return max(map(_bottom, upper)) <= min(map(_top, lower))


def _are_over(ends: Sequence[Item], items: Sequence[Item]) -> bool:
    """Whether all are lines that stand above or below other lines, not in a column of their own."""
    lines = [item for item in items if isinstance(item, Line)]
    return all(
        isinstance(end, Line) and any(end.left < line.right and line.left < end.right for line in lines) for end in ends
    )


def _top(item: Item) -> float:
    return item.y - item.size if isinstance(item, Line) else item.top


def _bottom(item: Item) -> float:
    return item.y if isinstance(item, Line) else item.bottom


def _rows(lines: Iterable[Line]) -> Iterator[_Row]:
    row: list[Line] = []
    for line in sorted(lines, key=lambda line: line.y):
        if row and line.y - row[0].y > SAME_ROW * max(line.size, row[0].size):
            yield _row(row)
            row = []
        row.append(line)
    if row:
        yield _row(row)


def _row(lines: Sequence[Line]) -> _Row:
    words = sorted((word for line in lines for word in line.words), key=lambda word: word.left)
    return _Row(lines[0].y, max(line.size for line in lines), tuple(words))


def _strip(rows: Sequence[_Row]) -> _Strip | None:
    """The strip that most rows leave free, if there is prose on both sides of it."""
    best: tuple[int, _Strip] | None = None
    tried: list[_Strip] = []
    for start, row in enumerate(rows):
        tried = [strip for strip in tried if strip.last >= row.y]
        for left, right in _gaps(row):
            if any(left <= old.left and old.right <= right for old in tried):
                continue
            strip, both = _followed(rows, start, left, right)
            tried.append(strip)
            if len(both) >= FEWEST_ROWS and (best is None or len(both) > best[0]) and _is_prose(both, strip):
                best = len(both), strip
    return best[1] if best else None


def _gaps(row: _Row) -> Iterator[tuple[float, float]]:
    for before, word in pairwise(row.words):
        if word.left - before.right >= NARROWEST_STRIP * row.size:
            yield before.right, word.left


def _followed(rows: Sequence[_Row], start: int, left: float, right: float) -> tuple[_Strip, list[_Row]]:
    """How far down the gap goes on, and the rows that have words on both sides of it."""
    both = [rows[start]]
    last = rows[start].y
    for row in rows[start + 1 :]:
        inner = [word for word in row.words if word.left < right and word.right > left]
        narrowed_left = max([left, *(word.right for word in inner if word.left <= left)])
        narrowed_right = min([right, *(word.left for word in inner if word.left > left)])
        if narrowed_right - narrowed_left < NARROWEST_STRIP * row.size:
            break
        is_both = row.words[0].right <= narrowed_left and row.words[-1].left >= narrowed_right
        if not is_both and row.y - last > CLOSE * row.size:
            break
        left, right, last = narrowed_left, narrowed_right, row.y
        both += [row] if is_both else []
    return _Strip(left, right, rows[start].y, last), both


def _is_prose(rows: Sequence[_Row], strip: _Strip) -> bool:
    lefts = [[word for word in row.words if word.right <= strip.left] for row in rows]
    rights = [[word for word in row.words if word.left >= strip.right] for row in rows]
    if min(_length(lefts), _length(rights)) < FEWEST_CHARACTERS:
        return False
    size = median(row.size for row in rows)
    filled = sum(1 for words in lefts if words[-1].right > strip.left - NEAR_EDGE * size)
    aligned = sum(1 for words in rights if words[0].left < strip.right + size)
    return filled >= FILLED_SHARE * len(rows) and aligned >= ALIGNED_SHARE * len(rows)


def _length(sides: Sequence[Sequence[Word]]) -> float:
    return median(sum(len(word.text) + 1 for word in words) for words in sides)


def _is_in(line: Line, strip: _Strip) -> bool:
    return strip.first - 1.0 <= line.y <= strip.last + 1.0


def _is_mixed(lines: Sequence[Line], strip: _Strip) -> bool:
    """Whether the page draws prose of both columns in one line, goes to and fro, or begins with the right column."""
    across = changes = 0
    sides: list[bool] = []
    for line in lines:
        if not _is_in(line, strip):
            continue
        sizes = [sum(len(word.text) + 1 for word in words) for words in (_before(line, strip), _behind(line, strip))]
        if all(sizes):
            across += min(sizes) >= FEWEST_CHARACTERS
        else:
            changes += bool(sides) and sides[-1] != bool(sizes[1])
            sides.append(bool(sizes[1]))
    begins_right = changes == 1 and sides[0] and len(sides) > FEWEST_ROWS
    return begins_right or across + changes // 2 >= FEWEST_ROWS - 1


def _reordered(items: Sequence[Item], strip: _Strip, depth: int) -> list[Item]:
    before: list[Item] = []
    after: list[Item] = []
    left: list[Item] = []
    right: list[Item] = []
    for item in items:
        if isinstance(item, Line) and _is_in(item, strip):
            left += part_of(item, _before(item, strip))
            right += part_of(item, _behind(item, strip))
        elif _height(item) < strip.first:
            before.append(item)
        else:
            after.append(item)
    columns = [in_reading_order(sorted(side, key=_height), depth - 1) for side in (left, right)]
    return [
        *in_reading_order(before, depth - 1),
        *columns[0],
        *columns[1],
        *in_reading_order(after, depth - 1),
    ]


def _height(item: Item) -> float:
    return item.y if isinstance(item, Line) else item.top


def _before(line: Line, strip: _Strip) -> list[Word]:
    return [word for word in line.words if word.left <= strip.left]


def _behind(line: Line, strip: _Strip) -> list[Word]:
    return [word for word in line.words if word.left > strip.left]
