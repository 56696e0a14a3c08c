"""The content of the section that a question names by its number, "Was steht in § 6 der Satzung?", or by its heading:
"§ 7 Gemeinsame Werften" for "Was ist eine gemeinsame Werft?".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.answering.choose import shown_alone
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf, undoubted
from assistant.language.asked_for import has_interrogative
from assistant.language.terms import stems
from assistant.records import Document, DocumentInfo, Span
from assistant.retrieving.retrieve import DocumentOf

BETWEEN = 8  # characters between a heading and the sentence right below it: blank lines, stars
HEADING_CHARACTERS = 120  # a longer line is a sentence
# "§ 27 ", "Artikel 7 — ", "3.2 ", "IV. "
_COUNTED = re.compile(
    r"[#*\s]{0,8}(?:(?:§§?|Art(?:ikel|icle|\.)|TOP|Kapitel|Abschnitt)\s?\d{1,4}[a-z]?|\d{1,3}(?:\.\d{1,3}){0,4}|[IVX]{1,5}\.)?"
    r"[\s.:–—-]{0,4}"
)
_PLACE = (
    r"(?P<kind>§|paragra(?:f|ph)|artikel|art\.|article|top|section|abschnitt|kapitel|chapter|ziffer|punkt|nummer)\s?"
    r"(?P<number>(?P<count>\d{1,3})[a-z]?(?:\.\d{1,2})*)(?!\w)"
)
_ASKED = re.compile(
    r"\b(?:(?:was|wie)\s(?:steht|stand|hei(?:ß|ss)t\ses|regelt|besagt|bestimmt|sagt|lautet)"
    r"\s(?:(?:in|im|unter|der|die|das|dem)\s){0,3}"
    rf"|what\s(?:does|is\sin|is\swritten\sin)\s(?:the\s)?|inhalt\s(?:von|des)\s){_PLACE}",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\W*{_PLACE}", re.IGNORECASE)  # "§ 8 Satzung"
_OF = re.compile(
    r"\s+(?:(?:der|des|dem|den|die|das|von|vom|aus|in|im|of|the)\s)+(?P<title>.+)", re.IGNORECASE | re.DOTALL
)
_SHORT = re.compile(r"\s+(?P<title>[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*)")  # "§ 8 BetrVG"
_ANY = re.compile(r"(?P<title>.+)", re.DOTALL)
_LAW = r"(?:§|Paragra(?:f|ph))"
_ARTICLE = r"(?:Art(?:ikel|icle|\.))"
# How the headings of such sections begin; chapters and sections often with their number alone.
_HEADED = {
    "§": _LAW,
    "paragraf": _LAW,
    "paragraph": _LAW,
    "artikel": _ARTICLE,
    "art.": _ARTICLE,
    "article": _ARTICLE,
    "top": "TOP",
    "section": rf"(?:{_LAW}|Section|Abschnitt)?",
}
# "§§ 4 bis 6 Organe", "Artikel 7 und 8"
_RANGE = re.compile(
    r"[#*\s]*(?:§§?|Art(?:ikel|icles?|\.))\s?(?P<first>\d{1,3})[a-z]?\s?(?:bis|und|to|and|–|-)\s?(?P<last>\d{1,3})",
    re.IGNORECASE,
)
FEWEST = 3  # with this many paragraphs as headings a document is taken to have all of them so
_CHAPTER = r"(?:Abschnitt|Kapitel|Chapter|Section|Ziffer|Punkt|Nummer|Nr\.)?"


def named_section_first(ranked: Sequence[Candidate], asked: Understanding, document_of: DocumentOf) -> list[Candidate]:
    """The candidates with those of the named section first, in the order of the document, and all others too low to be
    shown; none at all where the named document has its paragraphs (§) or articles as headings, and none of this number.

    What else the question says must stand in the title of the document ("§ 6 der Satzung"); if it says nothing else,
    only one document may have such a section. The reader network has no say: what stands there is what is asked for.
    """
    found = _section_asked_for(asked.query)
    if found is None:
        return list(ranked)
    heading = _heading(found)
    behind = asked.query[found.end() :]
    title = _OF.match(behind) or (_SHORT if _ASKED.search(asked.query) else _ANY).match(behind)
    words = set(stems(title["title"])) & set(asked.terms) if title else set()
    documents = {one.document.id: one.document for one in ranked if _is_titled(one.document.title, words)}
    held = [own for document in documents if (own := _below(heading, document, ranked, document_of))]
    if words and not held and any(_lacks(document_of(document), found, ranked) for document in documents):
        return []
    if not held or (not words and len(held) > 1):
        return list(ranked)
    return _put_before(held[0], ranked)


def _section_asked_for(question: str) -> re.Match[str] | None:
    """The words of the question that name a section; None if it names none, or asks for something else about it."""
    return _ASKED.search(question) or (None if has_interrogative(question) else _BARE.match(question))


def _heading(place: re.Match[str]) -> re.Pattern[str]:
    """How the heading of the section begins."""
    kind = _HEADED.get(place["kind"].lower(), _CHAPTER)
    return re.compile(rf"[#*\s]*{kind}\s?{re.escape(place['number'])}(?![\w]|\.\d)", re.IGNORECASE)


def _is_titled(title: str, words: Collection[str]) -> bool:
    """Whether a title holds all the words, a compound by its end: "Vereinssatzung" for "Satzung"."""
    held = stems(title)
    return all(any(one.endswith(word) for one in held) for word in words)


def _below(
    heading: re.Pattern[str], document: str, ranked: Sequence[Candidate], document_of: DocumentOf
) -> list[Candidate]:
    """The candidates of the document below the heading, in its order; none where nothing but headings stands there."""
    source = document_of(document)
    section = _section(source, heading) if source else None
    own = [one for one in ranked if section and _is_within(one, document, section)]
    is_said = any(not one.features.heading for one in own)
    return sorted(own, key=lambda one: one.span.start) if is_said else []


def _lacks(document: Document | None, place: re.Match[str], ranked: Sequence[Candidate]) -> bool:
    """Whether the document has its paragraphs or articles as headings, but not this one, and no candidate names it."""
    kind = _HEADED.get(place["kind"].lower(), "")
    if document is None or kind not in (_LAW, _ARTICLE):
        return False
    counted = re.compile(rf"[#*\s]*{kind}\s?\d", re.IGNORECASE)
    headings = [block for block in document.blocks if block.kind == "heading"]
    found = [block for block in headings if counted.match(document.text, block.start, block.end)]
    said = re.compile(rf"{kind}\s?{re.escape(place['number'])}(?!\w)", re.IGNORECASE)
    is_spoken_of = any(said.search(one.text) for one in ranked) or _section(document, _heading(place)) is not None
    ranges = (_RANGE.match(document.text, block.start, block.end) for block in headings)
    is_within = any(one and int(one["first"]) <= int(place["count"]) <= int(one["last"]) for one in ranges)
    return len(found) >= FEWEST and not is_spoken_of and not is_within


def _section(document: Document, heading: re.Pattern[str]) -> Span | None:
    """From such a heading to the next one that is no part of it."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    for at, block in enumerate(headings):
        if heading.match(document.text, block.start, block.end):
            behind = (other.start for other in headings[at + 1 :] if other.level <= block.level)
            return Span(block.start, next(behind, len(document.text)))
    return None


