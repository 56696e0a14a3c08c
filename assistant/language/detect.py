"""The language of a text, told by its function words."""

from __future__ import annotations

import re

from assistant.language.stopwords import ENGLISH, GERMAN
from assistant.language.terms import fold
from assistant.records import Language

_WORD = re.compile(r"[^\W\d_]++")
_ONLY_GERMAN = GERMAN - ENGLISH
_ONLY_ENGLISH = ENGLISH - GERMAN


def detect(text: str) -> Language:
    """English when English function words outnumber the German ones, else German; so German for text without any."""
    words = _WORD.findall(fold(text))
    german = sum(word in _ONLY_GERMAN for word in words)
    english = sum(word in _ONLY_ENGLISH for word in words)
    return "en" if english > german else "de"
