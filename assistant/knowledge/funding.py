"""The funding programmes that the documents tell of, as rows that can be filtered; each cell is proved by a quote.

What a document says is extracted once (`programmes/extract.py`) and kept (`fact_store.py`). Here the documents of a
programme come together: of two versions the newer one counts, a directive joins the page of its programme where its
title names it, a copy the page with its title and facts, and a summary in another language the page with its figures.
A table of programmes tells of those without a document of their own. Whether one is open depends on the day given.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.indexing.index import Index
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.programmes.document_words import NO_WORDS, WORDS, Words, speaks_of, together, words_in
from assistant.knowledge.programmes.extract import PROGRAMMES
from assistant.knowledge.programmes.facts import Fact, Field, Group
from assistant.knowledge.programmes.stakeholders import LANDS
from assistant.knowledge.programmes.status import (
    Status,
    came_last,
    comes_next,
    comes_within,
    holding,
    is_shut,
    judged,
    repeating,
)
from assistant.language.terms import fold
from assistant.reading.describing.superseding import superseded
from assistant.records import Audience, DocumentInfo, Quote

Sme = Literal["only", "yes", "no"]
# What a filter asks for.
Asked = Literal["title", "status", "applicant", "region", "rate", "deadline"]

# Whom a filter on the first means as well: a small firm is a firm, and a firm is a legal person.
_INCLUDED: dict[Group, tuple[Group, ...]] = {
    "sme": ("sme", "company", "legal_person"),
    "company": ("company", "sme", "legal_person"),
    "university": ("university", "research"),
    "research": ("research", "university"),
    "municipality": ("municipality", "public"),
}
_DIRECTIVE = re.compile(r"^(?:foerder)?richtlinien?\b|^bekanntmachung\b|^merkblatt\b|^foerderaufruf\b|^faq\b")
# What stands around a name in a title: "Förderrichtlinie für den Umbaubonus 2026", "Umbaubonus – Hilfe für Dächer".
_KIND = re.compile(rf"(?:{_DIRECTIVE.pattern})(?:\W+(?:(?:zu[rm]?|fuer|ueber|des|der|die|das|den)\b\W*)*)?")
_YEAR = re.compile(r"\b20\d\d\b")
_SHORT_NAME = re.compile(r"\(([^()]{4,60})\)\W*$")  # "Richtlinie zur Förderung von Umbauten (Umbaubonus)"
_BEHIND_NAME = re.compile(r"(?<=\S)\s+[–—-]\s+|\s*\(|:\s")
# What tells a programme from another of the same name: "Umbaubonus: Plus", "Umbaubonus – Modul 2".
_VARIANT = re.compile(
    r"\W*(?:plus|pro|s[pz]e[zc]ial|kompakt|compact|basis|basic|premium|light|extra|max|mini|xx?l|kleine?|gro(?:ss|ß)e?"
    r"|[ivx]{1,4}|\d{1,2}(?:\.\d)?|[a-h]"
    r"|(?:modul|teil|stufe|linie|foerderlinie|phase|baustein|saeule|part|module)\s+\w{1,4})(?:\W+20\d\d)?\W*"
)
_SUMMARY = re.compile(r"\b(?:zusammenfassung|kurzfassung|uebersetzung|summary|translation)\b")
_LEAST_WORDS = 2
_WORD = re.compile(r"\w+")
_COUNTRIES = frozenset(fold(place) for place in (*LANDS, "Deutschland"))


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

    `status` is None where no date tells it; `status_because` is the fact that does. `words` are those of all its
    documents.
    """

    documents: tuple[DocumentInfo, ...]
    stated: tuple[StatedFact, ...]
    status: Status | None = None
    status_because: StatedFact | None = None
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
            wider = [fact for fact in told if set(fact.whom) & set(_INCLUDED.get(applicant, ()))]
            told = wanted or wider or [fact for fact in told if not fact.whom]
        return [fact.number for fact in told]


@dataclass(frozen=True, slots=True)
class ProgrammeFilter:
    """Which programmes somebody wants to see; an empty field lets everything through.

    `query` are words that must all stand in the documents, `region` a place that is stated as such or, unless it is a
    Land, stands there. Rates are per cent: of several, the highest that the applicant may get counts. `deadline_from`
    and `deadline_to` are inclusive. `unstated` lets through as well what says nothing of what is asked for.
    """

    query: str = ""
    applicant: Group | None = None
    max_rate: Decimal | None = None
    min_rate: Decimal | None = None
    deadline_from: datetime.date | None = None
    deadline_to: datetime.date | None = None
    status: Status | None = None
    region: str = ""
    unstated: bool = False

    def __bool__(self) -> bool:
        return self != ProgrammeFilter()


