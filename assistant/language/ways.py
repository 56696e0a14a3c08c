"""The way to reach somebody that a question asks for, and where a text states one: "Wie ist die Telefonnummer?"."""

from __future__ import annotations

import re
from typing import Literal

from assistant.language.terms import fold
from assistant.records import Span

Way = Literal["phone", "fax", "mail"]

_ASKED: tuple[tuple[Way, re.Pattern[str]], ...] = (
    ("fax", re.compile(r"\b(?:tele)?fax(?:num+er)?\b")),
    ("mail", re.compile(r"\be-?mail\b|\b(?:e-?)?mail-?ad+ress\w*")),
    ("phone", re.compile(r"\b(?:telefon|ruf|handy|mobil)num+er\b|\b(?:telefon|durchwahl|hotline|(?:tele)?phone)\b")),
)
_NUMBER = re.compile(
    r"(?<![\w.,/+-])(?<!\d\s)(?!\d\d-\d\d-\d{4}\b)"
    r"(?:\+\d{1,3}[ /-]{0,2}(?:\(0\) ?)?|\(0\d{1,5}\)[ /-]{0,3}|(?=0))\d{1,15}+(?:[ /–-]{1,3}\d{2,15}+){0,6}+(?!\w)"
)
_LEAST_DIGITS = 6  # a telephone number with its area code has no fewer
_FAX = re.compile(r"fax(?:nummer)?\W{0,4}\Z", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]++\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+")


def way_asked_for(question: str) -> Way | None:
    """The one way that is asked for; None for none, or for several."""
    folded = fold(question)
    found = [way for way, pattern in _ASKED if pattern.search(folded)]
    return found[0] if len(found) == 1 else None


def ways(text: str, way: Way) -> list[Span]:
    """Where a text states such a way."""
    if way == "mail":
        return [Span(*found.span()) for found in _MAIL.finditer(text)]
    numbers = (found for found in _NUMBER.finditer(text) if sum(map(str.isdigit, found[0])) >= _LEAST_DIGITS)
    return [Span(*one.span()) for one in numbers if bool(_FAX.search(text, 0, one.start())) == (way == "fax")]
