"""What the styles of a DOCX say of its paragraphs: which are headings, which items, and what counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from assistant.reading.office.numbering import Numbering, Place
from assistant.reading.office.parts import whole_number
from assistant.reading.office.wordml import W, value_of

if TYPE_CHECKING:
    from docx.document import Document

HEADING_STYLE = re.compile(r"(?:heading|überschrift)\s*(?P<level>[1-9])$", re.IGNORECASE)
TITLE_STYLE = re.compile(r"(?:title|titel)$", re.IGNORECASE)
LIST_STYLE = re.compile(r"(?:list|liste|aufzählung)\b", re.IGNORECASE)
NO_OUTLINE = 9  # the level of what is no heading
NO_LIST = "0"


class Styles:
    """The styles by name. `properties` is the element of a paragraph that names its own, or None."""

    def __init__(self, document: Document) -> None:
        self._styles = {style.style_id: style for style in document.styles}

    def chain(self, properties: Any, kind: str = "pStyle") -> Iterator[Any]:
        """The style of the paragraph, or of a stretch of text (`rStyle`), and the styles that it is based on."""
        style = self._styles.get(value_of(properties, kind))
        seen: set[str] = set()
        while style is not None and style.style_id not in seen:
            seen.add(style.style_id)
            yield style
            style = style.base_style

    def heading_level(self, properties: Any) -> int:
        """1 to 6, 0 for no heading: an outline level of its own, or a style that is or follows a heading style."""
        for level in (
            value_of(properties, "outlineLvl"),
            *(_outline_level(style) for style in self.chain(properties)),
        ):
            if level is not None:
                depth = whole_number(level, NO_OUTLINE)
                return min(max(depth, 0) + 1, 6) if depth < NO_OUTLINE else 0
        return 0

    def list_level(self, properties: Any) -> int:
        """The depth from 1, 0 for no list item."""
        numbering = next(self._numberings(properties), None)
        if numbering is not None:
            depth = max(whole_number(value_of(numbering, "ilvl"), 0), 0)
            return 0 if value_of(numbering, "numId") == NO_LIST else depth + 1
        return 1 if any(LIST_STYLE.match(style.name or "") for style in self.chain(properties)) else 0

    def place(self, properties: Any, numbering: Numbering) -> Place | None:
        """What counts the paragraph; None if nothing does."""
        found = list(self._numberings(properties))
        list_id = next(filter(None, (value_of(one, "numId") for one in found)), NO_LIST)
        if list_id == NO_LIST:
            return None
        level = next(filter(None, (value_of(one, "ilvl") for one in found)), None)
        if level is not None:
            return Place(list_id, whole_number(level, 0))
        bound = (numbering.level_of_style(list_id, style.style_id) for style in self.chain(properties))
        return Place(list_id, next((one for one in bound if one is not None), 0))

    def _numberings(self, properties: Any) -> Iterator[Any]:
        """What the paragraph itself and its styles say of a list, the nearest first."""
        for holder in (properties, *(style.element.find(W + "pPr") for style in self.chain(properties))):
            numbering = holder.find(W + "numPr") if holder is not None else None
            if numbering is not None:
                yield numbering


def _outline_level(style: Any) -> str | None:
    name = style.name or ""
    if match := HEADING_STYLE.match(name):
        return str(int(match["level"]) - 1)
    return "0" if TITLE_STYLE.match(name) else value_of(style.element.find(W + "pPr"), "outlineLvl")
