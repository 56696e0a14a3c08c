"""What an amount is for each of: "40 Euro im Monat", "40 Euro je Boot", "monatlich 40 Euro"."""

from __future__ import annotations

import re

from assistant.language.figures import Figure

_EACH_TIME = r"(?:monat|jähr|vierteljähr|wöchent|täg|stünd)lich\b|monthly\b|annually\b|yearly\b|weekly\b|daily\b"
_RATE = re.compile(rf"(?:\s*(?:am|im|pro|je|per|a|an|each|/|every)\s*|\s(?={_EACH_TIME}))([^\W\d_]+)", re.IGNORECASE)
_RATE_BEFORE = re.compile(rf"\b({_EACH_TIME})\s(?:[a-zäöüß]{{1,20}}\s){{0,3}}\Z", re.IGNORECASE)


def rate(before: str, behind: str, figure: Figure, other: Figure | None) -> int | None:
    """Where the word begins that tells it, of the text around a `figure` and the `other` one behind.

    "Im Jahr 2020" is a date.
    """
    found = _RATE.match(behind)
    if found and not (other and other.kind == "date" and not behind[found.end() :].strip()):
        return figure.span.end + found.start(1)
    led = _RATE_BEFORE.search(before) if figure.kind == "amount" else None
    return figure.span.start - len(before) + led.start(1) if led else None
