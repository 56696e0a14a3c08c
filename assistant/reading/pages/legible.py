"""Whether what a PDF calls text is one: a font that does not say which characters it shows gives garbage."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

GARBLED = re.compile("[\ufffd\x00-\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf8ff]")
GARBLED_SHARE = 0.3
SAMPLE_CHARACTERS = 3000
LATIN_WORD = re.compile("[A-Za-zÀ-ɏ]{2,}")
# Pairs of letters that are frequent in German, English or Turkish.
FREQUENT = (
    "en er ch de ei ie in te nd un ge es be ic di st an au re he th on at ar la le li is it or ti da ir ne se al ed "
    "nt ou ha"
)
# Their share is .28 to .5 on each of 450 real pages (German, English; tables and contents among them), .27 in
# Turkish sentences; in text whose letters are moved by any number of places it is at most .19.
BELIEVED_SHARE = 0.22
FEWEST_PAIRS = 40
# Without suspicion against the fonts, only this little is garbage: there are other languages, and lists of names.
GARBAGE_SHARE = 0.12
MANY_PAIRS = 100
VOWEL = re.compile("[aeiouyäöüàáâãåæèéêëìíîïòóôõøùúûýÿıİœ]", re.IGNORECASE)
BELIEVED_VOWELS = (0.3, 0.6)
# Signs that are neither letters nor figures, nor those that lead through tables of contents and forms.
SIGN = re.compile(r"[^\w\s.,:;%€_…•|/()\[\]–—-]")
BELIEVED_SIGNS = 0.15
MOST_SIGNS = 0.5
FEWEST_SIGNS = 30


def is_garbled(text: str, are_fonts_mute: Callable[[], bool]) -> bool:
    """Whether the text of a page is none. `are_fonts_mute` says whether no font of it names its characters."""
    text = text[:SAMPLE_CHARACTERS]
    shown = "".join(text.split())
    if not shown:
        return False
    if len(GARBLED.findall(shown)) > len(shown) * GARBLED_SHARE:
        return True
    signs = len(SIGN.findall(shown)) / len(shown)
    if signs > MOST_SIGNS and len(shown) >= FEWEST_SIGNS:
        return True
    share, pairs = _frequent(text)
    if share < GARBAGE_SHARE and pairs >= MANY_PAIRS and not _are_capitals(shown):
        return True
    are_words = pairs < FEWEST_PAIRS or share >= BELIEVED_SHARE
    return not (are_words and _has_vowels(shown) and signs <= BELIEVED_SIGNS) and are_fonts_mute()


def _frequent(text: str) -> tuple[float, int]:
    """The share of frequent pairs among all pairs of letters within words, and how many those are."""
    pairs = [one + two for word in LATIN_WORD.findall(text.lower()) for one, two in pairwise(word)]
    return sum(pair in FREQUENT for pair in pairs) / max(1, len(pairs)), len(pairs)


def _has_vowels(text: str) -> bool:
    """Whether the text has as many vowels as words have; one without letters has none to be judged by."""
    letters = sum(character.isalpha() for character in text)
    least, most = BELIEVED_VOWELS
    return letters > 0 and least <= len(VOWEL.findall(text)) / letters <= most


def _are_capitals(text: str) -> bool:
    """Codes and abbreviations are no words, but their letters are large."""
    return sum(character.isupper() for character in text) > sum(character.islower() for character in text)
