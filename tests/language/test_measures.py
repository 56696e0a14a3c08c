"""Units directly behind a number."""

from __future__ import annotations

import pytest

from assistant.language.measures import measure


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (" °C warm", "°C"),
        (" ° C", "°C"),
        ("°", "°"),
        (" mg/m³ Luft", "mg/m³"),
        (" / h", "/h"),
        ("/100 km", "/100km"),
        ("A.", "A"),
        (" ‰", "‰"),
        (" \N{GREEK SMALL LETTER MU}g/m³", "\N{MICRO SIGN}g/m³"),
        (" mL", "ml"),
        (" KV", "kV"),
        (" K", "K"),
        (" mg je m³", "mg/m³"),
        (" mg pro Liter", "mg/l"),
        (" L pro 100 Kilometer", "l/100km"),
        (" pro Stunde", "/h"),
        (" mg pro Tag", "mg"),
        (" Meter", ""),
        (" am Tag", ""),
        (" a year", ""),
        ("", ""),
    ],
)
def test_a_measure_is_a_sign_and_no_word(behind: str, expected: str) -> None:
    assert measure(f"12{behind}", 2) == expected
