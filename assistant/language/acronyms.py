"""Abbreviations that a text explains itself: "kleine und mittlere Unternehmen (KMU)", "BAFA (Bundesamt für ...)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from assistant.language.spelling import without_marks
from assistant.language.stopwords import ENGLISH, GERMAN

_BRACKETS = re.compile(r"\(([^()\n]{2,120})\)")
_SHORT = re.compile(r"[A-ZÄÖÜ][\w&]{0,8}[A-ZÄÖÜ][a-zäöü]?")
_INTRODUCED = re.compile(r"(?:kurz|im Folgenden|nachfolgend)?:?\s*[\"„“»]?(" + _SHORT.pattern + r")[\"“”«]?")
_SHORT_AT_END = re.compile(r"(?<![\w-])(" + _SHORT.pattern + r")\s\Z")
_WORD = re.compile(r"[^\W_]+(?:[-/&][^\W_]+)*")
_BORDER = re.compile(r"[.!?;:,]\s|[()\[\]„“”\"|•]|\n\s*\n")
_SEARCHED_CHARACTERS = 160
_SHORT_CHARACTERS = 13
_NOT_READ = -99
_READINGS_IN_CACHE = 10_000  # more than one long form asks for
_PASSED_OVER = GERMAN | ENGLISH | {"fur", "uber", "gegenuber"}


class Acronym(NamedTuple):
    short: str
    long: str


def acronyms(text: str) -> Iterator[Acronym]:
    """The abbreviations that `text`, in NFC, explains by brackets, in reading order.

    Every letter of the short form stands in the long form, in the same order. Each word gives its first letter, and may
    give some more; function words may give none, and so may one other word within the long form. Of several long forms
    the one with the most letters at the beginning of words counts, then the shortest. Source: Schwartz and Hearst 2003,
    "A simple algorithm for identifying abbreviation definitions in biomedical text"; stricter, because in compounds
    almost any letters can be found somewhere.
    """
    for match in _BRACKETS.finditer(text):
        if introduced := _INTRODUCED.fullmatch(match[1]):
            before = text[max(0, match.start() - _SEARCHED_CHARACTERS) : match.start()]
            if long := _long_form_ending(_BORDER.split(before)[-1], introduced[1]):
                yield Acronym(_singular(introduced[1]), long)
            continue
        short = _SHORT_AT_END.search(text, max(0, match.start() - _SHORT_CHARACTERS), match.start())
        if short and _initials(_WORD.findall(match[1]), short[1]):
            yield Acronym(_singular(short[1]), " ".join(match[1].split()))


def _long_form_ending(before: str, short: str) -> str | None:
    words = list(_WORD.finditer(before))
    best, found = 0, None
    for first in reversed(range(max(0, len(words) - 2 * len(short) - 2), len(words))):
        if (initials := _initials([word[0] for word in words[first:]], short)) > best:
            best, found = initials, before[words[first].start() :]
    return " ".join(found.split()) if found else None


def _initials(words: Sequence[str], short: str) -> int:
    """How many letters of `short` begin a word, where they can be read from `words` (see `acronyms`); 0 if not."""
    if not words or len(" ".join(words)) < 2 * len(short):
        return 0
    letters = _letters(_singular(short))
    return max(0, _read(tuple(map(_letters, words)), letters, 1 if len(letters) > 2 else 0, is_first=True))


def _letters(word: str) -> str:
    return without_marks(word).casefold().replace("&", "u").replace("-", "")


def _singular(short: str) -> str:
    """KMUs -> KMU."""
    return short[:-1] if short.endswith("s") and len(short) > 3 and short[:-1].isupper() else short


@lru_cache(maxsize=_READINGS_IN_CACHE)
def _read(words: tuple[str, ...], letters: str, skips: int, *, is_first: bool = False) -> int:
    """The largest number of words that give their first letter, where all `letters` come from the words; else -99.

    It comes to the same words again and again: without a cache "am an" ten times before "(AAAAAAAAA)" took six seconds.
    """
    if not words or not letters:
        return _NOT_READ if words or letters else 0
    word, others = words[0], words[1:]
    best = _NOT_READ
    if word[0] == letters[0]:
        ways = (taken for taken in range(1, len(letters) + 1) if _stand_in(letters[1:taken], word[1:]))
        best = max(1 + _read(others, letters[taken:], skips) for taken in ways)
    left = skips if word in _PASSED_OVER else skips - 1
    if not is_first and others and left >= 0:
        best = max(best, _read(others, letters, left))
    return best


def _stand_in(letters: str, word: str) -> bool:
    """Whether the letters stand in the word in this order."""
    rest = iter(word)
    return all(letter in rest for letter in letters)
