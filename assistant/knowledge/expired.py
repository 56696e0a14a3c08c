"""An answer to the funding programmes that it cites and that are over, be it for now or until a next call, each with a
quote for it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.indexing.index import Index
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.funding import Programme, StatedFact, gathered
from assistant.knowledge.programmes.calling import is_named
from assistant.knowledge.programmes.extract import PROGRAMMES
from assistant.knowledge.programmes.purposes import speaks_of_money
from assistant.knowledge.programmes.status import SHUT
from assistant.language.dates import written
from assistant.language.figures import missing
from assistant.messages import text
from assistant.records import Answer, Audience, Citation, Expired, Language, Quote

_APPLIES = re.compile(
    r"\b(?:antrag|antrags|anträge[ns]?)\b(?!:)|beantrag|antrag(?:stell|sfrist|sberecht|sschluss)|einreich"
    r"|einzureichen|eingereicht|\bbewerb(?:en|ung)|bescheid|bewilligungs|\bmitmachen|teilnahmeberecht|\bappl(?:y|icat|icant)"
    r"|eligib",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\w@\w|\btel(?:efon\w*\b|\.)|\berreichbar|\bsprech(?:zeit|stunde)|\bphone\b|\boffice hours\b", re.IGNORECASE
)
_ASKS_WHEN = re.compile(
    r"\b(?:wann|noch|when|still|due(?! to\b))\b|frist(?!ig|et)|stichtag|\b\w{0,20}termine?[ns]?\b|deadline",
    re.IGNORECASE,
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
        because = programme.status_because if programme.status in SHUT else programme.last_call
        if because is None or not _is_about(answer, programme):
            continue
        holding = _holding(citations, because.quote)
        if because.fact.programme and not _quotes_row(citations, programme):
            continue  # another row of an overview
        status = programme.status if programme.status in ("paused", "expired") else "call_over"
        day, asked = _last_day(because), answer.resolved or answer.question
        if status == "call_over" and not (day and (holding or _ASKS_WHEN.search(asked))):
            continue  # the programme itself may go on
        over.append(Expired(programme.title, day, citing(citations, because.quote).number, status))
    return replace(answer, citations=tuple(citations), expired=tuple(over))


def citing(citations: list[Citation], quote: Quote) -> Citation:
    """The citation that holds the quote; where none does, a new one, which joins them."""
    found = _holding(citations, quote)
    if found is None:
        found = Citation(len(citations) + 1, quote)
        citations.append(found)
    return found


def _holding(citations: Sequence[Citation], quote: Quote) -> Citation | None:
    return next((one for one in citations if one.quote.holds(quote.document.id, quote.span)), None)


def expiry_worded(one: Expired, language: Language) -> str:
    """What `one` says of a cited programme, with its last day if quoted, or of a decision, and its mark ("[2]")."""
    keys = {"paused": "programme_paused", "call_over": "programme_call_over", "repealed": "decision_repealed"}
    key = keys.get(one.status) or ("programme_over_since" if one.day else "programme_over")
    day = written(one.day, language) if one.day else ""
    return f"{text(key, language, title=one.title, day=day)} [{one.citation}]"


def _tells_terms(quote: str) -> bool:
    """Whether it may be a term of a programme: not when somebody can be reached, nor how many applied in a year."""
    if _COUNTED.search(quote):
        return False
    return _APPLIES.search(quote) is not None or not _REACHED.search(quote)


def _is_about(answer: Answer, programme: Programme) -> bool:
    """Whether a term of the programme leads the answer, or the question speaks of funding or names the programme."""
    asked = answer.resolved or answer.question
    if speaks_of_money(asked) or _APPLIES.search(asked) or is_named(programme, asked):
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
