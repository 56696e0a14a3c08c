"""The pages of a PDF, one by one, as PDFium reads them, and what each of them holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from assistant.errors import ReadingError
from assistant.reading.heartbeat import page_done
from assistant.reading.pages.legible import is_garbled
from assistant.reading.pages.pdf_structure import Structure, are_fonts_mute
from assistant.reading.pages.pdf_text import Frame, lines_of_page
from assistant.reading.pages.printed import Line, PageLines
from assistant.reading.pages.rendering import is_blank
from assistant.reading.pages.ruled import with_ruled_tables
from assistant.reading.pages.strokes import strokes_of
from assistant.reading.pages.turn import Turn

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MAX_PAGE_CHARACTERS = 300_000
# A page full of pictures with less text than this is a scan with a stamp.
FEWEST_CHARACTERS = 40
MOST_OF_PAGE = 0.5

State = Literal["text", "blank", "picture", "garbled"]


class ReadPage(NamedTuple):
    """A page with what it holds: text, nothing at all, only what can be seen, or text that is none.

    A picture may have a few words, such as a stamp. `confidence` (0 to 100) is that of the recognition, if any.
    `turn` says how the scan on the page lies; its lines stand upright. `is_late`: it took too long to recognise it.
    """

    page: PageLines
    frame: Frame
    state: State
    confidence: float | None = None
    turn: Turn = Turn()
    is_late: bool = False


def read_pages(document: PdfDocument, structure: Structure, name: str) -> list[ReadPage]:
    """All pages in order. A page that cannot be loaded counts as a picture.

    Raises:
        ReadingError: a page holds more characters than a page can.
    """
    pages = []
    for number in range(1, len(document) + 1):
        pages.append(_page(document, number, structure, name))
        page_done()
    return pages


def _page(document: PdfDocument, number: int, structure: Structure, name: str) -> ReadPage:
    from pypdfium2 import PdfiumError

    try:
        page = document[number - 1]
        text_page = page.get_textpage()
    except PdfiumError:
        return ReadPage(PageLines(number, 0.0, []), Frame(0, 0, 0, 0), "picture")
    try:
        if text_page.count_chars() > MAX_PAGE_CHARACTERS:
            raise ReadingError("page_too_long", path=name, page=number, limit=MAX_PAGE_CHARACTERS)
        frame = Frame.of(page)
        lines = lines_of_page(page, text_page)
        state = _state(page, lines, text_page.get_text_range(), lambda: are_fonts_mute(structure, number))
        items = with_ruled_tables(lines, strokes_of(page)) if state == "text" else [*lines]
        return ReadPage(PageLines(number, frame.height, [] if state == "garbled" else items), frame, state)
    finally:
        page.close()


def _state(page: PdfPage, lines: Sequence[Line], text: str, are_mute: Callable[[], bool]) -> State:
    if is_garbled(text, are_mute):
        return "garbled"
    characters = sum(len(line.text) for line in lines)
    if characters >= FEWEST_CHARACTERS or (characters and not _is_picture(page)):
        return "text"
    return "picture" if characters or not is_blank(page) else "blank"


def _is_picture(page: PdfPage) -> bool:
    """Whether pictures and drawings reach over most of the page."""
    from pypdfium2 import raw

    kinds = [raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH]
    bounds = [drawn.get_bounds() for drawn in page.get_objects(filter=kinds, max_depth=3)]
    if not bounds:
        return False
    left, bottom, right, top = page.get_bbox()
    lefts, bottoms, rights, tops = zip(*bounds, strict=True)
    width = min(right, max(rights)) - max(left, min(lefts))
    height = min(top, max(tops)) - max(bottom, min(bottoms))
    return bool(width * height > (right - left) * (top - bottom) * MOST_OF_PAGE)
