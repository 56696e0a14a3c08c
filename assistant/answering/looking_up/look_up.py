"""Answers from whole tables and minutes instead of a search: tries one kind of question after the other."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

from assistant.answering.looking_up.meeting_beside import nothing_beside
from assistant.answering.looking_up.meeting_listing import listed_meetings
from assistant.answering.looking_up.outcome_listing import listed_outcomes
from assistant.answering.looking_up.programme_comparison import compared
from assistant.answering.looking_up.programme_listing import listed
from assistant.answering.looking_up.programme_status import programme_status
from assistant.answering.looking_up.programmes_for_purpose import programmes_for_purpose
from assistant.knowledge.fact_store import FactStore
from assistant.records import Answer, Question, Within
from assistant.retrieving.retrieve import Retriever


def looked_up(
    question: Question, retriever: Retriever, kept: FactStore, searched: Callable[[], Answer], *, today: datetime.date
) -> Answer | None:
    """The first answer of these; None where the question has to be searched for. `searched` is the answer to that.

    What a website searches in is all that there is for it: its lists are made of these documents.
    """
    within = question.filters.within
    if within:
        question = replace(question, filters=replace(question.filters, within=Within()))
        retriever = retriever.within(within)
    found = _first(question, retriever, kept, searched, today)
    return replace(found, filters=replace(found.filters, within=within)) if found else None


def _first(
    question: Question, retriever: Retriever, kept: FactStore, searched: Callable[[], Answer], today: datetime.date
) -> Answer | None:
    for look_up in (listed, compared, programme_status, nothing_beside, listed_meetings, programmes_for_purpose):
        if found := look_up(question, retriever, kept, today=today):
            return found
    return listed_outcomes(question, retriever, kept, searched, today=today)
