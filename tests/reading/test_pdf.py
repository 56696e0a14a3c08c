"""PDF -> paragraphs and pages."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pytest
from pdf_sheets import LONG, PITCH, Sheet, read, texts
from pypdf import PdfWriter
from readings import blocks
from reportlab.pdfbase.pdfmetrics import stringWidth

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.limits import Limits
from assistant.reading.pages import pdf_pages
from assistant.reading.pages.pdf import read_pdf


def test_lines_become_paragraphs_and_broken_words_are_joined() -> None:
    sheet = Sheet().lines(*LONG, "Württemberg.").lines("Ein neuer Absatz.", gap=2 * PITCH)
    assert texts(read(sheet.bytes())) == [
        "Das Netzwerk berät Betriebe der Zulieferindustrie zu Fördermitteln und begleitet sie bis zum Antrag. "
        "Zu den Vor- und Nachteilen der Programme gibt es eine Übersicht. Die Beratung ist frei und dauert in "
        "der Regel zwei Stunden, auch in Baden-Württemberg.",
        "Ein neuer Absatz.",
    ]


def test_a_hyphen_before_und_and_in_an_address_stays() -> None:
    data = (
        Sheet()
        .lines("Wir nennen hier alle Vor-", "und Nachteile und die Seite www.volksentscheid-", "transparenz.de")
        .bytes()
    )
    assert texts(read(data)) == [
        "Wir nennen hier alle Vor- und Nachteile und die Seite www.volksentscheid-transparenz.de"
    ]


def test_headings_are_known_by_size_number_and_weight() -> None:
    sheet = Sheet().lines("Abschlussbericht", font="Helvetica-Bold", size=20)
    sheet.lines(*LONG[:3], gap=2 * PITCH).lines("2.1 Ziel", gap=2 * PITCH).lines(*LONG[1:3], gap=2 * PITCH)
    sheet.lines("Fristen", font="Helvetica-Bold", gap=2 * PITCH).lines(*LONG[1:3])
    assert [(kind, level, text) for kind, level, text in blocks(read(sheet.bytes())) if kind == "heading"] == [
        ("heading", 1, "Abschlussbericht"),
        ("heading", 2, "2.1 Ziel"),
        ("heading", 4, "Fristen"),
    ]


def test_a_numbered_paragraph_whose_line_the_margin_breaks_is_no_heading() -> None:
    """Directives count their paragraphs: "4.2 Der Antrag ..."."""
    sheet = Sheet().lines("4 Voraussetzungen der Hilfe", font="Helvetica-Bold", gap=2 * PITCH)
    sheet.lines(
        "4.1 Der Betrieb legt vor dem Kauf der Geräte ein Angebot und eine schriftliche",
        "Begründung vor. Gebrauchte Geräte sind ausgenommen.",
    )
    sheet.lines(
        "4.2 Die Werkstatt bleibt nach dem Ende der Arbeiten noch wenigstens sechs Jahre",
        "in Gebrauch.",
    )
    sheet.lines("4.3 Zuständig").lines(*LONG[1:3], gap=2 * PITCH)
    assert blocks(read(sheet.bytes())) == [
        ("heading", 1, "4 Voraussetzungen der Hilfe"),
        (
            *("paragraph", 0),
            "4.1 Der Betrieb legt vor dem Kauf der Geräte ein Angebot und eine schriftliche Begründung vor. Gebrauchte "
            "Geräte sind ausgenommen.",
        ),
        (
            *("paragraph", 0),
            "4.2 Die Werkstatt bleibt nach dem Ende der Arbeiten noch wenigstens sechs Jahre in Gebrauch.",
        ),
        ("heading", 2, "4.3 Zuständig"),
        ("paragraph", 0, " ".join(LONG[1:3])),
    ]


def test_a_numbered_line_leads_its_list_in_or_heads_it() -> None:
    sheet = Sheet().lines(*LONG[:3]).lines("3.1 Bezuschusst werden", "a) Öfen für Bäckereien,", "b) Kühlräume.")
    sheet.lines("3.2 Unterlagen", "a) Lageplan", "b) Kostenplan")
    assert blocks(read(sheet.bytes()))[1:] == [
        ("paragraph", 0, "3.1 Bezuschusst werden"),
        ("item", 1, "a) Öfen für Bäckereien,"),
        ("item", 1, "b) Kühlräume."),
        ("heading", 2, "3.2 Unterlagen"),
        ("item", 1, "a) Lageplan"),
        ("item", 1, "b) Kostenplan"),
    ]


def test_items_and_addresses_stay_line_by_line() -> None:
    sheet = Sheet().lines(*LONG[:3]).lines("• eins", "• zwei", gap=2 * PITCH)
    sheet.lines("Frau Weber", "Poststraße 3", "38440 Wolfsburg", gap=2 * PITCH)
    assert blocks(read(sheet.bytes()))[1:] == [
        ("item", 1, "eins"),
        ("item", 1, "zwei"),
        ("paragraph", 0, "Frau Weber"),
        ("paragraph", 0, "Poststraße 3"),
        ("paragraph", 0, "38440 Wolfsburg"),
    ]


def test_a_table_of_two_columns_becomes_rows_of_name_and_value() -> None:
    sheet = Sheet()
    for number, (name, amount) in enumerate(
        [("Portal", "800.000 €"), ("Schulung", "700.000 €"), ("Betrieb", "1.400.000 €")]
    ):
        sheet.at(72, 700 - 20 * number, name).at(500 - stringWidth(amount, "Helvetica", 11), 700 - 20 * number, amount)
    assert blocks(read(sheet.bytes())) == [
        ("row", 0, "Portal: 800.000 €"),
        ("row", 0, "Schulung: 700.000 €"),
        ("row", 0, "Betrieb: 1.400.000 €"),
    ]


def with_raised(size: float, rise: float, *parts: str) -> list[str]:
    """A line of which every second part is as small as `size` and raised by `rise`, in sizes of the line."""
    sheet, x = Sheet(), 72.0
    for number, part in enumerate(parts):
        share, raised = (size, rise) if number % 2 else (1.0, 0.0)
        sheet.at(x, 700 + 11 * raised, part, size=11 * share)
        x += stringWidth(part, "Helvetica", 11 * share)
    return texts(read(sheet.bytes()))


@pytest.mark.parametrize(("size", "rise"), [(0.58, 0.33), (0.65, 0.35), (0.8, 0.5), (0.83, 0.33)])
def test_the_mark_of_a_note_behind_a_word_or_a_stop_is_left_out(size: float, rise: float) -> None:
    parts = ("Was es ihnen gebracht hat.", "2", " Von 120 Beschäftigten", "13", " blieben fast alle, heißt es.“", "4,5")
    assert with_raised(size, rise, *parts) == [
        "Was es ihnen gebracht hat. Von 120 Beschäftigten blieben fast alle, heißt es.“"
    ]


@pytest.mark.parametrize(("size", "rise"), [(0.65, 0.35), (0.83, 0.33)])
def test_a_raised_number_that_may_belong_to_what_stands_before_it_stays_apart_from_it(size: float, rise: float) -> None:
    parts = ("Die Halle hat 20 m", "2", " seit 2012", "3", " und kostet 19,", "99", " Euro.")
    assert with_raised(size, rise, *parts) == ["Die Halle hat 20 m² seit 2012³ und kostet 19,⁹⁹ Euro."]


@pytest.mark.parametrize(("size", "rise"), [(1.0, 0.0), (0.65, -0.15), (0.83, 0.0), (1.0, 0.3)])
def test_a_number_that_is_not_small_and_raised_is_no_mark(size: float, rise: float) -> None:
    assert with_raised(size, rise, "Nach § 5 Abs.", "2", " sinkt das CO", "2", " um 3 t.") == [
        "Nach § 5 Abs.2 sinkt das CO2 um 3 t."
    ]


def test_a_raised_note_mark_does_not_become_part_of_a_number() -> None:
    width = stringWidth("Gesetz vom 19. Juni 2012", "Helvetica", 11)
    data = Sheet().at(72, 700, "Gesetz vom 19. Juni 2012").at(72 + width, 704, "3", size=6).bytes()
    assert texts(read(data)) == ["Gesetz vom 19. Juni 2012³"]


def report(pages: Sequence[str]) -> bytes:
    sheet = Sheet("Bericht")
    for number, text in enumerate(pages, start=1):
        sheet.at(72, 810, "Netzwerk – Studie 2024").at(280, 30, f"Seite {number} von {len(pages)}")
        sheet.lines(text).page()
    return sheet.bytes()


def test_running_headers_footers_and_page_numbers_are_removed() -> None:
    reading = read(report(["Erste Seite.", "Zweite Seite.", "Dritte Seite."]))
    assert reading.text == "Erste Seite.\n\nZweite Seite.\n\nDritte Seite."
    assert [reading.text[page.start : page.end].strip() for page in reading.pages] == [
        "Erste Seite.",
        "Zweite Seite.",
        "Dritte Seite.",
    ]
    assert [page.number for page in reading.pages] == [1, 2, 3]
    assert reading.title == "Bericht"


def test_text_in_a_font_of_a_size_below_zero_is_read() -> None:
    sheet = Sheet()
    text = sheet.canvas.beginText()
    text.setFont("Helvetica", -11)
    text.setTextTransform(-1, 0, 0, -1, 72, 700)
    text.textOut("Die Frist endet am 30. Juni.")
    sheet.canvas.drawText(text)
    assert texts(read(sheet.bytes())) == ["Die Frist endet am 30. Juni."]


def test_a_sentence_may_go_on_over_the_end_of_a_page() -> None:
    reading = read(report(["Die Frist endet am letzten Tag", "des Monats Juni.", "Schluss."]))
    assert texts(reading)[0] == "Die Frist endet am letzten Tag des Monats Juni."
    assert reading.text[reading.pages[1].start :].startswith("des Monats")


def test_the_stop_of_an_abbreviation_at_the_end_of_a_page_ends_no_sentence() -> None:
    first = "Erweiterung und Anpassung des Metadatenportals und der Suche (200.000 €) zzgl."
    sheet = Sheet().lines(
        "Die Kosten der Anpassung verteilen sich auf mehrere Jahre und sind im Anhang zu sehen.", first
    )
    reading = read(sheet.page().lines("Feinkonzeption und Planung.").bytes())
    assert texts(reading)[0].endswith("(200.000 €) zzgl. Feinkonzeption und Planung.")


def test_lines_set_to_full_width_beside_a_picture_are_one_paragraph() -> None:
    sheet = Sheet()
    beside = [
        "Anhand von Fragen und allgemeinen",
        "Angaben zum Unternehmen wurde",
        "folgender Reifegrad ermittelt, der im",
    ]
    for number, line in enumerate([*beside, "Abbild zu sehen ist. Die Analyse sagt,"]):
        spaces = (200 - stringWidth(line, "Helvetica", 11)) / line.count(" ")
        sheet.canvas.setFont("Helvetica", 11)
        sheet.canvas.drawString(72, 700 - 14 * number - 6 * (number > 1), line, wordSpace=spaces)
    sheet.at(72, 638, "dass der Bereich der Mitarbeiter den höchsten Grad der Reife hat, vor allen anderen Bereichen")
    sheet.at(72, 624, "und noch vor der Technik.")
    assert len(texts(read(sheet.bytes()))) == 1


def test_short_lines_of_one_width_stay_lines() -> None:
    lines = ["Bremen-Nord 12", "Bremen-Nord 34", "Bremen-Nord 56"]
    long = "Die Labore arbeiten an drei Orten, die alle mit der Bahn gut und ohne Umstieg zu erreichen sind:"
    assert texts(read(Sheet().lines(long).lines(*lines, gap=30).bytes())) == [long, *lines]


def test_a_page_without_text_among_others_is_a_warning() -> None:
    sheet = Sheet().lines(*LONG[:3]).page()
    sheet.canvas.rect(100, 100, 200, 200, fill=1)
    reading = read(sheet.bytes())
    assert reading.warnings == (Notice.of("pages_without_text", pages="2"),)
    assert reading.pages[1].start == reading.pages[1].end == len(reading.text)


def test_a_scan_with_a_stamp_is_no_text() -> None:
    sheet = Sheet().lines("Kopie")
    for _ in range(3):
        sheet.page().canvas.rect(100, 100, 200, 200, fill=1)
    with pytest.raises(ReadingError) as caught:
        read(sheet.bytes())
    assert caught.value.code == "ocr_off"


def locked(user_password: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(Sheet().lines("Geschützter Text.").bytes()))
    writer.encrypt(user_password, "owner-secret", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_pdf_that_opens_with_the_empty_password_is_read() -> None:
    assert read(locked("")).text == "Geschützter Text."


def test_a_pdf_that_needs_a_password_is_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        read(locked("geheim"))
    assert caught.value.code == "locked_file"


@pytest.mark.parametrize("data", [b"%PDF-1.4\nThis is no PDF.\n%%EOF", Sheet().lines("Text").bytes()[:300]])
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        read(data)
    assert caught.value.code == "broken_file"


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        read_pdf(report(["a", "b", "c"]), "probe.pdf", Limits(pages=2))
    assert caught.value.code == "too_many_pages"
    assert "3" in str(caught.value)


def test_too_much_text_on_a_page_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_pages, "MAX_PAGE_CHARACTERS", 20)
    with pytest.raises(ReadingError) as caught:
        read(Sheet().lines(*LONG).bytes())
    assert caught.value.code == "page_too_long"


def bomb() -> bytes:
    """A page whose content is 100 MB of spaces, packed twice."""
    content = zlib.compress(zlib.compress(b" " * 100_000_000, 9), 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Contents 4 0 R >>",
        b"<< /Filter [/FlateDecode /FlateDecode] /Length %d >>\nstream\n%b\nendstream" % (len(content), content),
    ]
    data, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + b"xref\n0 5\n0000000000 65535 f \n%btrailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(data),
    )


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(ReadingError) as caught:
        read(bomb())
    assert caught.value.code == "page_too_long"
