"""XLSX -> rows."""

from __future__ import annotations

import datetime
import io
import re
import time
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from readings import without_levels

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.heartbeat import watched
from assistant.reading.limits import Limits
from assistant.reading.office.sheets import read_xlsx
from assistant.reading.reading import Reading

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
ROWS = [["Lab", "Plätze", "Beginn"], ["Batterien", 12, "Mai"], ["Halbleiter", 8, "Juni"]]


def workbook(*rows: list[object]) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "Labs"
    for row in rows:
        book.active.append(row)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(book: openpyxl.Workbook) -> Reading:
    return read_xlsx(saved(book), "labs.xlsx")


def with_part(data: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The archive with one of its parts changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, change(content.decode()).encode() if name == part else content)
    return target.getvalue()


def test_every_sheet_is_a_heading_with_its_rows() -> None:
    book = workbook(*ROWS)
    book.properties.title = "Plätze der Labs"
    book.create_sheet("Orte").append(["Essen", "Bochum"])
    reading = read(book)
    assert reading.title == "Plätze der Labs"
    assert without_levels(reading) == [
        ("heading", "Labs"),
        ("row", "Lab | Plätze | Beginn"),
        ("row", "Lab: Batterien | Plätze: 12 | Beginn: Mai"),
        ("row", "Lab: Halbleiter | Plätze: 8 | Beginn: Juni"),
        ("heading", "Orte"),
        ("row", "Essen: Bochum"),
    ]


def test_an_empty_sheet_is_no_text() -> None:
    book = workbook()
    book.active["C7"].number_format = "0.00"
    assert read(book).text == ""


def test_cells_are_shown_as_a_person_sees_them() -> None:
    book = workbook(["Name", "Wert"])
    for number, (value, format) in enumerate(
        [
            (datetime.date(2025, 12, 31), "dd.mm.yyyy"),
            (0.125, "0.0%"),
            (1234.5, '#,##0.00 "€"'),
            (True, "General"),
            ("#DIV/0!", "General"),
        ]
    ):
        book.active.append([f"Zeile {number}", value])
        book.active.cell(number + 2, 2).number_format = format
    book.active["B6"].data_type = "e"
    assert [text for kind, text in without_levels(read(book)) if kind == "row"] == [
        "Name | Wert",
        "Name: Zeile 0 | Wert: 31.12.2025",
        "Name: Zeile 1 | Wert: 12,5 %",
        "Name: Zeile 2 | Wert: 1.234,50 €",
        "Name: Zeile 3 | Wert: WAHR",
        "Name: Zeile 4",
    ]


@pytest.mark.parametrize(("kind", "written"), [("n", "5.000,50"), ("n", "fünf"), ("d", "2025-13-45")])
def test_a_number_or_date_that_is_none_stands_as_it_is_written(kind: str, written: str) -> None:
    data = saved(workbook(["Programm", "Betrag"], ["Alpha", 5000]))
    data = with_part(
        data,
        "xl/worksheets/sheet1.xml",
        lambda sheet: sheet.replace('t="n"><v>5000</v>', f't="{kind}"><v>{written}</v>'),
    )
    assert read_xlsx(data, "a.xlsx").text.endswith(f": {written}")


@pytest.mark.parametrize(
    ("part", "good", "bad"),
    [
        ("xl/worksheets/sheet1.xml", '<row r="2"', '<row r="zwei"'),
        ("xl/worksheets/sheet1.xml", '<c r="A2"', '<c r="!!!"'),
        ("xl/worksheets/sheet1.xml", 's="1"', 's="eins"'),
        ("xl/worksheets/sheet1.xml", 'min="5"', 'min="fünf"'),
        ("xl/worksheets/sheet1.xml", 'ySplit="1"', 'ySplit="oben"'),
        ("xl/styles.xml", 'numFmtId="14"', 'numFmtId="vierzehn"'),
    ],
)
def test_a_bad_number_in_a_workbook_costs_its_place_and_not_the_file(part: str, good: str, bad: str) -> None:
    book = workbook(*ROWS)
    book.active["D2"] = datetime.date(2025, 1, 2)
    book.active["D2"].number_format = "mm-dd-yy"
    book.active.column_dimensions["E"].hidden = True
    book.active.freeze_panes = "A2"
    data = saved(book)
    odd = with_part(data, part, lambda content: content.replace(good, bad))
    assert odd != with_part(data, part, lambda content: content)
    assert "Lab: Batterien | Plätze: 12 | Beginn: Mai" in read_xlsx(odd, "labs.xlsx").text


