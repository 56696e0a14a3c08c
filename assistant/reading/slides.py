"""PPTX -> Reading: a slide is a page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.reading.compose import Composition
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.office import check_archive
from assistant.records import Reading


def read_pptx(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """Titles as headings, bullets as items, table rows and the speaker's notes, slide by slide."""
    from pptx import Presentation

    check_archive(data, name, limits)
    presentation = Presentation(io.BytesIO(data))
    composition = Composition()
    for number, slide in enumerate(presentation.slides, start=1):
        composition.page(number)
        _slide(composition, slide, number)
    title = (presentation.core_properties.title or "").strip() or None
    return Reading(composition.text, tuple(composition.blocks), composition.end_pages(), title=title)


def _slide(composition: Composition, slide: Any, number: int) -> None:
    title = slide.shapes.title
    if title is not None and title.has_text_frame:
        composition.add("heading", title.text_frame.text.replace("\v", " ").replace("\n", " "), 1 if number == 1 else 2)
    for shape in _flat(slide.shapes):
        if title is None or shape.shape_id != title.shape_id:
            _shape(composition, shape)
    if slide.has_notes_slide and (frame := slide.notes_slide.notes_text_frame) is not None:
        for paragraph in frame.paragraphs:
            composition.add("paragraph", paragraph.text)


def _flat(shapes: Iterable[Any]) -> Iterator[Any]:
    """The shapes in reading order, groups opened, without footer, date and slide number."""
    from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER

    around = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.HEADER)
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from _flat(shape.shapes)
        elif not (shape.is_placeholder and shape.placeholder_format.type in around):
            yield shape


def _shape(composition: Composition, shape: Any) -> None:
    if getattr(shape, "has_table", False) and shape.has_table:
        for row in shape.table.rows:
            composition.row(cell.text for cell in row.cells if not cell.is_spanned)
    elif shape.has_text_frame:
        for paragraph in shape.text_frame.paragraphs:
            if shape.is_placeholder:
                composition.add("item", paragraph.text, paragraph.level + 1)
            else:
                composition.add("paragraph", paragraph.text)
