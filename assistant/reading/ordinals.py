"""Numbers as lists show them: 3, 03, c, C, iii, III."""

from __future__ import annotations

from string import ascii_lowercase
from typing import Literal

Style = Literal["1", "01", "a", "A", "i", "I"]
LARGEST_ROMAN = 3999
LARGEST_LETTERS = 26 * 10  # "aaaaaaaaaa"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def ordinal(number: int, style: Style) -> str:
    """The number in that style; in digits where the style has none for it, as for 0."""
    match style:
        case "a" | "A" if 0 < number <= LARGEST_LETTERS:
            times, letter = divmod(number - 1, len(ascii_lowercase))
            written = ascii_lowercase[letter] * (times + 1)  # "aa" behind "z"
        case "i" | "I" if 0 < number <= LARGEST_ROMAN:
            written = _roman(number)
        case "01":
            written = f"{number:02}"
        case _:
            written = str(number)
    return written.upper() if style.isupper() else written


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        times, number = divmod(number, value)
        written += letters * times
    return written
