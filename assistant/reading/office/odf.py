"""ODT and ODP -> Reading: text documents and presentations of OpenDocument; a slide is a page.

Source: OpenDocument 1.3, part 3 (schema). Parsed with lxml: no library that knows the format keeps entities out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from lxml import etree

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.compose import Composition
from assistant.reading.grid import Cell, lines_of_table, rows_of_cells
from assistant.reading.heartbeat import page_done
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.office.notes import Notes
from assistant.reading.office.odf_names import DRAW, LINK, OFFICE, PRESENTATION, SKIPPED, STYLE, TABLE, TEXT
from assistant.reading.office.odf_numbering import Numbering
from assistant.reading.office.parts import Parts, title_in, whole_number
from assistant.reading.pages.ocr import refusal
from assistant.reading.pages.pictures import text_of_pictures
from assistant.reading.reading import Reading
from assistant.records import BlockKind

CONTENT = "content.xml"
STYLES = "styles.xml"
IMAGE = DRAW + "image"
SIGNS = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}
AROUND_A_SLIDE = frozenset({"header", "footer", "date-time", "page-number"})
TITLE_STYLE = "Title"
LONGEST_HEADING = 200
# Spaces that a file may claim to repeat.
MOST_SPACES = 100


def read_odt(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """Headings, paragraphs, list items and table rows in the order of the document; a note stands
    behind the paragraph, list or table that refers to it.

    The text of a picture stands where the picture stands.

    Raises:
        ReadingError: the file is locked, too large, no document, or nothing but pictures without a text.
    """
    file = OpenDocument(data, name, limits)
    body = file.body("text")
    Numbering(*file.styles(body)).write(body)
    walk = _Walk(file, [body], limits)
    walk.children(body)
    walk.notes.write()
    deletions = sum(1 for _ in body.iter(TEXT + "deletion"))
    warnings = (Notice.of("deletions_left_out", count=deletions),) if deletions else ()
    warnings = (*warnings, *walk.warnings)
    composition = walk.finished()
    return Reading(composition.text, tuple(composition.blocks), title=file.title, warnings=warnings)


def read_odp(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """Titles as headings, outlines as items, table rows and the speaker's notes, slide by slide.

    Raises:
        ReadingError: see `read_odt`.
    """
    file = OpenDocument(data, name, limits)
    slides = list(file.body("presentation").iterchildren(DRAW + "page"))
    walk = _Walk(file, [slide for slide in slides if not file.is_hidden(slide)], limits)
    hidden: list[str] = []
    for number, slide in enumerate(slides, start=1):
        if file.is_hidden(slide):
            hidden.append(str(number))
            continue
        walk.composition.page(number)
        walk.slide(slide, is_first=number == 1)
        page_done()
    warnings = (Notice.of("hidden_slides", slides=", ".join(hidden)),) if hidden else ()
    warnings = (*warnings, *walk.warnings)
    composition = walk.finished()
    return Reading(
        composition.text, tuple(composition.blocks), composition.end_pages(), title=file.title, warnings=warnings
    )


class OpenDocument:
    """The archive with what all kinds of documents share.

    Raises:
        ReadingError: it is locked or too large.
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self.name = name
        self.parts = Parts(data, name, limits)
        manifest = self.parts.tree("META-INF/manifest.xml")
        if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
            raise ReadingError("locked_file", path=name)
        self._parents: dict[str, str] = {}
        self._hidden_styles: set[str] = set()

    @property
    def title(self) -> str | None:
        """What the properties of the file call it."""
        return title_in(self.parts, "meta.xml")

    def body(self, kind: str) -> Any:
        """The element that holds the document, `kind` by its name: text, presentation.

        Raises:
            ReadingError: there is none.
        """
        content = self.parts.tree(CONTENT)
        body = content.find(f"{OFFICE}body/{OFFICE}{kind}") if content is not None else None
        if body is None:
            raise ReadingError("broken_file", path=self.name, format="OpenDocument")
        for style in content.iter(STYLE + "style"):
            self._parents[style.get(STYLE + "name", "")] = style.get(STYLE + "parent-style-name", "")
            properties = style.find(STYLE + "drawing-page-properties")
            if properties is not None and properties.get(PRESENTATION + "visibility") == "hidden":
                self._hidden_styles.add(style.get(STYLE + "name", ""))
        return body

    def styles(self, body: Any) -> Iterator[Any]:
        """The trees that hold styles, that of the document itself last. Without numbers it is better than not read."""
        with suppress(etree.XMLSyntaxError):
            if (shared := self.parts.tree(STYLES)) is not None:
                yield shared
        yield body.getroottree().getroot()

    def is_title(self, paragraph: Any) -> bool:
        """Whether the style of the paragraph, or the one that it is made from, is that of the title."""
        style = paragraph.get(TEXT + "style-name", "")
        return TITLE_STYLE in (style, self._parents.get(style))

    def is_hidden(self, slide: Any) -> bool:
        return slide.get(DRAW + "style-name") in self._hidden_styles

    def picture(self, image: Any) -> bytes | None:
        """The picture that the element shows, None if it does not lie in the file."""
        return self.parts.content(image.get(LINK, "").removeprefix("./"))


