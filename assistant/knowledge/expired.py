"""The documents that an answer cites to the funding programmes among them that are over."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from assistant.indexing.index import Index
from assistant.knowledge.funding import gathered
from assistant.knowledge.kept import Kept
from assistant.knowledge.programmes.extract import PROGRAMMES
from assistant.language.dates import written
from assistant.messages import text
from assistant.records import Audience, Citation, Expired, Language


def expired(
    citations: Iterable[Citation], kept: Kept, index: Index, audiences: frozenset[Audience], today: datetime.date
) -> tuple[Expired, ...]:
    """The programmes that are over by what their cited documents say; an older version is not asked.

    Only the cited documents are looked at, which is quick where their facts are not kept yet.
    """
    quotes = [one.quote for one in citations]
    cited = dict.fromkeys(one.document for one in quotes if one.document.type == "funding" and not one.superseded_by)
    if not cited:
        return ()
    facts = {one.document.id: one.value for one in kept.facts(PROGRAMMES, index, audiences, list(cited))}
    over = (one for one in gathered(list(cited), facts, {}, today) if one.status == "expired")
    return tuple(Expired(one.title, one.status_because.fact.day if one.status_because else None) for one in over)


def told(one: Expired, language: Language) -> str:
    """That a programme is over, as a sentence; with its last day, if the documents name it."""
    if one.day is None:
        return text("programme_over", language, title=one.title)
    return text("programme_over_since", language, title=one.title, day=written(one.day, language))
