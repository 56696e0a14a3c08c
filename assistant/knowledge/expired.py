"""An answer to the funding programmes that it cites and that are over, be it for now, each with a quote for it."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from assistant.indexing.index import Index
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.funding import Programme, StatedFact, gathered
from assistant.knowledge.programmes.extract import PROGRAMMES
from assistant.knowledge.programmes.purposes import speaks_of_money, speaks_of_one
from assistant.knowledge.programmes.status import SHUT
from assistant.language.dates import written
from assistant.language.figures import missing
from assistant.messages import text
from assistant.records import Answer, Audience, Citation, Expired, Language

_APPLIES = re.compile(
    r"\b(?:antrag|antrags|anträge[ns]?)\b(?!:)|beantrag|antrag(?:stell|sfrist|sberecht|sschluss)|einreich"
    r"|einzureichen|eingereicht|\bbewerb(?:en|ung)|bescheid|bewilligungs|\bmitmachen|teilnahmeberecht|\bappl(?:y|icat|icant)"
    r"|eligib",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\w@\w|\btel(?:efon\w*\b|\.)|\berreichbar|\bsprech(?:zeit|stunde)|\bphone\b|\boffice hours\b", re.IGNORECASE
)
# A row of what happened: "Jahr: 2025 | Anträge: 163 | Personen: 322".
_COUNTED = re.compile(r"^\W*(?:jahr|year)\b\W*(?:19|20)\d\d\W*\|", re.IGNORECASE)


def with_expired(
    answer: Answer, kept: FactStore, index: Index, audiences: frozenset[Audience], today: datetime.date
) -> Answer:
    """The answer with the programmes that are over by what its cited documents say; an older version is not asked.

    Only of those that the answer is about: one of their terms is quoted, and that leads the answer, or the question
    speaks of funding or of the programme.
    The quote that says so joins the citations unless one of them holds it. Only the cited documents are looked at,
    which is quick where their facts are not kept yet.
    """
    quotes = [one.quote for one in answer.citations if _tells_terms(one.quote.text)]
    cited = dict.fromkeys(one.document for one in quotes if one.document.type == "funding" and not one.superseded_by)
    if not cited:
        return answer
    found = kept.facts(PROGRAMMES, index, audiences, cited)
    facts = {one.document.id: one.value for one in found}
    citations, over = list(answer.citations), []
    for programme in gathered([one.document for one in found], facts, {}, today):
        because = programme.status_because
        if programme.status in SHUT and because and _is_about(answer, programme):
            why = because.quote
            holding = next((one for one in citations if one.quote.holds(why.document.id, why.span)), None)
            if because.fact.programme and not _quotes_row(citations, programme):
                continue  # another row of an overview
            if holding is None:
                holding = Citation(len(citations) + 1, why)
                citations.append(holding)
            is_paused = programme.status == "paused"
            over.append(Expired(programme.title, _last_day(because), holding.number, is_paused))
    return replace(answer, citations=tuple(citations), expired=tuple(over))


def expiry_worded(one: Expired, language: Language) -> str:
    """The sentence that a cited programme is over or paused, with its last day if quoted, and its mark ("[2]")."""
    if one.is_paused:
        said = text("programme_paused", language, title=one.title)
    elif one.day is None:
        said = text("programme_over", language, title=one.title)
    else:
        said = text("programme_over_since", language, title=one.title, day=written(one.day, language))
    return f"{said} [{one.citation}]"


def _tells_terms(quote: str) -> bool:
    """Whether it may be a term of a programme: not when somebody can be reached, nor how many applied in a year."""
    if _COUNTED.search(quote):
        return False
    return _APPLIES.search(quote) is not None or not _REACHED.search(quote)


def _is_about(answer: Answer, programme: Programme) -> bool:
    """Whether a term of the programme leads the answer, or the question speaks of funding or names the programme."""
    asked = answer.resolved or answer.question
    if speaks_of_money(asked) or _APPLIES.search(asked) or speaks_of_one(asked, [programme.title]):
        return True
    own = {info.id for info in programme.documents}
    leading = set(answer.sentences[0].citations) if answer.sentences else set()
    told = (one for one in answer.citations if one.number in leading and one.quote.document.id in own)
    return any(_tells_terms(one.quote.text) for one in told)


def _quotes_row(citations: list[Citation], listed: Programme) -> bool:
    rows = [title.quote for title in listed.of("title")]
    return any(one.quote.holds(row.document.id, row.span) for one in citations for row in rows)


def _last_day(because: StatedFact) -> datetime.date | None:
    """The day, unless it is put together from more than the quote."""
    day = because.fact.day
    return day if day and not missing(written(day, "de"), because.quote.text) else None
