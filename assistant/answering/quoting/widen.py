"""A sentence to the stretch around it that can be understood alone.

A list item brings the words that lead it in, a lead-in its items, a cell its row, and a sentence that refers back
("Dies", "Sie") the sentence before it; each only as far as the quote stays short enough.
"""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.answering.quoting.above.shortening import LEAD_IN_CHARACTERS
from assistant.answering.quoting.parts.blocks import (
    block_at,
    first_sentence,
    is_counted_topic,
    is_left_open,
    is_named_below,
    last_sentence,
    leads_in,
    leads_in_rows,
    level_of,
    list_end,
    list_start,
    rows_end,
    signed_from,
)
from assistant.answering.quoting.parts.headings import is_term, lettered_as
from assistant.answering.quoting.parts.labels import is_in_brackets, names_only
from assistant.answering.quoting.parts.nesting import branch_end, parent_of
from assistant.answering.quoting.parts.scraps import is_scrap
from assistant.answering.quoting.parts.torn import is_torn, torn_end
from assistant.language import sentences
from assistant.language.referring.refers_back import refers_back
from assistant.language.replies import asks, points_above, replies
from assistant.language.tagger import has_verb
from assistant.records import Block, Document, Span

_GOES_ON = re.compile(r"(?:[a-zäöüß]{2}|[a-z]\))")
_RUN_IN = re.compile(r"\*\*[^*.!?:]{1,60}[.:]\*\*")  # "**Obergrenze.** Je Boot ..."
# What takes back a part of what was said.
_RESTRICTS = re.compile(
    r"\s*(?:(?:Dies|Das)\sgilt\s(?:nur|nicht|jedoch)\b|(?:Davon\s)?[Aa]usgenommen\b|Ausnahmen?\b|Sofern\smöglich\b"
    r"|Voraussetzung\s(?:dafür|hierfür|ist)\b|This\s(?:only\sapplies|does\snot\sapply|applies\sonly)\b|Except\b"
    r"|(?:\(\d{1,2}\)\s)?Abweichend\s(?:davon|hiervon|dazu|hierzu|gilt|gelten|von\s(?:Satz|Absatz|Abs\.|Nummer))(?!\w)"
    r"|(?:Hiervon|Davon)\s(?:abweichend|nicht\s(?:erfasst|betroffen))\b|(?:Hiervon\s)?[Aa]usgenommen\b"
    r"|(?:Nicht|Nichts)\s(?:davon|hiervon)\b|Eine\sAusnahme\b|Exceptions?\b|Exempt\b)"
)
_DENIES = re.compile(r"\b(?:nicht|kein(?:e[mnrs]?)?|ausgeschlossen|ausschl[uü]ss\w*|not|excluded)\b", re.IGNORECASE)
ENDS = (".", "!", "?")
_ADDS = ("Ebenso ", "Außerdem ", "Ferner ", "Zusätzlich ", "Sowie ")
FEWEST_WORDS = 3  # fewer are a mark or a thank-you
_ABBREVIATED = re.compile(r"\b\w+\.(?=\s)")  # "sog. Tier", which the tagger takes for a verb
# Lead-ins that say nothing without what they are said of.
_BARE = re.compile(r"(?:Vorteile|Nachteile|Bedenken|Einwände|Gründe|Kritik|Probleme):")


def widened(document: Document, sentence: Span, limit: int) -> Span:
    """The sentence with what it needs to be understood, at most `limit` characters long where the sentence is."""
    index, block = block_at(document, sentence)
    sentence = _answered(document, block, sentence, limit)
    if block.kind == "item":
        return _list(document, index, sentence, limit)
    sentence = _signed(document, index, sentence, limit)
    if block.kind == "row":  # it names the columns of its cells
        row = block.span
        named = Span(row.start, first_sentence(document, index + 1)) if is_named_below(document, index) else row
        return next((span for span in (named, row) if span.end - span.start <= limit), sentence)
    if block.kind == "paragraph" and sentence.end >= block.end and leads_in(document, index):
        listed = Span(sentence.start, list_end(document, index, sentence, limit))
        return _understood(document, index, listed, limit)
    if sentence.end >= block.end and leads_in_rows(document, index):
        return Span(sentence.start, rows_end(document, index, sentence, limit))
    if block.kind == "paragraph" and sentence.end >= block.end and (end := torn_end(document, index)):
        rest = Span(sentence.start, end)
        whole = _with_the_one_before(document, index, rest, limit) if _goes_on(document, index, sentence) else rest
        return whole if end - whole.start <= limit else sentence
    if sentence.end >= block.end and (end := _announced_end(document, index)):
        return Span(sentence.start, end) if end - sentence.start <= limit else sentence
    if is_term(document, index):
        defined = Span(block.start, first_sentence(document, index + 1))
        return defined if defined.end - defined.start <= limit else sentence
    is_below_a_name = index and (is_named_below(document, index - 1) or is_term(document, index - 1))
    if sentence.start == block.start and is_below_a_name:
        named = Span(document.blocks[index - 1].start, sentence.end)
        return named if named.end - named.start <= limit else sentence
    if is_scrap(document, block, sentence) or _answers_what_stands_above(document, index, sentence):
        return _with_its_heading(document, index, sentence, limit)
    needs_it = refers_back(document.text, sentence) or replies(document.text, sentence)
    if needs_it or _goes_on(document, index, sentence) or _is_fragment(document, index, sentence):
        return _with_the_one_before(document, index, sentence, limit)
    return sentence


