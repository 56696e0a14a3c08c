"""Tables of a PDF: every row says what its figures mean."""

from __future__ import annotations

import io

from pdf_sheets import LONG, PITCH, Sheet, read, texts
from readings import blocks
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from assistant.reading.reading import Reading

HEAD = ["Vorhaben", "Kosten in Euro", "Beginn"]
ROWS = [["Portal", "800.000", "2024"], ["Schulung", "700.000", "2025"], ["Betrieb", "1.400.000", "2026"]]
LINES = [
    "Vorhaben | Kosten in Euro | Beginn",
    "Vorhaben: Portal | Kosten in Euro: 800.000 | Beginn: 2024",
    "Vorhaben: Schulung | Kosten in Euro: 700.000 | Beginn: 2025",
    "Vorhaben: Betrieb | Kosten in Euro: 1.400.000 | Beginn: 2026",
]


GRID = ("GRID", (0, 0), (-1, -1), 0.5, colors.black)


def ruled(
    rows: list[list[object]], *style: tuple[object, ...], repeat: int = 0, widths: list[float] | None = None
) -> Reading:
    target = io.BytesIO()
    text = getSampleStyleSheet()["BodyText"]
    table = Table(rows, colWidths=widths, repeatRows=repeat, style=list(style or [GRID]))
    SimpleDocTemplate(target, pagesize=A4).build([Paragraph("Vor der Tabelle steht ein Satz.", text), table])
    return read(target.getvalue())


def rows_of(reading: Reading) -> list[str]:
    return [text for kind, _, text in blocks(reading) if kind == "row"]


def test_a_ruled_table_is_written_row_by_row_with_the_names_of_its_columns() -> None:
    reading = ruled([HEAD, *ROWS])
    assert rows_of(reading) == LINES
    assert texts(reading)[0] == "Vor der Tabelle steht ein Satz."


