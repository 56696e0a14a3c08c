"""The funding programmes that the documents tell of, as rows that can be filtered; each cell is proved by a quote.

What a document says is extracted once (`programmes/extract.py`) and kept (`kept.py`). Here the documents of a programme
come together: of two versions the newer one counts, and a directive joins the page of its programme where its title
names it. Whether a programme is open is told for a day that the caller names.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.indexing.index import Index
from assistant.knowledge.kept import Kept
from assistant.knowledge.programmes.extract import PROGRAMMES
from assistant.knowledge.programmes.facts import Fact, Field, Group
from assistant.knowledge.programmes.status import Status, judged, repeating
from assistant.language.terms import fold
from assistant.reading.describing.superseding import superseded
from assistant.records import Audience, DocumentInfo, Quote

Sme = Literal["only", "yes", "no"]

# Whom a filter on the first means as well: a small firm is a firm, and a firm is a legal person.
_INCLUDED: dict[Group, tuple[Group, ...]] = {
    "sme": ("sme", "company", "legal_person"),
    "company": ("company", "sme", "legal_person"),
    "university": ("university", "research"),
    "research": ("research", "university"),
    "municipality": ("municipality", "public"),
}
_DIRECTIVE = re.compile(r"^(?:foerder)?richtlinien?\b|^bekanntmachung\b|^merkblatt\b|^foerderaufruf\b|^faq\b")
_LEAST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact with the quote that proves it, as the caller may see it."""

    fact: Fact
    quote: Quote


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme. `stated` is in the order of FIELDS; what no document states is not in it.

    `status` is None where no date tells it; `status_because` is the fact that does.
    """

    documents: tuple[DocumentInfo, ...]
    stated: tuple[Stated, ...]
    status: Status | None = None
    status_because: Stated | None = None

    def of(self, field: Field) -> tuple[Stated, ...]:
        return tuple(one for one in self.stated if one.fact.field == field)

    @property
    def title(self) -> str:
        titles = self.of("title")
        return titles[0].fact.value if titles else self.documents[0].title

    @property
    def groups(self) -> frozenset[str]:
        return frozenset(one.fact.value for one in self.of("applicant"))

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
            wider = [fact for fact in told if set(fact.whom) & set(_INCLUDED.get(applicant, ()))]
            told = wanted or wider or [fact for fact in told if not fact.whom]
        return [fact.number for fact in told]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which programmes somebody wants to see; an empty field lets everything through.

    `query` are words that must all stand in the title, the giver or what is funded. Rates are per cent: of several,
    the highest that the applicant may get counts. `deadline_from` is inclusive.
    """

    query: str = ""
    applicant: Group | None = None
    max_rate: Decimal | None = None
    min_rate: Decimal | None = None
    deadline_from: datetime.date | None = None
    status: Status | None = None
    region: str = ""

    def __bool__(self) -> bool:
        return self != Wanted()


def programmes(kept: Kept, index: Index, audiences: frozenset[Audience], today: datetime.date) -> list[Programme]:
    """All programmes of the documents that `audiences` may see: open ones first, expired ones last, then by title."""
    infos = index.documents(audiences)
    newest = superseded(infos)
    current = [info for info in infos if info.type == "funding" and info.id not in newest]
    found = kept.facts(PROGRAMMES, index, audiences, current)
    facts = {one.document.id: one.value for one in found}
    return gathered([one.document for one in found], facts, newest, today)


def gathered(
    infos: Sequence[DocumentInfo],
    facts: Mapping[str, tuple[Fact, ...]],
    newest: Mapping[str, DocumentInfo],
    today: datetime.date,
) -> list[Programme]:
    """The programmes of `infos`, whose facts are told by document id; `newest` names newer versions for the quotes."""
    joined = [_joined(group, facts, newest, today) for group in _together(infos)]
    return sorted(joined, key=lambda one: (_place(one.status), fold(one.title)))


def matching(found: Iterable[Programme], wanted: Wanted) -> list[Programme]:
    """Those of `found` that are wanted; what a filter asks for and a programme does not state lets it not through."""
    return [programme for programme in found if _matches(programme, wanted)]


def _matches(programme: Programme, wanted: Wanted) -> bool:
    if wanted.status and programme.status != wanted.status:
        return False
    if wanted.applicant and not programme.groups & set(_INCLUDED.get(wanted.applicant, (wanted.applicant,))):
        return False
    if wanted.region and not any(fold(wanted.region) in fold(one.fact.value) for one in programme.of("region")):
        return False
    return _speaks_of(programme, wanted.query) and _pays(programme, wanted) and _is_due(programme, wanted.deadline_from)


def _speaks_of(programme: Programme, query: str) -> bool:
    fields: tuple[Field, ...] = ("title", "giver", "purpose")
    said = fold(" ".join(one.fact.value for field in fields for one in programme.of(field)))
    return all(word in said for word in fold(query).split())


def _pays(programme: Programme, wanted: Wanted) -> bool:
    if wanted.max_rate is None and wanted.min_rate is None:
        return True
    rates = programme.rates(wanted.applicant)
    if not rates:
        return False
    highest = max(rates)
    return (wanted.max_rate is None or highest <= wanted.max_rate) and (
        wanted.min_rate is None or highest >= wanted.min_rate
    )


def _is_due(programme: Programme, first: datetime.date | None) -> bool:
    """Whether something is due on `first` or later; what comes again is, as long as the programme lasts."""
    if first is None:
        return True
    facts = [one.fact for one in programme.of("deadline")]
    periods = [one.fact for one in programme.of("period")]
    ends = [fact.day for fact in periods if fact.role in ("until", "at_most") and fact.day]
    if any(fact.value == "closed" for fact in periods):
        return False
    if any(fact.day and fact.day >= first for fact in facts):
        return True
    return bool(repeating(facts)) and (not ends or max(ends) >= first)


def _together(infos: Sequence[DocumentInfo]) -> list[list[DocumentInfo]]:
    """The documents of each programme, its own page first: a directive joins the longest title that it names."""
    pages = [info for info in infos if not _DIRECTIVE.search(fold(info.title))]
    groups = {info.id: [info] for info in pages}
    alone = []
    for info in infos:
        if info.id in groups:
            continue
        named = [page for page in pages if _names(info.title, page.title)]
        if named:
            groups[max(named, key=lambda page: len(page.title)).id].append(info)
        else:
            alone.append([info])
    return [*groups.values(), *alone]


def _names(directive: str, title: str) -> bool:
    words = " ".join(re.findall(r"\w+", fold(title)))
    said = " ".join(re.findall(r"\w+", fold(directive)))
    return len(words.split()) >= _LEAST_WORDS and f" {said} ".find(f" {words} ") >= 0


def _joined(
    documents: Sequence[DocumentInfo],
    facts: Mapping[str, tuple[Fact, ...]],
    newest: Mapping[str, DocumentInfo],
    today: datetime.date,
) -> Programme:
    """A field is told by the first document that tells it, how long the programme is in force by all."""
    stated: list[Stated] = []
    told: set[Field] = set()
    for info in documents:
        new = [fact for fact in facts[info.id] if fact.field == "period" or fact.field not in told]
        stated += [Stated(fact, fact.proof.quote(info, newest)) for fact in new]
        told |= {fact.field for fact in new}
    verdict = judged([one.fact for one in stated], today)
    because = next((one for one in stated if verdict and one.fact is verdict.because), None)
    return Programme(tuple(documents), tuple(stated), verdict.status if verdict else None, because)


def _place(status: Status | None) -> int:
    order: tuple[Status | None, ...] = ("open", "announced", None, "expired")
    return order.index(status)
