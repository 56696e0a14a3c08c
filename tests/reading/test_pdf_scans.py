"""Pages of a PDF without text that can be used: blank ones, scans, and those whose fonts name no characters."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from pdf_sheets import LONG, Sheet, texts
from PIL import Image, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, NullObject
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.boxes import unpack
from assistant.reading.limits import Limits
from assistant.reading.pages import ocr, pdf
from assistant.reading.pages.legible import is_garbled
from assistant.reading.pages.pdf import read_pdf
from assistant.reading.pages.pdf_structure import Structure, are_fonts_mute

SENTENCE = "Die Beratung ist frei und dauert in der Regel zwei Stunden."


def drawn(sheet: Sheet, text: str = "Bild") -> Sheet:
    """A page that is the picture of a text."""
    picture = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(picture).text((100, 200), text, fill=0, font=ImageFont.load_default(30))
    sheet.canvas.drawImage(ImageReader(picture), 0, 0, *sheet.canvas._pagesize)
    return sheet


class Recognition:
    """Sees the same line on every page, with the confidence that it is made with."""

    def __init__(self, confidence: float, text: str = SENTENCE) -> None:
        self.confidence = confidence
        self.text = text
        self.sizes: list[tuple[int, int]] = []

    def read_pages(self, images: Iterable[Image.Image], limits: Limits) -> Iterator[ocr.Recognised]:
        for image in images:
            self.sizes.append(image.size)
            words = tuple(
                ocr.Word(word, 300 + 150 * at, 600, 430 + 150 * at, 640, self.confidence)
                for at, word in enumerate(self.text.split())
            )
            lines = (ocr.Line(self.text, words, 1, 1),) if words else ()
            yield ocr.Recognised(lines, self.confidence if words else 0.0)


@pytest.fixture
def recognition(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Recognition:
    scripted = Recognition(*getattr(request, "param", (95.0,)))
    monkeypatch.setattr(ocr, "obstacle", lambda limits: None)
    monkeypatch.setattr(ocr, "read_pages", scripted.read_pages)
    return scripted


def test_a_scan_is_read_by_the_recognition(recognition: Recognition) -> None:
    reading = read_pdf(drawn(Sheet()).bytes(), "scan.pdf")
    assert (reading.text, reading.warnings) == (SENTENCE, ())
    assert recognition.sizes[0] == pytest.approx((2480, 3508), abs=1)


def test_the_words_of_a_scan_have_boxes_in_points(recognition: Recognition) -> None:
    reading = read_pdf(drawn(Sheet().lines(*LONG[:3]).page()).bytes(), "scan.pdf")
    box = next(box for box in unpack(reading.boxes) if box.page == 2)
    assert (box.left, box.top) == pytest.approx((72, 144), abs=0.2)
    assert reading.text[box.start : box.end] == "Die"


def test_only_pages_without_text_are_recognised(recognition: Recognition) -> None:
    reading = read_pdf(drawn(Sheet().lines(*LONG[:3]).page()).page().lines("Der Schluss.").bytes(), "scan.pdf")
    assert len(recognition.sizes) == 1
    assert texts(reading)[1:] == [SENTENCE, "Der Schluss."]


@pytest.mark.parametrize("recognition", [(41.0,)], indirect=True)
def test_unsure_recognition_is_a_warning_with_page_and_confidence(recognition: Recognition) -> None:
    reading = read_pdf(drawn(Sheet().lines(*LONG[:3]).page()).bytes(), "scan.pdf")
    assert reading.warnings == (Notice.of("pages_unsure", pages="2 (41 %)"),)


@pytest.mark.parametrize("recognition", [(95.0, "")], indirect=True)
def test_a_scan_on_which_nothing_is_recognised_is_refused(recognition: Recognition) -> None:
    with pytest.raises(ReadingError) as caught:
        read_pdf(drawn(Sheet()).bytes(), "scan.pdf")
    assert caught.value.code == "nothing_legible"


def test_a_scan_for_which_the_time_was_too_short_is_not_called_illegible(
    recognition: Recognition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "read_pages", lambda images, limits: (ocr.LATE for _ in images))
    with pytest.raises(ReadingError) as caught:
        read_pdf(drawn(Sheet()).bytes(), "scan.pdf")
    assert caught.value.code == "recognition_too_slow"
    assert "48 Sekunden" in caught.value.explain().message
    reading = read_pdf(drawn(Sheet().lines(*LONG[:3]).page()).bytes(), "scan.pdf")
    assert reading.warnings == (Notice.of("pages_too_slow", pages="2", seconds="48"),)


def test_a_huge_page_is_drawn_with_fewer_pixels(recognition: Recognition) -> None:
    read_pdf(drawn(Sheet()).bytes(), "scan.pdf", Limits(image_pixels=1_000_000))
    width, height = recognition.sizes[0]
    assert 900_000 < width * height <= 1_010_000


def test_a_stamp_on_a_scan_does_not_hide_the_scan(recognition: Recognition) -> None:
    reading = read_pdf(drawn(Sheet()).at(300, 60, "Kopie").bytes(), "scan.pdf")
    assert SENTENCE in reading.text


@pytest.mark.parametrize("recognition", [(95.0, "Titel 1")], indirect=True)
def test_a_title_over_a_picture_is_taken_from_the_file(recognition: Recognition) -> None:
    reading = read_pdf(drawn(Sheet()).at(72, 600, "Studie 2024").page().lines(*LONG[:3]).bytes(), "studie.pdf")
    assert texts(reading)[0] == "Studie 2024"
    assert reading.warnings == ()


def test_without_recognition_a_scan_ends_with_the_command_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "obstacle", lambda limits: "ocr_missing")
    with pytest.raises(ReadingError) as caught:
        read_pdf(drawn(Sheet()).bytes(), "scan.pdf")
    assert caught.value.code == "ocr_missing"
    assert "apt-get install tesseract-ocr" in caught.value.explain().remedy


def test_without_recognition_pages_without_text_are_named() -> None:
    data = drawn(drawn(Sheet().lines(*LONG[:3]).page()).page()).bytes()
    reading = read_pdf(data, "scan.pdf", Limits(ocr=False))
    assert reading.warnings == (Notice.of("pages_without_text", pages="2, 3"),)


def test_a_blank_page_needs_no_recognition_and_no_warning(recognition: Recognition) -> None:
    sheet = Sheet().lines(*LONG[:3]).page().page()
    sheet.canvas.setFillColorRGB(1, 1, 1)
    sheet.canvas.rect(0, 0, 600, 850, fill=1, stroke=0)
    reading = read_pdf(sheet.page().lines("Schluss.").bytes(), "leer.pdf")
    assert (reading.warnings, recognition.sizes) == ((), [])
    assert len(reading.pages) == 4


def test_a_blank_document_is_refused(recognition: Recognition) -> None:
    with pytest.raises(ReadingError) as caught:
        read_pdf(Sheet().page().page().bytes(), "leer.pdf")
    assert caught.value.code == "scan_without_text"


def moved(text: str, places: int) -> str:
    """The text as a font shows it whose letters stand elsewhere."""
    return "".join(chr((ord(c) - 97 + places) % 26 + 97) if "a" <= c <= "z" else c for c in text.lower())


def unmapped(pages: int = 1) -> bytes:
    """A PDF whose last page is set in a font that does not say which characters it shows."""
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    sheet = Sheet()
    for _ in range(pages - 1):
        sheet.lines(*LONG[:3]).page()
    writer = PdfWriter(clone_from=io.BytesIO(sheet.lines(*(moved(line, 5) for line in LONG[:3]), font="Vera").bytes()))
    fonts: Any = writer.pages[-1]["/Resources"]
    for font in fonts["/Font"].values():
        font.get_object().pop("/ToUnicode", None)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_page_of_garbage_is_named_and_left_out() -> None:
    reading = read_pdf(unmapped(3), "probe.pdf", Limits(ocr=False))
    assert reading.warnings == (Notice.of("pages_garbled", pages="3"),)
    assert reading.pages[2].start == reading.pages[2].end == len(reading.text)


def test_a_document_of_garbage_is_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        read_pdf(unmapped(), "probe.pdf", Limits(ocr=False))
    assert caught.value.code == "garbled_text"


def test_a_damaged_font_is_not_believed_to_be_mute() -> None:
    reader = PdfReader(io.BytesIO(unmapped()))
    font: Any = DictionaryObject({NameObject("/FontDescriptor"): DictionaryObject()})
    font["/FontDescriptor"].update({NameObject("/FontFile2"): NullObject(), NameObject("/Flags"): NameObject("/x")})
    reader.pages[0]["/Resources"][NameObject("/Font")] = DictionaryObject({NameObject("/F1"): font})  # type: ignore[index]
    assert not are_fonts_mute(Structure(reader), 1)


def test_a_page_of_garbage_is_recognised_like_a_scan(recognition: Recognition) -> None:
    assert texts(read_pdf(unmapped(2), "probe.pdf"))[-1] == SENTENCE


TURKISH = "Ağ, küçük işletmelere destek programları hakkında ücretsiz danışmanlık hizmeti sunmaktadır. " * 3
ENGLISH = "The network advises small companies on funding and guides them through the whole application. " * 3
CODES = "HRT TBOS BDBOS nömL nöF BNetzA DMR DME DSE POCSAC BMI GMBl 4m-BOS 2m-BOS TKG BGBl. Nr. 17 KHz MHz dB. " * 3
FIGURES = "1985 7.4 8.0 3,1 % 71.3 80.6 14.3 € 1.400.000 € 600.000 + 12 – 32 § 4 (2) 30–40 MHz " * 4
FORMULAS = "f(x) = a·x² + b·x + c, Σ (xᵢ − μ)² / n ≤ ε, λ = 2π / k, ∂f/∂x ≈ Δy / Δx, E = m·c² → √(a² + b²) " * 3
CONTENTS = "1 Einleitung ........................ 3\n2 Ziele ........................ 7\n" * 4


@pytest.mark.parametrize("text", [" ".join(LONG), TURKISH, ENGLISH, CODES, FIGURES, FORMULAS, CONTENTS, "", "A4"])
def test_text_of_any_kind_is_legible(text: str) -> None:
    assert not is_garbled(text, lambda: False)


@pytest.mark.parametrize("text", [" ".join(LONG), TURKISH, ENGLISH])
def test_sentences_are_believed_even_of_a_mute_font(text: str) -> None:
    assert not is_garbled(text, lambda: True)


@pytest.mark.parametrize("places", range(1, 26))
def test_letters_moved_by_any_number_of_places_are_garbage_in_a_mute_font(places: int) -> None:
    assert is_garbled(moved(" ".join(LONG), places), lambda: True)


@pytest.mark.parametrize("text", ["\x19\x12", "\ufffd\ufffd\ufffd", "\ue012\ue013\ue044 a", '"7+%-'])
def test_short_garbage_of_a_mute_font_is_noticed(text: str) -> None:
    assert is_garbled(text, lambda: True)


@pytest.mark.skipif(not ocr.available(), reason="tesseract is not installed")
def test_tesseract_reads_a_scan() -> None:
    reading = pdf.read_pdf(drawn(Sheet(), SENTENCE).bytes(), "scan.pdf")
    assert "Beratung ist frei" in reading.text
    start = reading.text.index("Beratung")
    box = next(box for box in unpack(reading.boxes) if box.start == start)
    assert 842 * 200 / 1754 - 5 < box.top < box.bottom < 842 * 240 / 1754 + 5


@pytest.mark.skipif(not ocr.available(), reason="tesseract is not installed")
@pytest.mark.parametrize("rotation", [90, 180])
def test_a_scan_that_lies_on_its_side_or_head_is_read_in_order(rotation: int) -> None:
    sheet, below = Sheet(), "Kleine Betriebe zahlen weniger als die vielen anderen."
    picture = Image.new("L", (1240, 1754), 255)
    for at, text in enumerate((SENTENCE, below)):
        ImageDraw.Draw(picture).text((100, 200 + 60 * at), text, fill=0, font=ImageFont.load_default(30))
    turned = picture.rotate(-rotation, expand=True)
    sheet.canvas.setPageSize((turned.width * 72 / 150, turned.height * 72 / 150))
    sheet.canvas.drawImage(ImageReader(turned), 0, 0, *sheet.canvas._pagesize)
    reading = pdf.read_pdf(sheet.bytes(), "scan.pdf")
    assert reading.text == f"{SENTENCE} {below}"
    box = next(unpack(reading.boxes))  # "Die", in the upper left corner of the picture before it was turned
    left, top, width, height = (side * 72 / 150 for side in (100, 200, 1240, 1754))
    expected = (width - left, height - top) if rotation == 180 else (height - top, left)
    corner = (box.right, box.bottom) if rotation == 180 else (box.right, box.top)
    assert corner == pytest.approx(expected, abs=8)
