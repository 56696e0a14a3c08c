"""How printers write words -> how people write them: ligatures, soft hyphens, leaders, letters set wide apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from assistant.reading.pages.printed import Word

LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\uf0b7": "•", "\uf0a7": "▪"}
)
INVISIBLE = re.compile("[\x00\x01\x03-\x08\x0b\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
# A sign that the font does not name, alone: an arrow, an emoji. Among letters it stays, for there one is missing.
UNKNOWN = re.compile("^\ufffd+$")
# PDFium's marks of a hyphen, and the soft one that some fonts show for every hyphen.
HYPHENS = "\x02\ufffe\u00ad"
HYPHEN_INSIDE = re.compile("[\x02\ufffe](?=.)")
# Inside a word of small letters a soft hyphen is one; elsewhere it is a hyphen that its font misnames.
SOFT_INSIDE = re.compile("(?<=[^\\W\\d_])\u00ad(?=[^\\W\\d_])")
# Old TeX fonts draw the dots first and the letter after them.
DOTS_BEFORE = re.compile("\u00a8([aouAOU])")
LEADERS = re.compile(r"\.{4,}|…{2,}|_{4,}")
FEWEST_LETTERS = 4
# Between words the gap is wider than this many gaps between letters.
WORD_GAP = 1.7
WIDEST_LETTER_GAP = 1.2
VOWEL = re.compile("[aeiouyäöüıAEIOUYÄÖÜİ]")
FEWEST_DOTS = 4


def respelled(text: str) -> str:
    """A word as it is written, NFC; one of HYPHENS at its end stays, for it says that the word may go on."""
    if text.isascii() and text.isprintable():
        return text
    text = UNKNOWN.sub("", INVISIBLE.sub("", text.translate(LIGATURES)))
    end = text[-1] if text and text[-1] in HYPHENS else ""
    inner = SOFT_INSIDE.sub(_soft, HYPHEN_INSIDE.sub("-", text)).removesuffix(end).replace("\u00ad", "-")
    if "\u00a8" in inner:
        inner = DOTS_BEFORE.sub(lambda match: match[1] + "\u0308", inner)
    return unicodedata.normalize("NFC", inner) + end


def _soft(match: re.Match[str]) -> str:
    following, before = match.string[match.end()], match.string[match.start() - 1]
    return "-" if following.isupper() and (before.islower() or match.start() == 1) else ""


def respaced(words: Sequence[Word], size: float) -> list[Word]:
    """The words of a line, with letters set wide apart joined, and dots that lead to a number made one sign."""
    if len(words) < FEWEST_LETTERS:
        return list(words)
    spaced: list[Word] = []
    for run in _runs(words):
        if len(run) >= FEWEST_DOTS and run[0].text == ".":
            spaced.append(_united("…", run))
        elif _is_spaced_out(run, size):
            spaced += _joined(run)
        else:
            spaced += run
    return spaced


def _runs(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Runs of dots, runs of single letters, and what lies between them."""
    run: list[Word] = []
    last = ""
    for word in words:
        sort = "dot" if word.text == "." else "letter" if _is_letter(word) else "word"
        if run and sort != last:
            yield run
            run = []
        run.append(word)
        last = sort
    if run:
        yield run


def _is_letter(word: Word) -> bool:
    return len(word.text) == 1 and (word.text.isalpha() or word.text in "-–&")


def _is_spaced_out(run: Sequence[Word], size: float) -> bool:
    """Whether single letters are a word: near each other, one of them a vowel, and neither a list nor a repetition."""
    letters = [word.text for word in run if len(word.text) == 1 and word.text.isalpha()]
    if len(letters) < FEWEST_LETTERS or len(run) != sum(_is_letter(word) for word in run):
        return False
    if not VOWEL.search("".join(letters)) or len(set(letters)) * 2 < len(letters):
        return False
    if any(two.lower() != chr(ord(one) + 1).lower() for one, two in pairwise(letters)):
        return median(_gaps(run)) <= size * WIDEST_LETTER_GAP
    return False


def _gaps(run: Sequence[Word]) -> list[float]:
    return [two.left - one.right for one, two in pairwise(run)]


def _joined(run: Sequence[Word]) -> Iterator[Word]:
    """The letters as words, cut where the gap is wider than it is between letters."""
    gaps = _gaps(run)
    widest = max(median(gaps), 0.5) * WORD_GAP
    start = 0
    for index, gap in enumerate([*gaps, float("inf")], start=1):
        if gap > widest:
            yield _united("".join(word.text for word in run[start:index]), run[start:index])
            start = index


def _united(text: str, words: Sequence[Word]) -> Word:
    return Word(
        unicodedata.normalize("NFC", text),
        min(word.left for word in words),
        min(word.top for word in words),
        max(word.right for word in words),
        max(word.bottom for word in words),
    )
