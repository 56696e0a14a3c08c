"""PDF -> Reading: pypdfium2 reads the text with its positions, pypdf the structure.

PDFium is not safe for threads: one process reads one PDF at a time.
"""

from __future__ import annotations

import ctypes
import io
import logging
import re
import zlib
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from assistant.errors import ReadingError
from assistant.messages import text as message
from assistant.reading.layout import COLUMN_GAP, NOTE_SIZE, Line, PageLines, lay_out
from assistant.reading.limits import DEFAULT, Limits
from assistant.records import Reading

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdfium2 import PdfDocument, PdfTextPage

MAX_PAGE_CHARACTERS = 300_000
# A page that describes itself in more than this is an attack: real pages have at most a few million bytes.
MAX_CONTENT_BYTES = 60_000_000
# Where most pages are pictures, less text than this a page is a stamp or noise of the scanner.
FEWEST_CHARACTERS = 40
GARBLED_SHARE = 0.3
GARBLED_WITHIN = 20_000
GARBLED = re.compile("[\ufffd\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf8ff]")
# PDFium puts the mark of a hyphen at the end of a line in place of the hyphen and the line end.
LINE_ENDS = "\r\n\x02\ufffe"
BOLD_WEIGHT = 600
BOLD_NAME = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\uf0b7": "•", "\uf0a7": "▪"}
)
SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
RAISED = 0.1


class Structure(NamedTuple):
    """What the file says about itself. `opened` is None if pypdf cannot make sense of the file."""

    opened: PdfReader | None
    title: str | None = None


def read_pdf(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """The text page by page, lines joined to paragraphs, without running headers, footers and page numbers.

    Raises:
        ReadingError: the file is locked, too large in any way, or its fonts do not say which characters they show.
    """
    structure = _structure(data, name, limits)
    document = _document(data, structure, name)
    try:
        if len(document) > limits.pages:
            raise ReadingError("too_many_pages", path=name, pages=len(document), limit=limits.pages)
        pages = [_page(document, number, name) for number in range(1, len(document) + 1)]
    finally:
        document.close()
    _refuse_garbled("".join(line.text for page in pages for line in page.lines), name)
    text, blocks, offsets = lay_out(pages)
    if sum(page.pictures for page in pages) * 2 > len(pages) and len(text) < len(pages) * FEWEST_CHARACTERS:
        raise ReadingError("scan_without_text", path=name)
    scans = [str(page.number) for page in pages if not page.lines and page.pictures]
    warnings = (message("pages_without_text", "de", pages=", ".join(scans)),) if scans and blocks else ()
    return Reading(text, blocks, offsets, structure.title, warnings=warnings)


def _structure(data: bytes, name: str, limits: Limits) -> Structure:
    """Raises ReadingError if a password is needed or a page's content is a bomb."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadingError("locked_file", path=name)
        _refuse_bombs(reader, name, limits)
        title = str(reader.metadata.title or "").strip() if reader.metadata else ""
    except (PyPdfError, RecursionError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError, OSError):
        # A damaged file: PDFium repairs more than pypdf does and decides whether there is a document.
        return Structure(None)
    return Structure(reader, title or None)


def _refuse_bombs(reader: PdfReader, name: str, limits: Limits) -> None:
    """PDFium unpacks without a limit, so the limit is kept before it sees the page."""
    if len(reader.pages) > limits.pages:
        raise ReadingError("too_many_pages", path=name, pages=len(reader.pages), limit=limits.pages)
    for number, page in enumerate(reader.pages, start=1):
        contents = page.get("/Contents")
        contents = contents.get_object() if contents is not None else []
        streams = contents if isinstance(contents, list) else [contents]
        if sum(_unpacked_size(stream.get_object()) for stream in streams) > MAX_CONTENT_BYTES:
            raise ReadingError("page_too_long", path=name, page=number, limit=MAX_CONTENT_BYTES)


def _unpacked_size(stream: Any) -> int:
    """The size of a content stream after its Flate filters, counted no further than just over the limit."""
    content: bytes = getattr(stream, "_data", b"")
    filters = stream.get("/Filter", []) if hasattr(stream, "get") else []
    for applied in filters if isinstance(filters, list) else [filters]:
        if applied not in ("/FlateDecode", "/Fl"):
            break
        try:
            content = zlib.decompressobj().decompress(content, MAX_CONTENT_BYTES + 1)
        except zlib.error:
            break
    return len(content)


def _document(data: bytes, structure: Structure, name: str) -> PdfDocument:
    """The file in PDFium; what only pypdf can open is written anew by pypdf first."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if structure.opened is None:
            code = "locked_file" if "password" in str(error).lower() else "broken_file"
            raise ReadingError(code, path=name, format="PDF") from error
    try:
        return PdfDocument(_written_anew(structure.opened))
    except PdfiumError as error:
        raise ReadingError("broken_file", path=name, format="PDF") from error


def _written_anew(reader: PdfReader) -> bytes:
    from pypdf import PdfWriter

    target = io.BytesIO()
    PdfWriter(clone_from=reader).write(target)
    return target.getvalue()


def _page(document: PdfDocument, number: int, name: str) -> PageLines:
    """The lines of a page in PDFium's order; a page that cannot be loaded has none."""
    from pypdfium2 import PdfiumError

    try:
        page = document[number - 1]
    except PdfiumError:
        return PageLines(number, 0.0, [], pictures=True)
    try:
        text_page = page.get_textpage()
        count = text_page.count_chars()
        if count > MAX_PAGE_CHARACTERS:
            raise ReadingError("page_too_long", path=name, page=number, limit=MAX_PAGE_CHARACTERS)
        lines = list(_lines(text_page, count))
        return PageLines(number, page.get_height(), lines, pictures=not lines and _has_pictures(page))
    finally:
        page.close()


def _has_pictures(page: Any) -> bool:
    from pypdfium2 import raw

    return next(page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH], max_depth=3), None) is not None


