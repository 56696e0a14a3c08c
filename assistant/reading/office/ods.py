"""ODS -> Reading: every visible sheet with its tables, each cell as LibreOffice showed it when the file was saved."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from typing import Any

from assistant.reading.compose import Composition
from assistant.reading.heartbeat import page_done
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.office.number_formats import shown
from assistant.reading.office.odf import CONTENT, OpenDocument, paragraph_text, repeated, spanned
from assistant.reading.office.odf_names import DRAW, OFFICE, STYLE, TABLE, TEXT
from assistant.reading.office.tabulate import (
    MOST_COLUMNS,
    ROWS_A_SIGN,
    Allowance,
    HiddenColumns,
    Layout,
    LeftOut,
    SheetRow,
    add_sheet,
)
from assistant.reading.reading import Reading

PARTS_OF_A_FILE = (
    STYLE + "style",
    TABLE + "table",
    TABLE + "table-column",
    TABLE + "table-row",
    TABLE + "shapes",
    TABLE + "database-range",
)
CORNER = re.compile(r"\$?[A-Z]{1,3}\$?(?P<row>\d{1,7})")
LAST_ROW = 1_048_575
# The attribute in which the value of a cell stands, by its type; "value" for all others.
VALUES = {"boolean": "boolean-value", "date": "date-value", "string": "string-value"}
# LibreOffice's own addition to the format: what a formula gives, "error" among others.
RESULT = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"


def read_ods(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """A heading for each visible sheet, then its rows, the texts of its shapes and the notes of its cells.

    Raises:
        ReadingError: the file is locked, has too many cells, or becomes too large.
    """
    file = OpenDocument(data, name, limits)
    reader = _Reader(Allowance(name, limits))
    for event, element in file.parts.elements(CONTENT, *PARTS_OF_A_FILE, events=("start", "end")):
        reader.step(event, element)
    composition = reader.composition()
    warnings = tuple(reader.left_out.warnings())
    return Reading(composition.text, tuple(composition.blocks), title=file.title, warnings=warnings)


@dataclass(slots=True)
class _Sheet:
    """A sheet as far as it is read."""

    name: str
    is_hidden: bool
    rows: list[SheetRow] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    layout: Layout = field(default_factory=Layout)
    hidden_columns: HiddenColumns = field(default_factory=HiddenColumns)
    columns_left_out: set[int] = field(default_factory=set)
    next_row: int = 0
    next_column: int = 0


class _Reader:
    """Takes the elements of the file in their order; which rows are headers stands behind the last sheet."""

    def __init__(self, allowance: Allowance) -> None:
        self.left_out = LeftOut()
        self._allowance = allowance
        self._hidden_styles: set[str] = set()
        self._sheets: list[_Sheet] = []
        self._sheet: _Sheet | None = None

    def step(self, event: str, element: Any) -> None:
        """Takes the next element: a style, a column, a row, or a sheet that begins or ends."""
        is_end = event == "end"
        if element.tag == TABLE + "table" and element.getparent().tag == OFFICE + "spreadsheet":
            self._sheet = None if is_end else self._begin(element)
        elif element.tag == STYLE + "style" and is_end:
            properties = element.find(STYLE + "table-properties")
            if properties is not None and properties.get(TABLE + "display") == "false":
                self._hidden_styles.add(element.get(STYLE + "name", ""))
        elif is_end and self._sheet is not None and not self._sheet.is_hidden:
            if element.tag == TABLE + "table-column":
                self._column(element, self._sheet)
            elif element.tag == TABLE + "table-row":
                self._row(element, self._sheet)
                self._shapes(element, self._sheet)
            elif element.tag == TABLE + "shapes":
                self._shapes(element, self._sheet)
        elif is_end and element.tag == TABLE + "database-range":
            self._range(element)

    def composition(self) -> Composition:
        """The visible sheets, once all elements were taken."""
        composition = Composition()
        for sheet in self._sheets:
            behind = [*sheet.texts, *sheet.notes]
            add_sheet(composition, sheet.name, sheet.rows, sheet.layout, behind, self._allowance)
            self.left_out.columns += len(sheet.columns_left_out)
        return composition

    def _begin(self, table: Any) -> _Sheet:
        sheet = _Sheet(table.get(TABLE + "name", ""), table.get(TABLE + "style-name") in self._hidden_styles)
        if sheet.is_hidden:
            self.left_out.sheets.append(sheet.name)
        else:
            self._sheets.append(sheet)
        return sheet

    def _range(self, element: Any) -> None:
        """A range of rows that is filtered or sorted by the names in its first row."""
        name, first, last = _address(element.get(TABLE + "target-range-address", ""))
        if first and last and element.get(TABLE + "contains-header") != "false":
            for sheet in self._sheets:
                if sheet.name == name:
                    sheet.layout.heads[int(first["row"]) - 1] = int(last["row"]) - 1

    def _column(self, column: Any, sheet: _Sheet) -> None:
        count = repeated(column, "columns")
        if _is_hidden(column, "table-column-group"):
            sheet.hidden_columns.hide(sheet.next_column, sheet.next_column + count)
        sheet.next_column += count

    def _row(self, row: Any, sheet: _Sheet) -> None:
        number, count = sheet.next_row, repeated(row, "rows")
        sheet.next_row += count
        cells, notes = self._cells(row, number, sheet)
        if not cells:
            return
        if _is_hidden(row, "table-row-group"):
            self.left_out.rows += count
            return
        self._allowance.read(notes)
        if row.getparent().tag == TABLE + "table-header-rows":
            sheet.layout.heads.setdefault(number, LAST_ROW)
        sheet.notes += notes
        for repetition in range(count):
            self._allowance.read(cells.values())
            sheet.rows.append(SheetRow(number + repetition, cells))
            if len(sheet.rows) % ROWS_A_SIGN == 0:
                page_done()

    def _shapes(self, holder: Any, sheet: _Sheet) -> None:
        """The text boxes and other shapes that lie over the sheet, or over a cell."""
        for paragraph in holder.iter(TEXT + "p"):
            if paragraph.getparent().tag.startswith(DRAW) and (text := paragraph_text(paragraph).strip()):
                self._allowance.read([text])
                sheet.texts.append(text)

    def _cells(self, row: Any, number: int, sheet: _Sheet) -> tuple[dict[int, str], list[str]]:
        """By its column the text of each cell that shows one, in columns that are shown; and the notes on these."""
        cells, notes = dict[int, str](), list[str]()
        column = 0
        for cell in row.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
            first, count = column, repeated(cell, "columns")
            column += count
            text = "" if cell.tag == TABLE + "covered-table-cell" else self._text(cell)
            if not text:
                continue
            places = range(first, first + min(count, MOST_COLUMNS))
            shown_in = [at for at in places if at not in sheet.hidden_columns]
            if len(shown_in) < len(places):
                sheet.columns_left_out.update(set(places).difference(shown_in))
            if not shown_in:
                continue
            notes.extend(note_text for note in cell.iterchildren(OFFICE + "annotation") if (note_text := _note(note)))
            reach = spanned(cell)
            if reach != (1, 1):
                sheet.layout.reach[number, first] = reach
            cells |= dict.fromkeys(shown_in, text)
        return cells, notes

    def _text(self, cell: Any) -> str:
        """What the cell shows; nothing for an error and for a formula that was never calculated."""
        if cell.get(RESULT) == "error":
            return ""
        text = "\n".join(paragraph_text(part) for part in cell.iterchildren(TEXT + "p")).strip() or _value(cell)
        if not text and cell.get(TABLE + "formula") and cell.get(OFFICE + "value-type") is None:
            self.left_out.formulas += 1
        return text


def _value(cell: Any) -> str:
    """The value of a cell whose writer left out how it looks. A number or a date that is none stands as it is
    written."""
    kind = cell.get(OFFICE + "value-type")
    written = str(cell.get(OFFICE + VALUES.get(kind, "value"), ""))
    try:
        match kind:
            case "float" | "currency":
                return shown(float(written), "General")
            case "percentage":
                return shown(float(written), "0.##%")
            case "boolean":
                return "WAHR" if written == "true" else "FALSCH"
            case "date":
                return f"{datetime.datetime.fromisoformat(written):%d.%m.%Y}"
    except ValueError:
        return written
    return written if kind == "string" else ""


def _address(written: str) -> tuple[str, re.Match[str] | None, re.Match[str] | None]:
    """The sheet and both corners of `$'Labs 2025'.$A$1:$'Labs 2025'.$C$9`, whose second name may be left out."""
    begin, _, end = written.rpartition(":")
    sheet, _, first = begin.rpartition(".")
    name = sheet.removeprefix("$").removeprefix("'").removesuffix("'").replace("''", "'")
    return name, CORNER.fullmatch(first), CORNER.fullmatch(end.rpartition(".")[2])


def _note(note: Any) -> str:
    return " ".join(" ".join(paragraph_text(part).split()) for part in note.iterchildren(TEXT + "p")).strip()


def _is_hidden(element: Any, group: str) -> bool:
    """Hidden by hand; what a filter hides or an outline folds is not secret."""
    return bool(element.get(TABLE + "visibility") == "collapse" and element.getparent().tag != TABLE + group)
