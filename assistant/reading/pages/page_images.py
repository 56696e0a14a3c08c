"""One page of a PDF or an image -> its picture, as people see it. Runs in a process of its own (`reader_processes.py`).

Boxes of words lie on it: they are in points from its upper left corner.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from assistant.errors import ReadingError
from assistant.reading.formats import sniff
from assistant.reading.limits import Limits
from assistant.reading.originals import Original, taken_out
from assistant.reading.pages.pdf import opened_pdf
from assistant.reading.pages.pictures import coloured_frame, frame_count, sheet_of
from assistant.reading.pages.rendering import POINTS_AN_INCH, rendered

if TYPE_CHECKING:
    from PIL import Image
    from pypdfium2 import PdfDocument

# At scale 1 an A4 page has 893 pixels across, as much as a column of it has on a usual screen.
PIXELS_A_POINT = 1.5
# Posters have more; an A4 page has 1.1 million.
MOST_PIXELS = 3_000_000
MEDIA_TYPE = "image/webp"
# Of a page of text 80 to 160 kB, a fifth to a half of a PNG; method 0 takes 15 to 70 ms, 4 takes up to 200.
QUALITY, METHOD = 85, 0
# A visitor turns the pages of one document, another one those of another.
OPENED = 2


@dataclass(frozen=True, slots=True)
class PageTask:
    """Page `number` (from 1) of a file; scale 0 asks for its measures, or those of the last page before it."""

    original: Original
    number: int
    scale: int = 0

    @property
    def path(self) -> Path:
        return self.original.path


class PageImage(NamedTuple):
    """Page `number` of `pages`, its width and height as it is shown, in points, and its picture, if one was wanted."""

    number: int
    width: float
    height: float
    pages: int
    image: bytes = b""


class _Sheets(Protocol):
    """A file of pages. `number` counts from 1."""

    @property
    def count(self) -> int: ...
    def size(self, number: int) -> tuple[float, float]: ...
    def image(self, number: int, pixels_a_point: float, most_pixels: int) -> Image.Image: ...


def page_image(task: PageTask, limits: Limits) -> PageImage:
    """The measures of the page, and its picture.

    Raises:
        ReadingError: the file is gone, has changed or is broken, or has no such page.
    """
    sheets = _opened(task.original, task.path.stat().st_mtime_ns if task.path.is_file() else 0, limits)
    number = task.number if task.scale else min(max(1, task.number), sheets.count)
    if not 1 <= number <= sheets.count:
        raise ReadingError("no_such_page", path=task.original.name, page=number, pages=sheets.count)
    target = io.BytesIO()
    if task.scale:
        image = sheets.image(number, PIXELS_A_POINT * task.scale, MOST_PIXELS * task.scale**2)
        image.save(target, "WEBP", quality=QUALITY, method=METHOD)
    return PageImage(number, *sheets.size(number), sheets.count, target.getvalue())


@lru_cache(OPENED)
def _opened(original: Original, _modified: int, limits: Limits) -> _Sheets:
    data = taken_out(original, limits)
    match sniff(data, Path(original.name).suffix).content:
        case "pdf":
            return _Pdf(opened_pdf(data, original.name, limits))
        case "image":
            return _Picture(data, original.name, limits)
        case _:
            raise ReadingError("no_such_page", path=original.name, page=1, pages=0)


class _Pdf:
    def __init__(self, document: PdfDocument) -> None:
        self._document = document
        document.init_forms()  # what was filled in is shown, too

    @property
    def count(self) -> int:
        return len(self._document)

    def size(self, number: int) -> tuple[float, float]:
        width, height = self._document.get_page_size(number - 1)
        return width, height

    def image(self, number: int, pixels_a_point: float, most_pixels: int) -> Image.Image:
        page = self._document[number - 1]
        try:
            return rendered(page, pixels_a_point * POINTS_AN_INCH, most_pixels, grayscale=False)
        finally:
            page.close()


class _Picture:
    """The frames of a scan or photograph."""

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._file = (data, name, limits)
        self.count = frame_count(data, name, limits)

    def size(self, number: int) -> tuple[float, float]:
        sheet = sheet_of(coloured_frame(*self._file, number))
        return sheet.width, sheet.height

    def image(self, number: int, pixels_a_point: float, most_pixels: int) -> Image.Image:
        """Never larger than it is itself."""
        frame = coloured_frame(*self._file, number)
        share = min(1.0, pixels_a_point * sheet_of(frame).points, (most_pixels / (frame.width * frame.height)) ** 0.5)
        return frame.resize((max(1, round(frame.width * share)), max(1, round(frame.height * share))))
