"""Where the words of a PDF stand on its pages."""

from __future__ import annotations

import io
import unicodedata

import pypdfium2
import pytest
from pdf_sheets import LONG, Sheet, read
from pypdf import PdfWriter
from pypdf.generic import RectangleObject
from reportlab.pdfbase.pdfmetrics import stringWidth

from assistant.reading.boxes import boxes_of, unpack
from assistant.reading.pages.pdf_text import Frame
from assistant.reading.reading import Reading
from assistant.records import Box, Span


def box_of(reading: Reading, word: str) -> Box:
    start = reading.text.index(word)
    return next(box for box in unpack(reading.boxes) if box.start <= start < box.end)


def test_every_word_has_a_box_at_its_offsets() -> None:
    reading = read(Sheet().lines(*LONG[:3]).bytes())
    words = [reading.text[box.start : box.end] for box in unpack(reading.boxes)]
    # "be-" and "gleitet" stand on two lines.
    assert words == reading.text.replace("begleitet", "be gleitet").split()


def test_a_box_lies_where_the_word_was_drawn() -> None:
    box = box_of(read(Sheet().at(72, 700, "Das Netzwerk berät").bytes()), "Netzwerk")
    left = 72 + stringWidth("Das ", "Helvetica", 11)
    assert box.left == pytest.approx(left, abs=0.5)
    assert box.right == pytest.approx(left + stringWidth("Netzwerk", "Helvetica", 11), abs=0.5)
    assert box.top < 841.9 - 700 - 7
    assert 841.9 - 700 <= box.bottom < 841.9 - 700 + 5


def turned(rotation: int, crop: tuple[float, float, float, float] | None = None) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(Sheet().at(150, 600, "Das Netzwerk berät Betriebe in Wolfsburg").bytes()))
    if crop:
        writer.pages[0].cropbox = RectangleObject(crop)
    writer.pages[0].rotate(rotation)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (100, 200, 500, 800)])
def test_the_marked_place_of_a_turned_and_cropped_page_shows_the_word(
    rotation: int, crop: tuple[float, float, float, float] | None
) -> None:
    data = turned(rotation, crop)
    box = box_of(read(data), "Netzwerk")
    image = pypdfium2.PdfDocument(data)[0].render(scale=4, grayscale=True).to_pil()
    marked = image.crop((int(box.left * 4), int(box.top * 4), int(box.right * 4), int(box.bottom * 4)))
    assert marked.width * marked.height > 2000
    assert sum(1 for value in marked.tobytes() if value < 128) > 300


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_frame_agrees_with_pdfium(rotation: int) -> None:
    from ctypes import c_int

    page = pypdfium2.PdfDocument(turned(rotation, (100, 200, 500, 800)))[0]
    width, height = (round(side) for side in page.get_size())
    x, y = c_int(), c_int()
    pypdfium2.raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, 150.0, 610.0, x, y)
    assert Frame.of(page).point(150.0, 610.0) == pytest.approx((x.value, y.value), abs=1)
    assert Frame.of(page).height == height


def test_the_words_of_a_table_have_boxes_in_their_cells() -> None:
    sheet = Sheet()
    for number, row in enumerate(
        [("Vorhaben", "Kosten", "Jahr"), ("Portal", "800 €", "2024"), ("Schule", "7 €", "2025")]
    ):
        for column, cell in enumerate(row):
            sheet.at(72 + 150 * column, 700 - 20 * number, cell)
    reading = read(sheet.bytes())
    assert "Vorhaben: Schule | Kosten: 7 € | Jahr: 2025" in reading.text
    assert box_of(reading, "2025").left == pytest.approx(372, abs=1)
    assert box_of(reading, "7 €").top == pytest.approx(box_of(reading, "2025").top, abs=1)
    words = {reading.text[box.start : box.end] for box in unpack(reading.boxes)}
    assert {"Portal", "800", "€", "2024", "Schule"} <= words
    assert not any(word.endswith(":") for word in words)


def test_a_quote_over_two_lines_has_a_box_on_each() -> None:
    reading = read(Sheet().lines(*LONG[:3]).bytes())
    start = reading.text.index("zu Fördermitteln")
    found = boxes_of(reading.boxes, Span(start, reading.text.index("Antrag") + 6))
    assert len(found) == 2
    assert found[0].bottom <= found[1].bottom


def test_text_is_nfc_and_boxes_fit_it() -> None:
    reading = read(Sheet().lines("Die F\u00a8orderung der Betriebe l\u00a8auft bis Mai.").bytes())
    assert unicodedata.is_normalized("NFC", reading.text)
    assert reading.text == "Die Förderung der Betriebe läuft bis Mai."
    assert [reading.text[box.start : box.end] for box in unpack(reading.boxes)] == reading.text.split()