def _answered(document: Document, block: Block, sentence: Span, limit: int) -> Span:
    """A question, or a label in bold, with the sentence behind it in its line: "Wer bestellt das Boot? Paula"."""
    rest, words = document.text[sentence.end : block.end], sentence.of(document.text)
    behind = sentences.split(rest) if asks(words) or _RUN_IN.fullmatch(words) else []
    for one in takewhile(lambda one: "\n" not in rest[: one.start], behind):
        line, _, below = one.of(rest).partition("\n")
        asks_on = asks(one.of(rest))
        if not asks_on or below:  # below a reply without a stop the next question may stand
            end = sentence.end + one.start + len(line if asks_on else one.of(rest))
            return Span(sentence.start, end) if end - sentence.start <= limit else sentence
    return sentence


def _signed(document: Document, index: int, sentence: Span, limit: int) -> Span:
    """The sentence of a remark up to its signature, at the end of the paragraph or alone below it; the signature with
    the sentence before it."""
    block, below = document.blocks[index], document.blocks[index + 1 : index + 2]
    signature, end = signed_from(document, index), block.end
    if signature is None and sentence.end >= block.end and below and signed_from(document, index + 1) == below[0].start:
        signature, end = below[0].start, below[0].end
    if signature is None or signature == block.start:
        return sentence
    start = min(sentence.start, last_sentence(document, index))
    return Span(start, end) if end - start <= limit else sentence


def _announced_end(document: Document, index: int) -> int | None:
    """Where the first sentence below a paragraph ends that it announces by a colon: a link, an address."""
    block, below = document.blocks[index], document.blocks[index + 1 : index + 2]
    is_open = document.text[block.start : block.end].rstrip(" *_").endswith(":")
    if block.kind != "paragraph" or not is_open or not below or below[0].kind != "paragraph":
        return None
    return first_sentence(document, index + 1)


def takes_back(text: str) -> bool:
    """Whether a quote begins with what takes back a part of what stands before it."""
    return _RESTRICTS.match(text) is not None


def denies(text: str) -> bool:
    """Whether a text says of what stands below it that it is not so."""
    return _DENIES.search(text) is not None


def with_its_restriction(document: Document, quoted: Span, limit: int) -> Span:
    """With what stands behind it and takes something back, as a sentence, an item or a paragraph with its list:
    "Dies gilt nur ...", "Abweichend davon ...", "Ausgenommen sind ..."."""
    index, block = block_at(document, Span(quoted.end - 1, quoted.end))
    start = quoted.end
    if not document.text[start : block.end].strip():
        index += 1
        block = document.blocks[min(index, len(document.blocks) - 1)]
        start = block.start
    behind = sentences.split(document.text[start : block.end])
    is_behind = start >= quoted.end and block.kind in ("paragraph", "item")
    if not is_behind or not behind or not _RESTRICTS.match(document.text, start + behind[0].start):
        return quoted
    end = start + behind[0].end
    is_open = document.text[start:end].rstrip().endswith(":")
    if is_open and block.kind == "paragraph" and leads_in(document, index):
        end = list_end(document, index, Span(quoted.start, end), limit)
    is_whole = not document.text[start:end].rstrip().endswith(":")
    return Span(quoted.start, end) if is_whole and end - quoted.start <= limit else quoted


