"""Pages of a PDF without text of their own -> their lines, as the recognition sees them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING

from assistant.reading.limits import Limits
from assistant.reading.pages import ocr
from assistant.reading.pages.pdf_pages import ReadPage
from assistant.reading.pages.printed import Line, Word, line_of, texts
from assistant.reading.pages.rendering import POINTS_AN_INCH, rendered
from assistant.reading.pages.spelling import respelled
from assistant.reading.pages.turn import Edges, Turn, turn_of

if TYPE_CHECKING:
    from PIL import Image
    from pypdfium2 import PdfDocument

DPI = 300
# Lines with and without tall letters differ in height; only beyond this share of the usual height it is another size.
SAME_HEIGHT = 0.4
# Words of a title page are better taken from the file than from its picture.
MUCH_MORE = 2
# A word with tall letters is about so much of its font size high.
HEIGHT_OF_SIZE = 0.75


def with_recognised(document: PdfDocument, pages: Sequence[ReadPage], limits: Limits) -> list[ReadPage]:
    """The pages; those without text with what can be recognised on them, where there is a recognition."""
    unread = [page for page in pages if page.state in ("picture", "garbled")]
    if not unread or not ocr.available(limits):
        return list(pages)
    dpi: list[float] = []  # of each picture, known once it is drawn

    def drawn() -> Iterator[Image.Image]:
        for page in unread:
            image = _image(document, page, limits)
            dpi.append(image.info.get("dpi", (DPI, DPI))[0])
            yield image

    results = enumerate(ocr.read_pages(drawn(), limits))
    seen = {unread[at].page.number: _with_lines(unread[at], result, POINTS_AN_INCH / dpi[at]) for at, result in results}
    return [seen.get(page.page.number, page) for page in pages]


def _image(document: PdfDocument, read: ReadPage, limits: Limits) -> Image.Image:
    """The page as a picture; one white dot for a page that cannot be loaded."""
    from PIL import Image
    from pypdfium2 import PdfiumError

    try:
        page = document[read.page.number - 1]
    except PdfiumError:
        return Image.new("L", (1, 1), 255)
    try:
        return rendered(page, DPI, limits.image_pixels)
    finally:
        page.close()


def _with_lines(read: ReadPage, result: ocr.Recognised, points: float) -> ReadPage:
    """The page with the lines that were seen, if those say much more than its own. `points` is the size of a pixel."""
    turn = turn_of_picture(result, points, read.frame.width, read.frame.height)
    lines = list(seen_lines(result, points, turn))
    own = sum(len(line.text) for line in texts(read.page.lines))
    if sum(len(line.text) for line in lines) <= MUCH_MORE * own:
        return read._replace(state="text" if own else read.state, is_late=result.is_late)
    page = read.page._replace(lines=lines, height=turn.upright_height)
    return read._replace(page=page, state="text", confidence=result.confidence, turn=turn)


def turn_of_picture(result: ocr.Recognised, points: float, width: float, height: float) -> Turn:
    """How the text of a picture is turned. `points` is the size of a pixel; width and height are in points."""
    lines = ((_edges(line.words[0], points), _edges(line.words[-1], points), len(line.words)) for line in result.lines)
    return turn_of(lines, width, height)


def seen_lines(result: ocr.Recognised, points: float, turn: Turn) -> Iterator[Line]:
    """The lines of a picture in points, upright; `points` is the size of one of its pixels."""
    found = [[_word(word, points, turn) for word in line.words] for line in result.lines]
    heights = [word.bottom - word.top for words in found for word in words]
    usual = median(heights) if heights else 1.0
    for words in found:
        seen = [word for word in words if word.text]
        if seen:
            height = median(word.bottom - word.top for word in seen)
            size = usual if abs(height - usual) <= usual * SAME_HEIGHT else height
            yield line_of(seen, median(word.bottom for word in seen), round(size / HEIGHT_OF_SIZE, 1), False)


def _word(word: ocr.Word, points: float, turn: Turn) -> Word:
    return Word(respelled("".join(word.text.split())), *turn.upright(_edges(word, points)))


def _edges(word: ocr.Word, points: float) -> Edges:
    return word.left * points, word.top * points, word.right * points, word.bottom * points
