"""The answer to a question for the deadlines that come next: the programmes in the order of their days.

"Welche Fristen stehen an?", "Welche Programme laufen bald aus?", "Welche Fristen gibt es im März?", "What are the next
deadlines?" Of a time without its year the next one is meant.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.applied_filters import period_worded
from assistant.answering.choose import QUOTES
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.outcome_listing import listed_outcomes
from assistant.answering.looking_up.programme_listing import address, told_of
from assistant.answering.looking_up.proved_sentences import answer_of
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching
from assistant.knowledge.programmes.status import SHUT, comes_next
from assistant.language.dates import written
from assistant.language.periods import Period, find_periods, find_times_of_year
from assistant.messages import text
from assistant.records import Answer, Language, Listing
from assistant.retrieving.named_time import with_what_leads

_SOON = r"(?:bald|demn(?:ä|ae)chst|in\sk(?:ü|ue)rze|als\sn(?:ä|ae)chste[sn]?|gerade|zurzeit|soon|next)"
_FOR_MONEY = r"(?:(?:antrags|einreichungs|bewerbungs|f(?:ö|oe)rder)-?)"
_DEADLINES = rf"(?:{_FOR_MONEY}?(?:fristen|frist|stichtage?)|{_FOR_MONEY}termine?)"
_MONEY = (
    r"(?:f(?:ö|oe)rder(?:programme|mittel|ungen|aufrufe|t(?:ö|oe)pfe)|programme|f(?:ö|oe)rderung|aufrufe|calls|grants)"
)
_FORMS = tuple(
    re.compile(rf"\W*(?:{form})\W*", re.IGNORECASE)
    for form in (
        rf"(?:welche|was\sf(?:ü|ue)r)\s{_DEADLINES}\s(?:stehen|kommen|laufen|enden|gibt\ses)\s?(?:noch\s?)?"
        rf"(?:{_SOON}\s?)?(?:an|ab|aus)?",
        rf"(?:welche|was)\s(?:sind|ist)\s(?:die|der)\sn(?:ä|ae)chste[nr]?\s{_DEADLINES}(?:\sf(?:ü|ue)r\s{_MONEY})?",
        rf"n(?:ä|ae)chste\s{_DEADLINES}",
        rf"(?:welche|was\sf(?:ü|ue)r)\s{_MONEY}\s(?:laufen\s{_SOON}\s(?:aus|ab)|(?:enden|schlie(?:ß|ss)en)\s{_SOON})",
        rf"wann\s(?:ist|sind)\s(?:die|der)\sn(?:ä|ae)chste[nr]?\s{_DEADLINES}",
        r"(?:what|which|when)\s(?:is|are)\s(?:the\s)?(?:next|upcoming|coming)\s(?:application\s)?deadlines?",
        rf"which\s(?:programmes|programs|{_MONEY})\s(?:end|close|expire)(?:\ssoon|\snext)?",
        r"which\sdeadlines\sare\scoming\sup(?:\ssoon|\snext)?",
    )
)
# Beside a time they need not be "bald": "Fristen im März", "Welche Fristen liegen nach dem 1.6.?"
_FORMS_OF_A_TIME = tuple(
    re.compile(rf"\W*(?:{form})\W*", re.IGNORECASE)
    for form in (
        rf"(?:welche\s|alle\s|die\s|gibt\ses\s(?:noch\s)?)?{_DEADLINES}",
        rf"welche\s{_DEADLINES}\s(?:sind|liegen|haben\swir|gelten|fallen)\s?(?:noch\s?)?(?:an|ab|aus)?",
        r"(?:(?:which|what|are\sthere|any)\s)?deadlines?(?:\s(?:are\sthere|are|fall|end|do\swe\shave))?",
    )
)
_LONGEST = 120  # characters of a question


class _Asked(NamedTuple):
    """When the deadlines are that are asked for; from today on where no time is named."""

    start: datetime.date
    end: datetime.date | None = None
    is_named: bool = False


def coming_deadlines(inquiry: Inquiry) -> Answer | None:
    """A sentence for each of the first programmes with a deadline to come, the next one first, and the way to all.

    None if something else is asked, or no programme is known; an abstention with the way to the list where none is to
    come. Where a time is named in which no programme has one, those of tasks are told.
    """
    question, known = inquiry.question, inquiry.programmes
    said = inquiry.resolved.text
    asked = None if question.filters or len(said) > _LONGEST else _asked(said, inquiry.today)
    if asked is None or not known:
        return None
    (start, end, is_named), language = asked, inquiry.language
    wanted = ProgrammeFilter(deadline_from=start, deadline_to=end)
    days = ((_day(one, start, end), place) for place, one in enumerate(known) if one.status not in SHUT)
    coming = [known[place] for _, place in sorted((day, place) for day, place in days if day)]
    if is_named and not coming and (found := listed_outcomes(inquiry)):
        return found
    told = list(told_of(coming[:QUOTES], ProgrammeFilter(), language, ["deadline"]))
    answer = replace(answer_of(question, told), listing=Listing(address(wanted), len(matching(known, wanted))))
    time = _worded(start, end, language)
    resolved = f"{said} ({time})" if is_named and time not in said else inquiry.resolved.stated
    return replace(answer, listed=tuple(one.about for one in told), resolved=resolved)


def _asked(said: str, today: datetime.date) -> _Asked | None:
    """None where something else is asked, or a time that is past."""
    said = unicodedata.normalize("NFC", said)
    if any(form.fullmatch(said) for form in _FORMS):
        return _Asked(today)
    mentions = find_periods(said, today) or find_times_of_year(said, lambda time: time.coming(today))
    if len(mentions) != 1:
        return None
    start, end = mentions[0].period
    rest = " ".join(with_what_leads(said, mentions[0].span).blanked_in(said).split())
    if (end and end < today) or not any(form.fullmatch(rest) for form in (*_FORMS, *_FORMS_OF_A_TIME)):
        return None
    return _Asked(max(start or today, today), end, is_named=True)


def _worded(start: datetime.date, end: datetime.date | None, language: Language) -> str:
    return (
        period_worded(start, end, language) if end else text("deadlines_from", language, day=written(start, language))
    )


def _day(programme: Programme, start: datetime.date, end: datetime.date | None) -> datetime.date | None:
    """Its first deadline in this time, which begins today or later."""
    every = [one.fact for one in (*programme.of("deadline"), *programme.of("period"))]
    days = (one.fact.day or comes_next(one.fact, every, start) for one in programme.of("deadline"))
    return min((day for day in days if day and Period(start, end).holds(day)), default=None)
