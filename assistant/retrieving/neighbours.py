"""The text before and after a passage in its section: the rest of a list, a table or a thought that was cut off."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from assistant.language import sentences
from assistant.records import QUOTE_CHARACTERS, Document, Span

# Characters read beyond the limit, because the end of a sentence depends on words around it, at most 60
# (language/sentences.py). Not the whole block, which can be a whole file: to split 220,000 characters takes .13 s (2
# cores, 2026-11-25).
_MARGIN = 1000


class Around(NamedTuple):
    """Two stretches of the text of a document, either of which may be empty."""

    before: Span
    after: Span


def around(document: Document, passage: Span, limit: int = QUOTE_CHARACTERS) -> Around:
    """Whole sentences beside `passage`, at most `limit` characters on each side, not beyond the next heading.

    `before` ends where the passage starts and `after` begins where it ends, white space and bullets aside. Nothing is
    searched: it takes 0.1 ms once the document is read.
    """
    seen = limit + _MARGIN
    before = list(takewhile(lambda one: passage.start - one.start <= limit, _backwards(document, passage.start, seen)))
    after = list(takewhile(lambda one: one.end - passage.end <= limit, _forwards(document, passage.end, seen)))
    return Around(
        Span(before[-1].start, before[0].end) if before else Span(passage.start, passage.start),
        Span(after[0].start, after[-1].end) if after else Span(passage.end, passage.end),
    )


def _backwards(document: Document, offset: int, seen: int) -> Iterator[Span]:
    """The sentences of the `seen` characters before `offset`, the nearest first, as far as its section reaches."""
    blocks = document.blocks
    at = bisect_right(blocks, offset, key=lambda block: block.start) - 1
    for block in reversed(blocks[: at + 1]):
        if block.kind == "heading" or block.end <= offset - seen:
            return
        yield from reversed(_sentences(document.text, max(block.start, offset - seen), min(block.end, offset)))


def _forwards(document: Document, offset: int, seen: int) -> Iterator[Span]:
    """The sentences of the `seen` characters after `offset`, the nearest first, as far as its section reaches."""
    blocks = document.blocks
    at = max(0, bisect_right(blocks, offset, key=lambda block: block.start) - 1)
    for block in blocks[at:]:
        if block.end <= offset:
            continue
        if block.kind == "heading" or block.start >= offset + seen:
            return
        yield from _sentences(document.text, max(block.start, offset), min(block.end, offset + seen))


def _sentences(text: str, start: int, end: int) -> list[Span]:
    return [one.moved(start) for one in sentences.split(text[start:end])]
