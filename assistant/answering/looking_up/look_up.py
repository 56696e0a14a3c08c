"""Answers from whole tables and minutes instead of a search: tries one kind of question after the other."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.looking_up.coming_deadlines import coming_deadlines
from assistant.answering.looking_up.condition_not_stated import condition_not_stated, fact_not_stated
from assistant.answering.looking_up.condition_of_each import condition_of_each
from assistant.answering.looking_up.condition_of_found import condition_of_found
from assistant.answering.looking_up.document_origin import document_origin
from assistant.answering.looking_up.document_summary import document_summary, shown_document
from assistant.answering.looking_up.documents_on_topic import documents_on_topic
from assistant.answering.looking_up.enclosures import enclosures
from assistant.answering.looking_up.ending_programmes import ending_programmes
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.long_form import long_form
from assistant.answering.looking_up.meeting_beside import nothing_beside
from assistant.answering.looking_up.meeting_listing import listed_meetings
from assistant.answering.looking_up.outcome_listing import listed_outcomes
from assistant.answering.looking_up.programme_changes import programme_changes
from assistant.answering.looking_up.programme_comparison import compared
from assistant.answering.looking_up.programme_facts import programme_facts
from assistant.answering.looking_up.programme_listing import listed_programmes, programmes_of_asker
from assistant.answering.looking_up.programme_overview import programme_overview
from assistant.answering.looking_up.programme_status import programme_status
from assistant.answering.looking_up.programmes_for_purpose import no_programme_for_purpose, programmes_for_purpose
from assistant.answering.looking_up.who_is import who_is
from assistant.records import Answer, Within

_LOOK_UPS = (
    programme_changes,
    coming_deadlines,
    ending_programmes,
    listed_programmes,
    compared,
    programme_status,
    programme_facts,
    programme_overview,
    enclosures,
    condition_of_found,
    condition_not_stated,
    fact_not_stated,
    condition_of_each,
    nothing_beside,
    listed_meetings,
    document_origin,
    shown_document,
    documents_on_topic,
    programmes_for_purpose,
    programmes_of_asker,
    listed_outcomes,
    document_summary,
    who_is,
    long_form,
    no_programme_for_purpose,
)


def looked_up(inquiry: Inquiry) -> Answer | None:
    """The first answer of these; None where the question has to be searched for.

    What a website searches in is all that there is for it: its lists are made of these documents.
    """
    question, within = inquiry.question, inquiry.question.filters.within
    bare = replace(inquiry, question=replace(question, filters=replace(question.filters, within=Within())))
    found = next(filter(None, (look_up(bare) for look_up in _LOOK_UPS)), None)
    return replace(found, filters=replace(found.filters, within=within)) if found else None
