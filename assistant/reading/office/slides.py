"""PPTX -> Reading: a slide is a page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from assistant.notices import Notice
from assistant.reading.compose import Composition
from assistant.reading.grid import Cell, lines_of_table, rows_of_cells
from assistant.reading.heartbeat import page_done
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.office.drawn import drawn
from assistant.reading.office.embedded import embedded
from assistant.reading.office.mended import mended
from assistant.reading.office.parts import Parts, check_archive, stated_title
from assistant.reading.office.symbols import with_symbols
from assistant.reading.pages.ocr import refusal
from assistant.reading.pages.pictures import Lines, text_of_pictures
from assistant.reading.reading import Reading

OTHER_TYPES = (
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.main+xml",
    "application/vnd.ms-powerpoint.template.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml",
    "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml",
)
PLACEHOLDER = "{http://schemas.openxmlformats.org/presentationml/2006/main}ph"
NUMBERS = frozenset({"lvl", "gridSpan", "rowSpan"})
SWITCHES, SWITCHED = frozenset({"hMerge", "vMerge", "firstRow"}), frozenset({"0", "1", "true", "false"})
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read_pptx(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """Titles as headings, bullets as items, rows of tables and charts, notes, slide by slide; hidden ones not.

    The text of a picture stands where the picture stands.
    """
    check_archive(data, name, limits)
    presentation = _opened(data)
    composition = Composition()
    shown = [slide for slide in presentation.slides if not _is_hidden(slide)]
    for slide in shown:
        _open_choices(slide.element)
        _drop_odd(slide.element)
        _write_symbols(slide.element)
        if slide.has_notes_slide:
            _drop_odd(slide.notes_slide.element)
            _write_symbols(slide.notes_slide.element)
    pictures = [picture for slide in shown for shape in _flat(slide.shapes) for picture in _picture(shape)]
    texts = text_of_pictures(pictures, name, limits)
    hidden: list[str] = []
    for number, slide in enumerate(presentation.slides, start=1):
        if _is_hidden(slide):
            hidden.append(str(number))
            continue
        composition.page(number)
        _slide(composition, slide, number, texts.blocks)
        page_done()
    parts = Parts(data, name, limits)
    files = embedded(parts, name, limits)
    if pictures and not composition.blocks and not files:
        raise refusal(name, limits)
    warnings = (Notice.of("hidden_slides", slides=", ".join(hidden)),) if hidden else ()
    warnings = (*warnings, *texts.warnings)
    return Reading(
        composition.text,
        tuple(composition.blocks),
        composition.end_pages(),
        title=stated_title(parts),
        warnings=warnings,
        attachments=files,
    )


def _opened(data: bytes) -> Any:
    """The presentation, or the template or the show, which python-pptx does not take for one."""
    from pptx.opc.package import PartFactory
    from pptx.package import Package
    from pptx.parts.presentation import PresentationPart

    PartFactory.part_type_for.update(dict.fromkeys(OTHER_TYPES, PresentationPart))
    return Package.open(io.BytesIO(mended(data))).main_document_part.presentation


def _is_hidden(slide: Any) -> bool:
    return slide.element.get("show") in ("0", "false")


def _open_choices(slide: Any) -> None:
    """Puts the first of several forms of a shape (with a formula, say) in its place, where python-pptx sees it."""
    for several in list(slide.iter(MARKUP + "AlternateContent")):
        choice = several.find(MARKUP + "Choice")
        for shape in list(choice) if choice is not None else ():
            several.addprevious(shape)
        several.getparent().remove(several)


def _drop_odd(slide: Any) -> None:
    """Takes away what is no number, switch or kind of placeholder where there must be one, for python-pptx refuses the
    whole file."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    kinds = {kind.xml_value for kind in PP_PLACEHOLDER} - {""}
    for element in slide.iter():
        for name, said in element.attrib.items():
            is_odd = (name in NUMBERS and not said.isdecimal()) or (name in SWITCHES and said not in SWITCHED)
            if is_odd or (name == "type" and element.tag == PLACEHOLDER and said not in kinds):
                del element.attrib[name]


def _write_symbols(slide: Any) -> None:
    """Puts the signs in the place of the codes that fonts of signs have for them."""
    for run in slide.iter(DRAWING + "r"):
        for font in run.iterfind(f"{DRAWING}rPr/*[@typeface]"):
            for text in run.iterfind(DRAWING + "t"):
                text.text = with_symbols(text.text or "", font.get("typeface"))


def _slide(composition: Composition, slide: Any, number: int, pictures: dict[bytes, Lines]) -> None:
    title = slide.shapes.title
    if title is not None and title.has_text_frame:
        composition.add("heading", title.text_frame.text.replace("\v", " ").replace("\n", " "), 1 if number == 1 else 2)
    for shape in _flat(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            _shape(composition, shape, pictures)
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        for paragraph in frame.paragraphs:
            composition.add("paragraph", paragraph.text)


def _flat(shapes: Iterable[Any]) -> Iterator[Any]:
    """The shapes in reading order, groups opened, without footer, date and slide number."""
    from pptx.enum.shapes import PP_PLACEHOLDER
    from pptx.shapes.group import GroupShape

    around = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER)
    for shape in shapes:
        if isinstance(shape, GroupShape):
            yield from _flat(shape.shapes)
        elif not (shape.is_placeholder and shape.placeholder_format.type in around):
            yield shape


def _picture(shape: Any) -> Iterator[bytes]:
    """The shape's picture, if it has one that lies in the file."""
    with suppress(AttributeError, KeyError, ValueError):  # no picture, a lost one, a linked one
        yield shape.image.blob


def _shape(composition: Composition, shape: Any, pictures: dict[bytes, Lines]) -> None:
    for picture in _picture(shape):
        for kind, text in pictures.get(picture, ()):
            composition.add(kind, text)
    if getattr(shape, "has_table", False) and shape.has_table:
        _table(composition, shape.table)
    for kind, text in drawn(shape.element, lambda relation: _part(shape, relation)):
        composition.add(kind, text)
    if shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            if shape.is_placeholder:
                composition.add("item", paragraph.text, paragraph.level + 1)
            else:
                composition.add("paragraph", paragraph.text)


def _part(shape: Any, relation: str) -> bytes | None:
    try:
        return bytes(shape.part.related_part(relation).blob)
    except (KeyError, ValueError):  # a lost one, a linked one
        return None


def _table(composition: Composition, table: Any) -> None:
    """Its rows. Every new table is drawn with a header, which says little where there are only two columns."""
    cells = (
        Cell(row, column, cell.text, *((cell.span_height, cell.span_width) if cell.is_merge_origin else (1, 1)))
        for row, across in enumerate(table.rows)
        for column, cell in enumerate(across.cells)
        if not cell.is_spanned
    )
    header = 1 if table.first_row and len(table.columns) > 2 and len(table.rows) > 1 else None
    for line in lines_of_table(rows_of_cells(cells), header):
        composition.add("row", line)
