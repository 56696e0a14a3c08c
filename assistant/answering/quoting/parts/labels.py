"""What only names what stands beside it, and is no quote: headings, captions, dates, a few words."""

from __future__ import annotations

import re

from assistant.answering.quoting.parts.blocks import (
    block_at,
    definitions_from,
    is_counted_topic,
    is_note,
    leads_in,
    leads_in_rows,
    words_of,
)
from assistant.answering.quoting.parts.contents import (
    is_agenda,
    is_of_contents,
    is_page_of_contents,
    links_to_contents,
    names_columns,
)
from assistant.answering.quoting.parts.headings import (
    ALL_BOLD,
    CAPTION,
    PARAGRAPH_NUMBER,
    is_above_rows,
    is_bold_name,
    is_line_above,
    is_numbered,
    is_term,
    lettered_as,
)
from assistant.answering.quoting.parts.scraps import SCRAP_WORDS, is_date, is_scrap, measures
from assistant.answering.quoting.parts.torn import STOPS, is_torn
from assistant.language.figures import figures
from assistant.language.tagger import has_finite_verb
from assistant.records import Document, Span

# What only names what stands beside it.
_AS_OF = re.compile(r"\W*(?:stand|as\sof|(?:zuletzt\s|last\s)(?:aktualisiert|geändert|updated))\b", re.IGNORECASE)
# What a library says of a text: "**Typ:** Gesetz **Fundstelle:** GBl. 2005 **Stand:** ...".
_FIELDS = re.compile(r"(?:\*\*[^*:]{3,30}:\*\*[^*]*){3,}")
_PICTURE = re.compile(r"\s*(?:!\[[^\]]*\]\([^)]*\)\s*)+")  # what is said of a picture that is not seen
_ANCHOR = re.compile(r"<a\s[^<>]{0,80}></a>")
# A topic of an agenda, with the time that it gets.
_TOPIC = re.compile(r".{3,160}\((?:[^()\d]{1,30},\s)?\d{1,3}\s?min(?:\.|uten)?\)\W*", re.IGNORECASE | re.DOTALL)
_FOOTNOTE = re.compile(r"\(\d{1,2}\)[A-ZÄÖÜ]")
_GAZETTE = re.compile(r"\b(?:ABl|BGBl|GBl|GVBl|GMBl|BAnz)\.\s*\Z")
_VOLUME = re.compile(r"(?:I{1,3}|[CL]|Nr|S|Teil|\d+)\b")
_IN_BRACKETS = re.compile(r"\((?!\d{1,3}[a-z]?\))[^()]*(?:\([^()]*\)[^()]*)*\)\.?")


def names_only(document: Document, index: int, sentence: Span) -> bool:
    """Whether the sentence only names what stands beside it: it is a heading, also one in bold, with a letter or of a
    few words between two paragraphs, a topic of an agenda, an entry of a table of contents, a caption, what is said of
    a picture, what an abbreviation means, a note on a source, or a date."""
    if sentence.start >= definitions_from(document, index) or _is_beside_the_text(document, index):
        return True
    block, words = document.blocks[index], sentence.of(document.text)
    if lettered_as(document, index):
        return True
    if block.kind != "paragraph":
        is_heading = block.kind == "heading" or is_counted_topic(document, index) or _is_timed_topic(document, words)
        is_listed = is_of_contents(document, index) or is_agenda(document, index)
        return is_heading or is_listed or names_columns(document, index)
    if (_AS_OF.match(words) and is_date(words)) or _is_all_in_bold_above_rows(document, index):
        return True
    is_whole = sentence.holds(block.span)
    return is_whole and not words.endswith((".", "!", "?")) and _is_line_that_names(document, index, sentence)


def _is_beside_the_text(document: Document, index: int) -> bool:
    """Whether a block is no part of what its document says: links to contents, a picture, what a library or a note says
    of the text."""
    block, text = document.blocks[index], document.text
    if links_to_contents(document, block) or is_page_of_contents(document, index):
        return True
    if is_note(document, index) and _names_a_source(words_of(document, index)):
        return True
    is_library = block.kind == "paragraph" and _FIELDS.search(text, block.start, block.end) is not None
    return is_library or _is_picture(document, index)


