"""No answer to a question for a condition of a programme that it names, where nothing states it and the search guesses.

Sentences of directives are much alike: the search finds one for every question, "Wann wird ausgezahlt?" as well.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.looking_up.facts_asked_for import conditions_asked_for
from assistant.answering.looking_up.inquiry import Inquiry
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
    searched = inquiry.searched()
    if searched.citations and not searched.is_unsure:
        return None
    near = inquiry.closest_of(named[0].documents, asking)
    return replace(answer_of(question), reason="not_supported", related=near, resolved=inquiry.resolved.stated)
