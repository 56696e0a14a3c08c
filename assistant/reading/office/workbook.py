"""The inside of an XLSX file: its sheets, its table of texts, the formats of its cells.

openpyxl is not used here: in its mode for large files it does not tell hidden rows, merged cells and formulas without
a value, and it refuses a whole file for a fault in its colours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from assistant.errors import ReadingError
from assistant.reading.limits import Limits
from assistant.reading.office.number_formats import BUILTIN
from assistant.reading.office.parts import Parts, related, relations, whole_number

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
GENERAL = "General"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its name on the tab and its part in the archive."""

    name: str
    part: str
    is_hidden: bool


class Workbook:
    """What all sheets share. `formats` are the number formats by the style of a cell.

    Raises:
        ReadingError: see `Parts`; also if the texts of all cells are too long.
    """

    def __init__(self, parts: Parts, name: str, limits: Limits) -> None:
        self.parts = parts
        self.part = next(iter(related(parts, "", "/officeDocument")), "xl/workbook.xml")
        book = parts.tree(self.part)
        if book is None:
            raise ReadingError("broken_file", path=name, format="XLSX")
        properties = child(book, "workbookPr")
        self.since_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.sheets = sheets_of(self.parts, self.part)
        self.formats = self._formats()
        self.texts = self._texts(name, limits)

    def _formats(self) -> list[str]:
        styles = next((self.parts.tree(part) for part in related(self.parts, self.part, "/styles")), None)
        if styles is None:
            return []
        made = styles.iterfind("{*}numFmts/{*}numFmt")
        own = {format.get("numFmtId", ""): format.get("formatCode", GENERAL) for format in made}
        numbers = (style.get("numFmtId", "0") for style in styles.iterfind("{*}cellXfs/{*}xf"))
        return [own.get(number) or BUILTIN.get(whole_number(number, 0), GENERAL) for number in numbers]

    def _texts(self, name: str, limits: Limits) -> list[str]:
        texts: list[str] = []
        characters = 0
        for part in related(self.parts, self.part, "/sharedStrings"):
            for _, element in self.parts.elements(part, "{*}si"):
                texts.append(rich_text(element))
                characters += len(texts[-1])
                if characters > limits.characters:
                    raise ReadingError("table_too_long", path=name, limit=limits.characters)
        return texts


def sheets_of(parts: Parts, workbook: str) -> list[Sheet]:
    """The sheets of cells that the part names, in their order; none where it is no workbook."""
    targets = relations(parts, workbook)
    sheets = []
    for sheet in parts.tree(workbook).iterfind("{*}sheets/{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        kind, part = targets.get(key, ("", ""))
        if kind.endswith("/worksheet") and part in parts:
            sheets.append(Sheet(sheet.get("name", ""), part, sheet.get("state", "visible") != "visible"))
    return sheets


def child(element: Any, name: str) -> Any:
    """The first child of this name, in whichever of the two namespaces the file is written."""
    return element.find("{*}" + name)


def rich_text(element: Any) -> str:
    """The text of a cell with its runs joined, without the pronunciation of Japanese."""
    runs = element.iter("{*}t")
    text = "".join(run.text or "" for run in runs if not run.getparent().tag.endswith("}rPh"))
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text
