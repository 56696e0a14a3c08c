"""A sentence to a verbatim quote that can be understood alone.

A list item brings the words that lead it in, a lead-in its items, a cell its row, and a sentence that refers back
("Dies", "Sie") the sentence before it; each only as far as the quote stays short enough.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from assistant.language import sentences
from assistant.reading.boxes import boxes_of
from assistant.records import Block, Document, Exact, Quote, Span

QUOTE_CHARACTERS = 600

_REFERS_BACK = re.compile(
    r"\W*(?:dies(?:e[mnrs]?)?|diejenigen?|sie|er|es|ihr\w*|sein\w*|dabei|dafür|dazu|daher|deshalb|darüber|davon|hierfür|hierzu"
    r"|hierbei|jedoch|außerdem|zudem|danach|dadurch|damit|daran|daraus|darauf|darin|hierdurch|hierunter|demnach|somit"
    r"|letztere[mnrs]?|erstere[mnrs]?|(?:an|auf|aus|bei|für|in|mit|nach|unter|von|zu) diese[mnrs]"
    r"|this|these|they|it|he|she|its|their)\b",
    re.IGNORECASE,
)
# "Es" that stands for nothing: "Es wird ein Zuschuss gewährt."
_STANDS_FOR_NOTHING = re.compile(
    r"\W*es\s(?:w(?:ird|erden|urden?)|gibt|gab|gelten|bestehen|handelt|geht|ging|lohnt|können|müssen|sollen|dürfen|sind|stehen"
    r"|fehlen|bedarf|empfiehlt|haben)\b",
    re.IGNORECASE,
)
# "Sie können", "Ihr Antrag": the reader, where the text around it addresses one.
_MAY_ADDRESS = re.compile(r"\W*(?:Sie\s\w+e?n\b|Ihre?[mnrs]?\b)")
_ADDRESSES = re.compile(r"[a-zäöüß,]\s(?:Sie|Ihnen|Ihre?[mnrs]?)\b")
AROUND = 2000  # so many characters on both sides of a sentence tell whether the reader is addressed

_GOES_ON = re.compile(r"(?:[a-zäöüß]{2}|[a-z]\))")

SCRAP_WORDS = 5  # what has fewer words and no stop says nothing without its heading
LEAD_IN_CHARACTERS = QUOTE_CHARACTERS // 2  # a longer lead-in would be a second quote (of 662 lead-ins 5 %)
_VOTES = re.compile(r"\[[+-]?\d+\]\s*\Z")


def quote(
    document: Document, sentence: Span, limit: int = QUOTE_CHARACTERS, *, exact: Span | None = None
) -> Quote | None:
    """The sentence as a quote, widened so that it can be understood alone; None for headings, for a few words with
    nothing above them, and beyond `limit`.

    `exact` are the words of the sentence that answer by themselves, if they are known.
    """
    if sentence.end - sentence.start > limit or _block(document, sentence)[1].kind == "heading":
        return None
    span = widened(document, sentence, limit)
    block = _block(document, sentence)[1]
    if span == sentence and block.kind == "paragraph" and _is_scrap(document, block, sentence):
        return None
    text = _in_one_line(span.of(document.text))
    page, boxes = document.page_at(span.start), boxes_of(document.boxes, span)
    words = _words(document.text, span, exact) if exact else None
    newer, above = document.superseded_by, (*document.headings_at(span.start), *_led_in_by(document, sentence, span))
    found = Quote(document.info, page, text, span.start, span.end, newer, tuple(boxes), exact=words, headings=above)
    return replace(found, continues=_continues(document, span))


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _led_in_by(document: Document, sentence: Span, quoted: Span) -> tuple[str, ...]:
    """What leads in the list that the sentence is an item of, where it stands too far above to be quoted with it."""
    index, block = _block(document, sentence)
    start = _list_start(document, index)
    leading = _block(document, Span(start, start))[1]
    if block.kind != "item" or leading.kind != "paragraph" or start >= quoted.start:
        return ()
    return (_in_one_line(document.text[start : leading.end]),) if leading.end - start <= LEAD_IN_CHARACTERS else ()


def _continues(document: Document, quoted: Span) -> bool:
    """Whether behind the quote stands another item of its list."""
    index, block = _block(document, Span(quoted.end - 1, quoted.end))
    return _leads_in(document, index) and (
        block.kind == "item" or (block.kind == "paragraph" and quoted.end >= block.end)
    )


def _words(text: str, quoted: Span, exact: Span) -> Exact:
    words, before = _in_one_line(exact.of(text)), _in_one_line(text[quoted.start : exact.start])
    at = _in_one_line(quoted.of(text)).index(words, len(before))
    return Exact(words, exact.start, exact.end, at)


def widened(document: Document, sentence: Span, limit: int) -> Span:
    """The sentence with what it needs to be understood, at most `limit` characters long where the sentence is."""
    index, block = _block(document, sentence)
    if block.kind == "item":
        return _list(document, index, sentence, limit)
    if block.kind == "row":  # it names the columns of its cells
        return Span(block.start, block.end) if block.end - block.start <= limit else sentence
    if block.kind == "paragraph" and sentence.end >= block.end and _leads_in(document, index):
        return Span(sentence.start, _list_end(document.blocks, index, sentence, limit))
    if _is_scrap(document, block, sentence):
        return _with_its_heading(document, index, sentence, limit)
    if _goes_on(document.text, block, sentence) or _refers_back(document.text, sentence):
        return _with_the_one_before(document, index, sentence, limit)
    return sentence


def _block(document: Document, sentence: Span) -> tuple[int, Block]:
    """The block that holds the sentence, and its place among the document's."""
    index = bisect_right([block.start for block in document.blocks], sentence.start) - 1
    return index, document.blocks[index]


