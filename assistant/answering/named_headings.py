"""A list that a document has as headings: "Szenario A: Wandel", "Szenario B: Stillstand"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.choose import CLOSE, QUOTES
from assistant.answering.quoting.quote import as_quote
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate
from assistant.language.figures import figures
from assistant.language.terms import fold
from assistant.records import Block, Document, Quote
from assistant.retrieving.retrieve import DocumentOf

LEAST = 2  # one heading is no list
_ENDING = 2  # letters of a plural that the singular may lack: "Szenarien", "Szenario"
_LEAST_LETTERS = 4
_ASKED = re.compile(
    r"\b(?:welche[nr]?|which|what)\s(?:are\s(?:the\s)?)?(?P<first>[\w-]+)(?:\s(?P<second>[\w-]+))?", re.IGNORECASE
)
# "Szenario A", "3.1 Handlungsfeld 2: Energie", "Szenario „Wandel“".
_NAMED = re.compile(
    r"[#*\s]*(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?P<thing>[\w-]+)\s(?:(?:[A-Z]|\d{1,2}|[IVX]{1,4})(?!\w)|[„\"»])"
)


def named_headings(ranked: Sequence[Candidate], asked: Understanding, document_of: DocumentOf) -> list[Quote]:
    """The headings that are the list asked for, in the first of the best documents that has them.

    Empty where their number is not the one in the question, or more than an answer shows.
    """
    found = _ASKED.search(asked.query) if asked.asked_for == "list" else None
    if found is None:
        return []
    many = next((int(one.value) for one in figures(found[0]) if one.kind == "number"), None)
    thing = fold(found["second"] if many and found["second"] else found["first"])
    best = (one.document.id for one in ranked if one.score >= ranked[0].score - CLOSE)
    for source in map(document_of, dict.fromkeys(best)):
        headings = _headings(source, thing) if source else []
        if source and LEAST <= len(headings) <= QUOTES and many in (None, len(headings)):
            return [as_quote(source, block.span, block.span) for block in headings]
    return []


def _headings(document: Document, thing: str) -> list[Block]:
    """The headings of one level that each name such a thing; none if they stand in different chapters."""
    stem = thing[: max(len(thing) - _ENDING, _LEAST_LETTERS)]
    headings = [block for block in document.blocks if block.kind == "heading"]
    named = (_NAMED.match(document.text, block.start, block.end) for block in headings)
    at = [place for place, one in enumerate(named) if one and fold(one["thing"]).startswith(stem)]
    levels = {headings[place].level for place in at}
    between = (block.level for block in headings[at[0] : at[-1] + 1]) if at else iter(())
    is_one_list = len(levels) == 1 and all(level >= min(levels) for level in between)
    return [headings[place] for place in at] if is_one_list else []
