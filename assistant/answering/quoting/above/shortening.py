"""Sentences that stand above a quote and are too long to be shown there, cut to what is next to it."""

from __future__ import annotations

import re

from assistant.language.negation import is_negated

LEAD_IN_CHARACTERS = 300  # a longer lead-in would be a second quote (of 662 lead-ins 5 %)
LAST_CHARACTERS = 120  # recall what is quoted right below
MORE_CHARACTERS = 60  # are shown where they end the sentence or its clause
LEAST_LEFT_OUT = 40  # characters; what is less may hold the verb: "…, sind Eltern, …"

_CLAUSE_END = re.compile(r"[,;](?=\s)")
_PART = re.compile(r"(?<=[;:—–])\s(?=\S)")


def its_end(words: str) -> str:
    """A lead-in, or where it is long its last part: "…; diese Maßnahmen schließen Folgendes ein:"; both ends where what
    is left out denies: "Nicht gefördert werden …"."""
    if is_short(words):
        return words
    last = words[-LEAD_IN_CHARACTERS:]
    last = _PART.split(last, maxsplit=1)[-1] if _PART.search(last) else last.partition(" ")[2]
    return both_ends(words) if is_negated(words.removesuffix(last)) else f"… {last}"


def its_beginning(words: str) -> str:
    """A sentence, or where it is long its first part: "(2) Sobald die Mutter ihren Aufenthalt …"."""
    return words if is_short(words) else f"{_first_clauses(words, LEAD_IN_CHARACTERS)} …"


def is_short(words: str) -> bool:
    """Whether a sentence is shown as a whole."""
    return len(words) <= LEAD_IN_CHARACTERS + MORE_CHARACTERS


def _first_clauses(words: str, characters: int) -> str:
    """As many whole words as there are in so many characters, or more, up to the end of their clause."""
    end = _CLAUSE_END.search(words, characters, characters + MORE_CHARACTERS)
    return words[: end.start()] if end else words[:characters].rpartition(" ")[0]


def _last_clauses(words: str, characters: int) -> str:
    """The same from the end of a sentence."""
    before = words[-characters - MORE_CHARACTERS : -characters]
    ends = [found.end() for found in _CLAUSE_END.finditer(before)]
    return (before[ends[-1] :] + words[-characters:]).lstrip() if ends else words[-characters:].partition(" ")[2]


def last_words(words: str) -> str:
    """What leads in a list, or of a long one the last words, where all of it stands below."""
    return words if len(words) <= LAST_CHARACTERS else f"… {_last_clauses(words, LAST_CHARACTERS - MORE_CHARACTERS)}"


def cut_at(words: str, characters: int) -> str:
    """Words that are no longer than `characters`, or as many whole ones as are."""
    return words if len(words) <= characters else words[:characters].rpartition(" ")[0] + " …"


def both_ends(words: str) -> str:
    """The first and the last words of a sentence that is too long, which may say at its end what it is about: "ist
    untersagt."; its beginning where what stands between them denies. All of one that is not too long."""
    if is_short(words):
        return words
    half = LEAD_IN_CHARACTERS // 2
    first, last = _first_clauses(words, half), _last_clauses(words, half)
    if len(first) + len(last) + LEAST_LEFT_OUT > len(words):
        return words
    is_denied = is_negated(words.removeprefix(first).removesuffix(last))
    return its_beginning(words) if is_denied else f"{first} … {last}"
