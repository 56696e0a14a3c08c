"""Tables that were typed or pasted with tabs: each line becomes a row that names its columns, as of any other table.

Three columns at least: two are mostly a label and what it says ("Ort:<TAB>Goslar"), or the number and words of an item.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from assistant.reading.grid import lines_of_table
from assistant.reading.lines import BULLET_SIGN, WORD

LEAST_COLUMNS = 3
LEAST_LINES = 2
_TABS = re.compile(r"\t+")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")


class Named(NamedTuple):
    """A text whose typed tables name the columns in each row; `rows` are the offsets at which its rows begin."""

    text: str
    rows: frozenset[int]


def with_named_columns(text: str) -> Named:
    """The text with its typed tables written anew; code between fences stays as it is."""
    if "\t" not in text:
        return Named(text, frozenset())
    lines = text.split("\n")
    written: list[str] = []
    rows: set[int] = set()
    position = done = 0
    for first, after in _tables(lines):
        before = lines[done:first]
        position += sum(map(len, before)) + len(before)
        written += before
        for line in lines_of_table(_cells(lines[first:after])):
            rows.add(position)
            position += len(line) + 1
            written.append(line)
        done = after
    return Named("\n".join([*written, *lines[done:]]), frozenset(rows))


def _tables(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The first line of each table and the one behind it."""
    is_code = False
    first = 0
    while first < len(lines):
        is_code ^= _FENCE.match(lines[first]) is not None
        after = first if is_code else _end(lines, first)
        if after - first >= LEAST_LINES:
            yield first, after
        first = max(after, first + 1)


def _end(lines: Sequence[str], first: int) -> int:
    """The line behind the table that begins with line `first`; `first` itself where none does."""
    if lines[first][:1].isspace() or BULLET_SIGN.match(lines[first]):
        return first
    cells_of = _way_to_split(lines[first])
    width = len(cells_of(lines[first]))
    after = first
    while width >= LEAST_COLUMNS and after < len(lines) and WORD.search(lines[after]):
        if not 2 <= len(cells_of(lines[after])) <= width:
            break
        after += 1
    return after


def _cells(lines: Sequence[str]) -> list[list[str]]:
    return [_way_to_split(lines[0])(line) for line in lines]


def _way_to_split(head: str) -> Callable[[str], list[str]]:
    """What splits the lines of a table. Where its first line leaves cells empty, tabs only bring columns in line."""
    if all(cell.strip() for cell in head.rstrip().split("\t")):
        return lambda line: line.rstrip().split("\t")
    return lambda line: _TABS.split(line.strip())
