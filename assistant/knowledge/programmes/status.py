"""Is a programme open, announced, closed for now or expired today, and which fact says so."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from assistant.knowledge.programmes.facts import ONGOING, Fact
from assistant.knowledge.programmes.limits import parts_of

# The last day of one call, round or year, or of a part of the programme, is not its end.
_OF_A_PART = re.compile(r"^(?:für|im|in) (?:die|den|das|der)\b", re.IGNORECASE)
_OF_A_CALL = re.compile(
    r"\b\w*aufruf|\bcall\b|\b\w*runde\b|\b(?:antrags|bewerbungs)(?:phase|zeitraum)"
    r"|\b(?:anträge|bewerbungen|skizzen|applications) (?:für|for) (?:das (?:\w*jahr )?)?20\d\d\b",
    re.IGNORECASE,
)
_SECTION = re.compile(r"modul|linie|phase|schwerpunkt|baustein|säule|tranche|kategorie|variante", re.IGNORECASE)
# A last day, behind which nothing comes again: "der letzte Stichtag", "letztmals", "Anträge sind bis zum ... möglich".
_LAST = re.compile(
    r"\blängstens bis\b|\bletzte[nrsm]? \w*(?:stichtag|termin|frist|tag|möglichkeit)|\bletztmal|zum letzten Mal"
    r"|\b(?:last|final) d(?:ay|ate|eadline)"
    r"|^\W*(?:Anträge|(?:Projekt)?[Ss]kizzen|Bewerbungen|Applications)\b[^.;:,]{0,60}\b(?:bis|until)\b",
    re.IGNORECASE,
)
# Only whose outline was chosen hands this in: "förmliche Anträge bis zum 30. Juni", "Vollantrag".
_OF_THE_CHOSEN = re.compile(
    r"\bförmliche[nrs]?\s\w*antr|\bvollantr|\bzweite[nr]? (?:stufe|phase)|\bfull (?:proposal|application)",
    re.IGNORECASE,
)
_OUTLINE = re.compile(r"skizze|\boutline|interessenbekundung", re.IGNORECASE)
# What comes behind such a day all the same: "für weitere Runden jeweils zum 1. März".
_FURTHER = re.compile(r"\b(?:weitere|folgende|nächste|further)[nrs]?\b|\bdanach\b|\banschließend", re.IGNORECASE)
# "Die Mittel für 2025 sind ausgeschöpft", "Das Programm ist 2025 ausgelaufen"
_SPENT_IN = re.compile(r"mittel\s(?:(?:sind|wurden)\s)?für (?:das Jahr )?(20\d\d)\b", re.IGNORECASE)
_ENDED_IN = re.compile(r"\b(?:ist|sind|wurden?)\s(?:\w{4,15}\s){0,2}(?:im Jahr )?(20\d\d)\s", re.IGNORECASE)

Status = Literal["open", "announced", "paused", "expired"]
STATUSES: tuple[Status, ...] = ("open", "announced", "paused", "expired")
SHUT: tuple[Status, ...] = ("paused", "expired")  # who applies now is refused


class Judged(NamedTuple):
    """`because` is the fact that decides."""

    status: Status
    because: Fact


def judged(facts: Sequence[Fact], today: datetime.date) -> Judged | None:
    """What the dates say of `today`; None where they say nothing, or where only a possible prolongation is left.

    What comes first decides:

    1. It is closed; opens on a later day; or takes no applications for now, unless its time is over.
    2. The last deadline, if none comes back each year. If those that are over were of calls or parts alone, nothing
       says whether another follows.
    3. How long it is in force.
    4. A deadline of each year.
    """
    periods = [fact for fact in facts if fact.field == "period"]
    deadlines = [fact for fact in facts if fact.field == "deadline"]
    if closed := next((fact for fact in periods if fact.value == "closed"), None):
        return Judged("expired", closed)
    starts = [fact for fact in periods if fact.role in ("from", "opens")]
    if starts and (first := min(starts, key=lambda fact: fact.value)).value > today.isoformat():
        return Judged("announced", first)
    if paused := next((fact for fact in periods if fact.value == "paused"), None):
        in_force = _in_force(periods, today)
        return in_force if in_force and in_force.status == "expired" else Judged("paused", paused)
    repeated = repeating(deadlines)
    dated = [fact for fact in deadlines if fact.day]
    parts = {parts_of(fact) for fact in dated}
    whole = [fact for fact in dated if fact.value >= today.isoformat() or not _is_of_one(fact, parts)]
    in_force = _in_force(periods, today)
    over = None if in_force and in_force.status == "open" else in_force
    if whole and not repeated:
        whole = [fact for fact in whole if not _is_second(fact)] or whole
        last = max(whole, key=lambda fact: fact.value)
        if last.value >= today.isoformat():
            return Judged("open", last)
        is_of_parts = _ends(periods) and all(parts_of(fact) for fact in whole)
        return over if is_of_parts else Judged("expired", last)
    if not repeated and any(map(_is_of_a_call, dated)):
        return over
    return in_force or (Judged("open", _soonest(repeated, today)) if repeated and not _ends(periods) else None)


def _is_of_one(fact: Fact, parts: Collection[tuple[str, ...]]) -> bool:
    """Whether it is of one call or round, or of the one part of the programme that deadlines are told of."""
    is_part = len(parts) == 1 and any(map(_SECTION.search, parts_of(fact)))
    return is_part or _is_of_a_call(fact) or _OF_A_PART.search(fact.proof.text) is not None


def _is_of_a_call(fact: Fact) -> bool:
    return _OF_A_CALL.search(fact.proof.text) is not None


def _is_second(fact: Fact) -> bool:
    """Whether only those whose outline was chosen hand something in until then."""
    return _OF_THE_CHOSEN.search(fact.proof.text) is not None and _OUTLINE.search(fact.proof.text) is None


def holding(facts: Sequence[Fact], today: datetime.date) -> list[Fact]:
    """The facts that hold today: "the money of 2024 is spent" only in 2024, "ends with 2026" not before that."""
    return [fact for fact in facts if fact.field != "period" or _is_of_now(fact, today)]


def _is_of_now(fact: Fact, today: datetime.date) -> bool:
    spent = _SPENT_IN.search(fact.proof.text) if fact.value == "paused" else None
    ended = _ENDED_IN.search(fact.proof.text) if fact.value == "closed" else None
    return not (spent and int(spent[1]) != today.year) and not (ended and int(ended[1]) > today.year)


def repeating(deadlines: Sequence[Fact]) -> list[Fact]:
    """The deadlines that recur, each year or at any time; none that a stated last day puts an end to."""
    dated = [fact for fact in deadlines if fact.day]
    ends = any(_LAST.search(fact.proof.text) and not _is_of_a_call(fact) for fact in dated)
    again = [fact for fact in deadlines if not (fact.day or fact.is_ahead or _is_bounded(fact, dated))]
    return [fact for fact in again if not ends or _FURTHER.search(fact.proof.text)]


def last_of_calls(facts: Sequence[Fact], today: datetime.date) -> Fact | None:
    """The last deadline that is told, where it was one of a call, round, year or part and is past: what follows, nobody
    says."""
    dated = [fact for fact in facts if fact.field == "deadline" and fact.day]
    last = max(dated, key=lambda fact: fact.value, default=None)
    is_past = last is not None and last.value < today.isoformat()
    return last if last and is_past and judged(facts, today) is None else None


def comes_next(fact: Fact, facts: Sequence[Fact], today: datetime.date) -> datetime.date | None:
    """When a deadline of each year comes next; None for any other fact, and where the programme ends before.

    `facts` are all those of the programme. What opens later is not due before.
    """
    deadlines = [one for one in facts if one.field == "deadline"]
    periods = [one for one in facts if one.field == "period"]
    if not _is_yearly(fact) or fact not in repeating(deadlines) or is_shut(periods):
        return None
    starts = [one.day for one in periods if one.role in ("from", "opens") and one.day]
    ends = [one.day for one in _ends(periods) if one.day]
    day = _following(fact, max([today, *starts]))
    return day if not ends or day <= max(ends) else None


def is_shut(periods: Sequence[Fact]) -> bool:
    """Whether the programme says that it takes no applications, be it only for now."""
    return any(one.value in ("closed", "paused") for one in periods)


def comes_within(fact: Fact, first: datetime.date, last: datetime.date) -> bool:
    """Whether a deadline that comes again does so from `first` to `last`; what is open at any time does."""
    return not _is_yearly(fact) or first <= _following(fact, first) <= last


def came_last(fact: Fact, verdict: Judged | None) -> datetime.date | None:
    """When a deadline of each year was the last time; None for any other fact, and unless a day tells what is over."""
    end = verdict.because.day if verdict and verdict.status == "expired" else None
    if end is None or not _is_yearly(fact):
        return None
    day = _in_year(fact, end.year)
    return day if day <= end else _in_year(fact, end.year - 1)


def _soonest(repeated: Sequence[Fact], today: datetime.date) -> Fact:
    return min(repeated, key=lambda fact: _following(fact, today) if _is_yearly(fact) else today)


def _is_yearly(fact: Fact) -> bool:
    return fact.field == "deadline" and fact.value.startswith("--")


def _following(yearly: Fact, first: datetime.date) -> datetime.date:
    """The first such day from `first` on; the last that there is where no calendar goes so far."""
    day = _in_year(yearly, first.year)
    return day if day >= first else _in_year(yearly, min(first.year + 1, datetime.MAXYEAR))


def _in_year(yearly: Fact, year: int) -> datetime.date:
    """ "--03-15" in a year; a day that the year lacks is the last one of its month."""
    month, day = yearly.month_and_day
    return datetime.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _is_bounded(repeated: Fact, dated: Sequence[Fact]) -> bool:
    """Whether a day of each year is told with the last year: "jeweils zum 15.2., spätestens 15.2.2026"."""
    same_day = any(fact.value[4:] == repeated.value[1:] for fact in dated)
    return repeated.value != ONGOING and (same_day or any(fact.proof == repeated.proof for fact in dated))


def _ends(periods: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in periods if fact.role in ("until", "at_most")]


def _in_force(periods: Sequence[Fact], today: datetime.date) -> Judged | None:
    ends = _ends(periods)
    if not ends:
        return None
    latest = max(ends, key=lambda fact: fact.value)
    if latest.value < today.isoformat():
        return Judged("expired", latest)
    sure = [fact for fact in ends if fact.role == "until" and fact.value >= today.isoformat()]
    whole = [fact for fact in sure if not parts_of(fact)] or sure
    return Judged("open", min(whole, key=lambda fact: fact.value)) if whole else None
