"""The answer to a question that names a programme and asks nothing certain of it: what it is for, and what it gives.

"Innovationsgutschein", "Was bekommt man beim Innovationsgutschein?"
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.answering.looking_up.facts_asked_for import readings_of, told_apart
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_listing import table_of, told_of
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.knowledge.expired import with_expired
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.calling import called
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.filtering import ProgrammeFilter
from assistant.language.terms import fold
from assistant.records import Answer, Language

GIVES: tuple[Field, ...] = ("rate", "cap", "deadline", "applicant", "contact")
_LONGEST = 200  # characters of a question


def programme_overview(inquiry: Inquiry) -> Answer | None:
    """What the only programme is for that is all the question names, then what it gives, until when, to whom.

    None if something certain is asked, no programme or several have that name, and in a follow-up.
    """
    question = inquiry.question
    if question.filters or inquiry.resolved.since is not None or len(question.text) > _LONGEST:
        return None
    if any(readings_of(question.text)):
        return None
    name = told_apart(fold(question.text))
    meant = called(name, inquiry.programmes) if name else []
    told = list(_told(meant[0], inquiry.language)) if len(meant) == 1 else []
    if not told:
        return None
    answer = replace(answer_of(question, told), listing=table_of(meant, inquiry.programmes))
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)


def _told(programme: Programme, language: Language) -> Iterator[ProvedSentence]:
    what_for = list(told_of([programme], ProgrammeFilter(), language, ["purpose"])) if programme.of("purpose") else []
    yield from what_for
    if any(programme.of(field) for field in GIVES):
        worded = "programme_gives" if what_for else "funding_sentence"
        yield from told_of([programme], ProgrammeFilter(), language, GIVES, worded=worded)
