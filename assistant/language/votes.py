"""Votes that had nobody against them: "ohne Gegenstimme" and "mit 12 zu 0 Stimmen" are "einstimmig"."""

from __future__ import annotations

import re

_UNOPPOSED = re.compile(r"\b(?:ohne|keine[nr]?)\sGegenstimmen?\b", re.IGNORECASE)
_DISSENT = re.compile(r"\bwithout\s(?:dissent|opposition|any\svotes\sagainst)\b", re.IGNORECASE)
_TO_NONE = re.compile(
    r"(?:\bmit\s)?(?<![\d.,:])[1-9]\d{0,3}\s?(?:zu|:)\s?(?:0|null)\s(?:Ja-?)?Stimmen\b"
    r"|(?<![\d.,])(?:0|null)\s(?:Gegenstimmen|Nein(?:-?Stimmen)?)\b|\b(?:Gegenstimmen|Nein(?:-?Stimmen)?):\s0(?![\d.,])",
    re.IGNORECASE,
)
_TO_NONE_ENGLISH = re.compile(r"(?:\bby\s)?(?<![\d.,:])[1-9]\d{0,3}\s(?:votes\s)?to\s(?:0|none|nil)\b", re.IGNORECASE)
_ONE = re.compile(r"\bein(?:e|er)\s(?=(?:Gegenstimme|(?:Nein|Ja)-?Stimme|Enthaltung)\b)", re.IGNORECASE)
AGAINST = re.compile(r"\b(?:Gegenstimme|Nein-?Stimme|votes?\sagainst\b)|\d\sNein\b|\bNein:\s\d", re.IGNORECASE)
UNANIMOUS = re.compile(
    r"(?<!nicht\s)(?<!fast\s)(?<!nahezu\s)(?<!beinahe\s)(?<!not\s)(?<!almost\s)(?<!nearly\s)"
    r"\b(?:einstimmig|unanimous)\w*",
    re.IGNORECASE,
)


def counts_nobody(text: str) -> bool:
    """Whether a text counts the votes, and none against."""
    return any(pattern.search(text) for pattern in (_TO_NONE, _TO_NONE_ENGLISH))


def in_one_word(text: str, *, with_counts: bool) -> str:
    """The text with "einstimmig" for "ohne Gegenstimme" and for counts that say the same, or before them; "eine
    Gegenstimme" is counted, too."""
    named = _ONE.sub("1 ", _DISSENT.sub("unanimously", _UNOPPOSED.sub("einstimmig", text)))
    count = r" \g<0>" if with_counts else ""
    return _TO_NONE_ENGLISH.sub(f"unanimously{count}", _TO_NONE.sub(f"einstimmig{count}", named))
