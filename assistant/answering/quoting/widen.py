"""A sentence to the stretch around it that can be understood alone.

A list item brings the words that lead it in, a lead-in its items, a cell its row, and a sentence that refers back
("Dies", "Sie") the sentence before it; each only as far as the quote stays short enough.
"""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.answering.quoting.above.shortening import LEAD_IN_CHARACTERS
from assistant.answering.quoting.parts.blocks import first_sentence, last_sentence, signed_from
from assistant.answering.quoting.parts.headings import is_term, lettered_as
from assistant.answering.quoting.parts.labels import is_in_brackets, names_only
from assistant.answering.quoting.parts.lists import (
    is_counted_topic,
    is_left_open,
    leads_in,
    level_of,
    list_end,
    list_start,
)
from assistant.answering.quoting.parts.nesting import branch_end, parent_of
from assistant.answering.quoting.parts.part import Part, part_at
from assistant.answering.quoting.parts.rows import is_named_below, leads_in_rows, rows_end
from assistant.answering.quoting.parts.scraps import is_scrap
from assistant.answering.quoting.parts.torn import is_torn, torn_end
from assistant.language import sentences
from assistant.language.referring.refers_back import refers_back
from assistant.language.replies import asks, points_above, replies
from assistant.language.tagger import has_verb
from assistant.records import Document, Span

_GOES_ON = re.compile(r"(?:[a-zäöüß]{2}|[a-z]\))")
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
    part = part_at(document, sentence.start)
    sentence = _answered(part, sentence, limit)
    if part.kind == "item":
        return _list(part, sentence, limit)
    sentence = _signed(part, sentence, limit)
    if part.kind == "row":  # it names the columns of its cells
        named = Span(part.start, first_sentence(part.below).end) if is_named_below(part) else part.span
        return next((span for span in (named, part.span) if span.end - span.start <= limit), sentence)
    if sentence.end >= part.end:
        if part.kind == "paragraph" and leads_in(part):
            return _understood(part, Span(sentence.start, list_end(part, sentence, limit)), limit)
        if leads_in_rows(part):
            return Span(sentence.start, rows_end(part, sentence, limit))
        if part.kind == "paragraph" and (end := torn_end(part)):
            rest = Span(sentence.start, end)
            whole = _with_the_one_before(part, rest, limit) if _goes_on(part, sentence) else rest
            return whole if end - whole.start <= limit else sentence
        if _announces(part):
            end = first_sentence(part.below).end
            return Span(sentence.start, end) if end - sentence.start <= limit else sentence
    if is_term(part):
        defined = Span(part.start, first_sentence(part.below).end)
        return defined if defined.end - defined.start <= limit else sentence
    if sentence.start == part.start and (is_named_below(part.above) or is_term(part.above)):
        named = Span(part.above.start, sentence.end)
        return named if named.end - named.start <= limit else sentence
    if is_scrap(part, sentence) or _answers_what_stands_above(part, sentence):
        return _with_its_heading(part, sentence, limit)
    needs_it = refers_back(document.text, sentence) or replies(document.text, sentence)
    if needs_it or _goes_on(part, sentence) or _is_fragment(part, sentence):
        return _with_the_one_before(part, sentence, limit)
    return sentence


def _answered(part: Part, sentence: Span, limit: int) -> Span:
    """A question with the sentence behind it in its line: "Wer bestellt das Boot? Paula"."""
    rest, words = part.document.text[sentence.end : part.end], sentence.of(part.document.text)
    behind = sentences.split(rest) if asks(words) else []
    for one in takewhile(lambda one: "\n" not in rest[: one.start], behind):
        line, _, below = one.of(rest).partition("\n")
        asks_on = asks(one.of(rest))
        if not asks_on or below:  # below a reply without a stop the next question may stand
            end = sentence.end + one.start + len(line if asks_on else one.of(rest))
            return Span(sentence.start, end) if end - sentence.start <= limit else sentence
    return sentence


def _signed(part: Part, sentence: Span, limit: int) -> Span:
    """The sentence of a remark up to its signature, at the end of the paragraph or alone below it; the signature with
    the sentence before it."""
    signature, end, below = signed_from(part), part.end, part.below
    if signature is None and sentence.end >= part.end and signed_from(below) == below.start:
        signature, end = below.start, below.end
    if signature is None or signature == part.start:
        return sentence
    start = min(sentence.start, last_sentence(part).start)
    return Span(start, end) if end - start <= limit else sentence


def _announces(part: Part) -> bool:
    """Whether a paragraph announces by a colon what stands in the next one: a link, an address."""
    return (part.kind, part.below.kind) == ("paragraph", "paragraph") and part.text.rstrip(" *_").endswith(":")


def takes_back(text: str) -> bool:
    """Whether a quote begins with what takes back a part of what stands before it."""
    return _RESTRICTS.match(text) is not None


def denies(text: str) -> bool:
    """Whether a text says of what stands below it that it is not so."""
    return _DENIES.search(text) is not None


