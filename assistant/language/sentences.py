"""Sentence boundaries inside one block of German or English text.

A text is read as words between white space. Only a word that ends with a stop (and quotes or brackets after
it) can end a sentence; whether it does depends on that word, the one before and the one after. Where the signs
contradict each other the text is left together: a sentence that is too long still holds the truth, half a
sentence may not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.abbreviations import (
    ABBREVIATED_LABELS,
    LABELS,
    NEVER_LAST,
    OFTEN_LAST,
    RARELY_LAST,
    STARTERS,
    UNITS,
)
from assistant.language.dates import GERMAN_MONTHS
from assistant.records import Span

STOPS = ".!?…"
CLOSERS = "\"'“”‘’»«›‹)]}⁰¹²³⁴⁵⁶⁷⁸⁹*"
OPENERS = "\"'„“”‚‘»«›‹([{–—-¿¡"
ADDRESSES = ("http://", "https://", "www.")
BULLETS = frozenset("•▪■●◦‣-–—*")

LONGEST_PAIR = 60  # so many words are looked at for the other half of a bracket or quotation
LONGEST_ASIDE = 25
SHORT_QUOTATION = 12  # words; a longer one holds sentences of its own

_FOOTNOTES = re.compile(r"(?:\[\d{1,3}\]){1,5}\Z")
_ORDINAL = re.compile(r"(?:\d{1,2}[./–-]{1,2}){0,4}\d{1,3}\Z")
_YEAR = re.compile(r"(?:1[5-9]|20|21)\d\d\Z")
_RUN_IN = re.compile(r"\*\*[^*.!?:]{1,60}\.\*\*")  # "**Obergrenze.** Je Boot ..."
_INSERTED = re.compile(r"\d{1,2}[a-z]\Z")  # "6a.", between "6." and "7."
_ROMAN = re.compile(r"(?=[IVXL])X{0,3}L?(?:IX|IV|V?I{0,3})\Z")
_WORD = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("aeiouyäöüáàéèê")


def split(text: str) -> list[Span]:
    """The sentences of one block, in order and disjoint; they cover all but the white space between them.

    A line break inside the block is white space. A heading in bold that ends with a stop belongs to the sentence behind
    it. Empty or blank text has no sentences.
    """
    places = [match.span() for match in re.finditer(r"\S+", text)]
    words = [text[start:end] for start, end in places]
    spans: list[Span] = []
    first = 0
    for last in range(len(words)):
        span = Span(places[first][0], places[last][1])
        is_end = last == len(words) - 1
        if is_end or (_is_last(words, first, last) and not _RUN_IN.fullmatch(text, *span)):
            spans.append(span)
            first = last + 1
    return spans


def _is_last(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the sentence that began with `words[first]` ends with `words[last]`; a word follows."""
    body, closers = _without_closers(words[last])
    core = body.rstrip(STOPS)
    stops = body[len(core) :]
    if not stops or _goes_on(words, last + 1) or _is_within_pair(words, first, last):
        return False
    if ")" in closers and _is_aside(words, first, last):
        return False
    if "!" in stops or "?" in stops:
        return True
    following = words[last + 1].lstrip(OPENERS)
    if len(stops) > 1 or stops == "…":
        return bool(core.strip(OPENERS)) or _is_starter(following)
    plain = core.lstrip(OPENERS).removesuffix("\\")  # "30\. April", as Markdown writes what begins no item
    return _full_stop_is_last(words, first, last, plain, following)


def _without_closers(word: str) -> tuple[str, str]:
    """The word without quotes, brackets and footnote marks behind its stop, and what was taken off."""
    footnotes = _FOOTNOTES.search(word[-25:])
    unmarked = word[: len(word) - len(footnotes[0])] if footnotes else word
    body = unmarked.rstrip(CLOSERS)
    return body, word[len(body) :]


def _goes_on(words: Sequence[str], next_: int) -> bool:
    """Whether a word can only stand inside a sentence: a small letter, but no brand ("eCall"), no address."""
    word = words[next_].lstrip(OPENERS)
    if not word and next_ + 1 < len(words):
        word = words[next_ + 1].lstrip(OPENERS)
    return word[:1].islower() and not (word[1:2].isupper() or word.startswith(ADDRESSES))


def _is_aside(words: Sequence[str], first: int, last: int) -> bool:
    """Whether the bracket that closes in `words[last]` opened after the sentence began: "(S. 12 ff.) Der"."""
    if words[first].lstrip("\"„“»«'").startswith("("):
        return False
    return any("(" in word for word in words[max(first, last - LONGEST_PAIR) : last + 1])


