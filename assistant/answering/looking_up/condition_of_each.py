"""The answer to a question for a condition of no programme in particular: what each that states it says of it.

"Muss man den Zuschuss zurückzahlen?" One of them would be an arbitrary answer, and of many nobody could tell which is
meant.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.choose import QUOTES
from assistant.answering.looking_up.facts_asked_for import readings_of
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_listing import address, told_of
from assistant.answering.looking_up.proved_sentences import answer_of
from assistant.knowledge.expired import with_expired
from assistant.knowledge.programmes.facts import CONDITIONS, Field
from assistant.knowledge.programmes.filtering import ProgrammeFilter
from assistant.knowledge.programmes.purposes import speaks_of_money
from assistant.records import Answer, Listing

# How to apply is no sentence of each, but a section that the search finds.
TOLD: frozenset[Field] = frozenset(CONDITIONS) - {"procedure"}


def condition_of_each(inquiry: Inquiry) -> Answer | None:
    """What each programme states of the conditions, with the way to all programmes.

    None if something else is asked, or of something that is named or was talked about; if the search is sure of its
    answer; if no programme states it, or more than an answer has room for.
    """
    question = inquiry.question
    if question.filters or inquiry.resolved.since is not None or not speaks_of_money(question.text):
        return None
    fields = [field for read in readings_of(question.text) if not read.name for one in read.asked for field in one]
    stating = [one for one in inquiry.programmes if any(one.of(field) for field in fields)]
    if not TOLD.issuperset(fields) or not 0 < len(stating) <= QUOTES:
        return None
    if inquiry.is_answered:
        return None
    told = list(told_of(stating, ProgrammeFilter(), inquiry.language, fields))
    table = Listing(address(ProgrammeFilter()), len(inquiry.programmes))
    answer = replace(answer_of(question, told), listing=table, listed=tuple(one.about for one in told))
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today) if told else None
