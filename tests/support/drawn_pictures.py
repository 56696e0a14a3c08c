"""Pictures of text for tests, drawn on the spot."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import reportlab
from PIL import Image, ImageDraw, ImageFont

from assistant.reading.pages import ocr

needs_tesseract = pytest.mark.skipif(not ocr.available(), reason="needs tesseract with German")

LETTER = (
    "Die Fördermittel für das Vorhaben betragen",
    "insgesamt 48.500 Euro. Der Antrag muss bis zum",
    "30. September 2025 eingereicht werden. Über die",
    "Bewilligung entscheidet ein Gremium in Göttingen,",
    "das größere Verbünde bevorzugt berücksichtigt.",
)


def drawn(*lines: str, size: int = 40, width: int = 1500, ink: int = 0) -> Image.Image:
    """A white picture with the lines one below the other; a page of about 240 dpi."""
    font = ImageFont.truetype(str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"), size)
    picture = Image.new("L", (width, int(size * (1.6 * len(lines) + 4))), 255)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((2 * size, size * (2 + 1.6 * number)), line, font=font, fill=ink)
    return picture


def saved(picture: Image.Image, format: str = "PNG", **options: object) -> bytes:
    target = io.BytesIO()
    picture.save(target, format, **options)
    return target.getvalue()
