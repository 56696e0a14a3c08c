"""A sentence to a verbatim quote that can be understood alone.

A list item brings the words that lead it in, a lead-in its items, a cell its row, and a sentence that refers back
("Dies", "Sie") the sentence before it; each only as far as the quote stays short enough.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from assistant.answering.above import headings_above
from assistant.answering.refers_back import refers_back
from assistant.language import sentences
from assistant.language.figures import figures
from assistant.language.tagger import has_finite_verb
from assistant.reading.boxes import boxes_of
from assistant.records import Block, Document, Exact, Quote, Span

QUOTE_CHARACTERS = 600

_GOES_ON = re.compile(r"(?:[a-zäöüß]{2}|[a-z]\))")
# How a sentence goes on behind its list where it does not end there: "sowie in Verbundprojekten auch".
_JOINS = re.compile(r"(?:sowie|und|oder|beziehungsweise|bzw\.|aber|sofern|soweit|wenn|wobei|and|or|if)\b")
# No sentence ends with these: what does goes on in the next paragraph, behind the end of a page or before an address.
_TORN = re.compile(
    r"\s(?:der|die|das|den|dem|des|eine[mnrs]?|mit|von|für|bei|zur|zum|in|im|am|vom|über|unter|durch|und|oder|sowie"
    r"|dass|wenn|weil|mindestens|höchstens|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|the|a|an|of|with|for)\s*\Z"
)
_FOOTNOTE = re.compile(r"\d+\s")

SCRAP_WORDS = 5  # what has fewer words and no stop says nothing without its heading
LEAD_IN_CHARACTERS = QUOTE_CHARACTERS // 2  # a longer lead-in would be a second quote (of 662 lead-ins 5 %)
# What only names what stands beside it.
_CAPTION = re.compile(r"(?:Abbildung|Abb\.|Tabelle|Tab\.|Figure|Fig\.|Table)\s\d")
_BOLD = re.compile(r"\*\*(?:[^*.!?:;]|\b(?:Abs|Art|bzw|gem|Nr|vgl)\.|\d\.)+\*\*")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+[A-ZÄÖÜ]")
# Lead-ins that say nothing without what they are said of.
_BARE = re.compile(r"(?:Vorteile|Nachteile|Bedenken|Einwände|Gründe|Kritik|Probleme):")
_PART = re.compile(r"(?<=[;:—–])\s(?=\S)")
_NUMBERED_PARAGRAPH = re.compile(r"\(\d{1,2}[a-z]?\)\s")
HEADING_WORDS = 12  # a numbered paragraph of more words is a sentence that lost its stop
_BESIDE_A_DATE = re.compile(
    r"stand|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|(?:mon|tues|wednes|thurs|fri|satur|sun)day|am|vom|den|der"
    r"|uhr|on|the|as|of",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(r"^\W*(?:[A-ZÄÖÜ][\wäöüß./-]+\s?){1,3},\s")
_AS_OF = re.compile(r"\W*(?:stand|as\sof)\b", re.IGNORECASE)
_VOTES = re.compile(r"\[[+-]?\d+\]\s*\Z")


def quote(
    document: Document, sentence: Span, limit: int = QUOTE_CHARACTERS, *, exact: Span | None = None
) -> Quote | None:
    """The sentence as a quote, widened so that it can be understood alone; None for headings, captions and dates, for a
    few words with nothing above them, and beyond `limit`.

    `exact` are the words of the sentence that answer by themselves, if they are known.
    """
    index, block = _block(document, sentence)
    if sentence.end - sentence.start > limit or _names_only(document, index, sentence):
        return None
    span = widened(document, sentence, limit)
    if span == sentence and block.kind == "paragraph" and _is_scrap(document, block, sentence):
        return None
    text = _in_one_line(span.of(document.text))
    page, boxes = document.page_at(span.start), boxes_of(document.boxes, span)
    words = _words(document.text, span, exact) if exact else None
    above = (*_headings(document, span), *_led_in_by(document, sentence, span), *_opened_by(document, span))
    newer = document.superseded_by
    found = Quote(document.info, page, text, span.start, span.end, newer, tuple(boxes), exact=words, headings=above)
    return replace(found, continues=_continues(document, span))


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _headings(document: Document, quoted: Span) -> tuple[str, ...]:
    """The headings above the quote, also a numbered one that was read as a paragraph."""
    blocks = document.blocks
    above = headings_above(document, quoted.start)
    for index in range(_block(document, quoted)[0] - 1, -1, -1):
        if blocks[index].kind == "heading":
            break
        if _is_numbered(document, index):
            return (*above, _in_one_line(document.text[blocks[index].start : blocks[index].end]))
    return above


def _led_in_by(document: Document, sentence: Span, quoted: Span) -> tuple[str, ...]:
    """What leads in the list that the sentence is an item of, where it stands too far above to be quoted with it; and
    how it goes on behind the list: "Das Land wird ermächtigt, ... … zu regeln."."""
    index, block = _block(document, sentence)
    start = _list_start(document, index)
    if block.kind != "item" or start >= quoted.start:
        return ()
    at, leading = _block(document, Span(start, start))
    span = Span(start, leading.end)
    words = _in_one_line(span.of(document.text))
    if leading.kind != "paragraph" or _names_only(document, at, span) or words.endswith("."):
        return ()
    return (*_opened_by(document, span), _its_end(words) + _taken_up(document, index, quoted))


def _taken_up(document: Document, index: int, quoted: Span) -> str:
    """What takes up the sentence behind the list of block `index`, if it does and the quote ends before."""
    below = index + 1
    while below < len(document.blocks) and document.blocks[below].kind == "item":
        below += 1
    if below == len(document.blocks) or not _is_behind_a_list(document, below):
        return ""
    rest = Span(document.blocks[below].start, _first_sentence(document, below))
    if rest.start < quoted.end or rest.end - rest.start > LEAD_IN_CHARACTERS:
        return ""
    return f" … {_in_one_line(rest.of(document.text))}"


def _its_end(words: str) -> str:
    """A lead-in, or where it is long its last part: "…; diese Maßnahmen schließen Folgendes ein:"."""
    if len(words) <= LEAD_IN_CHARACTERS:
        return words
    last = words[-LEAD_IN_CHARACTERS:]
    return "… " + (_PART.split(last, maxsplit=1)[-1] if _PART.search(last) else last.partition(" ")[2])


def _opened_by(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the numbered paragraph of a law begins that the quote begins within: "(2) Über Ausnahmen entscheidet ..."."""
    index, block = _block(document, quoted)
    if block.kind != "paragraph" or not _NUMBERED_PARAGRAPH.match(document.text, block.start):
        return ()
    first = Span(block.start, _first_sentence(document, index))
    if first.end > quoted.start or first.end - first.start > LEAD_IN_CHARACTERS:
        return ()
    return (_in_one_line(first.of(document.text)),)


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
        listed = Span(sentence.start, _list_end(document, index, sentence, limit))
        return _understood(document, index, listed, limit)
    if block.kind == "paragraph" and sentence.end >= block.end and _is_torn(document, index):
        end = _first_sentence(document, index + 1)
        return Span(sentence.start, end) if end - sentence.start <= limit else sentence
    if _is_scrap(document, block, sentence):
        return _with_its_heading(document, index, sentence, limit)
    if _goes_on(document, index, sentence) or refers_back(document.text, sentence):
        return _with_the_one_before(document, index, sentence, limit)
    return sentence