def _is_within_pair(words: Sequence[str], first: int, last: int) -> bool:
    """Whether a bracket that opened after the sentence began, or a short quotation, closes only later."""
    start = max(first, last - LONGEST_PAIR)
    said = " ".join(words[start : last + 1])
    if said.count("(") > said.count(")") and not words[first].startswith("("):
        return any(")" in word for word in words[last + 1 : last + 1 + LONGEST_ASIDE])
    if said.count("„") <= said.count("“") + said.count("”"):
        return False
    closing = next((at for at in range(last + 1, min(len(words), last + LONGEST_PAIR)) if _closes(words[at])), None)
    opening = max(at for at in range(start, last + 1) if "„" in words[at])
    # "... ist gut“, sagt sie": what is said is a part of that sentence.
    return closing is not None and (closing - opening < SHORT_QUOTATION or words[closing].endswith(","))


def _closes(word: str) -> bool:
    return "“" in word or "”" in word


def _full_stop_is_last(words: Sequence[str], first: int, last: int, core: str, following: str) -> bool:
    if not core or core[-1] in CLOSERS or not core[-1].isalnum():
        return True
    if core.isdecimal() or _ORDINAL.match(core):
        return _number_is_last(words, first, last, core, following)
    starts = _is_starter(following)
    if _is_label(words, first, last) and (len(core) == 1 or _ROMAN.match(core) or _INSERTED.match(core)):
        return False
    if _ROMAN.match(core):
        return starts
    if core in ABBREVIATED_LABELS and len(core) > 1:
        return not (following[:1].isdigit() or _ROMAN.match(_stripped(following)) or core == "Fr")
    return _word_is_last(_letters(words, first, last, core), core, starts, following)


def _number_is_last(words: Sequence[str], first: int, last: int, core: str, following: str) -> bool:
    """A number with a stop is the end ("2026. Die"), an ordinal ("im 1. Jahr") or a label ("1. Die Frist")."""
    if _YEAR.match(core):
        return True
    if _stripped(following).casefold() in GERMAN_MONTHS:
        return False
    if last > first and _stripped(words[last - 1]) in LABELS:
        return last - first > 1
    if _is_label(words, first, last) or words[last - 1].endswith(":"):
        return False
    return _is_starter(following)


def _word_is_last(letters: str, core: str, starts: bool, following: str) -> bool:
    if letters in NEVER_LAST:
        return False
    if letters in OFTEN_LAST:
        return following[:1].isalpha()
    if letters in RARELY_LAST or len(letters) == 1 or letters[-2:-1] == ".":
        return starts
    return starts or not _looks_abbreviated(core)


def _letters(words: Sequence[str], first: int, last: int, core: str) -> str:
    """The word folded; the abbreviation it ends: "Dr.-Ing" -> "ing", "z.B" and the end of "z. B" -> "z.b".

    A word that is no abbreviation comes back whole, dots and all ("www.beispiel.de").
    """
    folded = core.casefold()
    if len(folded) == 1:
        return _initials_before(words, first, last) + folded
    end = re.split(r"[.\-/]", folded)[-1]
    return end if end in NEVER_LAST or end in RARELY_LAST else folded


def _initials_before(words: Sequence[str], first: int, last: int) -> str:
    """The single letters with a stop directly before `words[last]`, at most three: "i. V. m." -> "i.v."."""
    letters = ""
    for word in reversed(words[max(first, last - 3) : last]):
        initial = word.lstrip(OPENERS)
        if len(initial) != 2 or initial[1] != "." or not initial[0].isalpha():
            break
        letters = initial.casefold() + letters
    return letters


def _looks_abbreviated(core: str) -> bool:
    """Whether an unknown word has the shape of an abbreviation: a short word without a vowel, or a street."""
    folded = core.casefold()
    if folded in UNITS or not folded.isalpha():
        return False
    if folded.endswith("str") and len(folded) > 4:
        return True
    return len(folded) <= 5 and core[1:].islower() and _VOWELS.isdisjoint(folded)


def _is_label(words: Sequence[str], first: int, last: int) -> bool:
    """Whether at most a bullet stands before the word in its sentence: "1. Der Antrag", "• 2. Die Frist"."""
    return last == first or (last == first + 1 and words[first] in BULLETS)


def _is_starter(following: str) -> bool:
    word = _WORD.match(following)
    if word is None:
        return following[:1] in BULLETS or following.startswith(ADDRESSES)
    return word[0][0].isupper() and word[0].casefold() in STARTERS and not following[word.end() :].startswith("-")


def _stripped(word: str) -> str:
    return word.strip(OPENERS + CLOSERS).rstrip(".,;:")
