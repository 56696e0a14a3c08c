"""German as it is typed without umlauts, with them: "Muessen" is "Müssen", "Massnahmen" are "Maßnahmen"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from assistant.language.lemmas import is_borrowed, is_known
from assistant.language.stopwords import GERMAN

_WORD = re.compile(r"[^\W\d_]{4,40}+")
# "neue", "Bauer", "Quelle" have no umlaut; behind a vowel or q none is looked for.
_WRITTEN_OUT = re.compile(r"(?<![aeiouq])([aou])e", re.IGNORECASE)
_UMLAUTS = {"a": "ä", "o": "ö", "u": "ü", "A": "Ä", "O": "Ö", "U": "Ü"}
_WORDS_IN_CACHE = 10_000


def with_umlauts(text: str) -> str:
    """A German text with the umlauts and ß of its words, as far as function words and the dictionary tell them.

    Words that a dictionary knows as they are written stay ("Goethe", "Quelle", "Masse", "does"), and so do those that
    none knows.
    """
    return _WORD.sub(lambda found: _spelled(found[0]), text)


@lru_cache(maxsize=_WORDS_IN_CACHE)
def _spelled(word: str) -> str:
    found = list(_candidates(word))
    if not found or (word.lower() not in GERMAN and (is_known(word) or is_borrowed(word.lower()))):
        return word
    return next(filter(is_known, found), word)


def _candidates(word: str) -> Iterator[str]:
    marked = _WRITTEN_OUT.sub(lambda found: _UMLAUTS[found[1]], word)
    if marked != word:
        yield marked
    if word.lower() in GERMAN:
        return  # "dass", "muss"
    for one in (marked, word):
        if "ss" in one:
            yield one.replace("ss", "ß")