def _is_within(one: Candidate, document_id: str, section: Span) -> bool:
    return one.document.id == document_id and section.start <= one.span.start < section.end


def _put_before(own: Sequence[Candidate], ranked: Sequence[Candidate]) -> list[Candidate]:
    spans = {(one.document.id, one.span) for one in own}
    others = (one for one in ranked if (one.document.id, one.span) not in spans)
    return shown_alone(map(undoubted, own), others, ranked[0].score)


def asked_heading(ranked: Sequence[Candidate], asked: Understanding, quote_of: QuoteOf) -> Candidate | None:
    """The first sentence below a heading that says all that is asked, but for what the title of its document does.

    It says what the thing is, and those behind it mostly when and how. None without such a heading, and where the best
    sentence stands below one already.
    """
    heading = next((one for one in ranked if _is_asked(one.text, one.document, asked)), None)
    found = next((one for one in ranked if heading and _is_right_below(one, heading)), None)
    best = quote_of(ranked[0])
    is_there = best is not None and any(_is_asked(one, best.document, asked) for one in best.headings[-1:])
    return None if found is None or is_there or quote_of(found) is None else found


def _is_right_below(one: Candidate, heading: Candidate) -> bool:
    is_near = 0 <= one.span.start - heading.span.end <= BETWEEN
    return is_near and one.document.id == heading.document.id


def _is_asked(words: str, document: DocumentInfo, asked: Understanding) -> bool:
    """Whether the words, if they are a heading, and the title of the document say all that is asked and no more."""
    if len(words) > HEADING_CHARACTERS or words.endswith((".", "!", "?", ";", ",")):
        return False
    number = _COUNTED.match(words)
    named = frozenset(stems(words[number.end() if number else 0 :]))
    titled = frozenset(stems(document.title))
    return named <= asked.terms <= named | titled and not named <= titled
