"""No answer to a question for a fact of a programme where nothing states it and the search guesses.

Sentences of directives are much alike: the search finds one for every question, "Wann wird ausgezahlt?" as well.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.looking_up.facts_asked_for import conditions_asked_for, readings_of
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_facts import Asked, talked_of
from assistant.answering.looking_up.proved_sentences import answer_of
from assistant.knowledge.programmes.calling import called
from assistant.records import Answer


def condition_not_stated(inquiry: Inquiry) -> Answer | None:
    """An abstention with the closest passages of the programme.

    None if something else is asked, no programme or several have that name, it states one of the conditions, or the
    search is sure of its answer.
    """
    question, asking = inquiry.question, inquiry.resolved.asking
    read = None if question.filters else conditions_asked_for(asking)
    named = called(read.name, inquiry.programmes) if read else []
    if read is None or len(named) != 1 or any(named[0].of(field) for fields in read.asked for field in fields):
        return None
    if inquiry.is_answered:
        return None
    near = inquiry.closest_of(named[0].documents, asking)
    return replace(answer_of(question), reason="not_supported", related=near, resolved=inquiry.resolved.stated)


def fact_not_stated(inquiry: Inquiry) -> Answer | None:
    """An abstention with the closest passages of the programmes that were just told, where a follow-up asks for a fact
    that none of them states: "bis wann einreichen?".

    None where the search is sure of its answer, or finds one in a document of these programmes.
    """
    question, asking = inquiry.question, inquiry.resolved.asking
    found = None if question.filters else _asked_of_those_told(inquiry)
    if found is None:
        return None
    documents = [info for one in found.programmes for info in one.documents]
    cited = {one.quote.document.id for one in inquiry.searched().citations}
    if inquiry.is_answered or not cited.isdisjoint(info.id for info in documents):
        return None
    near = inquiry.closest_of(documents, asking)
    return replace(answer_of(question), reason="not_supported", related=near, resolved=found.resolved)


def _asked_of_those_told(inquiry: Inquiry) -> Asked | None:
    """What is asked of the programmes that began the topic, if none of them states it."""
    if not inquiry.question.history:
        return None
    reads = (read for read in readings_of(inquiry.question.text) if not read.name)
    asked = (one for read in reads for one in talked_of(read, inquiry, inquiry.resolved.stated))
    found = next(asked, None)
    fields = {field for several in found.read.asked for field in several} if found else set()
    return None if found and any(one.of(field) for one in found.programmes for field in fields) else found
