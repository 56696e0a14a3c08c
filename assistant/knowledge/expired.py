"""An answer to the funding programmes that it cites and that are over, each with the quote that proves it."""

from __future__ import annotations

import datetime
from dataclasses import replace

from assistant.indexing.index import Index
from assistant.knowledge.funding import Stated, gathered
from assistant.knowledge.kept import Kept
from assistant.knowledge.programmes.extract import PROGRAMMES
from assistant.language.dates import written
from assistant.language.figures import missing
from assistant.messages import text
from assistant.records import Answer, Audience, Citation, Expired, Language, Quote


def with_expired(
    answer: Answer, kept: Kept, index: Index, audiences: frozenset[Audience], today: datetime.date
) -> Answer:
    """The answer with the programmes that are over by what its cited documents say; an older version is not asked.

    The quote that says so joins the citations unless one of them holds it. Only the cited documents are looked at,
    which is quick where their facts are not kept yet.
    """
    quotes = [one.quote for one in answer.citations]
    cited = dict.fromkeys(one.document for one in quotes if one.document.type == "funding" and not one.superseded_by)
    if not cited:
        return answer
    found = kept.facts(PROGRAMMES, index, audiences, cited)
    facts = {one.document.id: one.value for one in found}
    citations, over = list(answer.citations), []
    for programme in gathered([one.document for one in found], facts, {}, today):
        because = programme.status_because
        if programme.status == "expired" and because:
            holding = next((one for one in citations if _holds(one.quote, because.quote)), None)
            if holding is None:
                holding = Citation(len(citations) + 1, because.quote)
                citations.append(holding)
            over.append(Expired(programme.title, _last_day(because), holding.number))
    return replace(answer, citations=tuple(citations), expired=tuple(over))


def expiry_worded(one: Expired, language: Language) -> str:
    """That a programme is over, as a sentence with its mark; with its last day, if its quote names it."""
    if one.day is None:
        said = text("programme_over", language, title=one.title)
    else:
        said = text("programme_over_since", language, title=one.title, day=written(one.day, language))
    return f"{said} [{one.citation}]"


def _holds(quote: Quote, other: Quote) -> bool:
    return quote.document.id == other.document.id and quote.start <= other.start and other.end <= quote.end


def _last_day(because: Stated) -> datetime.date | None:
    """The day, unless it is put together from more than the quote."""
    day = because.fact.day
    return day if day and not missing(written(day, "de"), because.quote.text) else None
