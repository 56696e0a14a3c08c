"""A picture as it is best recognised, upright, level and large enough, and the way back to its own pixels."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from PIL import Image

WHITE = 255
# An A4 page has 2.2 million pixels at 150 dpi and 8.7 at 300. Doubled, pages of 72 to 120 dpi lose 3 to 47 % of their
# words instead of 5 to 88. Blurred by half a pixel, a noisy page of 300 dpi (sigma 40 of 255) loses 1 % of its words
# instead of 6, and a page of fine print 1 %; by a whole pixel, the fine print would lose a third.
SMALL_PIXELS = 2_500_000
FINE_PIXELS = 6_000_000
MOST_PIXELS = 30_000_000
BLUR_PIXELS = 0.5
# Level is what is at most so slanting: tesseract loses 1 % of the words at 1 degree, 3 % at 3, most at 10.
STEEPEST_DEGREES = 12.0
LEVEL_DEGREES = 0.75
STEP_DEGREES = 0.25
# How much sharper the lines of the levelled page must be for it to be turned at all.
MUCH_SHARPER = 1.1
SKETCH_SIDE = 1000
MOST_DOTS = 40_000
# Text is darker than this share of its ground.
DARK = 0.7


class View(NamedTuple):
    """`image` is the picture of `size`, enlarged `scale` times and turned counterclockwise by `degrees`."""

    image: Image.Image
    size: tuple[int, int]
    scale: float
    degrees: float

    def box(self, left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
        """A box of the view in pixels of the picture: the smallest upright one around it."""
        corners = [self._back(x, y) for x in (left, right) for y in (top, bottom)]
        xs, ys = zip(*corners, strict=True)
        width, height = self.size
        low = max(0, math.floor(min(xs))), max(0, math.floor(min(ys)))
        return *low, min(width, math.ceil(max(xs))), min(height, math.ceil(max(ys)))

    def _back(self, x: float, y: float) -> tuple[float, float]:
        cosine, sine = math.cos(math.radians(self.degrees)), math.sin(math.radians(self.degrees))
        across, down = x - self.image.width / 2, y - self.image.height / 2
        back = across * cosine - down * sine, across * sine + down * cosine
        return tuple(round(way / self.scale + side / 2, 3) for way, side in zip(back, self.size, strict=True))  # type: ignore[return-value]


def upright(image: Image.Image, quarters: int = 0) -> View:
    """The picture in grey, turned counterclockwise by so many right angles, its lines made level."""
    from PIL import ImageFilter
    from PIL.Image import Resampling

    pixels = image.width * image.height
    scale = 2.0 if pixels < SMALL_PIXELS else min(1.0, math.sqrt(MOST_PIXELS / pixels))
    grey = image.convert("L")
    if scale != 1.0:
        sides = [max(1, round(side * scale)) for side in image.size]
        grey = grey.resize((sides[0], sides[1]), Resampling.BICUBIC)
    elif pixels > FINE_PIXELS:
        grey = grey.filter(ImageFilter.GaussianBlur(BLUR_PIXELS))
    if quarters:
        grey = grey.rotate(90 * quarters, expand=True)
    skew = skew_degrees(grey)
    if skew:
        grey = grey.rotate(skew, Resampling.BICUBIC, expand=True, fillcolor=WHITE)
    return View(grey, image.size, scale, 90 * quarters + skew)


def skew_degrees(grey: Image.Image) -> float:
    """How steeply the lines of text fall to the right; 0 if they are level or there are none.

    Seen along its lines, a page is a row of dark and light stripes; the squares of their counts are largest there.
    """
    import numpy as np

    sketch = np.asarray(grey.reduce(max(1, round(max(grey.size) / SKETCH_SIDE))))
    down, across = np.nonzero(sketch < np.median(sketch) * DARK)
    if not len(down):
        return 0.0
    every = len(down) // MOST_DOTS + 1
    down, across = down[::every], across[::every]
    steps = round(STEEPEST_DEGREES / STEP_DEGREES)
    degrees = [step * STEP_DEGREES for step in range(-steps, steps + 1)]
    sharpness = [_sharpness(down, across, math.radians(angle)) for angle in degrees]
    best = int(np.argmax(sharpness))
    if abs(degrees[best]) <= LEVEL_DEGREES or sharpness[best] < sharpness[steps] * MUCH_SHARPER:
        return 0.0
    return degrees[best]


def _sharpness(down: np.ndarray, across: np.ndarray, angle: float) -> float:
    import numpy as np

    rows = np.rint(down * math.cos(angle) - across * math.sin(angle)).astype(int)
    counts = np.bincount(rows - rows.min()).astype(float)
    return float(np.sum(counts**2))
