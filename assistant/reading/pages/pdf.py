"""PDF -> Reading: pypdfium2 reads the text with its positions, pypdf the structure.

PDFium is not safe for threads: one process reads one PDF at a time. The filled fields of a form, which it does not
count as text, become lines `name: value` at the end of their page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.pages import ocr
from assistant.reading.pages.layout import lay_out
from assistant.reading.pages.pdf_pages import FEWEST_CHARACTERS, ReadPage, read_pages
from assistant.reading.pages.pdf_scans import with_recognised
from assistant.reading.pages.pdf_structure import Field, Structure, damaged, structure_of, written_anew
from assistant.reading.pages.printed import Line, Table, Word, line_of
from assistant.reading.pages.spelling import respelled
from assistant.reading.pages.turn import as_shown
from assistant.reading.pages.xfa import composed_form
from assistant.reading.reading import Reading

# How PDFium says that it wants a password, or another kind of key.
LOCKED = re.compile("password|security", re.IGNORECASE)

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument


def read_pdf(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """The text page by page, lines joined to paragraphs, without running headers, footers and page numbers.

    Raises:
        ReadingError: the file is locked, too large in any way, or holds nothing that can be read.
    """
    structure = structure_of(data, name, limits)
    if (form := composed_form(structure, name)) is not None:
        return Reading(
            form.text,
            tuple(form.blocks),
            title=structure.title,
            warnings=(Notice.of("form_without_pages"),),
            attachments=structure.attachments,
        )
    document = _in_pdfium(data, structure, name)
    try:
        if len(document) > limits.pages:
            raise ReadingError("too_many_pages", path=name, pages=len(document), limit=limits.pages)
        pages = with_recognised(document, read_pages(document, structure, name), limits)
    finally:
        document.close()
    pages = with_fields(pages, structure.fields)
    text, blocks, offsets, boxes = lay_out([read.page for read in pages], structure.labels)
    if (not text and not structure.attachments) or _is_stamped(pages, text):
        raise _refusal(pages, structure, name, limits)
    return Reading(
        text,
        blocks,
        offsets,
        structure.title,
        warnings=tuple(_warnings(pages, structure.cut_off, limits)) if text else (),
        boxes=as_shown(boxes, {read.page.number: read.turn for read in pages}),
        attachments=structure.attachments,
    )


def _is_stamped(pages: Sequence[ReadPage], text: str) -> bool:
    """Whether the document is pictures, and its text no more than stamps on them."""
    unread = sum(1 for read in pages if read.state in ("picture", "garbled"))
    return unread * 2 > len(pages) and len(text) < len(pages) * FEWEST_CHARACTERS


def _refusal(pages: Sequence[ReadPage], structure: Structure, name: str, limits: Limits) -> ReadingError:
    states = {read.state for read in pages}
    if "garbled" in states and ocr.obstacle(limits):
        return ReadingError("garbled_text", path=name)
    if states & {"picture", "garbled"}:
        return ocr.refusal(name, limits, is_late=any(read.is_late for read in pages))
    if structure.cut_off:
        return ReadingError("broken_file", path=name, format="PDF")
    return ReadingError("scan_without_text", path=name)


def _warnings(pages: Sequence[ReadPage], cut_off: frozenset[int], limits: Limits) -> Iterator[Notice]:
    """What is missing or unsure in the text, and on which pages."""
    if cut_off:
        yield Notice.of("pages_cut_off", pages=", ".join(map(str, sorted(cut_off))))
    for state, key in (("picture", "pages_without_text"), ("garbled", "pages_garbled")):
        unread = (read for read in pages if read.state == state and not read.page.lines and not read.is_late)
        if numbers := ", ".join(str(read.page.number) for read in unread):
            yield Notice.of(key, pages=numbers)
    yield from ocr.late((read.page.number for read in pages if read.is_late), limits)
    yield from ocr.doubts((read.page.number, read.confidence) for read in pages if read.confidence is not None)


def opened_pdf(data: bytes, name: str, limits: Limits) -> PdfDocument:
    """The file as `read_pdf` sees it, for another look at its pages; raises as it does."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError:
        return _in_pdfium(data, structure_of(data, name, limits), name)


def _in_pdfium(data: bytes, structure: Structure, name: str) -> PdfDocument:
    """The file in PDFium; what only pypdf can open is written anew by pypdf first."""
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if structure.opened is None:
            code = "locked_file" if LOCKED.search(str(error)) else "broken_file"
            raise ReadingError(code, path=name, format="PDF") from error
    try:
        return PdfDocument(written_anew(structure.opened))
    except (PdfiumError, *damaged()) as error:
        raise ReadingError("broken_file", path=name, format="PDF") from error


def with_fields(pages: Sequence[ReadPage], fields: Sequence[Field]) -> list[ReadPage]:
    """The pages, each with a table of its fields behind its lines."""
    return [_with_fields(read, [field for field in fields if field.page == read.page.number]) for read in pages]


def _with_fields(read: ReadPage, fields: Sequence[Field]) -> ReadPage:
    rows = tuple(row for field in fields if (row := _row(field, read)))
    if not rows:
        return read
    lines = [line for row in rows for cell in row for line in cell]
    table = Table(rows, (), min(line.words[0].top for line in lines), max(line.y for line in lines))
    state = "text" if read.state == "blank" else read.state
    return read._replace(page=read.page._replace(lines=[*read.page.lines, table]), state=state)


def _row(field: Field, read: ReadPage) -> tuple[tuple[Line, ...], ...]:
    """Name and value, both where the field stands; nothing if one of them holds no character that can be seen."""
    box = read.frame.box(*field.rectangle)
    cells = [[Word(word, *box) for word in _words(text)] for text in (field.name, field.value)]
    return tuple((line_of(words, box[3], box[3] - box[1], False),) for words in cells) if all(cells) else ()


def _words(text: str) -> Iterator[str]:
    for word in text.split():
        if respelled(word):
            yield respelled(word)