def _block(document: Document, sentence: Span) -> tuple[int, Block]:
    """The block that holds the sentence, and its place among the document's."""
    index = bisect_right(document.blocks, sentence.start, key=lambda block: block.start) - 1
    return index, document.blocks[index]


def _names_only(document: Document, index: int, sentence: Span) -> bool:
    """Whether the sentence only names what stands beside it: it is a heading, also one in bold or a few words between
    two paragraphs, a caption or a date."""
    block, words = document.blocks[index], sentence.of(document.text)
    if block.kind != "paragraph":
        return block.kind == "heading"
    if _AS_OF.match(words) and _is_date(words):
        return True
    is_whole = sentence.start <= block.start and sentence.end >= block.end
    if not is_whole or words.endswith((".", "!", "?")):
        return False
    if _CAPTION.match(words) or _is_numbered(document, index) or _is_date(words):
        return True
    if words.endswith(":") and not _leads_in(document, index) and len(words.split()) < SCRAP_WORDS:
        return True
    is_heading = _is_scrap(document, block, sentence) and _is_between_paragraphs(document, index)
    is_bold = _BOLD.fullmatch(words) is not None and not has_finite_verb(words)
    return (is_heading or is_bold) and not _measures(words)


def _is_between_paragraphs(document: Document, index: int) -> bool:
    """Whether a sentence ends above the block, and another paragraph or a list begins below it."""
    blocks = document.blocks
    if not 0 < index < len(blocks) - 1 or blocks[index - 1].kind != "paragraph":
        return False
    above = document.text[blocks[index - 1].start : blocks[index - 1].end].rstrip()
    return above.endswith(".") and blocks[index + 1].kind in ("paragraph", "item")


