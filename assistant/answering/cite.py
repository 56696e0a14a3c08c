"""Chosen quotes to an answer's sentences and numbered citations."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.figures import Figure, figures
from assistant.reading.lines import SIGNS
from assistant.records import Citation, Exact, Quote, Sentence, Span

# What Markdown wraps around words: it belongs to the quote, not to the sentence that people read.
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[\^(?!\w-\w\])[\w-]+\](?!:)"), ""),  # of footnotes; "[^a-z]" is a pattern
    (re.compile(r"!?\[([^\[\]]+)\]\([^)\s]*\)"), r"\1"),  # links and images keep their words
    (
        re.compile(r"\|?\s*:?(?<!-)-{2,}+:?\s*(?:\|\s*:?-{2,}+:?\s*)+\|?|\|\s*:?-{2,}+:?\s*\|"),
        " || ",
    ),  # rules below table headers
    # bullets, quote marks, headings, table edges; "> 250 Betriebe" is more than 250
    (re.compile(r"^\s*(?:[-*•]\s+|[+>]\s+(?!\d)|#{1,6}\s+|\|\s*)+"), ""),
    (re.compile(r"\s(?:>\s){2,}"), " "),  # of a quoted mail within a quoted mail
    (re.compile(r"(?<!\d)\s+[*•]\s+|\s+[*•]\s+(?!\d)"), " • "),  # bullets of the items that follow; "A + B" adds
    (re.compile(r"\s-\s"), " – "),  # a bullet, a dash or a range
    (re.compile(r"(?<!\|)(?<!\|\s)(?:\s*\|)+\s*$"), ""),
    (re.compile(r"\s*\|(?:\s*\|)+\s*"), " • "),  # a row ends, the next begins
    (  # a question and its answer need no names of columns
        re.compile(r"\b(?:Frage|Question):\s([^|]{1,300}\?)\s*\|\s*(?:Antwort|Answer):\s", re.IGNORECASE),
        r"\1 ",
    ),
    (re.compile(r"(?<=\?)\s*\|\s*"), " "),  # the next cell, also behind a question
    (re.compile(r"\s*\|\s*"), "; "),
    (  # but not the mark of a footnote: "*)", "***)"
        re.compile(
            r"(?<![^\s(\[|])(\*{1,3}\))"
            r"|(?<![\w*\\])[*_]{4,}+|(?<![*_\\])[*_]{4,}+(?!\w)"  # a line to write on: "Name: ________"
            r"|(?<![\w\\])[*_]{1,3}(?=\S)|(?<=[^\s\\(\[])[*_]{1,3}(?!\w)|(?<!\\)\*\*|(?<!\\)`"
        ),
        r"\1",
    ),
    (re.compile(r"\\([\\`*_{}\[\]()<>#+.!|-])"), r"\1"),
)
BULLET = "• "  # before an item of a list in a sentence
_SIGN = re.compile(rf"(?:\s(?:{SIGNS}|(?:\\[-*+])+))?\s*\Z")  # what stands before an item, also if it is escaped


def cite(quotes: Sequence[Quote], *, is_sure: bool) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """One sentence and one citation for each quote, numbered in the given order.

    Exact words are marked in the first sentence, where it `is_sure` that it answers, and where others say the same. Of
    the marks further behind most were wrong (docs/history/ANSWERS.md, "sixteen passages, marks"; where the first
    sentence had none, 5 of 6 of gold/dev).
    """
    citations = tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1))
    first = quotes[0].exact if quotes and is_sure else None
    sentences = (Sentence(readable(c.quote), (c.number,), _exact(c.quote, first)) for c in citations)
    return tuple(sentences), citations


def _says(words: str) -> frozenset[Figure] | str:
    """The figures of the words, or the words where there is none."""
    return frozenset(figures(words)) or words


def _exact(quote: Quote, first: Exact | None) -> Span | None:
    """Where the exact words stand in the plain text, behind as many like them as in the quote; None if they do not say
    what the `first` do."""
    if quote.exact is None or first is None or _says(quote.exact.text) != _says(first.text):
        return None
    words, before = plain(quote.exact.text), readable(quote, quote.exact.at)
    text, at = readable(quote), -1
    for _ in range(before.count(words) + 1 if words else 0):
        at = text.find(words, at + 1)
    return Span(at, at + len(words)) if at >= 0 else None


def readable(quote: Quote, end: int | None = None) -> str:
    """The text of the quote up to `end` as people read it; a bullet stands before the first item, too, where no words
    lead in the list."""
    text, rest = plain(with_bullets(quote, end)), plain(with_bullets(quote))
    return f"{BULLET}{text}" if 0 in quote.items and f" {BULLET}" in rest else text


def with_bullets(quote: Quote, end: int | None = None) -> str:
    """The text of the quote up to `end`, with a colon behind the heading that it begins with, and a bullet in place of
    any sign before each item behind its head."""
    pieces, at = [], 0
    for start in quote.items:
        if end is not None and start > end:
            break
        if start:
            pieces.append(_SIGN.sub("", quote.text[at:start]))
            at = start
    text = f" {BULLET}".join([*pieces, quote.text[at:end]])
    is_open = 0 < quote.headed < len(text) and text[quote.headed - 1] not in ".:?!;,–-"
    return f"{text[: quote.headed]}:{text[quote.headed :]}" if is_open else text


def plain(text: str) -> str:
    """The text of a quote without Markdown marks, for reading."""
    text = " ".join(text.split())  # long white space costs the patterns its square
    for pattern, replacement in _MARKS:
        text = pattern.sub(replacement, text)
    return " ".join(text.split())
