"""A page in PDFium -> the straight lines drawn on it, level and upright, as they are shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.reading.pages.pdf_text import Frame

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

# In points: what is thinner is a line, even if drawn as a filled rectangle; what is shorter is a part of a letter.
THICKEST = 2.5
SHORTEST = 4.0
# Pieces of a line that are drawn one by one.
SAME_LINE = 1.5
WIDEST_BREAK = 3.0
# Drawings with more are maps and charts.
MOST_SEGMENTS = 64
MOST_PATHS = 4000


class Stroke(NamedTuple):
    """A line at `at` (y of a level, x of an upright one) from `start` to `end`."""

    at: float
    start: float
    end: float


class Strokes(NamedTuple):
    """The lines of a page, pieces made one."""

    level: list[Stroke]
    upright: list[Stroke]


Segment = tuple[float, float, float, float]


def strokes_of(page: PdfPage) -> Strokes:
    """The lines of the page itself; those inside of pictures and forms are not looked at."""
    frame = Frame.of(page)
    level: list[Stroke] = []
    upright: list[Stroke] = []
    for segment in _segments(page):
        left, top, right, bottom = frame.box(*segment)
        if bottom - top <= THICKEST and right - left >= SHORTEST:
            level.append(Stroke((top + bottom) / 2, left, right))
        elif right - left <= THICKEST and bottom - top >= SHORTEST:
            upright.append(Stroke((left + right) / 2, top, bottom))
    return Strokes(_united(level), _united(upright))


def _segments(page: PdfPage) -> Iterator[Segment]:
    """Left, bottom, right and top of every thin path, and of every side of the others."""
    from pypdfium2 import raw

    paths = 0
    for index in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, index)
        if raw.FPDFPageObj_GetType(drawn) != raw.FPDF_PAGEOBJ_PATH:
            continue
        paths += 1
        if paths > MOST_PATHS:
            return
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        raw.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
        bounds = (left.value, bottom.value, right.value, top.value)
        if min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= THICKEST:
            yield bounds
        elif _is_stroked(drawn) and raw.FPDFPath_CountSegments(drawn) <= MOST_SEGMENTS:
            yield from _sides(drawn)


def _is_stroked(path: Any) -> bool:
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    return bool(raw.FPDFPath_GetDrawMode(path, fill, stroke) and stroke.value)


def _sides(path: Any) -> Iterator[Segment]:
    from pypdfium2 import raw

    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(path, matrix):
        return
    opening = last = None
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            opening = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last:
            yield _between(last, point)
        if raw.FPDFPathSegment_GetClose(segment) and opening:
            yield _between(point, opening)
        last = point


def _between(one: tuple[float, float], two: tuple[float, float]) -> Segment:
    return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])


def _united(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Pieces of one line made one, lines that are drawn twice as well."""
    united: list[Stroke] = []
    for near in _near(sorted(strokes)):
        at = sum(stroke.at for stroke in near) / len(near)
        for stroke in sorted(near, key=lambda stroke: stroke.start):
            last = united[-1] if united else None
            if last and last.at == at and stroke.start <= last.end + WIDEST_BREAK:
                united[-1] = Stroke(at, last.start, max(last.end, stroke.end))
            else:
                united.append(Stroke(at, stroke.start, stroke.end))
    return united


def _near(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    group: list[Stroke] = []
    for stroke in strokes:
        if group and stroke.at - group[0].at > SAME_LINE:
            yield group
            group = []
        group.append(stroke)
    if group:
        yield group