def test_a_text_that_the_file_does_not_hold_is_missed_and_the_rest_read() -> None:
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>7</v></c><c r="C1" t="s"><v>-1</v></c>'
    data = with_shared_texts("<si><t>Batterielabor</t></si>")
    reading = read_xlsx(with_part(data, "xl/worksheets/sheet1.xml", lambda _: sheet_of(cells)), "labs.xlsx")
    assert without_levels(reading)[1:] == [("paragraph", "Batterielabor")]
    assert reading.warnings == (Notice.of("cells_without_text", count=2),)


def test_an_empty_row_ends_a_table_and_each_has_its_own_header() -> None:
    reading = read(workbook(["Bericht"], [], *ROWS, [], ["Ort", "Zahl", "Art"], ["Essen", 3, "Büro"]))
    assert without_levels(reading)[1:] == [
        ("paragraph", "Bericht"),
        ("row", "Lab | Plätze | Beginn"),
        ("row", "Lab: Batterien | Plätze: 12 | Beginn: Mai"),
        ("row", "Lab: Halbleiter | Plätze: 8 | Beginn: Juni"),
        ("row", "Ort | Zahl | Art"),
        ("row", "Ort: Essen | Zahl: 3 | Art: Büro"),
    ]


def test_rows_behind_an_empty_one_that_can_be_no_header_keep_the_names_of_their_columns() -> None:
    words = "Modell des Bauraums, aufgeteilt in oben und unten, für die Bearbeitung an mehreren Orten"
    rows = [["Eingabe", "", "Schritt", "Ergebnis"], ["Plan", "Tool", "Zeichnen", "Bild"], ["Bild", "", "Messen", "Maß"]]
    reading = read(workbook(*rows, [], [words, "Tool", "Mischen", "Modell"], ["Modell", "", "Rechnen", "Maß"]))
    assert [text for _, text in without_levels(reading)][-2:] == [
        f"Eingabe: {words} | Tool | Schritt: Mischen | Ergebnis: Modell",
        "Eingabe: Modell | Schritt: Rechnen | Ergebnis: Maß",
    ]
    figures = read(workbook(*ROWS, [], ["Robotik", 5, "Juli"], ["Optik", 7, "Mai"]))
    assert [text for _, text in without_levels(figures)][-1] == "Lab: Optik | Plätze: 7 | Beginn: Mai"


def test_years_behind_an_empty_row_name_the_columns_of_the_next_table() -> None:
    rows = [["Lab", "Plätze", "Kosten"], ["Batterien", 12, 5], ["Halbleiter", 8, 7]]
    reading = read(workbook(*rows, [], ["Ort", 2024, 2025], ["Essen", 3, 4]))
    assert [text for _, text in without_levels(reading)][-1] == "Ort: Essen | 2024: 3 | 2025: 4"


def test_notes_below_a_table_are_no_rows_of_it() -> None:
    reading = read(workbook(*ROWS, [], ["Stand", "Mai", ""], ["Kontakt", "Frau A", ""]))
    assert [text for _, text in without_levels(reading)][-2:] == ["Stand: Mai", "Kontakt: Frau A"]


@pytest.mark.parametrize("statement", ["filter", "table", "frozen"])
def test_the_header_that_the_file_names_holds_across_empty_rows(statement: str) -> None:
    book = workbook(["ja", "nein"], ["Ort", "Art"], ["Essen", "Büro"], [], ["Köln", "Halle"])
    if statement == "filter":
        book.active.auto_filter.ref = "A2:B5"
    elif statement == "table":
        book.active.add_table(Table(displayName="Orte", ref="A2:B5"))
    else:
        book.active.freeze_panes = "A3"
    assert [text for _, text in without_levels(read(book))][-3:] == [
        "Ort | Art",
        "Ort: Essen | Art: Büro",
        "Ort: Köln | Art: Halle",
    ]


