"""Lines that are no title: a date, a place and a date, or a word that only names the type of the document."""

from __future__ import annotations

import re

from assistant.language.dates import find_dates
from assistant.records import DocumentType

_PLACE = re.compile(r"[\w./-]{2,40}(?: [\w./-]{2,20})?, (?:den |am )?\W*")
_PRESS = r"(?:gemeinsame )?(?:presse(?:mitteilung|information|meldung)|medien(?:mitteilung|information)|press release)"
_NUMBER = r"(?:\W*(?:(?:nr|no)\b\.?|nummer)?\s?\d[\d/.-]*)?"
# A number or a day beside its kind tells a press release from no other; of minutes these are part of the title.
_NUMBERED = re.compile(rf"\W*{_PRESS}(?!\w){_NUMBER}\W*(?:\bvom\b)?\W*", re.IGNORECASE)
_ALONE: tuple[tuple[DocumentType, str], ...] = (
    ("minutes", r"(?:ergebnis|kurz|sitzungs|verlaufs|besprechungs)?protokoll|niederschrift|(?:meeting )?minutes"),
    ("study", r"(?:kurz)?studie|(?:rechts)?gutachten|study"),
    ("funding", r"merkblatt|förderrichtlinie"),
)


def type_alone(line: str) -> DocumentType | None:
    """The type that a line names, if it says nothing else: "Protokoll", "PRESSEMITTEILUNG Nr. 12/2025"."""
    rest = without_dates(line)
    match = _NUMBERED.match(rest)
    if match and (match.end() == len(rest) or (rest != line and _PLACE.fullmatch(rest, match.end()))):
        return "press_release"
    return next((type for type, words in _ALONE if re.fullmatch(rf"\W*(?:{words})\W*", line, re.IGNORECASE)), None)


def is_dateline(line: str) -> bool:
    """Whether it is a date, or a place and a date: "Berlin, 28. März 2019"."""
    rest = without_dates(line)
    return rest != line and (not any(map(str.isalpha, rest)) or _PLACE.fullmatch(rest) is not None)


def without_dates(text: str) -> str:
    for mention in reversed(find_dates(text)):
        text = text[: mention.span.start] + text[mention.span.end :]
    return text
