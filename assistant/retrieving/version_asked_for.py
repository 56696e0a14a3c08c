"""Which version of a document a question asks for: the one that it names, or whatever was valid before."""

from __future__ import annotations

import re

from assistant.language.subject import PROGRAMME
from assistant.language.terms import fold
from assistant.reading.describing.versions import mark
from assistant.records import DocumentInfo

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "Wie hoch war der Satz früher?", "und vorher?", "im alten Merkblatt"; not "Muss ich vorher fragen?", "als früher" and
# "Wir waren früher in Hessen". Searched in folded text.
_BEFORE = r"\b(?<!als )(?:frueher|vorher|damals|bisher|bislang)\b"
_RULES = rf"[\w-]*(?:merkbl(?:att|aetter)|richtlinien?|fassung|version|regel\w*|satzung|programm|{PROGRAMME})"
_FORMER = re.compile(
    rf"(?<!\bwir )(?<!\bich )\b(?:war(?:en)?|galt(?:en)?|gabs?|betrug|lag)\b[^.,;:?!]*{_BEFORE}|{_BEFORE}\W*$"
    rf"|\b(?:alte|fruehere|vorige|vorherige|bisherige)[mnrs]? {_RULES}\b"
    r"|\b(?:was|were|did)\b[^.,;:?!]*\b(?:before|previously|formerly|earlier)\W*$"
    r"|\b(?:old|former|previous) (?:guideline|rule|version|voucher|fund|leaflet|rate|amount)s?\b"
)
# What may be, and what is set against the new one: "Kann ich auch früher?", "Gilt die alte Richtlinie noch?".
_NOT_FORMER = re.compile(
    r"\b(?:kann|koennen|muss|muessen|darf|duerfen|neue[nmrs]?|statt|noch|ersetzt|can|may|must|have to)\b"
)


def names_version_of(query: str, info: DocumentInfo) -> bool:
    """Whether the question names the version of the document: its year, or its number."""
    version = mark(info.version or "")
    years = set(_YEAR.findall(info.version or "")) or ({str(info.date.year)} if info.date else set())
    if not years.isdisjoint(_YEAR.findall(query)):
        return True
    return version.number is not None and mark(query).number == version.number


def asks_for_older(query: str) -> bool:
    """Whether an older version is asked for without its name: "Wie hoch war der Satz früher?" """
    folded = fold(query)
    return _FORMER.search(folded) is not None and not _NOT_FORMER.search(folded)
