"""A sentence to a verbatim quote that can be understood alone.

A list item brings the words that lead it in, a lead-in its items, a cell its row, and a sentence that refers back
("Dies", "Sie") the sentence before it; each only as far as the quote stays short enough.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from assistant.language import sentences
from assistant.reading.boxes import boxes_of
from assistant.records import Block, Document, Exact, Quote, Span

QUOTE_CHARACTERS = 600

_REFERS_BACK = re.compile(
    r"\W*(?:dies(?:e[mnrs]?)?|diejenigen?|sie|er|es|ihr\w*|sein\w*|dabei|dafür|dazu|daher|deshalb|darüber|davon|hierfür|hierzu"
    r"|hierbei|jedoch|außerdem|zudem|this|these|they|it|he|she|its|their)\b",
    re.IGNORECASE,
)


def quote(
    document: Document, sentence: Span, limit: int = QUOTE_CHARACTERS, *, exact: Span | None = None
) -> Quote | None:
    """The sentence as a quote, widened so that it can be understood alone; None when it is longer than `limit`.

    `exact` are the words of the sentence that answer by themselves, if they are known.
    """
    if sentence.end - sentence.start > limit:
        return None
    span = widened(document, sentence, limit)
    text = _in_one_line(span.of(document.text))
    page, boxes = document.page_at(span.start), boxes_of(document.boxes, span)
    words = _words(document.text, span, exact) if exact else None
    newer = document.superseded_by
    return Quote(document.info, page, text, span.start, span.end, newer, tuple(boxes), exact=words)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _words(text: str, quoted: Span, exact: Span) -> Exact:
    words, before = _in_one_line(exact.of(text)), _in_one_line(text[quoted.start : exact.start])
    at = _in_one_line(quoted.of(text)).index(words, len(before))
    return Exact(words, exact.start, exact.end, at)


def widened(document: Document, sentence: Span, limit: int) -> Span:
    """The sentence with what it needs to be understood, at most `limit` characters long where the sentence is."""
    blocks = document.blocks
    index = bisect_right([block.start for block in blocks], sentence.start) - 1
    block = blocks[index]
    if block.kind == "item":
        return _list(document, index, sentence, limit)
    if block.kind == "row":  # it names the columns of its cells
        return Span(block.start, block.end) if block.end - block.start <= limit else sentence
    if block.kind == "paragraph" and sentence.end >= block.end and _leads_in(document, index):
        return Span(sentence.start, _list_end(blocks, index, sentence, limit))
    if _REFERS_BACK.match(document.text, sentence.start, sentence.end):
        return _with_the_one_before(document.text, block, sentence, limit)
    return sentence


def _leads_in(document: Document, index: int) -> bool:
    return index + 1 < len(document.blocks) and document.blocks[index + 1].kind == "item"


def _list(document: Document, index: int, sentence: Span, limit: int) -> Span:
    """From the lead-in to the item; to the end of the list where that fits as well."""
    first = index
    while first > 0 and document.blocks[first - 1].kind == "item":
        first -= 1
    start = document.blocks[first].start
    if first > 0 and document.blocks[first - 1].kind == "paragraph":
        lead = document.blocks[first - 1]
        start = lead.start + sentences.split(document.text[lead.start : lead.end])[-1].start
    if sentence.end - start > limit:
        return sentence
    whole = Span(start, sentence.end)
    return Span(start, _list_end(document.blocks, index, whole, limit))


def _list_end(blocks: tuple[Block, ...], index: int, so_far: Span, limit: int) -> int:
    """Where the list that block `index` leads in or belongs to ends, as far as the limit allows."""
    end = so_far.end
    for block in blocks[index + 1 :]:
        if block.kind != "item" or block.end - so_far.start > limit:
            break
        end = block.end
    return end


def _with_the_one_before(text: str, block: Block, sentence: Span, limit: int) -> Span:
    before = sentences.split(text[block.start : sentence.start])
    if not before:
        return sentence
    start = block.start + before[-1].start
    return Span(start, sentence.end) if sentence.end - start <= limit else sentence
