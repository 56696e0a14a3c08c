"""Words of a sentence that a reader took for the answer, made whole: whole words and figures, nothing around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.recurring import A_WEEKDAY
from assistant.records import Span

# Of the accepted short answers of gold/dev half have 14 characters, nine of ten 37.
EXACT_CHARACTERS = 80
# A reader takes 24 tokens at most. What is longer than this before it is trimmed is no short answer, and the patterns
# would take the square of its length.
_UNTRIMMED_CHARACTERS = 4 * EXACT_CHARACTERS

_NAME = re.compile(r"(?:(?:Prof\.|Dr\.|Dr\.-Ing\.)\s)*[A-ZÄÖÜ][\wäöüß'-]++\s[A-ZÄÖÜ][\wäöüß'-]++")
_NAMES_BEFORE = re.compile(rf"(?<!\w)(?<!\w['-])(?:{_NAME.pattern}(?:,|\s(?:und|and|sowie))\s)+\Z")
_NAMES_BEHIND = re.compile(rf"(?:(?:,|\s(?:und|and|sowie))\s{_NAME.pattern}\b)+")
# "montags bis donnerstags": the days before the one that was taken; "9 bis 15 Uhr": the first hour.
_BEGUN = re.compile(rf"\b(?:{A_WEEKDAY}s?|\d{{1,2}}(?:[:.]\d\d)?)\s(?:bis\s)?\Z", re.IGNORECASE)
# "26.-28. Juni": the figure begins with the last day; "Punkt 4. und 30. Juni" is none.
_DAYS_BEFORE = re.compile(r"(?<!Punkt\s)(?<!Kapitel\s)(?<!Nr\.\s)(?<!\d)(\d{1,2})\.\s?(?:[-–/]|bis|und)\s?\Z")
_DAY = re.compile(r"(\d{1,2})\.")
_LEADING = re.compile(
    r"(?:[\s.,;:!?–—*_|•>)\]“”»-]|\b(?:der|die|das|dem|den|des|ein|eine[mnrs]?|als|the|than|an?)\s)+", re.IGNORECASE
)
_TRAILING = re.compile(
    r"(?:[\s,;:!?–—*_|•(\[„«-]|(?<!\b[^\W\d_])\.|(?<=[^-]\s)(?:bzw|beziehungsweise|und|oder|sowie|and|or)\b)+\Z"
)
_PAIRS = (("(", ")"), ("[", "]"), ("„", "“"), ("»", "«"))


def tidied(text: str, sentence: Span, said: Span, known: Sequence[Span]) -> Span | None:
    """Whole words and whole figures inside the sentence, without what only surrounds them; None if too much."""
    start, end = max(said.start, sentence.start), min(said.end, sentence.end)
    if start >= end:
        return None
    while start > sentence.start and _joins(text, start):
        start -= 1
    while end < sentence.end and _joins(text, end):
        end += 1
    held = [span for span in known if span.start < end and start < span.end]
    first = min([start, *(span.start for span in held)])
    last = max([end, *(span.end for span in held)])
    if last - first > _UNTRIMMED_CHARACTERS:
        return None
    start, end = _trimmed(text, first, last, held)
    if text[end - 1].isalpha() and text.startswith(". ", end) and text[end + 2 : min(end + 3, sentence.end)].islower():
        end += 1  # of an abbreviation
    return Span(start, end) if start < end and is_short(Span(start, end), sentence) else None


def _joins(text: str, at: int) -> bool:
    """Whether the characters around `at` belong to one word: "Projekt|träger", "KI-|Beratung"."""
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    return (before == "-" and after.isalnum() and text[at - 2 : at - 1].isalnum()) or (
        after == "-" and before.isalnum() and text[at + 1 : at + 2].isalnum()
    )


def _trimmed(text: str, start: int, end: int, figures_in_it: Sequence[Span]) -> tuple[int, int]:
    """Without articles, signs and half pairs of brackets at the ends; figures stay whole."""
    before = None
    while before != (start, end):
        before = start, end
        start, end = _balanced(text, start, end)
        held = [span for span in figures_in_it if start <= span.start and span.end <= end]
        leading = _LEADING.match(text, start, min((span.start for span in held), default=end))
        start = leading.end() if leading else start
        trailing = _TRAILING.search(text, max((span.end for span in held), default=start), end)
        end = trailing.start() if trailing else end
    return start, end


def _balanced(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a quote mark or bracket whose other half is missing, and without what stands behind an open one."""
    for opening, closing in _PAIRS:
        opened, closed = text.rfind(opening, start, end), text.rfind(closing, start, end)
        if opened > max(closed, start):
            end = opened
        elif opened == start and closed < 0:
            start += 1
        elif closed == end - 1 and opened < 0 and start < end:
            end = closed
    return start, end


def is_short(span: Span, sentence: Span) -> bool:
    """Whether it is less than the sentence, and short enough to be marked."""
    return span.end - span.start <= min(EXACT_CHARACTERS, sentence.end - sentence.start - 1)


def with_those_beside(text: str, sentence: Span, found: Span) -> Span:
    """A person that was taken, with those who are named in one breath: "Ragna Feddeloh und Piet Ostmüller"."""
    if not _NAME.fullmatch(found.of(text)):
        return found
    before = _NAMES_BEFORE.search(text, sentence.start, found.start)
    behind = _NAMES_BEHIND.match(text, found.end, sentence.end)
    wider = Span(before.start() if before else found.start, behind.end() if behind else found.end)
    return wider if is_short(wider, sentence) else found


def from_the_first_day(text: str, sentence: Span, found: Span) -> Span:
    """With the first day or hour of "26.-28. Juni", "montags bis donnerstags", "9 bis 15 Uhr"."""
    before = _DAYS_BEFORE.search(text, sentence.start, found.start)
    last = _DAY.match(text, found.start)
    if before and last and int(before[1]) < int(last[1]) <= 31:
        return Span(before.start(), found.end)
    begun = _BEGUN.search(text, sentence.start, found.start)
    is_end = begun and (begun[0].endswith("bis ") or text.startswith("bis ", found.start))
    return Span(begun.start(), found.end) if begun and is_end else found
