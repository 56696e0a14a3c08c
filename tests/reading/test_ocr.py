"""Recognition of pictures of text."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_pictures import LETTER, drawn, needs_tesseract
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter

from assistant.reading.heartbeat import watched
from assistant.reading.limits import DEFAULT
from assistant.reading.pages import ocr, straighten

TEXT = " ".join(LETTER)


def text_of(recognised: ocr.Recognised) -> str:
    return " ".join(line.text for line in recognised.lines)


def lost(recognised: ocr.Recognised) -> float:
    """The share of the letter's words that were not recognised."""
    words = re.findall(r"\w+", TEXT)
    seen = re.findall(r"\w+", text_of(recognised))
    return sum(1 for word in words if word not in seen) / len(words)


def ink_inside(picture: Image.Image, recognised: ocr.Recognised) -> float:
    """The share of the dark pixels that lie in the boxes of words."""
    dark = np.asarray(picture) < 128
    inside = np.zeros_like(dark)
    for word in (word for line in recognised.lines for word in line.words):
        inside[word.top : word.bottom, word.left : word.right] = True
    return float((dark & inside).sum() / dark.sum())


def noisy(picture: Image.Image, strength: float) -> Image.Image:
    noise = np.random.default_rng(1).normal(0, strength, (picture.height, picture.width))
    return Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype("uint8"))


@needs_tesseract
def test_a_page_gives_its_lines_with_umlauts_places_and_confidence() -> None:
    page = drawn(*LETTER)
    recognised = ocr.read_page(page)
    assert tuple(line.text for line in recognised.lines) == LETTER
    assert len({(line.block, line.paragraph) for line in recognised.lines}) == 1
    assert recognised.confidence > 90
    assert ink_inside(page, recognised) > 0.95
    assert recognised.lines[0].words[1].text == "Fördermittel"


@needs_tesseract
@pytest.mark.parametrize("degrees", [90, 180, 270, 2, -7, 11])
def test_a_page_is_read_whichever_way_it_lies(degrees: int) -> None:
    page = drawn(*LETTER, *LETTER).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    recognised = ocr.read_page(page)
    assert lost(recognised) < 0.05
    assert ink_inside(page, recognised) > 0.95


@needs_tesseract
def test_small_print_and_noise_are_read() -> None:
    assert lost(ocr.read_page(drawn(*LETTER, size=13, width=600))) < 0.1
    large = noisy(drawn(*LETTER * 6, size=48, width=2500), 40)
    assert large.width * large.height > straighten.FINE_PIXELS
    assert lost(ocr.read_page(large)) < 0.1


@needs_tesseract
def test_fine_print_on_a_large_page_is_read() -> None:
    page = Image.new("L", (2500, 2600), 255)
    page.paste(drawn(*LETTER, size=13, width=600), (300, 300))
    assert page.width * page.height > straighten.FINE_PIXELS
    assert lost(ocr.read_page(page)) < 0.05


@needs_tesseract
def test_what_is_hard_to_read_has_low_confidence_or_no_lines() -> None:
    blurred = ocr.read_page(drawn(*LETTER, size=26, width=1900).filter(ImageFilter.GaussianBlur(4)))
    assert not blurred.lines or (lost(blurred) > 0.05 and blurred.confidence < ocr.LOW_CONFIDENCE)


@needs_tesseract
def test_nothing_legible_gives_no_lines() -> None:
    shades = np.random.default_rng(2).normal(128, 60, (24, 32))
    photo = Image.fromarray(np.clip(shades, 0, 255).astype("uint8")).resize((1200, 900), Image.Resampling.BICUBIC)
    for picture in (photo, Image.new("L", (1000, 1000), 255), Image.new("1", (1, 1)), drawn("— * — . —")):
        assert ocr.read_page(picture).lines == ()


@needs_tesseract
def test_a_page_that_takes_too_long_gives_no_lines() -> None:
    assert ocr.read_page(drawn(*LETTER), replace(DEFAULT, page_seconds=0.001)) == ocr.LATE


@needs_tesseract
def test_pages_come_in_order_are_drawn_when_needed_and_give_a_sign_each() -> None:
    given: list[int] = []
    signs: list[int] = []

    def pages() -> Iterator[Image.Image]:
        for number in range(1, 9):
            given.append(number)
            yield drawn(*[LETTER[0]] * (9 - number), f"Seite Nummer {number}")

    with watched(lambda: signs.append(len(given))):
        results = ocr.read_pages(pages())
        first = next(results)
        assert len(given) <= (os.cpu_count() or 1) + 2
        texts = [text_of(result) for result in (first, *results)]
    assert [text.split()[-1] for text in texts] == [str(number) for number in range(1, 9)]
    assert len(signs) == 8


def test_without_tesseract_the_remedy_is_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not ocr.available()
    error = ocr.refusal("scan.pdf")
    assert error.code == "ocr_missing"
    for language in ("de", "en"):
        message, remedy = error.explain(language)  # type: ignore[arg-type]
        assert "scan.pdf" in message
        assert "sudo apt-get install tesseract-ocr tesseract-ocr-deu" in remedy


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="needs tesseract")
def test_a_missing_first_language_is_named_and_a_missing_second_one_does_not_matter() -> None:
    absent = replace(DEFAULT, ocr_languages="xyz+eng")
    assert not ocr.available(absent)
    assert "tesseract-ocr-xyz" in ocr.refusal("a.png", absent).remedy
    assert ocr.available(replace(DEFAULT, ocr_languages="eng+xyz"))
    assert text_of(ocr.read_page(drawn("This page is written in English"), replace(DEFAULT, ocr_languages="eng+xyz")))


def test_switched_off_there_is_no_recognition() -> None:
    off = replace(DEFAULT, ocr=False)
    assert not ocr.available(off)
    assert ocr.refusal("a.png", off).code == "ocr_off"


@given(
    size=st.tuples(st.integers(100, 400), st.integers(100, 400)),
    quarters=st.integers(0, 3),
    corner=st.tuples(st.floats(0.1, 0.7), st.floats(0.1, 0.7)),
)
def test_a_box_of_the_view_is_found_again_in_the_picture(
    size: tuple[int, int], quarters: int, corner: tuple[float, float]
) -> None:
    picture = Image.new("L", size, 255)
    left, top = (int(share * side) for share, side in zip(corner, size, strict=True))
    picture.paste(0, (left, top, left + 20, top + 20))
    view = straighten.upright(picture, quarters)
    down, across = np.nonzero(np.asarray(view.image) < 128)
    found = view.box(across.min(), down.min(), across.max() + 1, down.max() + 1)
    assert found == pytest.approx((left, top, left + 20, top + 20), abs=2)


@pytest.mark.parametrize("degrees", [-10, -3, 1, 5, 12])
def test_the_slant_of_lines_is_measured(degrees: int) -> None:
    page = drawn(*LETTER * 4).rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    assert straighten.skew_degrees(page) == pytest.approx(degrees, abs=0.5)


def test_what_is_level_or_empty_has_no_slant() -> None:
    for page in (drawn(*LETTER * 4), Image.new("L", (500, 500), 255), Image.new("L", (500, 500), 0)):
        assert straighten.skew_degrees(page) == 0