def below_its_denial(document: Document, quoted: Span, limit: int) -> Span:
    """With the heading near above it that denies, without which it says the contrary: "Nicht gefördert"."""
    index, _ = block_at(document, quoted)
    above = (document.blocks[at] for at in range(index - 1, -1, -1) if document.blocks[at].kind == "heading")
    heading = next(above, None)
    if heading is None or quoted.start - heading.end > LEAD_IN_CHARACTERS or quoted.end - heading.start > limit:
        return quoted
    if not denies(heading.span.of(document.text)) or denies(quoted.of(document.text)):
        return quoted
    return Span(heading.start, quoted.end)


def _with_its_heading(document: Document, index: int, sentence: Span, limit: int) -> Span:
    """With the heading above it, or the last sentence of the paragraph above."""
    above = document.blocks[index - 1] if index else None
    if above is None or above.kind not in ("heading", "paragraph"):
        return sentence
    start = above.start if above.kind == "heading" else last_sentence(document, index - 1)
    return Span(start, sentence.end) if sentence.end - start <= limit else sentence


def _answers_what_stands_above(document: Document, index: int, sentence: Span) -> bool:
    """Whether a block begins by answering the question right above it: "Nein.", "Dafür ist ... zuständig."."""
    block, above = document.blocks[index], document.blocks[index - 1] if index else None
    if above is None or above.kind not in ("heading", "paragraph") or sentence.start > block.start:
        return False
    return asks(document.text[above.start : above.end]) and points_above(document.text, sentence)


def _goes_on(document: Document, index: int, sentence: Span) -> bool:
    """Whether a block begins in the middle of something: in small letters, with "a)", behind a torn sentence, or it is
    a remark in brackets."""
    if sentence.start > document.blocks[index].start:
        return False
    if is_in_brackets(document, index):
        return True
    is_small = _GOES_ON.match(document.text, sentence.start, sentence.end) is not None
    return is_small or (index > 0 and is_torn(document, index - 1))


def _is_fragment(document: Document, index: int, sentence: Span) -> bool:
    """Whether a sentence within a paragraph, or one that adds something, has no verb, as where writers only list what
    the one before it names: "Der Hafen als Betreiber, die Werft als Bauherrin.", "Ebenso die Pläne des Kais."."""
    words = sentence.of(document.text)
    is_within = sentence.start > document.blocks[index].start or words.startswith(_ADDS)
    if not is_within or document.info.language != "de" or ":" in words:
        return False
    return len(words.split()) >= FEWEST_WORDS and not has_verb(_ABBREVIATED.sub("", words))


def _list(document: Document, index: int, sentence: Span, limit: int) -> Span:
    """The whole list with its lead-in; where that is too long its branch, else what stands before the item."""
    blocks = document.blocks
    start = list_start(document, index)
    whole = Span(start, list_end(document, index, sentence, len(document.text)))
    if whole.end - whole.start <= limit:
        return _understood(document, block_at(document, whole)[0], whole, limit)
    parent = parent_of(document, index)
    if parent is not None and sentence.end - blocks[parent].start <= limit:
        so_far = Span(blocks[parent].start, sentence.end)
        return Span(so_far.start, branch_end(document, index, so_far, limit))
    if sentence.end - start > limit:
        inner = level_of(document, index) + 1
        parts = Span(sentence.start, list_end(document, index, sentence, len(document.text), inner))
        return parts if parts.end - parts.start <= limit else sentence
    cut = Span(start, list_end(document, index, Span(start, sentence.end), limit))
    return sentence if is_left_open(document, cut) else cut


def _understood(document: Document, leading: int, listed: Span, limit: int) -> Span:
    """A list with the sentence before block `leading`, its lead-in, where that says nothing alone: "Dazu gehören:",
    "Nachteile:"."""
    block = document.blocks[leading]
    words = Span(listed.start, block.end)
    is_bare = _BARE.fullmatch(words.of(document.text)) is not None
    if block.kind == "paragraph" and (is_bare or refers_back(document.text, words)):
        return _with_the_one_before(document, leading, listed, limit)
    return listed


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
        start = last_sentence(document, index)
        if names_only(document, index, Span(start, document.blocks[index].end)):
            return sentence
    elif index and document.blocks[index - 1].kind == "item":
        if lettered_as(document, index - 1) or is_counted_topic(document, index - 1):
            return sentence
        start, more = list_start(document, index - 1), 0
    if sentence.end - start > limit:
        return sentence
    found = Span(start, sentence.end)
    before_it = Span(start, sentence.start)
    needs_more = refers_back(document.text, before_it) or _goes_on(document, index, before_it)
    if more and start < sentence.start and needs_more:
        return _with_the_one_before(document, index, found, limit, more - 1)
    return found