def test_a_table_with_lines_between_rows_and_columns_only() -> None:
    inner = ("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black)
    assert rows_of(ruled([HEAD, *ROWS], inner)) == LINES


def test_a_table_without_lines_is_found_by_its_columns() -> None:
    sheet = Sheet().lines(*LONG[:3])
    for number, row in enumerate([HEAD, *ROWS]):
        for column, cell in enumerate(row):
            sheet.at(72 + 140 * column, 600 - 18 * number, cell)
    assert rows_of(read(sheet.bytes())) == LINES


def test_cells_of_several_lines_stay_in_their_row() -> None:
    style = getSampleStyleSheet()["BodyText"]
    long = "Aufbau des Portals mit allen Daten der Verwaltung und der Betriebe in der ganzen Region"
    reading = ruled([HEAD, [Paragraph(long, style), "800.000", "2024"], *ROWS[1:]], widths=[150, 100, 100])
    assert rows_of(reading)[1] == f"Vorhaben: {long} | Kosten in Euro: 800.000 | Beginn: 2024"


def test_the_name_of_a_row_may_begin_in_the_line_above() -> None:
    sheet = Sheet()
    names = ["Fachstelle für das Transparenzgesetz und", "Datenschutz", "Betrieb und Pflege", "Erweiterung"]
    for number, name in enumerate(names):
        sheet.at(72, 700 - 15 * number, name)
        if number:
            sheet.at(300, 700 - 15 * number, f"{number}00.000 €")
    assert rows_of(read(sheet.bytes())) == [
        "Fachstelle für das Transparenzgesetz und Datenschutz: 100.000 €",
        "Betrieb und Pflege: 200.000 €",
        "Erweiterung: 300.000 €",
    ]


def drawn(*lines: str, edges: tuple[float, ...] = (72, 300), pitch: float = 15) -> list[str]:
    """The rows of a page with these lines, whose cells, parted by bars, begin at the edges."""
    sheet = Sheet()
    for number, line in enumerate(lines):
        for edge, cell in zip(edges, line.split("|"), strict=False):
            sheet.at(edge, 700 - pitch * number, cell.strip())
    return rows_of(read(sheet.bytes()))


def test_a_value_in_the_last_line_of_its_label_belongs_to_that_label() -> None:
    assert drawn(
        "Löwe | Länge Pfote vorn bis Pfote hinten | 18 mm",
        "     | Höhe Pfote bis Schwanz | 7 mm",
        "Flamme | Breite Anfang versetzt zur Pfote bis | ",
        "     | Rundung der Flamme | 17 mm",
        "     | Höhe Auslauf untere Spitze bis obere",
        "     | Flammenspitze | 26 mm",
        edges=(72, 124, 330),
    ) == [
        "Löwe | Länge Pfote vorn bis Pfote hinten | 18 mm",
        "Höhe Pfote bis Schwanz | 7 mm",
        "Flamme | Breite Anfang versetzt zur Pfote bis Rundung der Flamme | 17 mm",
        "Höhe Auslauf untere Spitze bis obere Flammenspitze | 26 mm",
    ]


def test_a_line_that_may_belong_to_the_value_above_or_below_gets_neither() -> None:
    rows = drawn(
        "Löwe | Länge Pfote vorn bis Pfote | 18 mm",
        "     | Höhe Auslauf untere Spitze | 7 mm",
        "     | Breite Anfang versetzt vorn",
        "     | Flammenspitze | 26 mm",
        edges=(72, 124, 285),
    )
    assert rows[1:] == ["Höhe Auslauf untere Spitze | 7 mm", "Breite Anfang versetzt vorn", "Flammenspitze | 26 mm"]


def test_a_line_far_from_the_values_gets_none_that_may_not_be_its_own() -> None:
    rows = drawn(
        "Löwe | Länge Pfote vorn | 18 mm",
        "     | Höhe Pfote | 7 mm",
        "     | Höhe Auslauf untere",
        "     | Flammenspitze | 26 mm",
        edges=(72, 124, 475),
    )
    assert rows[1:] == ["Höhe Pfote | 7 mm", "Höhe Auslauf untere", "Flammenspitze | 26 mm"]


def test_a_label_that_touches_the_column_of_values_is_one() -> None:
    rows = drawn("Die Fachstelle für Transparenz und Daten", "Datenschutz | 400 €", "Betrieb | 500 €", edges=(72, 274))
    assert rows == ["Die Fachstelle für Transparenz und Daten Datenschutz: 400 €", "Betrieb: 500 €"]


def test_the_second_line_of_a_label_stays_before_its_value() -> None:
    lines = ("Stadt, Leiterin | Frau A", "Universität, Leiter und Koordinator | Herr B", "Nachhaltigkeit")
    sheet = Sheet()
    for number, line in enumerate((*lines, "Schule, Lehrerin | Frau C")):
        label, _, value = line.partition("|")
        sheet.at(90 if number == 2 else 72, 700 - 13 * number, label.strip()).at(270, 700 - 13 * number, value.strip())
    assert rows_of(read(sheet.bytes())) == [
        "Stadt, Leiterin: Frau A",
        "Universität, Leiter und Koordinator Nachhaltigkeit: Herr B",
        "Schule, Lehrerin: Frau C",
    ]


def test_a_label_with_a_value_of_several_lines_is_a_row_of_its_own() -> None:
    value = ["Tischplatte:", "in Eichenoptik, schwarze Kante", "Steckdosen:", "1x Schuko-Steckdose", "+ 2-fach USB"]
    assert drawn(f"Ausstattung: | {value[0]}", *(f" | {line}" for line in value[1:]), "Montagezeit: 4 Stunden") == [
        "Ausstattung: " + " ".join(value)
    ]


def test_a_title_between_rows_belongs_to_none_of_them() -> None:
    rows = drawn("Schulung aller Betriebe im Land | 5 €", "Beratung", "Portal | 7 €", "Betrieb | 9 €", edges=(72, 260))
    assert rows == ["Schulung aller Betriebe im Land: 5 €", "Beratung", "Portal: 7 €", "Betrieb: 9 €"]


def test_dots_that_lead_to_the_next_cell_are_left_out() -> None:
    rows = [[f"{name} ........", f"{number}00 €"] for number, name in enumerate(["Portal", "Schulung"], start=1)]
    assert rows_of(ruled(rows)) == ["Portal: 100 €", "Schulung: 200 €"]


def test_words_broken_in_a_cell_are_joined() -> None:
    reading = ruled([HEAD, ["Förder-\nmittel", "5", "2024"], ["Schule", "6", "2025"]])
    assert rows_of(reading)[1] == "Vorhaben: Fördermittel | Kosten in Euro: 5 | Beginn: 2024"


def test_the_header_holds_on_the_next_page_and_is_not_repeated() -> None:
    rows = [[f"Vorhaben {number}", f"{number}.000", "2024"] for number in range(1, 90)]
    reading = ruled([HEAD, *rows], repeat=1)
    assert len(reading.pages) == 3
    assert rows_of(reading).count(LINES[0]) == 1
    assert rows_of(reading)[-1] == "Vorhaben: Vorhaben 89 | Kosten in Euro: 89.000 | Beginn: 2024"
    assert len(rows_of(reading)) == 90


def test_a_table_without_a_repeated_header_keeps_it_on_the_next_page() -> None:
    rows = [[f"Vorhaben {number}", f"{number}.000", "2024"] for number in range(1, 90)]
    assert rows_of(ruled([HEAD, *rows]))[-1] == "Vorhaben: Vorhaben 89 | Kosten in Euro: 89.000 | Beginn: 2024"


def test_names_of_columns_do_not_hold_for_another_table_behind_a_sentence() -> None:
    """But they do behind a line that only heads more of the rows."""
    first = [["Punkt", "Gewicht"], ["Neuheit", "30 %"], ["Absatz", "70 %"]]
    second = [["Schritt", "Tag"], ["Skizze", "3. Mai 2027"], ["Antrag", "9. Juni 2027"]]
    text = getSampleStyleSheet()["BodyText"]

    def between(words: str) -> list[str]:
        target = io.BytesIO()
        tables = [Table(rows, colWidths=[200, 200], style=[GRID]) for rows in (first, second)]
        SimpleDocTemplate(target, pagesize=A4).build([tables[0], Paragraph(words, text), tables[1]])
        return rows_of(read(target.getvalue()))[-2:]

    assert between("Über die Auswahl entscheidet eine Jury.") == ["Skizze: 3. Mai 2027", "Antrag: 9. Juni 2027"]
    assert between("Weitere")[0] == "Punkt: Skizze | Gewicht: 3. Mai 2027"


def test_a_cell_over_several_rows_names_each_of_them() -> None:
    rows = [["Labor", "Jahr", "Betriebe"], ["Wolfsburg", "2024", "12"], ["", "2025", "15"], ["Bremen", "2024", "7"]]
    reading = ruled(rows, GRID, ("SPAN", (0, 1), (0, 2)))
    assert rows_of(reading)[2] == "Labor: Wolfsburg | Jahr: 2025 | Betriebe: 15"


def test_a_name_over_several_columns_is_part_of_their_names() -> None:
    rows = [["Labor", "Betriebe", ""], ["", "klein", "groß"], ["Wolfsburg", "12", "3"], ["Bremen", "7", "2"]]
    reading = ruled(rows, GRID, ("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 0), (0, 1)))
    assert rows_of(reading)[-1] == "Labor: Bremen | Betriebe klein: 7 | Betriebe groß: 2"


def test_columns_without_lines_between_them_inside_of_a_ruled_table() -> None:
    rows = [["Labor", "Betriebe im Jahr", ""], ["", "2024", "2025"]]
    rows += [[name, f"{at}1", f"{at}2"] for at, name in enumerate(["Wolfsburg", "Bremen", "Jena"], start=1)]
    lines = [("BOX", (0, 0), (-1, -1), 1, colors.black), ("LINEAFTER", (0, 0), (0, -1), 1, colors.black)]
    levels = [("LINEBELOW", (0, row), (-1, row), 1, colors.black) for row in range(len(rows))]
    reading = ruled(rows, *lines, *levels, ("SPAN", (1, 0), (2, 0)), widths=[100, 110, 110])
    assert rows_of(reading)[-1] == "Labor: Jena | Betriebe im Jahr 2024: 31 | Betriebe im Jahr 2025: 32"


def test_a_frame_around_text_is_no_table() -> None:
    sheet = Sheet().lines(*LONG[:3])
    sheet.canvas.rect(60, 700, 480, 70)
    assert rows_of(read(sheet.bytes())) == []


def test_prose_in_two_ruled_columns_is_no_table() -> None:
    style = getSampleStyleSheet()["BodyText"]
    prose = Paragraph(" ".join(LONG[:3]) * 6, style)
    assert rows_of(ruled([[prose, prose], [prose, prose]], widths=[220, 220])) == []


def test_text_set_to_full_width_is_no_table() -> None:
    sheet = Sheet()
    ends = ("gern", "zusammen", "oft", "weiter", "immer", "noch")
    for number, (two, three) in enumerate([(130, 250), (170, 300), (190, 330), (115, 215), (155, 275), (210, 345)]):
        y = 700 - 14 * number
        sheet.at(72, y, "Wir").at(two, y, "fördern").at(three, y, "sehr")
        sheet.at(495 - stringWidth(ends[number], "Helvetica", 11), y, ends[number])
    assert rows_of(read(sheet.bytes())) == []


def test_few_words_set_to_the_full_width_of_a_column_are_no_row() -> None:
    sheet = Sheet()
    full = "Die ersten Teile wurden in Hoya gebaut, und"
    right = 72 + stringWidth(full, "Helvetica", 11)
    for number, words in enumerate([None, "Messer und Feilenbau geübte", None, "Messer von Feilenbau geerbte", None]):
        y = 700 - PITCH * number
        if words is None:
            sheet.at(72, y, full)
            continue
        widths = [stringWidth(word, "Helvetica", 11) for word in words.split()]
        gap, x = (right - 72 - sum(widths)) / (len(widths) - 1), 72.0
        for word, width in zip(words.split(), widths, strict=True):
            sheet.at(x, y, word)
            x += width + gap
    assert rows_of(read(sheet.bytes())) == []


def test_a_table_of_contents_is_no_table() -> None:
    sheet = Sheet()
    for number, name in enumerate(("Einleitung", "Methode", "Ergebnisse"), start=1):
        sheet.at(72, 700 - 15 * number, f"{number} {name} {'.' * 60} {number * 4}")
    assert texts(read(sheet.bytes())) == ["1 Einleitung … 4", "2 Methode … 8", "3 Ergebnisse … 12"]
