"""How a word is spelled: what all its spellings have in common, and what lies one slip of the finger away."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from assistant.language.terms import composed, fold

_WORD = re.compile(r"[^\W\d_]{2,40}+")
# "neue", "Bauer", "Quelle" have no umlaut; behind a vowel or q none is looked for.
_UMLAUT = re.compile(r"(?<![aeiouq])([aou])e")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_SPELLINGS_IN_CACHE = 200_000


def words(text: str) -> list[tuple[int, str]]:
    """(offset, word) of each word of a text that is in NFC, as it is spelled; words hold 2 to 40 letters."""
    return [(match.start(), match[0]) for match in _WORD.finditer(text)]


def letters(text: str) -> str:
    """The letters and digits of a text, for comparing it with another one whose marks and white space may differ."""
    return "".join(filter(str.isalnum, text)).casefold()


def spellings(text: str) -> set[str]:
    """The words of any text, as they are spelled, composed and without soft hyphens."""
    return set(_WORD.findall(composed(text)))


@lru_cache(maxsize=_SPELLINGS_IN_CACHE)
def skeleton(word: str) -> str:
    """What all spellings of a word share: small letters, ä, ae and a alike, ß as ss.

    Different words may share one ("Förderung", "Forderung"): `fold` tells them apart, `lost_marks` which is meant.
    """
    return _UMLAUT.sub(r"\1", without_marks(fold(word)))


def without_marks(word: str) -> str:
    """The word with each letter bare of its marks: ä as a, é as e."""
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def lost_marks(word: str, spelling: str) -> bool:
    """Whether `word` is `spelling` typed without its umlaut marks: "Forderung" for "Förderung"."""
    return without_marks(spelling.casefold()) == word.casefold() and fold(word) != fold(spelling)


def slips(key: str) -> Iterator[str]:
    """The words at Damerau-Levenshtein distance 1: a letter dropped, swapped with the next, replaced, or put in.

    Words of n letters have about 54 n of them, with repetitions, never `key` itself. Source: Damerau 1964, "A
    technique for computer detection and correction of spelling errors".
    """
    halves = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    yield from (left + right[1:] for left, right in halves if right)
    yield from (left + right[1] + right[0] + right[2:] for left, right in halves if right[1:2] not in ("", right[:1]))
    for left, right in halves:
        yield from (left + letter + right[1:] for letter in _LETTERS if right and letter != right[0])
        yield from (left + letter + right for letter in _LETTERS)


def lapses(word: str) -> set[str]:
    """The word with a letter missing, twice, or swapped with the next one; the first letter stands."""
    places = range(1, len(word))
    missing = {word[:at] + word[at + 1 :] for at in places}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in places[:-1]}
    return missing | swapped | {word[:at] + word[at - 1 :] for at in range(1, len(word) + 1)}


def is_slip(key: str, other: str) -> bool:
    """Whether `other` lies one slip away from `key`, as `slips` counts them, be it by a letter of another alphabet."""
    if key == other:
        return False
    shorter, longer = sorted((key, other), key=len)
    at = next((at for at, (one, its) in enumerate(zip(shorter, longer, strict=False)) if one != its), len(shorter))
    match len(longer) - len(shorter):
        case 0:
            is_swapped = key[at : at + 2] == other[at : at + 2][::-1]
            return key[at + 1 :] == other[at + 1 :] or (is_swapped and key[at + 2 :] == other[at + 2 :])
        case 1:
            return shorter[at:] == longer[at + 1 :]
        case _:
            return False