def _is_scrap(document: Document, block: Block, sentence: Span) -> bool:
    """Whether the sentence is a whole block of a few words without a stop: a name below its heading."""
    words = sentence.of(document.text)
    is_whole = sentence.start <= block.start and sentence.end >= block.end
    return is_whole and len(words.split()) < SCRAP_WORDS and not words.endswith((".", "!", "?", ":"))


def _with_its_heading(document: Document, index: int, sentence: Span, limit: int) -> Span:
    """With the heading above it, or the last sentence of the paragraph above."""
    above = document.blocks[index - 1] if index else None
    if above is None or above.kind not in ("heading", "paragraph"):
        return sentence
    start = above.start if above.kind == "heading" else _last_sentence(document, index - 1)
    return Span(start, sentence.end) if sentence.end - start <= limit else sentence


def _goes_on(text: str, block: Block, sentence: Span) -> bool:
    """Whether a block begins in the middle of something: in small letters, or with "a)"."""
    return sentence.start <= block.start and _GOES_ON.match(text, sentence.start, sentence.end) is not None


def _refers_back(text: str, sentence: Span) -> bool:
    start, end = sentence.start, sentence.end
    if not _REFERS_BACK.match(text, start, end) or _STANDS_FOR_NOTHING.match(text, start, end):
        return False
    around = max(0, start - AROUND), min(len(text), end + AROUND)
    return not (_MAY_ADDRESS.match(text, start, end) and _ADDRESSES.search(text, *around))


def _leads_in(document: Document, index: int) -> bool:
    return index + 1 < len(document.blocks) and document.blocks[index + 1].kind == "item"


def _list(document: Document, index: int, sentence: Span, limit: int) -> Span:
    """The whole list with its lead-in; where that is too long its branch, else what stands before the item."""
    blocks = document.blocks
    start = _list_start(document, index)
    whole = Span(start, _list_end(blocks, index, sentence, len(document.text)))
    if whole.end - whole.start <= limit:
        return whole
    parent = _parent(document, index)
    if parent is not None and sentence.end - blocks[parent].start <= limit:
        so_far = Span(blocks[parent].start, sentence.end)
        return Span(so_far.start, _list_end(blocks, index, so_far, limit, level=blocks[index].level))
    if sentence.end - start > limit:
        return sentence
    return Span(start, _list_end(blocks, index, Span(start, sentence.end), limit))


def _list_start(document: Document, index: int) -> int:
    """Where the list begins that block `index` belongs to: at the sentence that leads it in, if one does."""
    first = index
    while first > 0 and document.blocks[first - 1].kind == "item":
        first -= 1
    if first == 0 or document.blocks[first - 1].kind != "paragraph":
        return document.blocks[first].start
    return _last_sentence(document, first - 1)


def _last_sentence(document: Document, index: int) -> int:
    """Where the last sentence of block `index` begins."""
    block = document.blocks[index]
    return block.start + sentences.split(document.text[block.start : block.end])[-1].start


def _parent(document: Document, index: int) -> int | None:
    """The item that block `index` is a part of: the last one of a higher level, or the one above a line of votes."""
    blocks = document.blocks
    is_votes = _VOTES.search(document.text, blocks[index].start, blocks[index].end) is not None
    for above in range(index - 1, -1, -1):
        if blocks[above].kind != "item":
            return None
        votes = _VOTES.search(document.text, blocks[above].start, blocks[above].end)
        if blocks[above].level < blocks[index].level or (is_votes and not votes):
            return above
    return None


def _list_end(blocks: tuple[Block, ...], index: int, so_far: Span, limit: int, level: int = 1) -> int:
    """Where the list that block `index` leads in or belongs to ends, as far as the limit allows.

    Only its items of `level` and deeper count.
    """
    end = so_far.end
    for block in blocks[index + 1 :]:
        if block.kind != "item" or block.level < level or block.end - so_far.start > limit:
            break
        end = block.end
    return end


def _with_the_one_before(document: Document, index: int, sentence: Span, limit: int) -> Span:
    """With the sentence before it, or the list, also where that is the block before; not with a heading or a row."""
    start, block = sentence.start, document.blocks[index]
    if before := sentences.split(document.text[block.start : sentence.start]):
        start = block.start + before[-1].start
    elif index and document.blocks[index - 1].kind == "paragraph":
        start = _last_sentence(document, index - 1)
    elif index and document.blocks[index - 1].kind == "item":
        start = _list_start(document, index - 1)
    return Span(start, sentence.end) if sentence.end - start <= limit else sentence
