"""Which minutes a question names by the body that met: by words of their titles, or what such a word ends with."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from assistant.language.terms import stems, whole_words
from assistant.records import DocumentInfo

LEAST_HEAD = 5  # "Werkstatt" is a part of "Ideenwerkstatt", and "Rat" none of "Beirat"
# What titles of minutes call a body, a kind of meeting, or the minutes themselves.
_BODY = re.compile(
    r"(?:[\w-]*(?:sitzung(?:en)?|treffens?|workshops?|besprechung(?:en)?|werkstatt|forums?|konferenz(?:en)?|tagung(?:en)?"
    r"|klausur|protokoll(?:e[ns]?|s)?|niederschrift(?:en)?|beirats?|aussch(?:uss|üsse)(?:es)?|gremiums?|kommission"
    r"|versammlung(?:en)?|kolloquiums?|meetings?|sessions?)"
    r"|[\w-]*(?:lenkungs|arbeits|steuerungs|partner|experten|gespr(?:ä|ae)chs)-?kreis(?:es)?"
    r"|(?:[\w-]*(?:lenkungs|arbeits|steuerungs|projekt|partner|experten|fach|kern|gespr(?:ä|ae)chs)-?)?"
    r"(?:gruppe|team)"
    r"|[\w-]*(?<!förder)(?<!foerder)(?<!auswahl)(?<!antrags)(?<!bewerbungs)runde"
    r"|(?:stadt|gemeinde|kreis|aufsichts|betriebs|verwaltungs|fach)?rat(?:e?s)?|vorstand(?:e?s)?|plenums?|labs?"
    r"|(?:\w+-)?call|auftakts?|kick-?off|dokumentation|intern(?:e[nmrs]?)?|internal|minutes|board|committee|council)",
    re.IGNORECASE,
)


def is_meeting(query: str, infos: Iterable[DocumentInfo]) -> bool:
    """Whether the words name a meeting and no topic: they stand in the title of minutes, and one of them is a body."""
    return is_in_title(query, infos) and (not query or any(map(names_body, whole_words(query))))


def is_in_title(query: str, infos: Iterable[DocumentInfo]) -> bool:
    """Whether all of the words stand in the title of one of the minutes, be they a meeting or its topic."""
    asked = stems(query)
    return any(is_of(asked, stems(info.title)) for info in infos if info.type == "minutes")


def names_body(word: str) -> bool:
    """Whether a word alone names a body or a kind of meeting ("Lenkungskreis", "Werkstatt"), and no topic."""
    return _BODY.fullmatch(word) is not None


def is_of(asked: Iterable[str], title: Collection[str]) -> bool:
    """Whether each of the stems stands in a title, or ends a word of it."""
    return all(stands_in(stem, title) for stem in asked)


def stands_in(stem: str, title: Collection[str]) -> bool:
    return stem in title or (len(stem) >= LEAST_HEAD and any(word.endswith(stem) for word in title))
