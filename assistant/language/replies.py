"""What replies to a question right above it, and says nothing without: "Nein, dafür ist die Kammer zuständig." """

from __future__ import annotations

import re

from assistant.records import Span

# Not "Ja-Stimmen", the votes of "Ja: 12", nor "No. 7".
_REPLIES = re.compile(
    r"\W*(?:(?:Ja|Nein|Doch|Jein|Yes|No(?!\.\s?\d))(?=[,.!;]|\s[–—-]\s)"
    r"|(?:Leider|Grundsätzlich|Natürlich|Selbstverständlich|Im\sPrinzip|In\sder\sRegel)\s(?:ja|nein)\b)"
)
# What these are for stands above them: "Dafür ist die Kammer zuständig", "Die Kosten dafür trägt das Land".
_POINTS = re.compile(
    r"\W*(?:[^\W\d_]+,?\s){0,3}(?:dafür|dazu|hierfür|hierzu|hierbei)\b(?!\s(?:bei|dien|führ)|[^.;]{0,300},)",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether a sentence of a document asks: then the next one answers."""
    return text.rstrip(" *_").endswith("?")


def replies(text: str, sentence: Span) -> bool:
    """Whether the sentence of `text` begins as a reply."""
    return _REPLIES.match(text, sentence.start, sentence.end) is not None


def points_above(text: str, sentence: Span) -> bool:
    """Whether the sentence of `text` is a reply, or speaks of what stands above it as "dafür"."""
    return replies(text, sentence) or _POINTS.match(text, sentence.start, sentence.end) is not None
