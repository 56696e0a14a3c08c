"""The funding programmes that the documents tell of, as rows that can be filtered; each cell is proved by a quote.

What a document says is extracted once (`programmes/extract.py`) and kept (`fact_store.py`). Here the documents of a
programme come together (`programmes/same_programme.py`): of two versions the newer one counts. A table of programmes
tells of those without a document of their own. Whether one is open depends on the day given. `programmes/filtering.py`
says which of them somebody wants to see.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.indexing.index import Index
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.programmes.document_words import NO_WORDS, WORDS, Words, together, words_in
from assistant.knowledge.programmes.extract import PROGRAMMES
from assistant.knowledge.programmes.facts import Fact, Field, Group, meant_by
from assistant.knowledge.programmes.same_programme import documents_of_each, may_call
from assistant.knowledge.programmes.status import Status, came_last, comes_next, holding, judged, last_of_calls
from assistant.language.terms import fold
from assistant.reading.describing.superseding import superseded
from assistant.records import Audience, DocumentInfo, Quote

Sme = Literal["only", "yes", "no"]


@dataclass(frozen=True, slots=True)
class StatedFact:
    """A fact with the quote that proves it, as the caller may see it.

    Of a deadline of each year, `next_day` is the one that comes next, or `last_day` the last one before the programme
    was over.
    """

    fact: Fact
    quote: Quote
    next_day: datetime.date | None = None
    last_day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme. `stated` is in the order of FIELDS; what no document states is not in it.

    `status` is None where no date tells it; `status_because` is the fact that does. `last_call` is the last deadline
    that is told where it is past and of a call or part only. `words` are those of all its documents.
    """

    documents: tuple[DocumentInfo, ...]
    stated: tuple[StatedFact, ...]
    status: Status | None = None
    status_because: StatedFact | None = None
    last_call: StatedFact | None = None
    words: Words = NO_WORDS

    def of(self, field: Field) -> tuple[StatedFact, ...]:
        return tuple(one for one in self.stated if one.fact.field == field)

    @property
    def title(self) -> str:
        titles = self.of("title")
        return titles[0].fact.value if titles else self.documents[0].title

    @property
    def groups(self) -> frozenset[str]:
        return frozenset(one.fact.value for one in self.of("applicant"))

    @property
    def next_deadline(self) -> datetime.date | None:
        """The deadline of each year that comes next; None where none does."""
        return min((one.next_day for one in self.of("deadline") if one.next_day), default=None)

    @property
    def sme(self) -> Sme | None:
        """Whether small and medium-sized enterprises may apply; None where nothing is said of applicants."""
        firms = self.groups & {"sme", "company"}
        if not self.groups or (not firms and self.groups & {"legal_person", "other"}):
            return None
        small = {one.fact.proof for one in self.of("applicant") if one.fact.value == "sme"}
        others = [one for one in self.of("applicant") if one.fact.proof not in small]
        if small and not others:
            return "only"
        return "yes" if firms else "no"

    def rates(self, applicant: Group | None = None) -> list[Decimal]:
        """The shares that are paid, in per cent; those for `applicant` where some are told apart."""
        told = [one.fact for one in self.of("rate")]
        if applicant:
            wanted = [fact for fact in told if applicant in fact.whom]
            wider = [fact for fact in told if set(fact.whom).intersection(meant_by(applicant))]
            told = wanted or wider or [fact for fact in told if not fact.whom]
        return [fact.number for fact in told]


def programmes(kept: FactStore, index: Index, audiences: frozenset[Audience], today: datetime.date) -> list[Programme]:
    """All programmes of the documents that `audiences` may see: open ones first, expired ones last, then by title.

    One question asks for them several times, so they are remembered as long as the index is open.
    """
    key = "programmes", audiences, today
    return list(index.remembered.once(key, lambda: _programmes(kept, index, audiences, today)))


def _programmes(kept: FactStore, index: Index, audiences: frozenset[Audience], today: datetime.date) -> list[Programme]:
    infos = index.documents(audiences)
    newest = superseded(infos)
    current = [info for info in infos if info.type == "funding" and info.id not in newest]
    found = kept.facts(PROGRAMMES, index, audiences, current)
    facts = {one.document.id: one.value for one in found}
    words = {one.document.id: one.value for one in kept.facts(WORDS, index, audiences, current)}
    return gathered([one.document for one in found], facts, newest, today, words)


def gathered(
    infos: Sequence[DocumentInfo],
    facts: Mapping[str, tuple[Fact, ...]],
    newest: Mapping[str, DocumentInfo],
    today: datetime.date,
    words: Mapping[str, Words] | None = None,
) -> list[Programme]:
    """The programmes of `infos`, whose facts are told by document id; `newest` names newer versions for the quotes.

    `words` are those of each document; without them a keyword is only sought in the facts.
    """
    known = words or {}
    lists = [info for info in infos if any(fact.programme for fact in facts[info.id])]
    pages = [info for info in infos if info not in lists]
    joined = [_joined(group, facts, newest, today) for group in documents_of_each(pages, facts)]
    spoken = [
        replace(one, words=together(known[info.id] for info in one.documents if info.id in known)) for one in joined
    ]
    for info in sorted(lists, key=lambda info: info.date or datetime.date.min, reverse=True):  # the newest list counts
        spoken += [one for one in _listed(info, facts[info.id], newest, today) if not _has_page(one, spoken)]
    return sorted(spoken, key=lambda one: (_place(one.status), fold(one.title)))


def _listed(
    info: DocumentInfo, facts: Sequence[Fact], newest: Mapping[str, DocumentInfo], today: datetime.date
) -> Iterator[Programme]:
    """The programmes of an overview, as far as its rows tell them."""
    for name in dict.fromkeys(fact.programme for fact in facts):
        own = tuple(fact for fact in facts if fact.programme == name)
        rows = " ".join(dict.fromkeys(fact.proof.text for fact in own))
        said = " ".join(fact.value for fact in own if fact.field in ("title", "purpose"))
        yield replace(_joined([info], {info.id: own}, newest, today), words=words_in(rows, own=said))


def _has_page(listed: Programme, pages: Sequence[Programme]) -> bool:
    """Whether a document of its own tells of a programme that an overview lists."""
    titles = (title for one in pages for title in (one.title, *(info.title for info in one.documents)))
    return any(may_call(title, listed.title) for title in titles)


def _joined(
    documents: Sequence[DocumentInfo],
    facts: Mapping[str, tuple[Fact, ...]],
    newest: Mapping[str, DocumentInfo],
    today: datetime.date,
) -> Programme:
    """A field is told by the first document that tells it, how long the programme is in force by all."""
    stated: list[StatedFact] = []
    told: set[Field] = set()
    for info in documents:
        new = [fact for fact in holding(facts[info.id], today) if fact.field == "period" or fact.field not in told]
        stated += [StatedFact(fact, fact.proof.quote(info, newest)) for fact in new]
        told |= {fact.field for fact in new}
    every = [one.fact for one in stated]
    verdict = judged(every, today)
    stated = [
        replace(one, next_day=comes_next(one.fact, every, today), last_day=came_last(one.fact, verdict))
        for one in stated
    ]
    last = last_of_calls(every, today)
    because = next((one for one in stated if verdict and one.fact is verdict.because), None)
    last_call = next((one for one in stated if one.fact is last), None)
    return Programme(tuple(documents), tuple(stated), verdict.status if verdict else None, because, last_call)


def _place(status: Status | None) -> int:
    order: tuple[Status | None, ...] = ("open", "announced", None, "paused", "expired")
    return order.index(status)
