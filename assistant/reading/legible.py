"""Whether what a PDF calls text is one: a font that does not say which characters it shows gives garbage.

Source: measured on 68 German and English PDFs, none of whose pages is called garbled.
"""

from __future__ import annotations

import re
from collections.abc import Callable

GARBLED = re.compile("[\ufffd\x00-\x01\x03-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf8ff]")
GARBLED_SHARE = 0.3
SAMPLE_CHARACTERS = 5000
LATIN = re.compile("[A-Za-zÀ-ɏ]")
VOWEL = re.compile("[aeiouyäöüàáâãåæèéêëìíîïòóôõøùúûýÿıİœAEIOUYÄÖÜÀÁÂÃÅÆÈÉÊËÌÍÎÏÒÓÔÕØÙÚÛÝŒ]")
# Letters by the rules of no language. German has .38 vowels, English .39, Turkish .43; letters moved by any
# number of places have less than half of that.
FEWEST_LETTERS = 60
FEWEST_VOWELS = 0.2
# Signs that are neither letters nor figures, nor those that lead through tables of contents and forms.
SIGN = re.compile(r"[^\w\s.,:;_…•|/()\[\]–—-]")
FEWEST_SIGNS = 30
MOST_SIGNS = 0.5
# Where the fonts are suspect already, text has to look like words to be believed.
BELIEVED_VOWELS = (0.25, 0.6)
BELIEVED_SIGNS = 0.15


def is_garbled(text: str, are_fonts_mute: Callable[[], bool]) -> bool:
    """Whether the text of a page is none. `are_fonts_mute` says whether no font of it names its characters."""
    sample = "".join(text[:SAMPLE_CHARACTERS].split())
    if not sample:
        return False
    if len(GARBLED.findall(sample)) > len(sample) * GARBLED_SHARE:
        return True
    letters = len(LATIN.findall(sample))
    vowels = len(VOWEL.findall(sample)) / letters if letters else 0.0
    signs = len(SIGN.findall(sample)) / len(sample)
    if letters >= FEWEST_LETTERS and vowels < FEWEST_VOWELS and letters * 2 > len(sample):
        return not _are_capitals(sample) or are_fonts_mute()
    if signs > MOST_SIGNS and len(sample) >= FEWEST_SIGNS:
        return True
    least, most = BELIEVED_VOWELS
    is_believed = least <= vowels <= most and signs <= BELIEVED_SIGNS
    return not is_believed and are_fonts_mute()


def _are_capitals(sample: str) -> bool:
    """Codes and abbreviations have few vowels, but their letters are large."""
    return sum(character.isupper() for character in sample) > sum(character.islower() for character in sample)