def test_a_formula_shows_its_saved_result_and_is_missed_without_one() -> None:
    data = saved(workbook(["Summe", "=1+1"], ["Rest", "=2+2"]))

    def calculated(sheet: str) -> str:
        return re.sub(r"(<f>1\+1</f>)<v\s*/>|(<f>1\+1</f>)<v></v>", r"\1\2<v>2</v>", sheet)

    reading = read_xlsx(with_part(data, "xl/worksheets/sheet1.xml", calculated), "labs.xlsx")
    assert without_levels(reading)[1:] == [("row", "Summe: 2"), ("row", "Rest")]
    assert reading.warnings == (Notice.of("formulas_without_value", count=1),)


def test_what_is_hidden_is_left_out_and_counted() -> None:
    book = workbook(*ROWS)
    book.create_sheet("Entwurf").append(["Geheim", "Plan"])
    book["Entwurf"].sheet_state = "hidden"
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    reading = read(book)
    assert without_levels(reading)[1:] == [("row", "Lab: Beginn"), ("row", "Batterien: Mai")]
    assert reading.warnings == (
        Notice.of("hidden_sheets", sheets=("Entwurf",)),
        Notice.of("hidden_cells", rows=1, columns=1),
    )


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:C3"
    sheet.auto_filter.add_filter_column(0, ["Batterien"])


def folded(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].outlineLevel = 1


@pytest.mark.parametrize("view", [filtered, folded])
def test_a_row_that_a_filter_or_an_outline_hides_is_read(view: Callable[[Worksheet], None]) -> None:
    book = workbook(*ROWS)
    book.active.row_dimensions[3].hidden = True
    view(book.active)
    reading = read(book)
    assert "Halbleiter" in reading.text
    assert reading.warnings == ()


def test_a_merged_cell_names_its_rows() -> None:
    book = workbook(["Phase", "Schritt", "Wer"], ["Entwurf", "Skizze", "Kühn"], [None, "Prüfung", "Weber"])
    book.active.merge_cells("A2:A3")
    assert without_levels(read(book))[-1] == ("row", "Phase: Entwurf | Schritt: Prüfung | Wer: Weber")


def test_the_note_of_a_cell_is_kept() -> None:
    book = workbook(*ROWS)
    book.active["B2"].comment = Comment("Ab Juni nur zehn Plätze.", "Weber")
    assert without_levels(read(book))[-1] == ("paragraph", "B2: Ab Juni nur zehn Plätze.")


def test_the_text_of_a_shape_stands_behind_the_rows_of_its_sheet() -> None:
    def shape(*paragraphs: str, hidden: str = "0") -> str:
        body = "".join(f"<a:p><a:r><a:t>{text}</a:t></a:r></a:p>" for text in paragraphs)
        named = f'<xdr:nvSpPr><xdr:cNvPr id="2" name="Textfeld" hidden="{hidden}"/></xdr:nvSpPr>'
        return f"<xdr:sp>{named}<xdr:txBody>{body}</xdr:txBody></xdr:sp>"

    book = workbook(*ROWS)
    book.active.add_chart(BarChart())
    shapes = shape("Anmeldung bis Mai.", "", "Frei für alle.") + shape("Entwurf", hidden="1")
    fallback = f'<mc:Fallback xmlns:mc="{MARKUP}">{shape("Frei für alle.")}</mc:Fallback>'
    names = f'xmlns:xdr="{DRAWING}/spreadsheetDrawing" xmlns:a="{DRAWING}/main"'
    drawn = f"<xdr:wsDr {names}><xdr:grpSp>{shapes}</xdr:grpSp>{fallback}</xdr:wsDr>"
    reading = read_xlsx(with_part(saved(book), "xl/drawings/drawing1.xml", lambda _: drawn), "labs.xlsx")
    assert without_levels(reading)[-3:] == [
        ("row", "Lab: Halbleiter | Plätze: 8 | Beginn: Juni"),
        ("paragraph", "Anmeldung bis Mai."),
        ("paragraph", "Frei für alle."),
    ]


