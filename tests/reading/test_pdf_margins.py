"""Running headers, footers and page numbers of a PDF."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest
from pdf_sheets import LONG, PITCH, Sheet, read, texts

from assistant.reading.boxes import unpack
from assistant.reading.pages.margins import PAGE_NUMBER

BODY = (
    "Das Netzwerk berät Betriebe der Zulieferindustrie zu Fördermitteln und begleitet",
    "sie bis zum Antrag. Die Beratung ist frei und dauert in der Regel zwei Stunden.",
)


def document(pages: Sequence[Sequence[str]], header: str = "", footer: str = "") -> bytes:
    """Pages of lines; `{n}` in header and footer is the number of the page."""
    sheet = Sheet()
    for number, lines in enumerate(pages, start=1):
        sheet.at(72, 805, header.format(n=number)).at(280, 35, footer.format(n=number))
        sheet.lines(*lines).page()
    return sheet.bytes()


@pytest.mark.parametrize("count", [2, 3, 5])
@pytest.mark.parametrize(
    "footer",
    ["{n}", "- {n} -", "Seite {n} von 10", "Seite {n}", "S. {n}", "{n}/5", "Page {n} of 5", "Stand: Mai 2024 · {n}"],
)
def test_header_and_footer_are_removed_from_short_and_long_documents(count: int, footer: str) -> None:
    pages = [(f"Abschnitt {'ABCDE'[number]} des Berichts.", *BODY) for number in range(count)]
    text = read(document(pages, "Netzwerk – Studie 2024", footer)).text
    assert "Studie 2024" not in text
    body = (f"Abschnitt {'ABCDE'[n]} des Berichts. {BODY[0]} {BODY[1]}" for n in range(count))
    assert " ".join(text.split()) == " ".join(body)


def test_roman_page_numbers_are_removed() -> None:
    sheet = Sheet()
    for number in ("i", "ii", "iii", "iv"):
        sheet.at(290, 35, number).lines(*BODY).page()
    assert read(sheet.bytes()).text == "\n\n".join(" ".join(BODY) for _ in range(4))


def test_page_numbers_of_a_journal_are_removed() -> None:
    sheet = Sheet()
    for number in range(412, 416):
        sheet.at(290, 35, str(number)).lines(*BODY).page()
    assert "41" not in read(sheet.bytes()).text


def test_headers_of_left_and_right_pages_are_removed() -> None:
    sheet = Sheet()
    for number in range(1, 9):
        sheet.at(72 if number % 2 else 400, 805, "Studie 2024" if number % 2 else "Netzwerk der Betriebe")
        sheet.lines(*BODY).page()
    text = read(sheet.bytes()).text
    assert "Studie" not in text
    assert "Netzwerk der Betriebe" not in text


def test_the_header_of_a_chapter_is_removed() -> None:
    sheet = Sheet()
    for number in range(1, 21):
        sheet.at(72, 805, "3 Ergebnisse" if 9 < number < 14 else "").lines(*BODY).page()
    assert "Ergebnisse" not in read(sheet.bytes()).text


def test_a_header_does_not_land_inside_a_sentence() -> None:
    reading = read(document([BODY[:1], BODY[1:]], "Netzwerk – Studie 2024", "{n}"))
    assert texts(reading) == [" ".join(BODY)]


def test_a_sentence_goes_on_over_the_page_with_a_noun() -> None:
    first = "Das Netzwerk berät Betriebe der Zulieferindustrie zu den verschiedenen"
    assert texts(read(document([(BODY[0], first), ("Fördermitteln des Landes.",)], footer="{n}"))) == [
        f"{BODY[0]} {first} Fördermitteln des Landes."
    ]


def test_a_footnote_does_not_land_inside_a_sentence() -> None:
    first, note = (
        "Das Netzwerk berät Betriebe der Zulieferindustrie zu den verschiedenen",
        "1 Siehe den Bericht von 2023.",
    )
    sheet = Sheet().lines(*BODY, first).at(72, 90, note, size=8).page().lines("Fördermitteln des Landes.", *BODY)
    reading = read(sheet.bytes())
    assert texts(reading)[0] == note
    assert f"{first} Fördermitteln des Landes." in reading.text
    assert reading.text[reading.pages[1].start :].startswith("Fördermitteln")


def test_a_word_broken_at_the_end_of_a_page_is_joined() -> None:
    reading = read(document([("Die Betriebe beantragen die Förder-",), ("mittel im Mai.",)], "Studie", "{n}"))
    assert texts(reading) == ["Die Betriebe beantragen die Fördermittel im Mai."]
    assert reading.text[reading.pages[1].start :] == "mittel im Mai."


def test_a_line_of_the_body_that_repeats_stays() -> None:
    pages = [(*BODY, "Die Frist endet am 3. Mai.", *LONG[:2]) for _ in range(6)]
    assert read(document(pages, "Kopf", "{n}")).text.count("Die Frist endet am 3. Mai.") == 6


def test_the_first_line_of_the_body_stays_even_if_it_repeats() -> None:
    pages = [("Die Frist endet am 3. Mai.", *LONG[:3]) for _ in range(6)]
    assert read(document(pages, "Kopf", "{n}")).text.count("Die Frist endet am 3. Mai.") == 6


def test_headings_with_numbers_at_the_top_of_pages_stay() -> None:
    sheet = Sheet()
    for number in range(1, 13):
        sheet.lines(f"Artikel {number // 3}" if number % 3 == 0 else "Text.", size=14).lines(*BODY, gap=20).page()
    text = read(sheet.bytes()).text
    assert [f"Artikel {number}" in text for number in (1, 2, 3, 4)] == [True] * 4


def test_a_page_of_one_line_keeps_it() -> None:
    sheet = Sheet()
    for number in range(1, 5):
        sheet.lines(f"Das ist der Text der Seite {number} von allen.").page()
    assert len(texts(read(sheet.bytes()))) == 4


def test_the_number_of_a_footnote_is_no_page_number() -> None:
    sheet = Sheet().lines(*BODY).at(72, 60, "1", size=6).at(80, 57, "Siehe den Bericht von 2023.", size=9)
    assert texts(read(sheet.bytes()))[-1] == "1 Siehe den Bericht von 2023."


def test_a_number_in_the_text_stays() -> None:
    sheet = Sheet().lines(*BODY).lines("3", gap=40).lines(*BODY, gap=40)
    assert "3" in read(sheet.bytes()).text.split()


@pytest.mark.parametrize("x", [40, 560])
def test_numbers_in_the_margin_count_paragraphs_and_stand_in_no_sentence(x: float) -> None:
    sheet = Sheet()
    for number in range(7, 15):
        sheet.lines(*BODY, gap=24).at(x, sheet.y + 2 * PITCH, str(number), size=8)
        if number == 10:
            sheet.page()
    reading = read(sheet.bytes())
    assert texts(reading) == [" ".join(BODY)] * 8
    assert reading.text.startswith(f"7 {BODY[0]}")
    assert f"\n\n14 {BODY[0]}" in reading.text


def test_a_number_beside_a_table_stands_before_it() -> None:
    sheet = Sheet()
    for number in range(1, 9):
        y = sheet.y - 24
        if number == 3:
            for row in (("Zeitraum", "Hunde", "Anteil"), ("Frühling", "120", "18"), ("Sommer", "240", "19")):
                sheet.y -= PITCH
                for x, cell in zip((72, 250, 400), row, strict=True):
                    sheet.at(x, sheet.y, cell)
            y = sheet.y + 2 * PITCH
        else:
            sheet.lines(*BODY, gap=24)
        sheet.at(40, y, str(number), size=8)
    reading = read(sheet.bytes())
    assert next(text for text in texts(reading) if text != " ".join(BODY)) == "3"
    assert [word for word in reading.text.split() if word in set("12345678")] == list("12345678")
    assert reading.text.index("\n3\n") + 1 in {box.start for box in unpack(reading.boxes)}


def test_numbers_beside_single_lines_are_the_cells_of_a_table() -> None:
    sheet = Sheet()
    for number, name in enumerate(("Portal", "Schulung", "Betrieb", "Messe", "Beratung"), start=1):
        sheet.lines(name, gap=4).at(400, sheet.y + PITCH, str(number))
    assert "Schulung: 2" in texts(read(sheet.bytes()))


def test_an_item_goes_on_behind_a_day_with_its_month() -> None:
    sheet = Sheet().lines(*BODY)
    sheet.at(72, 600, "–").at(86, 600, "Die nächste Versammlung des ganzen Netzwerks findet wie immer am 18.")
    sheet.at(86, 586, "Juni in Hoya statt.")
    item = "Die nächste Versammlung des ganzen Netzwerks findet wie immer am 18. Juni in Hoya statt."
    assert texts(read(sheet.bytes()))[-1] == item


def test_an_issue_in_the_title_is_no_page_number() -> None:
    sheet = Sheet().at(72, 800, "Netzwerk Antrieb – Rundbrief", size=14).at(72, 782, "5/2025", size=14).lines(*BODY)
    assert texts(read(sheet.bytes()))[0] == "Netzwerk Antrieb – Rundbrief 5/2025"


def test_pages_of_short_papers_in_a_long_file_are_removed() -> None:
    sheet = Sheet()
    for number in range(30):
        sheet.at(280, 35, f"Seite {number % 2 + 1} von 2").lines(*BODY).page()
    assert "Seite" not in read(sheet.bytes()).text


def test_a_number_without_end_is_text() -> None:
    sheet = Sheet().lines(*LONG[:3])
    sheet.canvas.setFont("Helvetica", 0.1)
    sheet.canvas.drawString(72, 810, "9" * 5000)
    assert "9" * 5000 in read(sheet.bytes()).text


def test_a_line_of_dashes_takes_no_time() -> None:
    started = time.process_time()
    assert PAGE_NUMBER.match("-" * 20_000) is None
    assert time.process_time() - started < 2