class _Walk:
    """Goes through the elements once; the pictures below `holders` are read before."""

    def __init__(self, file: OpenDocument, holders: Sequence[Any], limits: Limits) -> None:
        self.composition = Composition()
        self.notes = Notes(self.composition, self.children)
        self._file = file
        self._limits = limits
        images = (image for holder in holders for image in holder.iter(IMAGE))
        self._pictures = list(filter(None, map(file.picture, images)))
        self._texts, self.warnings = text_of_pictures(self._pictures, file.name, limits)

    def finished(self) -> Composition:
        """The blocks collected so far. Raises ReadingError if there are pictures and no text."""
        if self._pictures and not self.composition.blocks:
            raise refusal(self._file.name, self._limits)
        return self.composition

    def children(self, element: Any, level: int = 0) -> None:
        """Adds what the element holds; `level` is the depth of the list around it. Unknown wrappers are opened."""
        for child in element:
            if child.tag in SKIPPED or child.get(TEXT + "display") == "none":
                continue
            if child.tag == TEXT + "h":
                self._heading(child)
            elif child.tag == TEXT + "p":
                self._paragraph(child, level)
            elif child.tag == TABLE + "table":
                self._table(child)
            elif child.tag == IMAGE:
                self._picture(child)
            else:
                self.children(child, level + (child.tag == TEXT + "list"))

    def slide(self, slide: Any, *, is_first: bool) -> None:
        """The title, the shapes in their order, the notes."""
        frames = [frame for frame in slide if frame.get(PRESENTATION + "class") not in AROUND_A_SLIDE]
        titles = [frame for frame in frames if frame.get(PRESENTATION + "class") == "title"]
        for frame in titles:
            title = " ".join(paragraph_text(paragraph) for paragraph in frame.iter(TEXT + "p", TEXT + "h"))
            self.composition.add("heading", title.replace("\n", " "), 1 if is_first else 2)
        for frame in frames:
            if frame not in titles and frame.tag not in SKIPPED:
                self.children(frame)
        for notes in slide.iterchildren(PRESENTATION + "notes"):
            for frame in notes.iterchildren(DRAW + "frame"):
                if frame.get(PRESENTATION + "class") == "notes":
                    self.children(frame)

    def _heading(self, heading: Any) -> None:
        text = paragraph_text(heading)
        level = whole_number(heading.get(TEXT + "outline-level"), 1)
        if len(text) <= LONGEST_HEADING:
            self.notes.add("heading", text.replace("\n", " "), min(max(level, 1), 6))
        else:
            self.notes.add("paragraph", text)
        self._refer(heading)
        self._boxes(heading)

    def _paragraph(self, paragraph: Any, level: int) -> None:
        text = paragraph_text(paragraph)
        kind: BlockKind = "item" if level else "paragraph"
        if self._file.is_title(paragraph) and len(text) <= LONGEST_HEADING:
            kind, level = "heading", 1
        self.notes.add(kind, text, level)
        self._refer(paragraph)
        self._boxes(paragraph)

    def _refer(self, element: Any) -> None:
        """The notes that stand in the element itself wait for their place."""
        for note in element.iter(TEXT + "note"):
            around = next(note.iterancestors(TEXT + "p", TEXT + "h"), None)
            if around is element or _own_table(note) is element:
                for body in note.iterchildren(TEXT + "note-body"):
                    self.notes.wait(body)

    def _boxes(self, paragraph: Any) -> None:
        """Text boxes that are anchored in the paragraph."""
        for frame in paragraph.iter(DRAW + "frame", DRAW + "custom-shape"):
            if next(frame.iterancestors(TEXT + "p", TEXT + "h")) is paragraph:
                self.children(frame)

    def _picture(self, image: Any) -> None:
        for kind, text in self._texts.get(self._file.picture(image) or b"", ()):
            self.notes.add(kind, text)

    def _table(self, table: Any) -> None:
        """Its rows, then the tables inside its cells; a table of one column only arranges the page."""
        rows = [row for row in table.iter(TABLE + "table-row") if _own_table(row) is table]
        cells = [(number, cell) for number, row in enumerate(rows) for cell in _placed(row, number)]
        if not any(place.column for _, place in cells):
            for row in rows:
                for cell in row.iterchildren(TABLE + "table-cell"):
                    self.children(cell)
            return
        header = sum(1 for row in rows if row.getparent().tag == TABLE + "table-header-rows")
        for line in lines_of_table(rows_of_cells(place for _, place in cells), header or None):
            self.notes.add("row", line)
        self._refer(table)
        for image in table.iter(IMAGE):
            if _own_table(image) is table:
                self._picture(image)
        for inner in table.iter(TABLE + "table"):
            if inner is not table and _own_table(inner.getparent()) is table:
                self._table(inner)


