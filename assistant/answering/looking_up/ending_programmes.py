"""The answer to a question for the programmes that end in a time: "Welche Programme laufen dieses Jahr aus?"

One ends with the time that it is in force, or, where that is not stated, with its last deadline. What of that time is
past counts as well, for who asks late in a year wants to know what he missed.
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
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching
from assistant.knowledge.programmes.programme_question import programmes_asked_for
from assistant.knowledge.programmes.status import SHUT
from assistant.language.periods import find_periods
from assistant.records import Answer, Listing

TOLD: tuple[Field, ...] = ("period", "deadline")
_ENDS = re.compile(
    r"\bl(?:aufen|(?:ä|ae)uft)\b.*\baus\b|\b(?:auslaufen|enden?|endet|end|expire)\b(?!.*\b(?:frist|deadline))",
    re.IGNORECASE,
)


def ending_programmes(inquiry: Inquiry) -> Answer | None:
    """A sentence for each of the first programmes that end in this time, in the order of their last days.

    None where something else is asked, no end in that time is stated, or none of that time is still to come.
    """
    asked, today = inquiry.resolved, inquiry.today
    wanted = programmes_asked_for(asked.text, today) if _ENDS.search(asked.text) else None
    mentions = find_periods(asked.text, today)
    if inquiry.question.filters or wanted is None or not wanted.deadline_to or wanted.query or len(mentions) != 1:
        return None
    period = mentions[0].period._replace(start=mentions[0].period.start or today)
    wanted = replace(wanted, deadline_from=None, deadline_to=None, status=None)
    ends = [(day, one) for one in matching(inquiry.programmes, wanted) if (day := _last_day(one)) and period.holds(day)]
    ending = [one for _, one in sorted(ends, key=lambda end: end[0])]
    told = list(told_of(ending[:QUOTES], ProgrammeFilter(), inquiry.language, TOLD))
    if not told:
        return None
    shown = replace(wanted, deadline_from=period.start, deadline_to=period.end)
    table = Listing(address(shown), len(matching(inquiry.programmes, shown)))
    listed = tuple(one.about for one in told)
    return replace(answer_of(inquiry.question, told), resolved=asked.stated, listing=table, listed=listed)


def _last_day(programme: Programme) -> datetime.date | None:
    """The day on which it was over, the last day that it is in force, or its last deadline, whichever is told."""
    because = programme.status_because.fact.day if programme.status_because else None
    ends = [one.fact for one in programme.of("period") if one.fact.role in ("until", "at_most")]
    days = [fact.day for fact in ends if fact.day]
    return because if programme.status in SHUT else max(days, default=because)
