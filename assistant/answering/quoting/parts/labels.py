"""What only names what stands beside it, and is no quote: headings, captions, dates, a few words."""

from __future__ import annotations

import re

from assistant.answering.quoting.parts.blocks import definitions_from
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
    has_a_number,
    is_above_rows,
    is_bold_name,
    is_line_above,
    is_numbered,
    is_term,
    lettered_as,
)
from assistant.answering.quoting.parts.lists import is_counted_topic, is_note, leads_in
from assistant.answering.quoting.parts.part import Part, part_at
from assistant.answering.quoting.parts.rows import leads_in_rows
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


def names_only(part: Part, sentence: Span) -> bool:
    """Whether the sentence only names what stands beside it, and says nothing by itself.

    So do headings (in bold, with a letter, a few words between two paragraphs), topics of an agenda, entries of a table
    of contents, captions, what is said of a picture, what an abbreviation means, notes on a source, and dates.
    """
    if sentence.start >= definitions_from(part) or _is_beside_the_text(part) or lettered_as(part):
        return True
    words = sentence.of(part.document.text)
    if part.kind != "paragraph":
        is_heading = part.kind == "heading" or is_counted_topic(part) or _is_timed_topic(part, words)
        return is_heading or is_of_contents(part) or is_agenda(part) or names_columns(part)
    if (_AS_OF.match(words) and is_date(words)) or _is_all_in_bold_above_rows(part):
        return True
    is_whole = sentence.holds(part.span)
    return is_whole and not words.endswith((".", "!", "?")) and _is_line_that_names(part, sentence)


def _is_beside_the_text(part: Part) -> bool:
    """Whether a block is no part of what its document says: links to contents, a picture, what a library or a note says
    of the text."""
    if links_to_contents(part) or is_page_of_contents(part):
        return True
    if is_note(part) and _names_a_source(part.words):
        return True
    is_library = part.kind == "paragraph" and _FIELDS.search(part.document.text, part.start, part.end) is not None
    return is_library or _is_picture(part)


def below_pictures(part: Part) -> Part:
    """A block, or the uppermost of the pictures, and captions of pictures and tables, right above it."""
    while part.index and _is_picture(part.above):
        part = part.above
    return part


def _is_picture(part: Part) -> bool:
    """Whether a block is a picture, or a paragraph that is a caption and no sentence."""
    if _PICTURE.fullmatch(part.document.text, part.start, part.end):
        return True
    words = _ANCHOR.sub("", part.words) if part.kind == "paragraph" else ""
    return CAPTION.match(words) is not None and not words.endswith((".", "!", "?"))


def _is_timed_topic(part: Part, words: str) -> bool:
    return part.document.info.type == "minutes" and _TOPIC.fullmatch(words) is not None


def _is_all_in_bold_above_rows(part: Part) -> bool:
    return is_above_rows(part) and ALL_BOLD.fullmatch(part.words) is not None


def _is_line_that_names(part: Part, sentence: Span) -> bool:
    """Whether a whole paragraph without a stop is a caption, a heading, a label, a term, a date, a topic of minutes."""
    words = sentence.of(part.document.text)
    if _is_timed_topic(part, words) or is_numbered(part) or is_date(words) or is_term(part.below):
        return True
    is_leading = leads_in(part) or leads_in_rows(part)
    is_label = words.endswith(":") and not is_leading and len(words.split()) < SCRAP_WORDS
    if is_label or is_line_above(part):
        return True
    is_heading = is_scrap(part, sentence) and _is_between_paragraphs(part)
    return (is_heading or is_bold_name(words)) and not measures(words)


def _names_a_source(words: str) -> bool:
    """Whether a note is no sentence, and tells no amount, share or duration: "3) Amtsblatt 4/2019, Seite 7"."""
    told = {figure.kind for figure in figures(words)}
    return not has_finite_verb(words) and told.isdisjoint(("amount", "percent", "duration"))


def _is_between_paragraphs(part: Part) -> bool:
    """Whether a sentence ends above the block, and another paragraph or a list begins below it."""
    if part.above.kind != "paragraph" or (leads_in(part) and has_a_number(part)):
        return False
    return part.above.words.endswith(".") and part.below.kind in ("paragraph", "item")


def is_within_source(document: Document, quoted: Span) -> bool:
    """Whether a stretch begins with a footnote within a paragraph, "(4)Richtlinie ...", which is no sentence, or within
    the name of a gazette in one: "C 391 vom 18.12.2012, S. 127."."""
    block = part_at(document, quoted.start)
    if quoted.start > block.start and _FOOTNOTE.match(document.text, quoted.start):
        return not has_finite_verb(quoted.of(document.text))
    before = max(block.start, quoted.start - len(" BGBl. "))
    is_gazette = _GAZETTE.search(document.text, before, quoted.start) is not None
    return is_gazette and _VOLUME.match(document.text, quoted.start) is not None


def begins_anew(part: Part) -> bool:
    """Whether a paragraph does not go on from the words above it, though these end without a stop: "Beutel, Tassen"
    below "Essen: Brot, Butter, Käse und Wurst"."""
    above = part.above
    if part.kind != "paragraph" or above.kind not in ("paragraph", "item") or is_torn(above):
        return False
    is_name = above.kind == "paragraph" and is_scrap(above, above.span)
    is_small = part.words[:2].islower() and part.document.info.type != "minutes"
    return part.words[:1].isalpha() and not (is_name or is_small or above.words.rstrip("*_ ").endswith(STOPS))


def is_in_brackets(part: Part) -> bool:
    """Whether a paragraph is nothing but a remark on what stands above it: "(Zugang auf Nachfrage)"."""
    return part.kind == "paragraph" and _IN_BRACKETS.fullmatch(part.words) is not None
