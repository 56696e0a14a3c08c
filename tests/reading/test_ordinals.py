"""Numbers as lists show them."""

from __future__ import annotations

import pytest

from assistant.reading.ordinals import Style, ordinal


@pytest.mark.parametrize(
    ("number", "style", "shown"),
    [
        (12, "1", "12"),
        (7, "01", "07"),
        (12, "01", "12"),
        (1, "a", "a"),
        (26, "a", "z"),
        (28, "a", "bb"),
        (3, "A", "C"),
        (4, "i", "iv"),
        (1994, "I", "MCMXCIV"),
        (0, "a", "0"),
        (0, "i", "0"),
        (-1, "1", "-1"),
        (10**9, "a", "1000000000"),
        (10**9, "i", "1000000000"),
    ],
)
def test_an_ordinal(number: int, style: Style, shown: str) -> None:
    assert ordinal(number, style) == shown
