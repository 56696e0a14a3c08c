"""XLSX -> Reading: every visible sheet with its tables, each cell as a person sees it in a German Excel."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from assistant.reading.compose import Composition
from assistant.reading.heartbeat import page_done
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.office.embedded import embedded
from assistant.reading.office.number_formats import shown, shown_text
from assistant.reading.office.parts import Parts, related, stated_title, whole_number
from assistant.reading.office.tabulate import (
    ROWS_A_SIGN,
    Allowance,
    HiddenColumns,
    Layout,
    LeftOut,
    SheetRow,
    add_sheet,
)
from assistant.reading.office.workbook import GENERAL, Sheet, Workbook, child, rich_text
from assistant.reading.reading import Reading

REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$")
LAST_ROW = 1_048_575
# More rows than that are frozen to keep a picture in view, not a header.
MOST_FROZEN_ROWS = 10
# What a sheet says about more tables than this is not believed.
MOST_TABLES = 500
PARTS_OF_A_SHEET = ("col", "row", "pane", "autoFilter", "mergeCell")

_Range = tuple[int, int, int, int]


def read_xlsx(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """A heading for each visible sheet, then its rows, the texts of its shapes and the notes of its cells.

    Raises:
        ReadingError: there are too many cells, or the file becomes too large.
    """
    workbook = Workbook(Parts(data, name, limits), name, limits)
    composition = Composition()
    allowance = Allowance(name, limits)
    left_out = LeftOut()
    for sheet in workbook.sheets:
        if sheet.is_hidden:
            left_out.sheets.append(sheet.name)
            continue
        content = _Content(workbook, sheet, allowance)
        behind = [*content.texts(), *content.notes()]
        add_sheet(composition, sheet.name, content.rows(), content.layout, behind, allowance)
        left_out.rows += content.hidden_rows
        left_out.columns += len(content.columns_left_out)
        left_out.formulas += content.formulas_without_value
        left_out.texts += content.cells_without_text
    return Reading(
        composition.text,
        tuple(composition.blocks),
        title=stated_title(workbook.parts),
        warnings=tuple(left_out.warnings()),
        attachments=embedded(workbook.parts, name, limits),
    )


class _Content:
    """One sheet, read from top to bottom; what it says about its rows partly stands behind them."""

    def __init__(self, workbook: Workbook, sheet: Sheet, allowance: Allowance) -> None:
        self.layout = Layout()
        self.hidden_rows = 0
        self.columns_left_out: set[int] = set()
        self.formulas_without_value = 0
        self.cells_without_text = 0
        self._workbook = workbook
        self._sheet = sheet
        self._allowance = allowance
        self._rows: list[SheetRow] = []
        self._hidden: set[int] = set()
        self._hidden_columns = HiddenColumns()
        self._heads: list[tuple[int, int]] = []
        self._filtered: list[tuple[int, int]] = []
        self._next_row = 0
        self._seen = 0
        self._read()

    def rows(self) -> list[SheetRow]:
        """The visible rows that hold a text. What a filter hides or an outline folds is not secret: it is read."""
        return [row for row in self._rows if row.number not in self._hidden]

    def texts(self) -> Iterator[str]:
        """The paragraphs of the text boxes and other shapes that lie over the sheet."""
        parts, part = self._workbook.parts, self._sheet.part
        for drawing in related(parts, part, "/drawing"):
            for shape in parts.tree(drawing).iter("{*}sp"):
                if not _is_out_of_sight(shape):
                    paragraphs = [rich_text(paragraph) for paragraph in shape.iterfind("{*}txBody/{*}p")]
                    self._allowance.read(paragraphs)
                    yield from filter(str.strip, paragraphs)

    def notes(self) -> Iterator[str]:
        """The notes of visible cells, each with the name of its cell."""
        parts, part = self._workbook.parts, self._sheet.part
        threads = related(parts, part, "/threadedComment")
        for notes in threads or related(parts, part, "/comments"):
            for _, note in parts.elements(notes, "{*}threadedComment", "{*}comment"):
                reference = note.get("ref", "")
                place = _range(reference)
                text = rich_text(note) or "".join(said.text or "" for said in note.iter("{*}text"))
                if place and place[0] not in self._hidden and place[1] not in self._hidden_columns:
                    self._allowance.read([text])
                    yield f"{reference}: {' '.join(text.split())}"

    def _read(self) -> None:
        parts, part = self._workbook.parts, self._sheet.part
        for _, element in parts.elements(part, *(f"{{*}}{tag}" for tag in PARTS_OF_A_SHEET)):
            match element.tag.rpartition("}")[2]:
                case "row":
                    self._row(element)
                case "col" if _is_on(element, "hidden"):
                    first = whole_number(element.get("min"), whole_number(element.get("max"), 1))
                    self._hidden_columns.hide(max(first, 1) - 1, whole_number(element.get("max"), first))
                case "pane" if element.get("state") == "frozen":
                    frozen = whole_number(element.get("ySplit"), 0)
                    if 0 < frozen <= MOST_FROZEN_ROWS:
                        self._heads.append((frozen - 1, LAST_ROW))
                case "autoFilter":
                    self._filter(element)
                case "mergeCell" if place := _range(element.get("ref", "")):
                    top, left, bottom, right = place
                    self.layout.reach[top, left] = (bottom - top + 1, right - left + 1)
        self._tables()
        self._finish()

    def _tables(self) -> None:
        """Tables that Excel knows as such, each in a part of its own."""
        for part in related(self._workbook.parts, self._sheet.part, "/table"):
            table = self._workbook.parts.tree(part)
            place = _range(table.get("ref", ""))
            if place and table.get("headerRowCount", "1") != "0":
                self._heads.append((place[0], place[2]))
            for element in table.iterfind("{*}autoFilter"):
                self._filter(element, is_head=False)

    def _filter(self, element: Any, *, is_head: bool = True) -> None:
        place = _range(element.get("ref", ""))
        if place is None:
            return
        if is_head:
            self._heads.append((place[0], place[2]))
        if child(element, "filterColumn") is not None:
            self._filtered.append((place[0], place[2]))

    def _finish(self) -> None:
        """Decides which rows are hidden and which name the columns: of heads inside another's reach, the outer one."""
        for first, last in self._filtered[:MOST_TABLES]:
            self._hidden.difference_update(row for row in list(self._hidden) if first <= row <= last)
        self.hidden_rows = sum(1 for row in self._rows if row.number in self._hidden)
        for first, last in sorted(self._heads[:MOST_TABLES], key=lambda head: (head[0], -head[1])):
            if not any(above <= first <= below for above, below in self.layout.heads.items()):
                self.layout.heads[first] = last

    def _row(self, row: Any) -> None:
        self._seen += 1
        if self._seen % ROWS_A_SIGN == 0:
            page_done()
        number = whole_number(row.get("r"), self._next_row + 1) - 1
        self._next_row = number + 1
        cells = dict(self._cells(row))
        if not cells:
            return
        self._allowance.read(cells.values())
        if _is_on(row, "hidden") and row.get("outlineLevel", "0") == "0":
            self._hidden.add(number)
        self._rows.append(SheetRow(number, cells))

    def _cells(self, row: Any) -> Iterator[tuple[int, str]]:
        """Column and text of each cell that shows one, in a column that is shown."""
        column = -1
        for cell in row.iterchildren("{*}c"):
            letters = cell.get("r", "").rstrip("0123456789")
            column = _column(letters) if letters.isalpha() and letters.isascii() else column + 1
            text = self._text(cell).strip()
            if text and column in self._hidden_columns:
                self.columns_left_out.add(column)
            elif text:
                yield column, text

    def _text(self, cell: Any) -> str:
        """What the cell shows; nothing for an error and for a formula that was never calculated. A number or a date
        that is none stands as it is written."""
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return rich_text(cell)
        value = next((part.text for part in cell if part.tag.endswith("}v")), None)
        if not value:
            self.formulas_without_value += kind != "str" and child(cell, "f") is not None
            return ""
        style = whole_number(cell.get("s"), 0)
        format = self._workbook.formats[style] if 0 <= style < len(self._workbook.formats) else GENERAL
        match kind:
            case "s":
                return shown_text(self._shared(value), format)
            case "str":
                return shown_text(value, format)
            case "b":
                return "FALSCH" if value in ("0", "false") else "WAHR"
            case "e":
                return ""
        try:
            if kind == "d":
                return _date(value)
            return shown(float(value), format, since_1904=self._workbook.since_1904)
        except ValueError:
            return str(value)

    def _shared(self, number: str) -> str:
        """The text with this number; nothing if the file holds none, and what is written where it is no number."""
        try:
            at = int(number)
        except ValueError:
            return number
        if 0 <= at < len(self._workbook.texts):
            return self._workbook.texts[at]
        self.cells_without_text += 1
        return ""


def _is_on(element: Any, attribute: str) -> bool:
    return element.get(attribute) in ("1", "true")


def _is_out_of_sight(shape: Any) -> bool:
    """Whether the shape is hidden, or is for programs that do not know what stands before it."""
    return any(_is_on(named, "hidden") for named in shape.iterfind("*/{*}cNvPr")) or any(
        ancestor.tag.endswith("}Fallback") for ancestor in shape.iterancestors()
    )


def _date(value: str) -> str:
    """A date that stands in the file as ISO 8601 writes it."""
    moment = datetime.datetime.fromisoformat(value)
    return f"{moment:%d.%m.%Y %H:%M}" if "T" in value and moment.time() != datetime.time() else f"{moment:%d.%m.%Y}"


def _range(reference: str) -> _Range | None:
    """Top, left, bottom and right of `B3:D7`, from 0; a single cell is a range as well."""
    match = REFERENCE.match(reference)
    if match is None:
        return None
    left, top, right, bottom = match.groups()
    return int(top) - 1, _column(left), int(bottom or top) - 1, _column(right or left)


def _column(letters: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