def _is_numbered(document: Document, index: int) -> bool:
    """Whether a block is a numbered heading that was read as a paragraph: "6.4 Höhe der Zuwendung", not "10.30 Uhr"."""
    block = document.blocks[index]
    words = document.text[block.start : block.end].rstrip()
    if block.kind != "paragraph" or not _NUMBERED.match(words) or len(words.split()) > HEADING_WORDS:
        return False
    if words.endswith((".", "!", "?", ":", ";", ",")) or _leads_in(document, index) or _TORN.search(words):
        return False
    return not _measures(words)


def _measures(words: str) -> bool:
    """Whether the words hold an amount, a share, a date or the like, which may be what is asked for."""
    return not {figure.kind for figure in figures(words)} <= {"number", "paragraph"}


def _is_date(words: str) -> bool:
    """Whether the words are a date, perhaps with a place before and a time, and nothing else."""
    words = _PLACE_BEFORE.sub("", words)
    found = figures(words)
    if "date" not in {figure.kind for figure in found}:
        return False
    rest = list(words)
    for figure in found:
        rest[figure.span.start : figure.span.end] = " " * (figure.span.end - figure.span.start)
    others = [word for word in re.split(r"[\W_]+", "".join(rest)) if word]
    return {figure.kind for figure in found} <= {"date", "time"} and all(map(_BESIDE_A_DATE.fullmatch, others))


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


def _goes_on(document: Document, index: int, sentence: Span) -> bool:
    """Whether a block begins in the middle of something: in small letters, with "a)", or behind a torn sentence."""
    if sentence.start > document.blocks[index].start:
        return False
    is_small = _GOES_ON.match(document.text, sentence.start, sentence.end) is not None
    return is_small or (index > 0 and _is_torn(document, index - 1))


def _is_torn(document: Document, index: int) -> bool:
    """Whether a paragraph breaks off before its sentence ends, and the next one takes it up."""
    following = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    block = document.blocks[index]
    if following is None or not block.kind == following.kind == "paragraph":
        return False
    words = document.text[block.start : block.end]
    return _TORN.search(words) is not None and not _FOOTNOTE.match(document.text, following.start)


def _leads_in(document: Document, index: int) -> bool:
    return index + 1 < len(document.blocks) and document.blocks[index + 1].kind == "item"


def _list(document: Document, index: int, sentence: Span, limit: int) -> Span:
    """The whole list with its lead-in; where that is too long its branch, else what stands before the item."""
    blocks = document.blocks
    start = _list_start(document, index)
    whole = Span(start, _list_end(document, index, sentence, len(document.text)))
    if whole.end - whole.start <= limit:
        return _understood(document, _block(document, whole)[0], whole, limit)
    parent = _parent(document, index)
    if parent is not None and sentence.end - blocks[parent].start <= limit:
        so_far = Span(blocks[parent].start, sentence.end)
        return Span(so_far.start, _list_end(document, index, so_far, limit, level=blocks[index].level))
    if sentence.end - start > limit:
        return sentence
    return Span(start, _list_end(document, index, Span(start, sentence.end), limit))


