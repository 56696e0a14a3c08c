"""Document to passages: along headings, blocks and sentences, never through a sentence.

A passage grows sentence by sentence until `max_tokens`. A heading starts a new one once the running passage is half
full, so that short sections stay together and long ones are cut at their own borders. Where a section goes on in the
next passage, its last sentence is repeated there, so that "Sie" and "Dies" keep what they refer to.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.language import sentences
from assistant.records import Block, Document, Passage, Span

OVERLAP = 0.25  # a repeated sentence may fill this share of a passage

_WORD = re.compile(r"\S+\s*")


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence with the headings above it (its own included), outermost first."""

    span: Span
    tokens: int
    is_heading: bool
    headings: tuple[str, ...]


def split(document: Document, *, max_tokens: int, count_tokens: Callable[[str], int]) -> list[Passage]:
    """The passages of `document` in reading order; together they hold all of its text but white space.

    A single sentence longer than `max_tokens` is the one exception to "never through a sentence": it is cut between
    words, a longer single word anywhere.
    """
    units = list(_units(document, max_tokens, count_tokens))
    return [_passage(document, units[first:end]) for first, end in _windows(units, max_tokens)]


def _units(document: Document, max_tokens: int, count_tokens: Callable[[str], int]) -> Iterator[_Unit]:
    path: list[Block] = []
    for block in document.blocks:
        is_heading = block.kind == "heading"
        if is_heading:
            path = [*(above for above in path if above.level < block.level), block]
        headings = tuple(" ".join(document.text[above.start : above.end].split()).lstrip("# ") for above in path)
        for sentence in sentences.split(document.text[block.start : block.end]):
            whole = sentence.moved(block.start)
            for span, tokens in _pieces(document.text, whole, max_tokens, count_tokens):
                yield _Unit(span, tokens, is_heading, headings)


def _pieces(
    text: str, sentence: Span, max_tokens: int, count_tokens: Callable[[str], int]
) -> Iterator[tuple[Span, int]]:
    """The sentence with its number of tokens, or its halves, cut between words, where it is too long."""
    tokens = count_tokens(sentence.of(text))
    if tokens <= max_tokens or sentence.end - sentence.start == 1:
        yield sentence, tokens
        return
    words = [match.start() for match in _WORD.finditer(text, sentence.start, sentence.end)]
    middle = words[len(words) // 2] if len(words) > 1 else (sentence.start + sentence.end) // 2
    left_end = sentence.start + len(text[sentence.start : middle].rstrip())
    yield from _pieces(text, Span(sentence.start, left_end), max_tokens, count_tokens)
    yield from _pieces(text, Span(middle, sentence.end), max_tokens, count_tokens)


def _windows(units: list[_Unit], max_tokens: int) -> Iterator[tuple[int, int]]:
    """(first, end) of the units of each passage; neighbours may share one unit."""
    first, tokens = 0, 0
    for index, unit in enumerate(units):
        full = tokens + unit.tokens > max_tokens
        if index > first and (full or (unit.is_heading and tokens >= max_tokens / 2)):
            end = _without_trailing_headings(units, first, index, max_tokens)
            yield first, end
            first = _next_first(units, first, end, unit, max_tokens)
            tokens = sum(u.tokens for u in units[first:index])
        tokens += unit.tokens
    if units:
        yield first, len(units)


def _without_trailing_headings(units: list[_Unit], first: int, index: int, max_tokens: int) -> int:
    """A heading belongs to what follows it, unless both are too long or the passage would be headings only."""
    end, tokens = index, units[index].tokens
    while end > first and units[end - 1].is_heading and tokens + units[end - 1].tokens <= max_tokens:
        end -= 1
        tokens += units[end].tokens
    return end if end > first else index


def _next_first(units: list[_Unit], first: int, end: int, following: _Unit, max_tokens: int) -> int:
    """Where the next passage starts: at `end`, or one sentence earlier when its section goes on."""
    last = units[end - 1]
    goes_on = not (units[end].is_heading or last.is_heading) and end - 1 > first
    fits = last.tokens <= OVERLAP * max_tokens and last.tokens + following.tokens <= max_tokens
    return end - 1 if goes_on and fits else end


def _passage(document: Document, units: list[_Unit]) -> Passage:
    start, end = units[0].span.start, units[-1].span.end
    return Passage(
        document_id=document.id,
        start=start,
        end=end,
        text=document.text[start:end],
        sentences=tuple(unit.span for unit in units),
        headings=units[0].headings,
        page=document.page_at(start),
    )