def programmes(kept: FactStore, index: Index, audiences: frozenset[Audience], today: datetime.date) -> list[Programme]:
    """All programmes of the documents that `audiences` may see: open ones first, expired ones last, then by title."""
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
    joined = [_joined(group, facts, newest, today) for group in _together(pages, facts)]
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
    return any(_spaced(listed.title) in _called(title) for title in titles)


def _called(title: str) -> set[str]:
    """What a title may call its programme, with and without the kind of the document and a year."""
    name, *behind = _BEHIND_NAME.split(title, maxsplit=1)
    whole = [fold(title)] if any(_VARIANT.fullmatch(fold(one)) for one in behind) else [fold(title), fold(name)]
    whole += [fold(short) for short in _SHORT_NAME.findall(title)]
    return {_spaced(words) for one in whole for words in (one, _YEAR.sub("", _KIND.sub("", one)))}


def _spaced(title: str) -> str:
    """The words of a title between spaces."""
    return f" {' '.join(_WORD.findall(fold(title)))} "


def matching(found: Iterable[Programme], wanted: ProgrammeFilter) -> list[Programme]:
    """The programmes that pass the filter; with `wanted.unstated` then those that do not state what it asks."""
    known = list(found)
    fitting = [programme for programme in known if all(_verdicts(programme, wanted).values())]
    return fitting + (unstated(known, wanted) if wanted.unstated else [])


def unstated(found: Iterable[Programme], wanted: ProgrammeFilter) -> list[Programme]:
    """The programmes that contradict no field of the filter but do not state all that it asks for."""
    return [one for one in found if silent(one, wanted) and False not in _verdicts(one, wanted).values()]


def silent(programme: Programme, wanted: ProgrammeFilter) -> list[Asked]:
    """The fields of the filter that the programme does not state."""
    return [asked for asked, verdict in _verdicts(programme, wanted).items() if verdict is None]


def names(programme: Programme, query: str) -> bool:
    """Whether the title, the giver or what is funded holds each word of the query, be it as a part of a word."""
    fields: tuple[Field, ...] = ("title", "giver", "purpose")
    said = fold(" ".join(one.fact.value for field in fields for one in programme.of(field)))
    return all(word in said for word in fold(query).split())


def is_called(programme: Programme, name: str) -> bool:
    """Whether its title, or that of a document of it, holds each word of a name, also of one in the genitive."""
    words = fold(name).split()
    titles = [fold(title) for title in (programme.title, *(info.title for info in programme.documents))]
    return any(all(word in title or word.removesuffix("s") in title for word in words) for title in titles)


def _verdicts(programme: Programme, wanted: ProgrammeFilter) -> dict[Asked, bool | None]:
    """What each filter says of the programme: None where that states nothing of it."""
    named = names(programme, wanted.query) or speaks_of(programme.words.all, wanted.query)
    verdicts: dict[Asked, bool | None] = {"title": named}
    if wanted.status:
        verdicts["status"] = programme.status == wanted.status if programme.status else None
    if wanted.applicant:
        included = set(_INCLUDED.get(wanted.applicant, (wanted.applicant,)))
        # Whom no word of ours names may be one of those all the same: "Formenbauer mit bis zu 100 Beschäftigten".
        is_told = bool(programme.groups - {"other"})
        verdicts["applicant"] = bool(programme.groups & included) or (False if is_told else None)
    if wanted.region:
        verdicts["region"] = _is_in(programme, wanted.region)
    if wanted.max_rate is not None or wanted.min_rate is not None:
        verdicts["rate"] = _pays(programme, wanted) if programme.of("rate") else None
    if wanted.deadline_from or wanted.deadline_to:
        first, last = wanted.deadline_from or datetime.date.min, wanted.deadline_to or datetime.date.max
        verdicts["deadline"] = _is_due(programme, first, last)
    return verdicts


def _is_in(programme: Programme, place: str) -> bool | None:
    """Whether it is for a place; which Land it is for only its own cell tells, for directives name several."""
    stated = programme.of("region")
    if any(fold(place) in fold(one.fact.value) for one in stated):
        return True
    if fold(place) not in _COUNTRIES and speaks_of(programme.words.all, place):
        return True
    return False if stated else None