def _own_table(element: Any) -> Any:
    return next(element.iterancestors(TABLE + "table"), None)


def _placed(row: Any, number: int) -> Iterator[Cell]:
    column = 0
    for cell in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
        if cell.tag == TABLE + "table-cell":
            yield Cell(number, column, _cell_text(cell), *spanned(cell))
        column += repeated(cell, "columns")


def spanned(cell: Any) -> tuple[int, int]:
    """How many rows and columns the cell takes."""
    return _number(cell, "rows-spanned"), _number(cell, "columns-spanned")


def repeated(element: Any, what: str) -> int:
    """How many rows or columns (`what`) the element stands for."""
    return _number(element, f"{what}-repeated")


def _number(element: Any, name: str) -> int:
    return max(whole_number(element.get(f"{TABLE}number-{name}"), 1), 1)


def _cell_text(cell: Any) -> str:
    """The paragraphs of a cell on one line, without those of tables inside it."""
    table = _own_table(cell)
    paragraphs = (part for part in cell.iter(TEXT + "p", TEXT + "h") if _own_table(part) is table)
    return " ".join(paragraph_text(part) for part in paragraphs if not _is_skipped(part, cell))


def _is_skipped(part: Any, holder: Any) -> bool:
    for ancestor in part.iterancestors():
        if ancestor is holder:
            return False
        if ancestor.tag in SKIPPED:
            return True
    return False


def paragraph_text(element: Any) -> str:
    """The visible text of a paragraph, without text boxes and notes."""
    return "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == TEXT + "s":
            yield " " * min(whole_number(child.get(TEXT + "c"), 1), MOST_SPACES)
        elif child.tag not in SKIPPED and not child.tag.startswith(DRAW):
            yield from _pieces(child)
        yield child.tail or ""
