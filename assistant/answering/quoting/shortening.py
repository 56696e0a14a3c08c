"""Sentences that stand above a quote and are too long to be shown there, cut to what is next to it."""

from __future__ import annotations

import re

LEAD_IN_CHARACTERS = 300  # a longer lead-in would be a second quote (of 662 lead-ins 5 %)

_PART = re.compile(r"(?<=[;:—–])\s(?=\S)")


def its_end(words: str) -> str:
    """A lead-in, or where it is long its last part: "…; diese Maßnahmen schließen Folgendes ein:"."""
    if len(words) <= LEAD_IN_CHARACTERS:
        return words
    last = words[-LEAD_IN_CHARACTERS:]
    return "… " + (_PART.split(last, maxsplit=1)[-1] if _PART.search(last) else last.partition(" ")[2])


def its_beginning(words: str) -> str:
    """A sentence, or where it is long its first part: "(2) Sobald die Mutter ihren Aufenthalt …"."""
    return cut_at(words, LEAD_IN_CHARACTERS)


def cut_at(words: str, characters: int) -> str:
    """Words that are no longer than `characters`, or as many whole ones as are."""
    return words if len(words) <= characters else words[:characters].rpartition(" ")[0] + " …"


def both_ends(words: str) -> str:
    """The first and the last words of a sentence that is too long, which may say at its end what it is about: "ist
    untersagt."; nothing of one that is not."""
    if len(words) <= LEAD_IN_CHARACTERS:
        return ""
    half = LEAD_IN_CHARACTERS // 2
    return f"{words[:half].rpartition(' ')[0]} … {words[-half:].partition(' ')[2]}"