def below_pictures(document: Document, index: int) -> int:
    """Block `index`, or the uppermost of the pictures, and captions of pictures and tables, right above it."""
    while index and _is_picture(document, index - 1):
        index -= 1
    return index


def _is_picture(document: Document, index: int) -> bool:
    """Whether a block is a picture, or a paragraph that is a caption and no sentence."""
    block = document.blocks[index]
    if _PICTURE.fullmatch(document.text, block.start, block.end):
        return True
    words = _ANCHOR.sub("", words_of(document, index)) if block.kind == "paragraph" else ""
    return CAPTION.match(words) is not None and not words.endswith((".", "!", "?"))


def _is_timed_topic(document: Document, words: str) -> bool:
    return document.info.type == "minutes" and _TOPIC.fullmatch(words) is not None


def _is_all_in_bold_above_rows(document: Document, index: int) -> bool:
    return is_above_rows(document, index) and ALL_BOLD.fullmatch(words_of(document, index)) is not None


def _is_line_that_names(document: Document, index: int, sentence: Span) -> bool:
    """Whether a whole paragraph without a stop is a caption, a heading, a label, a term, a date, a topic of minutes."""
    words = sentence.of(document.text)
    if _is_timed_topic(document, words):
        return True
    if is_numbered(document, index) or is_date(words) or is_term(document, index + 1):
        return True
    is_leading = leads_in(document, index) or leads_in_rows(document, index)
    is_label = words.endswith(":") and not is_leading and len(words.split()) < SCRAP_WORDS
    if is_label or is_line_above(document, index):
        return True
    is_heading = is_scrap(document, document.blocks[index], sentence) and _is_between_paragraphs(document, index)
    return (is_heading or is_bold_name(words)) and not measures(words)


def _names_a_source(words: str) -> bool:
    """Whether a note is no sentence, and tells no amount, share or duration: "3) Amtsblatt 4/2019, Seite 7"."""
    told = {figure.kind for figure in figures(words)}
    return not has_finite_verb(words) and told.isdisjoint(("amount", "percent", "duration"))


def _is_between_paragraphs(document: Document, index: int) -> bool:
    """Whether a sentence ends above the block, and another paragraph or a list begins below it."""
    blocks = document.blocks
    if not 0 < index < len(blocks) - 1 or blocks[index - 1].kind != "paragraph":
        return False
    if leads_in(document, index) and PARAGRAPH_NUMBER.match(document.text, blocks[index].start):
        return False
    above = document.text[blocks[index - 1].start : blocks[index - 1].end].rstrip()
    return above.endswith(".") and blocks[index + 1].kind in ("paragraph", "item")


def is_within_source(document: Document, quoted: Span) -> bool:
    """Whether a stretch begins with a footnote within a paragraph, "(4)Richtlinie ...", which is no sentence, or within
    the name of a gazette in one: "C 391 vom 18.12.2012, S. 127."."""
    _, block = block_at(document, quoted)
    if quoted.start > block.start and _FOOTNOTE.match(document.text, quoted.start):
        return not has_finite_verb(quoted.of(document.text))
    before = max(block.start, quoted.start - len(" BGBl. "))
    is_gazette = _GAZETTE.search(document.text, before, quoted.start) is not None
    return is_gazette and _VOLUME.match(document.text, quoted.start) is not None


def begins_anew(document: Document, index: int) -> bool:
    """Whether a paragraph does not go on from the words above it, though these end without a stop: "Beutel, Tassen"
    below "Essen: Brot, Butter, Käse und Wurst"."""
    pair = [block.kind for block in document.blocks[index - 1 : index + 1]] if index else []
    if pair not in (["paragraph", "paragraph"], ["item", "paragraph"]) or is_torn(document, index - 1):
        return False
    above, own = (words_of(document, at) for at in (index - 1, index))
    head = document.blocks[index - 1]
    is_name = head.kind == "paragraph" and is_scrap(document, head, head.span)
    is_small = own[:2].islower() and document.info.type != "minutes"
    return own[:1].isalpha() and not (is_name or is_small or above.rstrip("*_ ").endswith(STOPS))


def is_in_brackets(document: Document, index: int) -> bool:
    """Whether a paragraph is nothing but a remark on what stands above it: "(Zugang auf Nachfrage)"."""
    return document.blocks[index].kind == "paragraph" and _IN_BRACKETS.fullmatch(words_of(document, index)) is not None
