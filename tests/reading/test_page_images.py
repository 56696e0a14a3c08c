"""Pages as images: the right page, in the size that was asked for, with the words where their boxes are."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject
from web_originals import PAGES, at, pdf, read_from

from assistant.errors import ReadingError
from assistant.reading.boxes import boxes_of
from assistant.reading.limits import DEFAULT
from assistant.reading.originals import Original
from assistant.reading.pages.page_images import MOST_PIXELS, PIXELS_A_POINT, PageImage, PageTask, page_image
from assistant.records import Box, Document


def image_of(document: Document, number: int, scale: int = 1) -> tuple[PageImage, Image.Image]:
    made = page_image(PageTask(Original.of(document), number, scale), DEFAULT)
    return made, Image.open(io.BytesIO(made.image)).convert("L")


def ink_in(image: Image.Image, box: Box, pixels: float) -> int:
    cut = image.crop(tuple(round(edge * pixels) for edge in box[3:]))  # type: ignore[arg-type]
    return sum(1 for value in cut.tobytes() if value < 128)


def changed(data: bytes, rotation: int = 0, crop: tuple[int, ...] = (), password: str | None = None) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    for page in writer.pages:
        page.rotate(rotation)
        if crop:
            page.cropbox = RectangleObject(crop)
    if password is not None:
        writer.encrypt(password, "des-eigners", algorithm="AES-256")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        pdf(*PAGES),
        changed(pdf(*PAGES), rotation=90),
        changed(pdf(*PAGES), rotation=180, crop=(50, 300, 500, 800)),
        changed(pdf(*PAGES), rotation=270, crop=(50, 300, 500, 800)),
        changed(pdf(*PAGES), password=""),
    ],
    ids=["plain", "turned", "upside down and cropped", "turned back and cropped", "encrypted"],
)
@pytest.mark.parametrize("scale", [1, 2])
def test_the_words_are_where_their_boxes_are(tmp_path: Path, data: bytes, scale: int) -> None:
    [document] = read_from(tmp_path / "a.pdf", data)
    boxes = boxes_of(document.boxes, at(document, "12.500 Euro"))
    made, image = image_of(document, boxes[0].page, scale)
    assert (made.number, made.pages) == (2, 3)
    assert image.width == pytest.approx(made.width * PIXELS_A_POINT * scale, abs=1)
    assert image.height == pytest.approx(made.height * PIXELS_A_POINT * scale, abs=1)
    pixels = PIXELS_A_POINT * scale
    inside = sum(ink_in(image, box, pixels) for box in boxes)
    wider = [box._replace(left=box[3] - 2, top=box[4] - 2, right=box[5] + 2, bottom=box[6] + 2) for box in boxes]
    assert inside > 60 * scale**2
    assert sum(ink_in(image, box, pixels) for box in wider) < inside * 1.2


def test_measures_alone_need_no_image_and_know_the_last_page(tmp_path: Path) -> None:
    [document] = read_from(tmp_path / "a.pdf", pdf(*PAGES))
    measured = page_image(PageTask(Original.of(document), 99), DEFAULT)
    assert measured == PageImage(3, pytest.approx(595.28, abs=0.1), pytest.approx(841.89, abs=0.1), 3)


@pytest.mark.parametrize("number", [0, 4])
def test_a_page_that_is_not_there_is_refused(tmp_path: Path, number: int) -> None:
    [document] = read_from(tmp_path / "a.pdf", pdf(*PAGES))
    with pytest.raises(ReadingError) as caught:
        image_of(document, number)
    assert caught.value.code == "no_such_page"
    assert f"Seite {number}" in str(caught.value)


def test_a_text_has_no_pages(tmp_path: Path) -> None:
    [document] = read_from(tmp_path / "a.txt", b"Die Frist endet im Juni.")
    with pytest.raises(ReadingError) as caught:
        image_of(document, 1)
    assert caught.value.code == "no_such_page"


def test_a_poster_is_drawn_with_fewer_pixels(tmp_path: Path) -> None:
    [document] = read_from(tmp_path / "a.pdf", changed(pdf(*PAGES), crop=(0, 0, 5000, 4000)))
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*PAGES))))
    for page in writer.pages:
        page.scale_to(4000, 5600)
    target = io.BytesIO()
    writer.write(target)
    [document] = read_from(tmp_path / "b.pdf", target.getvalue())
    _, image = image_of(document, 1)
    assert MOST_PIXELS * 0.95 < image.width * image.height <= MOST_PIXELS * 1.01


def picture(form: str, mode: str = "RGB", frames: int = 1, orientation: int = 1) -> bytes:
    drawn = [Image.new(mode, (600, 300), "white") for _ in range(frames)]
    for number, image in enumerate(drawn):
        ImageDraw.Draw(image).rectangle((10 + 100 * number, 10, 60 + 100 * number, 60), fill="red")
    exif = Image.Exif()
    exif[0x0112] = orientation
    target = io.BytesIO()
    more = {"save_all": True, "append_images": drawn[1:]} if frames > 1 else {"exif": exif}
    drawn[0].save(target, form, dpi=(72, 72), **more)
    return target.getvalue()


def pictured(path: Path, data: bytes) -> Original:
    import hashlib

    path.write_bytes(data)
    return Original(path, "", hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "WEBP"])
def test_a_scan_keeps_its_colours(tmp_path: Path, form: str) -> None:
    made = page_image(PageTask(pictured(tmp_path / "a.bild", picture(form)), 1, 1), DEFAULT)
    image = Image.open(io.BytesIO(made.image)).convert("RGB")
    red, green, blue = image.getpixel((35, 35))  # type: ignore[misc]
    assert (image.size, red > 200, green < 60, blue < 60) == ((600, 300), True, True, True)


def test_a_photograph_that_lies_on_its_side_is_shown_upright(tmp_path: Path) -> None:
    made = page_image(PageTask(pictured(tmp_path / "a.jpg", picture("JPEG", orientation=6)), 1, 1), DEFAULT)
    assert made.width < made.height


def test_each_page_of_a_tiff_is_shown(tmp_path: Path) -> None:
    original = pictured(tmp_path / "a.tiff", picture("TIFF", frames=3))
    made = page_image(PageTask(original, 3, 1), DEFAULT)
    image = Image.open(io.BytesIO(made.image)).convert("L")
    assert made.pages == 3
    assert image.getpixel((235, 35)) < 128 < image.getpixel((35, 35))  # type: ignore[operator]


def test_a_scan_in_black_and_white_is_shown(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("1", (600, 300), 1).save(data, "PNG")
    made = page_image(PageTask(pictured(tmp_path / "a.png", data.getvalue()), 1, 1), DEFAULT)
    assert Image.open(io.BytesIO(made.image)).convert("L").getpixel((5, 5)) == 255
