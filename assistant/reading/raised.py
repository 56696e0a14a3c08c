"""Numbers that are raised above their line: exponents, units and cents, and the marks of notes."""

from __future__ import annotations

import re

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Behind a word or the sign at its end it is the mark of a note. Units are shorter ("m²"), and cents follow a figure.
NOTED = re.compile(r"(?:[^\W\d_]{4}|(?<!\d)[.!?:;,][\"“”«»]?)\Z")
NOTED_WITHIN = 5
CENTS = re.compile(r"\d,\Z")


def is_note_behind(before: str) -> bool:
    """Whether a raised number behind these words is the mark of a note."""
    return NOTED.search(before[-NOTED_WITHIN:]) is not None


def is_cents_behind(before: str) -> bool:
    """Whether a raised number behind these words goes on with a figure: 3,⁵⁰ Euro."""
    return CENTS.search(before) is not None
