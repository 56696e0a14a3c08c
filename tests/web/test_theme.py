"""The accent colour: readable in light and dark whatever the operator chooses, and close to it where it is readable."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.web.look.theme import (
    DARK_GROUNDS,
    DEFAULT,
    DEFAULT_ACCENT,
    LEAST_CONTRAST,
    LIGHT_GROUNDS,
    Palette,
    Theme,
    contrast,
)

STATIC = files("assistant.web") / "static"
SITE = (STATIC / "site.css").read_text(encoding="utf-8")

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def inks(scheme: str) -> dict[str, str]:
    """The colours of text that site.css states for a mode."""
    light, dark, *_print = re.findall(r":root \{(.*?)\}", SITE, re.DOTALL)
    stated = dict(re.findall(r"--(\w+(?:-\w+)*): (#\w+);", light if scheme == "light" else dark))
    return {name: _long(stated[name]) for name in ("ink", "muted", "warn")}


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])


@given(colours)
@example("#000000")
@example("#ffffff")
@example("#ffff00")
@example("#0000ff")
@example("#808080")
def test_every_colour_becomes_one_that_reads_in_both_modes(accent: str) -> None:
    theme = Theme.of(accent)
    for palette, grounds in ((theme.light, LIGHT_GROUNDS), (theme.dark, DARK_GROUNDS)):
        for beside in (*grounds, palette.tint, palette.on_accent):
            assert contrast(palette.accent, beside) >= LEAST_CONTRAST, (accent, palette, beside)


@given(colours)
@example("#000000")
@example("#ffffff")
@example("#ffff00")
@example("#0000ff")
def test_text_reads_on_the_tint_of_every_colour(accent: str) -> None:
    theme = Theme.of(accent)
    for scheme, palette in (("light", theme.light), ("dark", theme.dark)):
        for name, ink in inks(scheme).items():
            assert contrast(ink, palette.tint) >= LEAST_CONTRAST, (accent, name, palette)


@pytest.mark.parametrize("accent", ["#0b5f66", "#003399", "#7a1f5c", "#1e6b1e"])
def test_a_colour_that_reads_stays_as_it_is_in_light_mode(accent: str) -> None:
    assert Theme.of(accent).light.accent == accent


def test_a_colour_that_does_not_read_keeps_its_hue() -> None:
    red, green, blue = (int(Theme.of("#ffd500").light.accent[at : at + 2], 16) for at in (1, 3, 5))
    assert red > green > blue


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the usual example of just too little
    assert contrast("#0b5f66", "#0b5f66") == 1


def test_the_stylesheet_states_both_modes() -> None:
    light, _, dark = Theme.of("#003399").stylesheet().partition("@media (prefers-color-scheme:dark)")
    assert "--accent:#003399" in light
    assert f"--accent:{Theme.of('#003399').dark.accent}" in dark


def test_painting_replaces_each_default_colour_once_and_nothing_else() -> None:
    light, dark = DEFAULT.light, DEFAULT.dark
    style = f"a {{ color: {light.accent}; background: {dark.accent}; border-color: #fbfaf7 }}"
    crossed = Theme(Palette(dark.accent, *("#ffffff", "#eeeeee")), Palette(light.accent, *("#000000", "#111111")))
    assert crossed.painted(style) == f"a {{ color: {dark.accent}; background: {light.accent}; border-color: #fbfaf7 }}"
    assert DEFAULT.painted(style) == style


def test_the_default_colour_is_the_one_of_the_icon() -> None:
    assert DEFAULT_ACCENT in (STATIC / "favicon.svg").read_text(encoding="utf-8")
