"""DOCX -> Reading: the text of the body with its notes, by the styles of its paragraphs."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, cast

from lxml import etree

from assistant.notices import Notice
from assistant.reading.compose import Composition
from assistant.reading.grid import Cell, lines_of_table, rows_of_cells
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.office.bold import with_bold_headings
from assistant.reading.office.drawn import drawn
from assistant.reading.office.embedded import embedded
from assistant.reading.office.mended import mended
from assistant.reading.office.notes import Notes
from assistant.reading.office.numbering import Numbering
from assistant.reading.office.parts import Parts, check_archive, stated_title, whole_number, xml_of
from assistant.reading.office.symbols import symbol, with_symbols
from assistant.reading.office.word_styles import Styles
from assistant.reading.office.wordml import UNREAD, W, is_on, is_row_deleted, is_set, is_unread, value_of
from assistant.reading.pages.ocr import refusal
from assistant.reading.pages.pictures import Lines, text_of_pictures
from assistant.reading.raised import SUPERSCRIPTS, is_cents_behind
from assistant.reading.reading import Reading
from assistant.records import BlockKind

if TYPE_CHECKING:
    from docx.document import Document

SKIPPED = frozenset(
    {
        W + "del",
        W + "moveFrom",
        W + "txbxContent",
        W + "rt",  # how to pronounce it
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
EMBEDDED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
STYLE_TYPES = frozenset({"paragraph", "character", "table", "numbering"})
LONGEST_HEADING = 200
OTHER_TYPES = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
)
# The lines of a table of contents lead to what stands below.
CONTENTS_STYLE = re.compile(
    r"(?:(?:toc|contents|inhaltsverzeichnis|verzeichnis|index)\s*\d+|table of figures|abbildungsverzeichnis)$",
    re.IGNORECASE,
)
# Where its notes stand, by the kind of the relation to them; and what refers to one, by its number.
NOTES = {"/footnotes": "footnote", "/endnotes": "endnote"}
REFERENCES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}


def read_docx(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """Paragraphs, headings by style, list items and table rows in the order of the document; a note stands
    behind the paragraph, list or table that refers to it.

    The text of a picture stands where the picture stands. Deletions that are only tracked, text that is hidden or
    struck out, headers and footers, and the lines of a table of contents are left out.
    """
    check_archive(data, name, limits)
    document = _opened(data)
    pictures = [picture for element in document.element.body.iter(W + "p") for picture in _pictures(element, document)]
    texts = text_of_pictures(pictures, name, limits)
    walk = _Walk(document, texts.blocks)
    walk.write_numbers(document.element.body)
    walk.children(document.element.body)
    walk.notes.write()
    composition = walk.composition
    parts = Parts(data, name, limits)
    files = embedded(parts, name, limits)
    if pictures and not composition.blocks and not files:
        raise refusal(name, limits)
    title = stated_title(parts)
    warnings = (*_left_out(document.element.body), *texts.warnings)
    blocks = with_bold_headings(composition.text, composition.blocks, walk.bold)
    return Reading(composition.text, tuple(blocks), title=title, warnings=warnings, attachments=files)


def _opened(data: bytes) -> Document:
    """The document, or the template or the document with macros, which python-docx does not take for one."""
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart

    PartFactory.part_type_for.update(dict.fromkeys(OTHER_TYPES, DocumentPart))
    opened: Document = cast(Any, Package.open(io.BytesIO(mended(data))).main_document_part).document
    for style in opened.styles.element.iter(W + "style"):
        if style.get(W + "type") not in STYLE_TYPES:
            style.set(W + "type", "paragraph")
    return opened


class _Walk:
    """Goes through the body once; python-docx knows the styles, the elements know the order."""

    def __init__(self, document: Document, pictures: dict[bytes, Lines]) -> None:
        self._document = document
        self._texts = pictures
        self.composition = Composition()
        self.notes = Notes(self.composition, self.children)
        self.bold: set[int] = set()  # the indices of the paragraphs that are wholly so
        self._notes = _notes(document)
        self._styles = Styles(document)

    def write_numbers(self, body: Any) -> None:
        """Puts the numbers that Word shows before paragraphs into them; without words only where a cell holds them."""
        numbering = Numbering(next(_parts(self._document, "/numbering"), None))
        for paragraph in body.iter(W + "p"):
            place = self._styles.place(paragraph.find(W + "pPr"), numbering)
            if place is None or _is_left_out(paragraph) or _is_mark_gone(paragraph):
                continue
            number = numbering.next(place)
            if number and ("".join(_text(paragraph)).strip() or _inside(paragraph, "tc") is not None):
                properties = paragraph.find(W + "pPr")
                run = paragraph.makeelement(W + "r")
                etree.SubElement(run, W + "t").text = f"{number} "
                paragraph.insert(0 if properties is None else 1, run)

    def children(self, element: Any) -> None:
        """Adds what the children of the element hold; unknown wrappers (content controls) are opened."""
        for child in element:
            if child.tag == W + "p":
                self._paragraph(child)
            elif child.tag == W + "tbl":
                self._table(child)
            elif child.tag not in SKIPPED and child.tag != W + "sectPr":
                self.children(child)

    def _paragraph(self, element: Any) -> None:
        if any(CONTENTS_STYLE.match(style.name or "") for style in self._styles.chain(element.find(W + "pPr"))):
            return
        text = "".join(_text(element))
        kind, level = self._kind(element, text)
        if kind == "heading":
            text = text.replace("\n", " ")
        self.notes.add(kind, text, level)
        if kind == "paragraph" and self._is_bold(element):
            self.bold.add(len(self.composition.blocks) - 1)
        self._refer(element)
        for box in element.iter(W + "txbxContent"):
            if not _is_fallback(box):
                self.children(box)
        self._add_drawn(element)

    def _refer(self, element: Any) -> None:
        """Each note that the element itself refers to, the first time that one does, waits for its place."""
        for reference in element.iter(*REFERENCES):
            own = _inside(reference, "p") is element or _inside(reference, "tbl") is element
            if own and not _is_left_out(reference):
                note = self._notes.pop((REFERENCES[reference.tag], reference.get(W + "id")), None)
                if note is not None:
                    self.notes.wait(note)

    def _add_drawn(self, paragraph: Any) -> None:
        """The text of pictures, charts and diagrams in the paragraph itself."""
        for picture in _pictures(paragraph, self._document):
            for kind, text in self._texts.get(picture, ()):
                self.notes.add(kind, text)
        for drawing in paragraph.iter(W + "drawing"):
            if _inside(drawing, "p") is paragraph and not _is_left_out(drawing):
                for kind, text in drawn(drawing, self._part):
                    self.notes.add(kind, text)

    def _part(self, relation: str) -> bytes | None:
        part = self._document.part.related_parts.get(relation)
        return part.blob if part is not None else None

    def _table(self, table: Any) -> None:
        """Its rows, then the tables inside its cells; a table of one column only arranges the page."""
        rows = [row for row in table.iter(W + "tr") if _inside(row, "tbl") is table and not is_row_deleted(row)]
        cells = [[cell for cell in row.iter(W + "tc") if _inside(cell, "tr") is row] for row in rows]
        all_cells = [cell for row in cells for cell in row]
        if all(len(row) < 2 for row in cells):
            for cell in all_cells:
                self.children(cell)
            return
        header = next((above for above, row in enumerate(rows) if not _is_header(row)), len(rows))
        for line in lines_of_table(rows_of_cells(_placed(rows, cells)), header or None):
            self.notes.add("row", line)
        self._refer(table)
        for paragraph in (paragraph for cell in all_cells for paragraph in cell.iterchildren(W + "p")):
            self._add_drawn(paragraph)
        for inner in (inner for cell in all_cells for inner in cell.iter(W + "tbl")):
            if _inside(inner, "tbl") is table:
                self._table(inner)

    def _kind(self, element: Any, text: str) -> tuple[BlockKind, int]:
        properties = element.find(W + "pPr")
        if level := self._styles.heading_level(properties):
            return ("heading", level) if len(text) <= LONGEST_HEADING else ("paragraph", 0)
        if level := self._styles.list_level(properties):
            return "item", level
        return "paragraph", 0

    def _is_bold(self, paragraph: Any) -> bool:
        """Whether all words of the paragraph are bold, by themselves or by a style."""
        runs = (run for run in paragraph.iter(W + "r") if _inside(run, "p") is paragraph and not _is_left_out(run))
        shown = [run.find(W + "rPr") for run in runs if "".join(_text(run)).strip()]
        around = list(self._styles.chain(paragraph.find(W + "pPr")))
        return bool(shown) and all(self._is_set_bold(own, around) for own in shown)

    def _is_set_bold(self, own: Any, around: Sequence[Any]) -> bool:
        """What the text says of itself goes before its style, and that before the style of its paragraph."""
        styles = (style.element.find(W + "rPr") for style in (*self._styles.chain(own, "rStyle"), *around))
        for properties in (own, *styles):
            mark = properties.find(W + "b") if properties is not None else None
            if mark is not None:
                return is_on(mark)
        return False


def _pictures(paragraph: Any, document: Document) -> Iterator[bytes]:
    """The pictures that stand in the paragraph itself, not in a text box of it."""
    for blip in paragraph.iter(BLIP):
        part = document.part.related_parts.get(blip.get(EMBEDDED))
        if part is not None and _inside(blip, "p") is paragraph and not _is_left_out(blip):
            yield part.blob


def _is_left_out(element: Any) -> bool:
    return _is_fallback(element) or any(_inside(element, tag) is not None for tag in ("del", "moveFrom"))


def _left_out(body: Any) -> Iterator[Notice]:
    """What a person should know about what is not read of the text."""
    if deletions := _deletions(body):
        yield Notice.of("deletions_left_out", count=deletions)
    written = [run for run in body.iter(W + "r") if run.find(W + "t") is not None]
    for key, names in UNREAD.items():
        if count := sum(1 for run in written if is_set(run, names)):
            yield Notice.of(key, count=count)


def _deletions(body: Any) -> int:
    """How many stretches and rows are tracked deletions."""
    stretches = sum(1 for tag in ("del", "moveFrom") for _ in body.iterfind(f".//{W}{tag}/{W}r/.."))
    return stretches + sum(1 for row in body.iter(W + "tr") if is_row_deleted(row))


def _inside(element: Any, name: str) -> Any:
    """The nearest `w:name` around the element."""
    return next(element.iterancestors(W + name), None)


def _is_mark_gone(paragraph: Any) -> bool:
    """Whether the end of the paragraph is tracked as deleted or moved away, so that it is one with the next."""
    return any(paragraph.find(f"{W}pPr/{W}rPr/{W}{gone}") is not None for gone in ("del", "moveFrom"))


def _is_header(row: Any) -> bool:
    """Whether the row is repeated on each page."""
    mark = row.find(f"{W}trPr/{W}tblHeader")
    return mark is not None and is_on(mark)


def _placed(rows: Sequence[Any], cells: Sequence[Sequence[Any]]) -> list[Cell]:
    """The cells with their places in the table; a cell that goes on from the row above makes that one longer."""
    placed: list[Cell] = []
    above: dict[int, int] = {}  # column: where its cell stands in `placed`
    for number, (row, own) in enumerate(zip(rows, cells, strict=True)):
        column = max(whole_number(value_of(row.find(W + "trPr"), "gridBefore"), 0), 0)
        for cell in own:
            properties = cell.find(W + "tcPr")
            merged = properties.find(W + "vMerge") if properties is not None else None
            columns = max(whole_number(value_of(properties, "gridSpan"), 1), 1)
            if merged is not None and merged.get(W + "val") != "restart" and column in above:
                over = placed[above[column]]
                placed[above[column]] = over._replace(rows=over.rows + 1)
            else:
                above[column] = len(placed)
                placed.append(Cell(number, column, _cell_text(cell), columns=columns))
            column += columns
    return placed


def _cell_text(cell: Any) -> str:
    """Its paragraphs on one line, without those of tables inside it."""
    paragraphs = (part for part in cell.iter(W + "p") if _inside(part, "tc") is cell and not _is_fallback(part))
    return " ".join("".join(_text(part)) for part in paragraphs)


def _text(element: Any) -> Iterator[str]:
    """The visible text below the element, without text boxes; raised numbers but cents become superscripts, lest they
    end a figure."""
    before = ""
    for child in element:
        if child.tag in (W + "t", MATH + "t"):
            yield with_symbols(child.text or "", _font(element))
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == W + "sym":
            yield _sign(child)
        elif child.tag == W + "checkBox":
            yield _box(child)
        elif child.tag in SKIPPED or not isinstance(child.tag, str) or is_unread(child):
            continue
        else:
            text = "".join(_text(child))
            is_small = _is_raised(child) and not is_cents_behind(before)
            yield text.translate(SUPERSCRIPTS) if is_small else text
            before = text


def _font(run: Any) -> str | None:
    fonts = run.find(f"{W}rPr/{W}rFonts")
    return fonts.get(W + "ascii") or fonts.get(W + "hAnsi") if fonts is not None else None


def _sign(element: Any) -> str:
    try:
        return symbol(element.get(W + "font", ""), int(element.get(W + "char", ""), 16))
    except ValueError:
        return ""


def _box(field: Any) -> str:
    """A box to be ticked, as the form shows it."""
    mark = next((found for found in map(field.find, (W + "checked", W + "default")) if found is not None), None)
    return "☒" if mark is not None and is_on(mark) else "☐"


def _is_raised(element: Any) -> bool:
    is_run = element.tag == W + "r" and value_of(element.find(W + "rPr"), "vertAlign") == "superscript"
    return is_run or element.tag == MATH + "sup"


def _is_fallback(box: Any) -> bool:
    return any(ancestor.tag.endswith("}Fallback") for ancestor in box.iterancestors())


def _notes(document: Document) -> dict[tuple[str, str | None], Any]:
    """The footnotes and endnotes that are text, by kind and number; separators have a type."""
    return {
        (name, note.get(W + "id")): note
        for kind, name in NOTES.items()
        for part in _parts(document, kind)
        for note in part.iter(W + name)
        if note.get(W + "type") in (None, "normal")
    }


def _parts(document: Document, kind: str) -> Iterator[Any]:
    """The trees of the parts that the document has a relation of that kind to."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith(kind) and not relation.is_external:
            yield xml_of(relation.target_part.blob)
