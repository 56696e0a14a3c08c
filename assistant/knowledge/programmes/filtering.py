"""Which programmes somebody wants to see: by words, applicant, place, rate, deadline and status."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.document_words import speaks_of
from assistant.knowledge.programmes.facts import Field, Group, meant_by
from assistant.knowledge.programmes.stakeholders import LANDS
from assistant.knowledge.programmes.status import Status, comes_within, is_shut, repeating
from assistant.language.terms import fold

# What a filter asks for.
Asked = Literal["title", "status", "applicant", "region", "rate", "deadline"]

_COUNTRIES = frozenset(fold(place) for place in (*LANDS, "Deutschland"))


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


def _verdicts(programme: Programme, wanted: ProgrammeFilter) -> dict[Asked, bool | None]:
    """What each filter says of the programme: None where that states nothing of it."""
    named = names(programme, wanted.query) or speaks_of(programme.words.all, wanted.query)
    verdicts: dict[Asked, bool | None] = {"title": named}
    if wanted.status:
        verdicts["status"] = programme.status == wanted.status if programme.status else None
    if wanted.applicant:
        # Whom no word of ours names may be one of those all the same: "Formenbauer mit bis zu 100 Beschäftigten".
        is_told = bool(programme.groups - {"other"})
        is_meant = not programme.groups.isdisjoint(meant_by(wanted.applicant))
        verdicts["applicant"] = is_meant or (False if is_told else None)
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
    facts = [one.fact for one in programme.of("deadline") if not one.fact.is_ahead]
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
