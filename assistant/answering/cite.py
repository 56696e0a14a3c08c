"""Chosen sentences to an answer's sentences and numbered citations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answering.quote import Candidate
from assistant.records import Citation, Quote, Sentence

# What Markdown wraps around words: they belong to the quote, not to the sentence that people read.
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"!?\[([^\]]+)\]\([^)\s]*\)"), r"\1"),  # links and images keep their words
    (re.compile(r"^\s*(?:[-*+•>]\s+|#{1,6}\s+|\|\s*)+"), ""),  # bullets, quote marks, headings, table edges
    (re.compile(r"\s*\|\s*$"), ""),
    (re.compile(r"\s*\|\s*"), " – "),
    (re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|\*\*|`"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+.!|-])"), r"\1"),
)


def cite(chosen: Sequence[Candidate]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """One sentence and one citation for each candidate, numbered in the given order."""
    citations = tuple(Citation(number, quote_of(candidate)) for number, candidate in enumerate(chosen, 1))
    sentences = tuple(Sentence(plain(c.quote.text), (c.number,)) for c in citations)
    return sentences, citations


def quote_of(candidate: Candidate) -> Quote:
    """The candidate as a verbatim quote, runs of white space made one space."""
    span = candidate.span
    page = candidate.passage.page
    return Quote(candidate.document, page, " ".join(candidate.text.split()), span.start, span.end)


def plain(text: str) -> str:
    """The text without Markdown marks, for reading."""
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return " ".join(text.split())


def in_reading_order(chosen: Iterable[Candidate]) -> list[Candidate]:
    """Candidates (best first) by document, the best document's first, and as they stand within each."""
    by_document: dict[str, list[Candidate]] = {}
    for candidate in chosen:
        by_document.setdefault(candidate.document.id, []).append(candidate)
    return [c for group in by_document.values() for c in sorted(group, key=lambda c: c.span.start)]
