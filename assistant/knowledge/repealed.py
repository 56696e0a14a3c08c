"""An answer to the decisions that it quotes and that a later meeting repealed, each with a quote for it."""

from __future__ import annotations

from dataclasses import replace

from assistant.indexing.index import Index
from assistant.knowledge.expired import citing
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.meetings import minutes_among
from assistant.knowledge.minutes.status.repeals import may_repeal
from assistant.knowledge.outcomes import OutcomeFilter, listed, stated_in
from assistant.records import Answer, Audience, DocumentInfo, Expired


def with_repealed(answer: Answer, kept: FactStore, index: Index, audiences: frozenset[Audience]) -> Answer:
    """The answer with the quoted decisions that hold no more by minutes that the caller may see.

    The quote that says so joins the citations unless one of them holds it. Only the cited minutes and those that repeal
    anything are read for their outcomes, which is quick where these are not kept yet.
    """
    cited = dict.fromkeys(one.quote.document for one in answer.citations if one.quote.document.type == "minutes")
    repealing = index.remembered.once(("repealing", audiences), lambda: _repealing(index, audiences)) if cited else []
    if not repealing:
        return answer
    known = stated_in(kept, index, audiences, dict.fromkeys([*cited, *repealing]))
    citations, over = list(answer.citations), list(answer.expired)
    for decision in listed(known, {info.id for info in cited}, OutcomeFilter("decision")):
        proof, repeal = decision.quote, decision.repealed
        if repeal is None or not any(one.quote.touches(proof.document.id, proof.span) for one in answer.citations):
            continue
        holding = citing(citations, repeal)
        over.append(Expired(proof.document.title, proof.document.date, holding.number, "repealed"))
    return replace(answer, citations=tuple(citations), expired=tuple(over))


def _repealing(index: Index, audiences: frozenset[Audience]) -> list[DocumentInfo]:
    """The minutes that hold words which repeal a decision."""
    minutes = minutes_among(index.documents(audiences))
    return [info for info in minutes if (found := index.document(info.id, audiences)) and may_repeal(found.text)]