def _lines(text_page: PdfTextPage, count: int) -> Iterator[Line]:
    """The lines with their positions. Each character of the text has the index under which PDFium knows its place."""
    characters = _characters(text_page, count)
    shown: list[int] = []
    for index, character in enumerate([*characters, "\n"]):
        if not character.isspace():
            shown.append(index)
        if shown and character in LINE_ENDS:
            yield _line(text_page, characters, shown)
            shown = []


def _characters(text_page: PdfTextPage, count: int) -> list[str]:
    from pypdfium2 import raw

    text = text_page.get_text_range() if count else ""
    if len(text) == count:
        return list(text)
    codes = (raw.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return [chr(code) if not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes]


def _line(text_page: PdfTextPage, characters: list[str], shown: list[int]) -> Line:
    """`shown` are the indices of the characters that can be seen."""
    from pypdfium2 import raw

    # A hyphen that PDFium marked as one has no box of its own.
    placed = shown[:-1] if characters[shown[-1]] in LINE_ENDS and len(shown) > 1 else shown
    first, middle, last = placed[0], placed[len(placed) // 2], placed[-1]
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, first, x, y)
    left, _, _, _ = text_page.get_charbox(first)
    _, _, right, _ = text_page.get_charbox(last)
    size = _shown_size(text_page, middle)
    bold = all(_is_bold(text_page, index) for index in (first, middle, last))
    for before, index in pairwise(placed):
        if index == before + 1 and characters[index].isdecimal() and _is_raised(text_page, index, y.value, size):
            characters[index] = characters[index].translate(SUPERSCRIPTS)
    text, cells = _pieces(text_page, characters, shown, size * COLUMN_GAP)
    return Line(text, left, right, y.value, size, bold, cells=cells)


def _pieces(
    text_page: PdfTextPage, characters: list[str], shown: list[int], wide: float
) -> tuple[str, tuple[float, ...]]:
    """The text of a line with a tab at each gap of at least `wide`, and where the pieces after the tabs begin."""
    parts = [characters[shown[0]]]
    cells: list[float] = []
    for before, index in pairwise(shown):
        if index > before + 1:
            left = text_page.get_charbox(index)[0]
            is_wide = left - text_page.get_charbox(before)[2] >= wide
            parts.append("\t" if is_wide else " ")
            cells += [left] if is_wide else []
        parts.append(characters[index])
    return "".join(parts).translate(LIGATURES), tuple(cells)


def _is_raised(text_page: PdfTextPage, index: int, base: float, size: float) -> bool:
    """Whether the character stands small above the base line: a note's mark, which must not become part of a number."""
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text_page, index, x, y)
    return y.value > base + size * RAISED and _shown_size(text_page, index) < size * NOTE_SIZE


def _shown_size(text_page: PdfTextPage, index: int) -> float:
    """The font size as it appears on the page: producers scale a font of size 1 by the text matrix."""
    from pypdfium2 import raw

    size: float = raw.FPDFText_GetFontSize(text_page, index)
    matrix = raw.FS_MATRIX()
    if raw.FPDFText_GetMatrix(text_page, index, matrix):
        scale = (matrix.b**2 + matrix.d**2) ** 0.5
        size *= scale or 1.0
    return round(size, 1)


def _is_bold(text_page: PdfTextPage, index: int) -> bool:
    from pypdfium2 import raw

    if raw.FPDFText_GetFontWeight(text_page, index) >= BOLD_WEIGHT:
        return True
    buffer = ctypes.create_string_buffer(128)
    length = raw.FPDFText_GetFontInfo(text_page, index, buffer, 128, None)
    return 0 < length <= 128 and BOLD_NAME.search(buffer.value) is not None


def _refuse_garbled(text: str, name: str) -> None:
    sample = text[:GARBLED_WITHIN]
    if len(GARBLED.findall(sample.replace("\x02", ""))) > len(sample) * GARBLED_SHARE:
        raise ReadingError("garbled_text", path=name)
