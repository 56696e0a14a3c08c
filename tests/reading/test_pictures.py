"""Images as files, and pictures inside of documents."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import replace

import docx
import pytest
from drawn_pictures import LETTER, drawn, needs_tesseract, saved
from PIL import Image, ImageFilter, ImageOps
from pptx import Presentation
from pptx.util import Inches
from test_odf import archive

from assistant.errors import ReadingError
from assistant.messages import worded
from assistant.notices import Notice
from assistant.reading import boxes
from assistant.reading.heartbeat import watched
from assistant.reading.limits import DEFAULT
from assistant.reading.office.odf import read_odp, read_odt
from assistant.reading.office.slides import read_pptx
from assistant.reading.office.word import read_docx
from assistant.reading.pages.pictures import coloured_frame, read_image, sheet_of
from assistant.reading.read import parse
from assistant.records import Span

TEXT = " ".join(LETTER)
NO_OCR = replace(DEFAULT, ocr=False)


def a_docx(*parts: str | bytes) -> bytes:
    document = docx.Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
        else:
            document.add_picture(io.BytesIO(part), width=Inches(4))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def a_pptx(*slides: tuple[str | bytes, ...]) -> bytes:
    presentation = Presentation()
    for parts in slides:
        slide = presentation.slides.add_slide(presentation.slide_layouts[6])
        for part in parts:
            if isinstance(part, str):
                slide.shapes.add_textbox(0, 0, Inches(4), Inches(1)).text_frame.text = part
            else:
                slide.shapes.add_picture(io.BytesIO(part), 0, 0)
    target = io.BytesIO()
    presentation.save(target)
    return target.getvalue()


def refused(data: bytes, name: str, limits: object = DEFAULT) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        parse(data, name, limits)  # type: ignore[arg-type]
    return caught.value


@needs_tesseract
@pytest.mark.parametrize("format", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_an_image_of_each_format_becomes_paragraphs_on_a_page(format: str) -> None:
    reading = parse(saved(drawn(*LETTER), format), f"brief.{format.lower()}")
    assert reading.text == TEXT
    assert [block.kind for block in reading.blocks] == ["paragraph"]
    assert [(page.number, page.start, page.end) for page in reading.pages] == [(1, 0, len(TEXT))]
    assert reading.warnings == ()


@needs_tesseract
def test_the_boxes_stand_where_the_words_are_printed() -> None:
    picture = drawn(*LETTER)
    reading = read_image(saved(picture, dpi=(240, 240)), "brief.png")
    start = reading.text.index("48.500")
    (box,) = boxes.boxes_of(reading.boxes, Span(start, start + len("48.500")))
    pixels = [round(edge * 240 / 72) for edge in (box.left, box.top, box.right, box.bottom)]
    inside = picture.crop((pixels[0] - 4, pixels[1] - 4, pixels[2] + 4, pixels[3] + 4))
    left, top, right, bottom = ImageOps.invert(inside).getbbox() or (0, 0, 0, 0)
    assert (box.page, left, top) == (1, pytest.approx(4, abs=3), pytest.approx(4, abs=3))
    assert (inside.width - right, inside.height - bottom) == (pytest.approx(4, abs=3), pytest.approx(4, abs=3))


@needs_tesseract
def test_each_page_of_a_tiff_is_a_page_and_those_without_text_are_named() -> None:
    pages = [drawn("Der erste Punkt ist die Förderung."), Image.new("L", (900, 300), 255), drawn("Das Ende der Sache.")]
    signs: list[int] = []
    with watched(lambda: signs.append(1)):
        reading = read_image(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]), "akte.tif")
    texts = [reading.text[page.start : page.end].strip() for page in reading.pages]
    assert texts == ["Der erste Punkt ist die Förderung.", "", "Das Ende der Sache."]
    assert reading.warnings == (Notice.of("pages_without_text", pages="2"),)
    assert len(signs) >= 3
    error = refused(saved(pages[0], "TIFF", save_all=True, append_images=pages[1:]), "a.tif", replace(DEFAULT, pages=2))
    assert error.code == "too_many_pages"


@pytest.mark.parametrize("resolution", [0, 1])
def test_a_scan_that_states_a_resolution_without_sense_is_read_all_the_same(resolution: int) -> None:
    data = saved(Image.new("L", (200, 100)), "TIFF", dpi=(300, 300))
    stated = struct.pack("<II", 300, 1)
    assert data.count(stated) == 2
    data = data.replace(stated, struct.pack("<II", resolution, 0))
    assert sheet_of(coloured_frame(data, "a.tif", DEFAULT, 1)) == (200, 100, 1.0)


@needs_tesseract
def test_turned_transparent_and_coloured_images_are_read_as_they_are_shown() -> None:
    picture = drawn(*LETTER)
    exif = Image.Exif()
    exif[0x0112] = 8  # the camera was held upright
    turned = saved(picture.transpose(Image.Transpose.ROTATE_270), "JPEG", exif=exif)
    clear = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    clear.paste((0, 0, 90, 255), mask=ImageOps.invert(picture))
    coloured = Image.merge("CMYK", [ImageOps.invert(picture)] * 4)
    deep = Image.frombytes("I;16", picture.size, b"".join(bytes((0, value)) for value in picture.tobytes()))
    for data in (turned, saved(clear), saved(coloured, "TIFF"), saved(deep)):
        assert read_image(data, "bild").text == TEXT


@needs_tesseract
@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_an_image_that_lies_on_its_side_or_head_is_read_in_order_and_marked_where_it_is_seen(degrees: int) -> None:
    picture = drawn(*LETTER)
    turned = picture.rotate(degrees, expand=True)
    reading = read_image(saved(turned, dpi=(72, 72)), "brief.png")
    assert (reading.text, len(reading.blocks)) == (TEXT, 1)
    start = reading.text.index("48.500")
    (box,) = boxes.boxes_of(reading.boxes, Span(start, start + len("48.500")))
    edges = [round(edge) for edge in (box.left - 4, box.top - 4, box.right + 4, box.bottom + 4)]
    cut = turned.crop((edges[0], edges[1], edges[2], edges[3])).rotate(-degrees, expand=True)
    left, top, right, bottom = ImageOps.invert(cut).getbbox() or (0, 0, 0, 0)
    assert (left, top) == pytest.approx((4, 4), abs=3)
    assert (cut.width - right, cut.height - bottom) == pytest.approx((4, 4), abs=3)


@needs_tesseract
def test_an_image_that_is_hard_to_read_says_so() -> None:
    blurred = drawn(*LETTER * 3, size=30, width=1900).filter(ImageFilter.GaussianBlur(3.4))
    reading = read_image(saved(blurred), "unscharf.png")
    (warning,) = reading.warnings
    assert worded(warning, "de").message.startswith("Unsicher erkannt (OCR) sind die Seiten 1 (")


@needs_tesseract
def test_an_image_for_which_the_time_was_too_short_is_not_called_illegible() -> None:
    with pytest.raises(ReadingError) as caught:
        read_image(saved(drawn(*LETTER)), "brief.png", replace(DEFAULT, page_seconds=0.001))
    assert caught.value.code == "recognition_too_slow"


@needs_tesseract
def test_an_image_without_text_is_refused() -> None:
    error = refused(saved(Image.new("RGB", (800, 600), "green")), "wiese.png")
    assert error.code == "nothing_legible"
    assert "wiese.png" in str(error)


@needs_tesseract
@pytest.mark.parametrize("format", ["PNG", "JPEG", "TIFF", "GIF"])
def test_a_truncated_image_is_broken(format: str) -> None:
    data = saved(drawn(*LETTER), format)
    assert refused(data[: len(data) // 2], f"halb.{format.lower()}").code == "broken_file"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    header = chunk(b"IHDR", (12_000).to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0)))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(36001)) * 3) + chunk(b"IEND", b"")
    error = refused(bomb, "bombe.png")
    assert error.code == "image_too_large"
    assert "120" in str(error)


def test_without_recognition_an_image_ends_with_the_remedy() -> None:
    assert refused(saved(drawn(*LETTER)), "brief.png", NO_OCR).code == "ocr_off"


@needs_tesseract
def test_the_text_of_a_picture_stands_where_the_picture_stands() -> None:
    picture = saved(drawn(*LETTER))
    letter = read_docx(a_docx("Vor dem Bild.", picture, "Nach dem Bild."), "brief.docx")
    assert letter.text.split("\n\n") == ["Vor dem Bild.", TEXT, "Nach dem Bild."]
    slides = read_pptx(a_pptx(("Folie eins",), ("Vor dem Bild.", picture, "Nach dem Bild.")), "folien.pptx")
    assert slides.text.split("\n\n") == ["Folie eins", "Vor dem Bild.", TEXT, "Nach dem Bild."]
    assert slides.pages[1].start <= slides.text.index(LETTER[0]) < slides.pages[1].end


def an_odf(kind: str, body: str, picture: bytes) -> bytes:
    target = io.BytesIO(archive(kind, body.replace("PICTURE", '<draw:image xlink:href="Pictures/1.png"/>')))
    with zipfile.ZipFile(target, "a") as file:
        file.writestr("Pictures/1.png", picture)
    return target.getvalue()


@needs_tesseract
def test_the_pictures_of_open_documents_are_read_too() -> None:
    picture = saved(drawn(*LETTER))
    paragraph = "<text:p>Vor dem Bild.</text:p><text:p><draw:frame>PICTURE</draw:frame></text:p>"
    letter = read_odt(an_odf("text", f"{paragraph}<text:p>Danach.</text:p>", picture), "brief.odt")
    assert letter.text.split("\n\n") == ["Vor dem Bild.", TEXT, "Danach."]
    slide = "<draw:page><draw:frame>PICTURE</draw:frame></draw:page>"
    assert read_odp(an_odf("presentation", slide, picture), "folien.odp").text == TEXT
    cells = "<table:table-cell><text:p>Bild</text:p></table:table-cell><table:table-cell>PICTURE</table:table-cell>"
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    assert TEXT in read_odt(an_odf("text", table, picture), "tabelle.odt").text


@needs_tesseract
def test_a_picture_in_a_table_is_read_too() -> None:
    document = docx.Document(io.BytesIO(a_docx("Tabelle:")))
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Bild"
    table.cell(0, 1).paragraphs[0].add_run().add_picture(io.BytesIO(saved(drawn(*LETTER))), width=Inches(3))
    target = io.BytesIO()
    document.save(target)
    assert TEXT in read_docx(target.getvalue(), "tabelle.docx").text


@needs_tesseract
def test_small_repeated_and_broken_pictures_are_left_out() -> None:
    logo, icon = saved(drawn("Wissensregion Leinetal")), saved(drawn("Info", size=20).crop((0, 0, 110, 90)))
    deck = a_pptx(*[(f"Folie {number}", logo, icon) for number in range(1, 4)])
    assert read_pptx(deck, "a.pptx").text == "Folie 1\n\nFolie 2\n\nFolie 3"
    broken = saved(drawn("Kaputt und nicht zu lesen"), "JPEG")
    assert read_docx(a_docx("Text.", icon, broken[: len(broken) // 2]), "a.docx").text == "Text."


def test_without_recognition_a_document_with_text_is_read_and_one_of_pictures_is_refused() -> None:
    picture = saved(drawn(*LETTER))
    assert read_docx(a_docx("Text.", picture), "a.docx", NO_OCR).text == "Text."
    assert read_pptx(a_pptx(("Text.", picture)), "a.pptx", NO_OCR).text == "Text."
    assert refused(a_docx(picture), "a.docx", NO_OCR).code == "ocr_off"
    odt = an_odf("text", "<text:p><draw:frame>PICTURE</draw:frame></text:p>", picture)
    assert refused(odt, "a.odt", NO_OCR).code == "ocr_off"
    assert refused(a_pptx((picture,)), "a.pptx", NO_OCR).code == "ocr_off"


@needs_tesseract
def test_unsure_text_of_a_picture_is_a_warning() -> None:
    blurred = saved(drawn(*LETTER * 3, size=30, width=1900).filter(ImageFilter.GaussianBlur(3.4)))
    (warning,) = read_docx(a_docx("Text.", blurred), "a.docx").warnings
    assert warning == Notice.of("pictures_unsure", count=1)


@needs_tesseract
def test_the_words_of_a_logo_are_no_text_of_the_document() -> None:
    assert read_docx(a_docx("Text.", saved(drawn("Wissensregion"))), "a.docx").text == "Text."
