"""A question as others would type it: without umlauts, without capitals, decomposed, with a typo."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Mapping
from random import Random
from string import ascii_lowercase
from unicodedata import combining, normalize

_TRANSCRIBED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})
_SHARP = str.maketrans({"ß": "ss", "ẞ": "SS"})
_WORD = re.compile(r"[^\W\d_]{2,}")


def transcribed(question: str) -> str:
    """Umlauts as ae, oe, ue, and ss for ß."""
    return normalize("NFC", question).translate(_TRANSCRIBED)


def bare(question: str) -> str:
    """Letters without their marks, and ss for ß."""
    decomposed = normalize("NFD", question.translate(_SHARP))
    return normalize("NFC", "".join(sign for sign in decomposed if not combining(sign)))


def decomposed(question: str) -> str:
    """Each mark as a sign of its own (NFD), as macOS writes the names of files."""
    return normalize("NFD", question)


def typo(question: str) -> str:
    """One typo in the longest word, the first of equals, behind its first letter; the same at each run.

    Two letters swapped, one left out, doubled, or replaced, each as often. A question without a word stays as it is.
    """
    question = normalize("NFC", question)
    word = max(_WORD.finditer(question), key=lambda match: len(match[0]), default=None)
    if word is None:
        return question
    dice = Random(zlib.crc32(question.encode()))
    wrong = word[0]
    while wrong == word[0]:  # equal neighbours swapped, or a letter replaced by itself
        wrong = dice.choice(TYPOS)(word[0], dice)
    return question[: word.start()] + wrong + question[word.end() :]


def _swap(word: str, dice: Random) -> str:
    at = dice.randrange(1, max(2, len(word) - 1))
    return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]


def _drop(word: str, dice: Random) -> str:
    at = dice.randrange(1, len(word))
    return word[:at] + word[at + 1 :]


def _double(word: str, dice: Random) -> str:
    at = dice.randrange(1, len(word))
    return word[:at] + word[at] + word[at:]


def _replace(word: str, dice: Random) -> str:
    at = dice.randrange(1, len(word))
    return word[:at] + dice.choice(ascii_lowercase) + word[at + 1 :]


TYPOS = (_swap, _drop, _double, _replace)
SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "ae": transcribed,
    "bare": bare,
    "lower": str.lower,
    "nfd": decomposed,
    "typo": typo,
}
