"""A page of a PDF -> its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image
    from pypdfium2 import PdfPage

POINTS_AN_INCH = 72
BLANK_DPI = 20
BLANK_PIXELS = 1_000_000
# No format of pictures goes further on either side.
LONGEST_SIDE = 30_000


def rendered(page: PdfPage, dpi: float, most_pixels: int, *, grayscale: bool = True) -> Image.Image:
    """The page as it is shown, with `dpi`, or with less if it would have more than `most_pixels`."""
    width, height = (max(side, 1.0) / POINTS_AN_INCH for side in page.get_size())
    dpi = min(dpi, (most_pixels / (width * height)) ** 0.5, LONGEST_SIDE / max(width, height))
    image: Image.Image = page.render(scale=dpi / POINTS_AN_INCH, grayscale=grayscale).to_pil()
    image.info["dpi"] = (dpi, dpi)
    return image


def is_blank(page: PdfPage) -> bool:
    """Whether all of the page has one colour."""
    darkest, lightest = rendered(page, BLANK_DPI, BLANK_PIXELS).getextrema()
    return darkest == lightest
