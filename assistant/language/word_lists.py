"""Lists of words as parts of patterns: the words stand in lists, a pattern holds only how they go together."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss"))


def listed(words: str) -> frozenset[str]:
    """The words of a text with spaces between them."""
    return frozenset(words.split())


def any_of(words: Iterable[str]) -> str:
    """A pattern of alternatives, the longest word first.

    In a word "*" stands for any letters, also for none, and "+" for at least one: "*betrieb", "handwerks+".
    """
    longest_first = sorted(set(words), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\*", r"\w*").replace(r"\+", r"\w+") for word in longest_first)


def in_both_spellings(words: Iterable[str]) -> list[str]:
    """Small words with umlauts, and as `fold` in `terms.py` spells them: "verbände", "verbaende"."""
    return [spelled for word in words for spelled in dict.fromkeys((word, _folded(word)))]


def with_capitals(words: Iterable[str]) -> list[str]:
    """The words, and each that begins with a small letter with a capital too."""
    return [spelled for word in words for spelled in dict.fromkeys((word, word[:1].upper() + word[1:]))]


def _folded(word: str) -> str:
    for umlaut, letters in _UMLAUTS:
        word = word.replace(umlaut, letters)
    return word
