"""Words that say nothing alone: a name, a date; and those that may be what is asked for, a figure."""

from __future__ import annotations

import re

from assistant.answering.quoting.parts.part import Part
from assistant.language.figures import figures
from assistant.language.recurring import A_WEEKDAY
from assistant.records import Span

SCRAP_WORDS = 5  # what has fewer words and no stop says nothing without its heading
_BESIDE_A_DATE = re.compile(
    rf"stand|{A_WEEKDAY}|am|vom|den|der"
    r"|presse(?:information|mitteilung)|medieninformation|uhr|on|the|as|of|zuletzt|aktualisiert|geändert|last|updated",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(r"^\W*(?:[A-ZÄÖÜ][\wäöüß./-]++\s?){1,3},\s")


def measures(words: str) -> bool:
    """Whether the words hold an amount, a share, a date or the like, which may be what is asked for."""
    return not {figure.kind for figure in figures(words)} <= {"number", "paragraph"}


def is_date(words: str) -> bool:
    """Whether the words are a date, perhaps with a place before and a time, and nothing else."""
    words = _PLACE_BEFORE.sub("", words)
    found = figures(words)
    if "date" not in {figure.kind for figure in found}:
        return False
    rest = words
    for figure in found:
        rest = figure.span.blanked_in(rest)
    others = [word for word in re.split(r"[\W_]+", rest) if word]
    return {figure.kind for figure in found} <= {"date", "time"} and all(map(_BESIDE_A_DATE.fullmatch, others))


def is_scrap(part: Part, sentence: Span) -> bool:
    """Whether the sentence is a whole block of a few words without a stop: a name below its heading."""
    words = sentence.of(part.document.text)
    return sentence.holds(part.span) and len(words.split()) < SCRAP_WORDS and not words.endswith((".", "!", "?", ":"))
