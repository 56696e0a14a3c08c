"""The operator's accent colour, made readable in light and dark."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Callable
from dataclasses import astuple, dataclass

# WCAG 2.2, 1.4.3: text of normal size needs so much.
LEAST_CONTRAST = 4.5
# What lies behind text (--surface and --raised of site.css and of the element), and how much of the accent tints the
# first of them for a quiet area: more would cost the text on it its contrast.
LIGHT_GROUNDS, LIGHT_TINT = ("#fbfaf7", "#ffffff"), 0.09
DARK_GROUNDS, DARK_TINT = ("#14191b", "#1d2427"), 0.15
# On a dark ground a colour reads well from this lightness on, and glares beyond this saturation.
DARK_LIGHTNESS, DARK_SATURATION = 0.66, 0.48
# Text on the accent: white in light mode, where the accent is dark enough for it; the darkest shade of it in dark mode.
WHITE, SHADE_LIGHTNESS = "#ffffff", 0.095
# Steps in which lightness gives way: one is hardly seen, so that the colour stays close to the operator's.
STEP = 0.005

_Hls = tuple[float, float, float]  # hue, lightness and saturation, each 0 to 1


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one mode, as `#rrggbb`: links and buttons, what is written on these, and a quiet area."""

    accent: str
    on_accent: str
    tint: str


@dataclass(frozen=True, slots=True)
class Theme:
    light: Palette
    dark: Palette

    @classmethod
    def of(cls, accent: str) -> Theme:
        """The theme of the colour `#rrggbb`. Where it would not be readable, its lightness gives way."""
        hue, lightness, saturation = colorsys.rgb_to_hls(*_parsed(accent))
        bright, soft = max(lightness, DARK_LIGHTNESS), min(saturation, DARK_SATURATION)
        shade = _written((hue, SHADE_LIGHTNESS, saturation))
        return cls(
            _readable(lambda step: (hue, max(lightness - step, 0), saturation), WHITE, LIGHT_GROUNDS, LIGHT_TINT),
            _readable(lambda step: (hue, min(bright + step, 1), soft), shade, DARK_GROUNDS, DARK_TINT),
        )

    def stylesheet(self) -> str:
        """The custom properties that site.css builds on."""
        light, dark = (
            f":root{{--accent:{one.accent};--on-accent:{one.on_accent};--tint:{one.tint}}}"
            for one in (self.light, self.dark)
        )
        return f"{light}@media (prefers-color-scheme:dark){{{dark}}}"

    def painted(self, text: str) -> str:
        """A style or an image in these colours, where it was written in the default ones."""
        own = dict(zip(_colours(DEFAULT), _colours(self), strict=True))
        return re.sub("|".join(own), lambda found: own[found[0]], text)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 (the same) to 21 (black on white).

    Source: WCAG 2.2, "contrast ratio".
    """
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _readable(shade: Callable[[float], _Hls], on_accent: str, grounds: tuple[str, ...], share: float) -> Palette:
    """The first palette along `shade` (the operator's own colour at step 0) that reads on its grounds and its tint."""
    for step in range(int(1 / STEP) + 1):
        accent = _written(shade(step * STEP))
        tint = _mixed(accent, grounds[0], share)
        if all(contrast(accent, beside) >= LEAST_CONTRAST for beside in (*grounds, tint, on_accent)):
            return Palette(accent, on_accent, tint)
    raise AssertionError("black on light ground and white on dark ground are readable")


def _luminance(colour: str) -> float:
    """Source: WCAG 2.2, "relative luminance"."""
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _parsed(colour))
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _mixed(colour: str, ground: str, share: float) -> str:
    pairs = zip(_parsed(colour), _parsed(ground), strict=True)
    return _hex(*(share * one + (1 - share) * other for one, other in pairs))


def _written(colour: _Hls) -> str:
    return _hex(*colorsys.hls_to_rgb(*colour))


def _hex(*parts: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


def _parsed(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _colours(theme: Theme) -> tuple[str, ...]:
    return (*astuple(theme.light), *astuple(theme.dark))


DEFAULT_ACCENT = "#0b5f66"
DEFAULT = Theme.of(DEFAULT_ACCENT)