def _understood(document: Document, leading: int, listed: Span, limit: int) -> Span:
    """A list with the sentence before block `leading`, its lead-in, where that says nothing alone: "Dazu gehören:",
    "Nachteile:"."""
    block = document.blocks[leading]
    words = Span(listed.start, block.end)
    is_bare = _BARE.fullmatch(words.of(document.text)) is not None
    if block.kind == "paragraph" and (is_bare or refers_back(document.text, words)):
        return _with_the_one_before(document, leading, listed, limit)
    return listed


def _list_start(document: Document, index: int) -> int:
    """Where the list begins that block `index` belongs to: at the sentence that leads it in, if one does."""
    first = index
    while first > 0 and (document.blocks[first - 1].kind == "item" or _is_rest_of_a_list(document, first - 1)):
        first -= 1
    if first == 0 or document.blocks[first - 1].kind != "paragraph":
        return document.blocks[first].start
    return _last_sentence(document, first - 1)


def _is_rest_of_a_list(document: Document, index: int) -> bool:
    """Whether a paragraph is one sentence that the list above it left open, with another list below."""
    return _is_behind_a_list(document, index) and _last_sentence(document, index) == document.blocks[index].start


def _first_sentence(document: Document, index: int) -> int:
    """Where the first sentence of block `index` ends."""
    block = document.blocks[index]
    return block.start + sentences.split(document.text[block.start : block.end])[0].end


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


def _list_end(document: Document, index: int, so_far: Span, limit: int, level: int = 1) -> int:
    """Where the list that block `index` leads in or belongs to ends, as far as the limit allows.

    Only its items of `level` and deeper count. A sentence that goes on behind the list belongs to it.
    """
    end = so_far.end
    for at, block in enumerate(document.blocks[index + 1 :], index + 1):
        is_rest = level == 1 and _is_behind_a_list(document, at)
        next_end = _first_sentence(document, at) if is_rest else block.end
        if not is_rest and (block.kind != "item" or block.level < level):
            break
        if next_end - so_far.start > limit:
            break
        end = next_end
        if end < block.end:
            break
    return end


def _is_behind_a_list(document: Document, index: int) -> bool:
    """Whether a paragraph goes on, in small letters, with what the list above it left open ("erfüllt.", "sowie")."""
    block, above = document.blocks[index], document.blocks[index - 1] if index else None
    if above is None or above.kind != "item" or block.kind != "paragraph":
        return False
    first = document.text[block.start : _first_sentence(document, index)]
    is_rest = first[:2].islower() and (first.endswith(".") or (_JOINS.match(first) is not None and first[-1] != ":"))
    return is_rest and not document.text[above.start : above.end].rstrip().endswith((".", "!", "?", ":"))


def _with_the_one_before(document: Document, index: int, sentence: Span, limit: int, more: int = 1) -> Span:
    """With the sentence before it, or the list, also where that is the block before; not with a heading, a caption or
    a row.

    Where that one refers back, too, with one `more`.
    """
    start, block = sentence.start, document.blocks[index]
    if before := sentences.split(document.text[block.start : sentence.start]):
        start = block.start + before[-1].start
    elif index and document.blocks[index - 1].kind == "paragraph":
        index -= 1
        start = _last_sentence(document, index)
        if _names_only(document, index, Span(start, document.blocks[index].end)):
            return sentence
    elif index and document.blocks[index - 1].kind == "item":
        start, more = _list_start(document, index - 1), 0
    if sentence.end - start > limit:
        return sentence
    found = Span(start, sentence.end)
    if more and start < sentence.start and refers_back(document.text, Span(start, sentence.start)):
        return _with_the_one_before(document, index, found, limit, more - 1)
    return found
