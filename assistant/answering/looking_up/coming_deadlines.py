"""The answer to a question for the deadlines that come next: the programmes in the order of their days.

"Welche Fristen stehen an?", "Welche Programme laufen bald aus?", "What are the next deadlines?"
"""

from __future__ import annotations

import datetime
import re
from dataclasses import replace

from assistant.answering.choose import QUOTES
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_listing import address, told_of
from assistant.answering.looking_up.proved_sentences import answer_of
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching
from assistant.knowledge.programmes.status import SHUT
from assistant.records import Answer, Listing

_SOON = r"(?:bald|demn(?:ä|ae)chst|in\sk(?:ü|ue)rze|als\sn(?:ä|ae)chste[sn]?|gerade|zurzeit|soon|next)"
_FOR_MONEY = r"(?:(?:antrags|einreichungs|bewerbungs|f(?:ö|oe)rder)-?)"
_DEADLINES = rf"(?:{_FOR_MONEY}?(?:fristen|frist|stichtage?)|{_FOR_MONEY}termine?)"
_MONEY = (
    r"(?:f(?:ö|oe)rder(?:programme|mittel|ungen|aufrufe|t(?:ö|oe)pfe)|programme|f(?:ö|oe)rderung|aufrufe|calls|grants)"
)
_FORMS = tuple(
    re.compile(rf"\W*(?:{form})\W*", re.IGNORECASE)
    for form in (
        rf"(?:welche|was\sf(?:ü|ue)r)\s{_DEADLINES}\s(?:stehen|kommen|laufen|enden|gibt\ses)\s?(?:{_SOON}\s?)?(?:an|ab|aus)?",
        rf"(?:welche|was)\s(?:sind|ist)\s(?:die|der)\sn(?:ä|ae)chste[nr]?\s{_DEADLINES}(?:\sf(?:ü|ue)r\s{_MONEY})?",
        rf"n(?:ä|ae)chste\s{_DEADLINES}",
        rf"(?:welche|was\sf(?:ü|ue)r)\s{_MONEY}\s(?:laufen\s{_SOON}\s(?:aus|ab)|(?:enden|schlie(?:ß|ss)en)\s{_SOON})",
        rf"wann\s(?:ist|sind)\s(?:die|der)\sn(?:ä|ae)chste[nr]?\s{_DEADLINES}",
        r"(?:what|which|when)\s(?:is|are)\s(?:the\s)?(?:next|upcoming|coming)\s(?:application\s)?deadlines?",
        rf"which\s(?:programmes|programs|{_MONEY})\s(?:end|close|expire)(?:\ssoon|\snext)?",
        r"which\sdeadlines\sare\scoming\sup(?:\ssoon|\snext)?",
    )
)
_LONGEST = 120  # characters of a question


def coming_deadlines(inquiry: Inquiry) -> Answer | None:
    """A sentence for each of the first programmes with a deadline to come, the next one first, and the way to all.

    None if something else is asked, or no programme is known; an abstention with the way to the list where none is to
    come.
    """
    question, known, today = inquiry.question, inquiry.programmes, inquiry.today
    is_asked = len(question.text) <= _LONGEST and any(form.fullmatch(question.text) for form in _FORMS)
    if question.filters or not is_asked or not known:
        return None
    days = ((_next_day(one, today), place) for place, one in enumerate(known))
    coming = [known[place] for _, place in sorted((day, place) for day, place in days if day)]
    wanted = ProgrammeFilter(deadline_from=today)
    told = list(told_of(coming[:QUOTES], ProgrammeFilter(), inquiry.language, ["deadline"]))
    table = Listing(address(wanted), len(matching(known, wanted)))
    return replace(answer_of(question, told), listing=table, listed=tuple(one.about for one in told))


def _next_day(programme: Programme, today: datetime.date) -> datetime.date | None:
    """The first deadline from today on of a programme that still takes applications."""
    if programme.status in SHUT:
        return None
    days = [one.next_day or one.fact.day for one in programme.of("deadline")]
    return min((day for day in days if day and day >= today), default=None)
