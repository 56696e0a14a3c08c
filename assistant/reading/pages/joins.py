"""The words of several lines -> one text: broken words are joined, hyphens that belong to a word stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assistant.reading.pages.printed import Word
from assistant.reading.pages.spelling import HYPHENS

HYPHEN_END = re.compile(r"[^\W_][-\x02\ufffe\u00ad]$")
# A hyphen in an address stays, too.
ADDRESS = re.compile(r"@|://|www\.|\.(?:de|org|com|eu|net)\b")
# After these a hyphen stays: "Vor- und Nachteile".
ELLIPSIS_WORD = re.compile(r"(?:und|oder|bzw|sowie|noch|als|bis|statt|and|or|ve|veya)\b")
# A hyphen behind a single letter, an abbreviation or a number is part of the word: "E-Mobilität", "KI-basiert".
OWN_HYPHEN = re.compile(r"(?:^|[^\w])(?:[^\W\d_]|[^\W\d_a-zäöüß]{2,}|\w*\d)$")

# The first halves of the German states that have two.
DOUBLE_NAME = re.compile(r"\b(?:Baden|Nordrhein|Rheinland|Sachsen|Mecklenburg|Schleswig)$", re.IGNORECASE)
# Capitals up to here are an abbreviation; more of them are a word of a heading.
LONGEST_ABBREVIATION = 4


class Part(NamedTuple):
    """A word as it stands in the text, and what comes before it there."""

    separator: str
    text: str
    word: Word
    page: int


def joined(lines: Iterable[tuple[int, Iterable[Word]]]) -> Iterator[Part]:
    """The words of the lines, each with the number of its page. Nothing is lost but hyphens that broke a word."""
    last: Part | None = None
    for page, words in lines:
        for position, word in enumerate(words):
            separator = "" if last is None else " "
            if last is not None and position == 0 and HYPHEN_END.search(last.text):
                text, separator = _connected(last.text, word.text)
                last = last._replace(text=text)
            if last is not None and last.text:
                yield _finished(last)
            last = Part(separator, word.text, word, page)
    if last is not None:
        yield _finished(last)


def _connected(text: str, following: str) -> tuple[str, str]:
    """The end of a line as it stands in the text, and what comes between it and the next line."""
    stem = text[:-1]
    if ELLIPSIS_WORD.match(following):
        return stem + "-", " "
    if not following[0].isalnum():
        return stem + "-", " " if following[0] in '(/„"' else ""
    if DOUBLE_NAME.search(stem):
        return stem + "-", ""
    if stem.isupper() and following.isupper() and min(len(stem), len(following) + 1) > LONGEST_ABBREVIATION:
        return stem, ""
    if ADDRESS.search(stem + following) or OWN_HYPHEN.search(stem):
        return stem + "-", ""
    is_broken = following[0].isalpha() and following[0].islower()
    return (stem, "") if is_broken else (stem + "-", "")


def _finished(part: Part) -> Part:
    """Marks of a hyphen that nothing followed are hyphens."""
    end = part.text[-1]
    return part._replace(text=part.text[:-1] + "-") if end in HYPHENS else part
