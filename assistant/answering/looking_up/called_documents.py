"""What questions call documents: "Studien", "die Pressemitteilung", "minutes"."""

from __future__ import annotations

import re

from assistant.records import DocumentType

_CALLED: tuple[tuple[DocumentType | None, str], ...] = (
    ("study", r"studien?|gutachtens?|untersuchung(?:en)?|study|studies"),
    ("press_release", r"(?:presse|medien)(?:mitteilung|information|meldung|bericht)(?:en?)?|press[ -]releases?"),
    ("minutes", r"\w{0,20}protokoll(?:en?|e?s)?|niederschrift(?:en)?|minutes"),
    (
        "funding",
        r"(?:f(?:ö|oe)rder)?richtlinien?|(?:f(?:ö|oe)rder)?programm(?:en?|s)?|funding\s(?:guideline|directive)s?",
    ),
    (
        None,
        r"dokument(?:en?|e?s)?|datei(?:en)?|quellen?|text(?:en?|e?s)?|artikels?|bericht(?:en?|e?s)?|publikation(?:en)?"
        r"|ver(?:ö|oe)ffentlichung(?:en)?|(?:document|file|source|text|publication|report)s?",
    ),
)
A_DOCUMENT = "(?:" + "|".join(f"(?P<called{place}>{words})" for place, (_, words) in enumerate(_CALLED)) + r")(?!\w)"


def type_called(match: re.Match[str]) -> DocumentType | None:
    """The type of document that a pattern with `A_DOCUMENT` found; None where it may be any, or none is named."""
    named = match.groupdict()
    return next((type for place, (type, _) in enumerate(_CALLED) if named.get(f"called{place}")), None)
