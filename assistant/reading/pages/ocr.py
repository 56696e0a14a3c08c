"""Pictures of text -> lines of words with their places: the door to tesseract.

Tesseract runs as a child of the process that reads the file, in its group, and so dies with it.
"""

from __future__ import annotations

import os
import shutil
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from importlib.util import find_spec
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.heartbeat import page_done
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.lines import WORD
from assistant.reading.pages.straighten import View, upright

if TYPE_CHECKING:
    from PIL import Image

# Measured on German pages made worse step by step: from 90 on at most 3 % of the words are wrong, below 80 at least 7 %
# and mostly a quarter, below 60 nearly all; a page on its head has 43 to 55.
LOW_CONFIDENCE = 80.0
ILLEGIBLE = 60.0
# Tesseract has to give up before the watchdog ends the whole reader.
SHARE_OF_TIME = 0.8
# Words below this confidence are guesses at dirt, lines and pictures.
RUBBISH = 20.0
PLACE = ("block_num", "par_num", "line_num")

_Table = dict[str, list[str | int]]


class Word(NamedTuple):
    """A word with its box in pixels of the image as it was given, and tesseract's confidence (0 to 100)."""

    text: str
    left: int
    top: int
    right: int
    bottom: int
    confidence: float


class Line(NamedTuple):
    """A line of text; lines of one `block` (a column, a cell) and one `paragraph` in it belong together."""

    text: str
    words: tuple[Word, ...]
    block: int
    paragraph: int


class Recognised(NamedTuple):
    """The lines of an image in reading order, and the mean confidence of their characters (0 without lines).

    `is_late`: there are none because the time was over before tesseract was done.
    """

    lines: tuple[Line, ...]
    confidence: float
    is_late: bool = False


NOTHING, LATE = Recognised((), 0.0), Recognised((), 0.0, is_late=True)
# How pytesseract says that it has ended tesseract, by an error that has no class of its own.
TIMED_OUT = "timeout"


def available(limits: Limits = DEFAULT) -> bool:
    """Whether pictures can be recognised here; `obstacle` says why not."""
    return obstacle(limits) is None


def obstacle(limits: Limits = DEFAULT) -> str | None:
    """The code of the error that says why nothing can be recognised here; None if all is well."""
    if not limits.ocr:
        return "ocr_off"
    if find_spec("pytesseract") is None or shutil.which("tesseract") is None:
        return "ocr_missing"
    return None if _wanted(limits)[0] in _installed() else "ocr_language_missing"


def refusal(name: str, limits: Limits = DEFAULT, *, is_late: bool = False) -> ReadingError:
    """The error for a file that only recognition could read, where there is none, or where it took too long."""
    if is_late:
        return ReadingError("recognition_too_slow", path=name, seconds=_seconds(limits))
    return ReadingError(obstacle(limits) or "nothing_legible", path=name, language=_wanted(limits)[0])


def read_page(image: Image.Image, limits: Limits = DEFAULT) -> Recognised:
    """What stands in the image, whichever way round it lies.

    No lines where nothing is legible, or tesseract takes too long.
    """
    deadline = time.monotonic() + limits.page_seconds * SHARE_OF_TIME
    best = _recognised(upright(image), limits, deadline)
    if 0 < best.confidence < LOW_CONFIDENCE:
        # Tesseract itself reads lines that run down the page, but none that run upwards or stand on their head.
        best = max(best, _recognised(upright(image, 2), limits, deadline), key=_sureness)
    return best if best.confidence >= ILLEGIBLE else best._replace(lines=(), confidence=0.0)


def read_pages(images: Iterable[Image.Image], limits: Limits = DEFAULT) -> Iterator[Recognised]:
    """What stands in each image, in order; as many at a time as there are cores.

    The images are taken in the caller's thread, at most one more than are being read, each when it is needed.
    """
    threads = os.cpu_count() or 1
    waiting: deque[Future[Recognised]] = deque()
    with ThreadPoolExecutor(threads, "ocr") as pool:
        for image in images:
            waiting.append(pool.submit(read_page, image, limits))
            if len(waiting) > threads:
                yield _next(waiting)
        while waiting:
            yield _next(waiting)


def late(numbers: Iterable[int], limits: Limits) -> Iterator[Notice]:
    """The warning that names the pages for which the time was too short; nothing if there are none."""
    if pages := ", ".join(map(str, numbers)):
        yield Notice.of("pages_too_slow", pages=pages, seconds=_seconds(limits))


def _seconds(limits: Limits) -> str:
    return f"{limits.page_seconds * SHARE_OF_TIME:.0f}"


def doubts(confidences: Iterable[tuple[int, float]]) -> Iterator[Notice]:
    """The warning that names the pages which are unsure, of all with their confidence; nothing if none is."""
    unsure = [f"{number} ({confidence:.0f} %)" for number, confidence in confidences if confidence < LOW_CONFIDENCE]
    if unsure:
        yield Notice.of("pages_unsure", pages=", ".join(unsure))


def _next(waiting: deque[Future[Recognised]]) -> Recognised:
    recognised = waiting.popleft().result()
    page_done()
    return recognised


def _wanted(limits: Limits) -> list[str]:
    return limits.ocr_languages.split("+")


@cache
def _installed() -> frozenset[str]:
    """The languages that tesseract has data for."""
    import pytesseract

    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractError, SystemExit, OSError):  # SystemExit: pytesseract's word for a broken one
        return frozenset()


def _recognised(view: View, limits: Limits, deadline: float) -> Recognised:
    import pytesseract

    os.environ.setdefault("OMP_THREAD_LIMIT", "1")  # several files are read at a time
    view.image.format = "PPM"  # what is written fastest
    languages = "+".join(language for language in _wanted(limits) if language in _installed())
    seconds = max(0.1, deadline - time.monotonic())
    try:
        table: _Table = pytesseract.image_to_data(
            view.image, languages, output_type=pytesseract.Output.DICT, timeout=seconds
        )
    except RuntimeError as error:  # too slow, too small, or tesseract has crashed
        return LATE if TIMED_OUT in str(error) else NOTHING
    return _weighed(_lines(table, view))


def _lines(table: _Table, view: View) -> Iterator[Line]:
    rows = range(len(table["text"]))
    for (block, paragraph, _), members in groupby(rows, key=lambda row: tuple(int(table[key][row]) for key in PLACE)):
        words = tuple(word for row in members if (word := _word(table, row, view)) is not None)
        if words:
            yield Line(" ".join(word.text for word in words), words, block, paragraph)


def _word(table: _Table, row: int, view: View) -> Word | None:
    """None for what is no word or not legible."""
    text, confidence = str(table["text"][row]).strip(), float(table["conf"][row])
    if not WORD.search(text) or confidence < RUBBISH:
        return None
    left, top, width, height = (int(table[key][row]) for key in ("left", "top", "width", "height"))
    return Word(text, *view.box(left, top, left + width, top + height), confidence)


def _weighed(lines: Iterable[Line]) -> Recognised:
    """The lines that are legible; the confidence is that of all, so that a page does not gain by what it loses."""
    found = tuple(lines)
    legible = tuple(line for line in found if _confidence(line.words) >= ILLEGIBLE)
    return Recognised(legible, _confidence([word for line in found for word in line.words]))


def _confidence(words: Sequence[Word]) -> float:
    characters = sum(len(word.text) for word in words)
    return sum(len(word.text) * word.confidence for word in words) / characters if characters else 0.0


def _sureness(recognised: Recognised) -> float:
    return recognised.confidence