def with_its_restriction(document: Document, quoted: Span, limit: int) -> Span:
    """With what stands behind it and takes something back, as a sentence, an item or a paragraph with its list:
    "Dies gilt nur ...", "Abweichend davon ...", "Ausgenommen sind ..."."""
    part, start = part_at(document, quoted.end - 1), quoted.end
    if not document.text[start : part.end].strip():
        part = part.below
        start = part.start
    behind = sentences.split(document.text[start : part.end]) if part.kind in ("paragraph", "item") else []
    if not behind or not _RESTRICTS.match(document.text, start + behind[0].start):
        return quoted
    end = start + behind[0].end
    is_open = document.text[start:end].rstrip().endswith(":")
    if is_open and part.kind == "paragraph" and leads_in(part):
        end = list_end(part, Span(quoted.start, end), limit)
    is_whole = not document.text[start:end].rstrip().endswith(":")
    return Span(quoted.start, end) if is_whole and end - quoted.start <= limit else quoted


def below_its_denial(document: Document, quoted: Span, limit: int) -> Span:
    """With the heading near above it that denies, without which it says the contrary: "Nicht gefördert"."""
    above = part_at(document, quoted.start).all_above()
    heading = next((one for one in above if one.kind == "heading"), None)
    if heading is None or quoted.start - heading.end > LEAD_IN_CHARACTERS or quoted.end - heading.start > limit:
        return quoted
    return Span(heading.start, quoted.end) if denies(heading.text) and not denies(quoted.of(document.text)) else quoted


def _with_its_heading(part: Part, sentence: Span, limit: int) -> Span:
    """With the heading above it, or the last sentence of the paragraph above."""
    above = part.above
    if above.kind not in ("heading", "paragraph"):
        return sentence
    start = above.start if above.kind == "heading" else last_sentence(above).start
    return Span(start, sentence.end) if sentence.end - start <= limit else sentence


def _answers_what_stands_above(part: Part, sentence: Span) -> bool:
    """Whether a block begins by answering the question right above it: "Nein.", "Dafür ist ... zuständig."."""
    if part.above.kind not in ("heading", "paragraph") or sentence.start > part.start:
        return False
    return asks(part.above.text) and points_above(part.document.text, sentence)


def _goes_on(part: Part, sentence: Span) -> bool:
    """Whether a block begins in the middle of something: in small letters, with "a)", behind a torn sentence, or it is
    a remark in brackets."""
    if sentence.start > part.start:
        return False
    is_small = _GOES_ON.match(part.document.text, sentence.start, sentence.end) is not None
    return is_in_brackets(part) or is_small or is_torn(part.above)


def _is_fragment(part: Part, sentence: Span) -> bool:
    """Whether a sentence within a paragraph, or one that adds something, has no verb, as where writers only list what
    the one before it names: "Der Hafen als Betreiber, die Werft als Bauherrin.", "Ebenso die Pläne des Kais."."""
    words = sentence.of(part.document.text)
    is_within = sentence.start > part.start or words.startswith(_ADDS)
    if not is_within or part.document.info.language != "de" or ":" in words:
        return False
    return len(words.split()) >= FEWEST_WORDS and not has_verb(_ABBREVIATED.sub("", words))


def _list(item: Part, sentence: Span, limit: int) -> Span:
    """The whole list with its lead-in; where that is too long its branch, else what stands before the item."""
    start = list_start(item)
    whole = Span(start, list_end(item, sentence))
    if whole.end - whole.start <= limit:
        return _understood(part_at(item.document, start), whole, limit)
    parent = parent_of(item)
    if parent is not None and sentence.end - parent.start <= limit:
        so_far = Span(parent.start, sentence.end)
        return Span(parent.start, branch_end(item, so_far, limit))
    if sentence.end - start > limit:
        parts = Span(sentence.start, list_end(item, sentence, level=level_of(item) + 1))
        return parts if parts.end - parts.start <= limit else sentence
    cut = Span(start, list_end(item, Span(start, sentence.end), limit))
    return sentence if is_left_open(item.document, cut) else cut


def _understood(leading: Part, listed: Span, limit: int) -> Span:
    """A list with the sentence before its lead-in, where that says nothing alone: "Dazu gehören:", "Nachteile:"."""
    text, words = leading.document.text, Span(listed.start, leading.end)
    is_bare = _BARE.fullmatch(words.of(text)) is not None
    if leading.kind == "paragraph" and (is_bare or refers_back(text, words)):
        return _with_the_one_before(leading, listed, limit)
    return listed


def _with_the_one_before(part: Part, sentence: Span, limit: int, more: int = 1) -> Span:
    """With the sentence before it, or the list, also where that is the block before; not with a heading, a caption or
    a row.

    Where that one refers back, too, with one `more`.
    """
    start, text = sentence.start, part.document.text
    if before := sentences.split(text[part.start : sentence.start]):
        start = part.start + before[-1].start
    elif part.above.kind == "paragraph":
        part = part.above
        last = last_sentence(part)
        if names_only(part, last):
            return sentence
        start = last.start
    elif part.above.kind == "item":
        if lettered_as(part.above) or is_counted_topic(part.above):
            return sentence
        start, more = list_start(part.above), 0
    if sentence.end - start > limit:
        return sentence
    found = Span(start, sentence.end)
    before_it = Span(start, sentence.start)
    needs_more = refers_back(text, before_it) or _goes_on(part, before_it)
    if more and start < sentence.start and needs_more:
        return _with_the_one_before(part, found, limit, more - 1)
    return found