def test_a_cell_far_away_costs_nothing() -> None:
    book = workbook(*ROWS)
    book.active["XFD1048576"] = "Ende"
    started = time.perf_counter()
    assert read(book).text.endswith("Ende")
    assert time.perf_counter() - started < 30


def test_too_many_cells_are_refused_with_the_limit() -> None:
    with pytest.raises(ReadingError) as caught:
        read_xlsx(saved(workbook(*ROWS)), "labs.xlsx", Limits(cells=8))
    assert caught.value.code == "too_many_cells"
    assert "8" in str(caught.value)


def test_a_text_that_many_cells_repeat_is_refused_before_it_is_written_out() -> None:
    book = workbook(*[["x" * 1000] * 20] * 50)
    with pytest.raises(ReadingError) as caught:
        read_xlsx(saved(book), "labs.xlsx", Limits(characters=100_000))
    assert caught.value.code == "table_too_long"
    assert "100000" in str(caught.value)


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        read_xlsx(saved(workbook(*ROWS)), "labs.xlsx", Limits(unpacked_bytes=1000))
    assert caught.value.code == "inflates_too_much"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
@pytest.mark.parametrize("entity", ['"ha"', 'SYSTEM "file:///etc/hostname"'])
def test_a_file_that_defines_entities_is_refused(part: str, entity: str) -> None:
    def infected(content: str) -> str:
        start = re.search(r"<[a-z]", content)
        assert start
        return content[: start.start()] + f"<!DOCTYPE x [<!ENTITY a {entity}>]>" + content[start.start() :]

    with pytest.raises(ReadingError) as caught:
        read_xlsx(with_part(with_shared_texts("<si><t>Lab</t></si>"), part, infected), "labs.xlsx")
    assert caught.value.code == "xml_entities"


def with_shared_texts(texts: str) -> bytes:
    """A workbook whose cell A1 shows the first of these shared texts."""
    data = saved(workbook(["A1"]))
    data = with_part(data, "xl/worksheets/sheet1.xml", lambda _: sheet_of('<c r="A1" t="s"><v>0</v></c>'))
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    data = with_part(data, "xl/_rels/workbook.xml.rels", lambda content: content.replace("</Rel", relation + "</Rel"))
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>')
    return target.getvalue()


def sheet_of(cells: str) -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'


def test_the_runs_of_a_shared_text_are_joined_and_its_pronunciation_is_not() -> None:
    data = with_shared_texts("<si><r><t>Batterie</t></r><r><t>_x002D_Lab</t></r><rPh><t>ba</t></rPh></si>")
    assert without_levels(read_xlsx(data, "labs.xlsx"))[1:] == [("paragraph", "Batterie-Lab")]


def test_a_workbook_of_the_other_namespace_is_read() -> None:
    data = saved(workbook(*ROWS))
    strict = "http://purl.oclc.org/ooxml/spreadsheetml/main"
    for part in ("xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"):
        data = with_part(data, part, lambda content: content.replace(MAIN, strict))
    assert "Lab: Batterien | Plätze: 12" in read_xlsx(data, "labs.xlsx").text


def test_a_long_sheet_gives_signs_of_life() -> None:
    signs = []
    with watched(lambda: signs.append(1)):
        read(workbook(*[["Zeile", number] for number in range(4100)]))
    assert len(signs) >= 4


CELLS = st.one_of(
    st.none(),
    st.text(alphabet="abcÄß1 .,€_x000D", min_size=1, max_size=20),
    st.integers(-(10**9), 10**9),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=6), min_size=1, max_size=8))
def test_every_cell_that_a_person_sees_is_found(table: list[list[object]]) -> None:
    text = read(workbook(*table)).text
    for row in table:
        for cell in row:
            for word in re.findall(r"\w*[^\W_]\w*", str("" if cell is None else cell)):
                assert word in text or "_x" in word
