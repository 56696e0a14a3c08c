"""What stands at the place that a question names: "Was steht in § 6 der Satzung?", "Was regelt Artikel 3?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.choose import CLOSE
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import EVEN_ODDS, Candidate
from assistant.language.asked_for import has_interrogative
from assistant.language.terms import stems
from assistant.records import Document, Span

_PLACE = (
    r"(?P<kind>§|paragra(?:f|ph)|artikel|art\.|article|top|section|abschnitt|kapitel|chapter|ziffer|punkt|nummer)\s?"
    r"(?P<number>\d{1,3}[a-z]?(?:\.\d{1,2})*)(?!\w)"
)
_ASKED = re.compile(
    r"\b(?:(?:was|wie)\s(?:steht|stand|hei(?:ß|ss)t\ses|regelt|besagt|bestimmt|sagt|lautet)"
    r"\s(?:(?:in|im|unter|der|die|das|dem)\s){0,3}"
    rf"|what\s(?:does|is\sin|is\swritten\sin)\s(?:the\s)?|inhalt\s(?:von|des)\s){_PLACE}",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\W*{_PLACE}", re.IGNORECASE)  # "§ 8 Satzung"
_LAW = r"(?:§|Paragra(?:f|ph))"
_ARTICLE = r"(?:Art(?:ikel|icle|\.))"
# How headings begin for what is asked; chapters and sections often with their number alone.
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
_CHAPTER = r"(?:Abschnitt|Kapitel|Chapter|Section|Ziffer|Punkt|Nummer|Nr\.)?"


def of_the_place_first(
    ranked: Sequence[Candidate], asked: Understanding, document_of: Callable[[str], Document | None]
) -> list[Candidate]:
    """The candidates with those below the heading of the named place before all others, as they stand there; the others
    too low to be shown beside them.

    Of several documents with such a place the one counts whose title has most of the question's terms, then the best
    one. A reader does not judge these: what stands there is what is asked for.
    """
    heading = _heading_asked_for(asked.query)
    if heading is None or not ranked:
        return list(ranked)
    documents = {one.document.id: one.document for one in ranked}
    for info in sorted(documents.values(), key=lambda info: -len(asked.terms.intersection(stems(info.title)))):
        source = document_of(info.id)
        section = _section(source, heading) if source else None
        own = [one for one in ranked if section and _is_within(one, info.id, section)]
        if any(not one.features.heading for one in own):
            return _put_before(sorted(own, key=lambda one: one.span.start), ranked)
    return list(ranked)


def _heading_asked_for(question: str) -> re.Pattern[str] | None:
    """How the heading of the place begins; None where the question names none, or asks for something else there."""
    found = _ASKED.search(question) or (None if has_interrogative(question) else _BARE.match(question))
    if found is None:
        return None
    kind = _HEADED.get(found["kind"].lower(), _CHAPTER)
    return re.compile(rf"[#*\s]*{kind}\s?{re.escape(found['number'])}(?![\w]|\.\d)", re.IGNORECASE)


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
    best = ranked[0].score
    first = [
        replace(one, score=best, answers=None if one.answers is None else max(one.answers, EVEN_ODDS)) for one in own
    ]
    spans = {(one.document.id, one.span) for one in own}
    others = [one for one in ranked if (one.document.id, one.span) not in spans]
    return [*first, *(replace(one, score=min(one.score, best - 2 * CLOSE)) for one in others)]