def _pays(programme: Programme, wanted: ProgrammeFilter) -> bool:
    rates = programme.rates(wanted.applicant)
    if not rates:
        return False
    highest = max(rates)
    return (wanted.max_rate is None or highest <= wanted.max_rate) and (
        wanted.min_rate is None or highest >= wanted.min_rate
    )


def _is_due(programme: Programme, first: datetime.date, last: datetime.date) -> bool | None:
    """Whether something is due from `first` to `last`; what comes again is, as long as the programme lasts."""
    facts = [one.fact for one in programme.of("deadline")]
    periods = [one.fact for one in programme.of("period")]
    ends = [fact.day for fact in periods if fact.role in ("until", "at_most") and fact.day]
    if any(fact.value == "closed" for fact in periods):
        return False
    if any(fact.day and first <= fact.day <= last for fact in facts):
        return True
    if ends and max(ends) < first:
        return False
    if is_shut(periods):
        return False
    last = min(last, max(ends, default=last))
    return any(comes_within(fact, first, last) for fact in repeating(facts)) if facts else None


def _together(infos: Sequence[DocumentInfo], facts: Mapping[str, tuple[Fact, ...]]) -> list[list[DocumentInfo]]:
    """The documents of each programme, its own page first: a directive joins the longest title that it names."""
    copied = _copied(infos, facts)
    own = [info for info in infos if not _DIRECTIVE.search(fold(info.title)) and info.id not in copied]
    summarised = {info.id: page for info in own if (page := _summarised(info, own, facts))}
    pages = [info for info in own if info.id not in summarised]
    groups = {info.id: [info] for info in pages}
    alone = []
    for info in infos:
        if info.id in groups or info.id in copied:
            continue
        named = [page for page in pages if _names(info.title, page.title)]
        if page := summarised.get(info.id) or max(named, key=lambda page: len(page.title), default=None):
            groups[page.id].append(info)
        else:
            alone.append([info])
    together = [*groups.values(), *alone]
    for info in infos:
        if page := copied.get(info.id):
            next(group for group in together if page in group).append(info)
    return [group for group in together if group[0].id in groups or _tells_of_funding(group, facts)]


def _tells_of_funding(infos: Iterable[DocumentInfo], facts: Mapping[str, tuple[Fact, ...]]) -> bool:
    """Whether a leaflet without a page of its programme says more than its name and whom to ask: who may have what, or
    until when."""
    return any(fact.field not in ("title", "contact") for info in infos for fact in facts[info.id])


def _copied(infos: Sequence[DocumentInfo], facts: Mapping[str, tuple[Fact, ...]]) -> dict[str, DocumentInfo]:
    """The documents that are copies of another one, by id: same title and same facts; a public one is copied first."""
    first: dict[Hashable, DocumentInfo] = {}
    copied = {}
    for info in sorted(infos, key=lambda info: info.audience != "public"):
        told = frozenset((fact.field, fact.value, fact.role, fact.whom) for fact in facts[info.id])
        page = first.setdefault((fold(info.title), info.language, told), info)
        if page is not info and any(field != "title" for field, *_ in told):
            copied[info.id] = page
    return copied


def _summarised(
    info: DocumentInfo, pages: Sequence[DocumentInfo], facts: Mapping[str, tuple[Fact, ...]]
) -> DocumentInfo | None:
    """The page that a document sums up in another language: it calls itself a summary, and one page has its figures."""
    figures = _figures(facts[info.id])
    if not _SUMMARY.search(fold(info.title)) or not all(figures):
        return None
    same = [page for page in pages if page.language != info.language and _figures(facts[page.id]) == figures]
    return same[0] if len(same) == 1 and not _SUMMARY.search(fold(same[0].title)) else None


def _figures(facts: Sequence[Fact]) -> tuple[frozenset[str], ...]:
    """The rates, the amounts and the addresses to write to."""
    told = {field: [fact.value for fact in facts if fact.field == field] for field in ("rate", "cap", "contact")}
    mails = [value for value in told["contact"] if "@" in value]
    return frozenset(told["rate"]), frozenset(told["cap"]), frozenset(mails)


def _names(directive: str, title: str) -> bool:
    words = _spaced(title)
    return len(words.split()) >= _LEAST_WORDS and words in _spaced(directive)


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
    because = next((one for one in stated if verdict and one.fact is verdict.because), None)
    return Programme(tuple(documents), tuple(stated), verdict.status if verdict else None, because)


def _place(status: Status | None) -> int:
    order: tuple[Status | None, ...] = ("open", "announced", None, "paused", "expired")
    return order.index(status)
