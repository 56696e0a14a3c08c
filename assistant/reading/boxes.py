"""Where the text of a document stands on its pages, so that a quote can be marked on the page's image.

A box is a word; `pack` writes them as rows of seven little-endian int32, which is small enough for the catalogue.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby, takewhile

from assistant.records import Box, Span

_ROW = struct.Struct("<7i")
_END = struct.Struct("<4xi")
# A point is 1/72 inch; a tenth of it is finer than any screen shows.
_UNITS_A_POINT = 10
# No int32 holds more; a damaged file may place a word anywhere.
_FARTHEST = 2**31 - 1
# Words whose base lines differ by less than this share of their height stand in one line.
_SAME_LINE = 0.5


def pack(boxes: Iterable[Box]) -> bytes:
    """The boxes as bytes, in the order of the text."""
    ordered = sorted(boxes)
    return b"".join(_ROW.pack(*box[:3], *map(_units, box[3:])) for box in ordered)


def boxes_of(packed: bytes, span: Span) -> list[Box]:
    """The boxes of the words that `span` touches, words of one line made one box."""
    rows = range(len(packed) // _ROW.size)
    first = bisect_right(rows, span.start, key=lambda row: _END.unpack_from(packed, row * _ROW.size)[0])
    touched = takewhile(lambda box: box.start < span.end, unpack(packed[first * _ROW.size :]))
    return [_united(list(line)) for _, line in groupby(touched, key=_Lines())]


def unpack(packed: bytes) -> Iterator[Box]:
    """Every box, in the order of the text. Raises ValueError for bytes that `pack` did not write."""
    if len(packed) % _ROW.size:
        raise ValueError(f"{len(packed)} bytes are no rows of {_ROW.size}")
    for start, end, page, *edges in _ROW.iter_unpack(packed):
        left, top, right, bottom = (edge / _UNITS_A_POINT for edge in edges)
        yield Box(start, end, page, left, top, right, bottom)


def _units(points: float) -> int:
    return round(max(-_FARTHEST, min(points * _UNITS_A_POINT, _FARTHEST)))


class _Lines:
    """Numbers the lines: a word that stands lower, higher, to the left or on another page begins a new one."""

    def __init__(self) -> None:
        self._last: Box | None = None
        self._number = 0

    def __call__(self, box: Box) -> int:
        last, self._last = self._last, box
        if last is not None and not _in_one_line(last, box):
            self._number += 1
        return self._number


def _in_one_line(last: Box, box: Box) -> bool:
    height = max(last.bottom - last.top, box.bottom - box.top)
    level = abs(last.bottom - box.bottom) <= height * _SAME_LINE
    return last.page == box.page and level and box.left >= last.left


def _united(words: list[Box]) -> Box:
    return Box(
        words[0].start,
        words[-1].end,
        words[0].page,
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )
