"""The answer to a question for a condition of a programme that it describes: the search finds which one that is.

"Darf ich bei der Förderung für Stege schon anfangen?" Directives say so in words that hardly anybody asks with.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.looking_up.facts_asked_for import conditions_asked_for
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_listing import table_of, told_of
from assistant.answering.looking_up.proved_sentences import answer_of
from assistant.knowledge.expired import with_expired
from assistant.knowledge.programmes.called_parts import part_named
from assistant.knowledge.programmes.calling import is_named
from assistant.knowledge.programmes.filtering import ProgrammeFilter
from assistant.records import Answer


def condition_of_found(inquiry: Inquiry) -> Answer | None:
    """What the only programme that the answer of the search quotes states of the conditions asked for; of the part of
    it alone that the question names.

    None if something else is asked or nothing else is said, if the search finds no answer or quotes something else,
    also another programme than those that are named, or if one of the conditions is not stated.
    """
    question = inquiry.question
    read = None if question.filters else conditions_asked_for(inquiry.resolved.asking)
    if read is None:
        return None
    fields = [field for fields in read.asked for field in fields]
    found = inquiry.searched()
    quoted = {citation.quote.document.id for citation in found.citations}
    about = [one for one in inquiry.programmes if quoted and quoted <= {info.id for info in one.documents}]
    named = [one for one in inquiry.programmes if is_named(one, inquiry.resolved.text)]
    is_another = bool(named) and not any(one in named for one in about)
    about = [part_named(read.name, one) or one for one in about]
    if len(about) != 1 or is_another or not all(about[0].of(field) for field in fields):
        return None
    told = list(told_of(about, ProgrammeFilter(), inquiry.language, fields))
    if not told:
        return None
    answer = replace(
        answer_of(question, told),
        listing=table_of(about, inquiry.programmes),
        resolved=found.resolved,
        is_unsure=found.is_unsure,
        not_mentioned=found.not_mentioned,
    )
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)
