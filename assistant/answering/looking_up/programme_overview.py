"""The answer to a question that names a programme and asks nothing certain of it: what it is for, and what it gives.

"Innovationsgutschein", "Infos zum Innovationsgutschein", "Was bekommt man beim Innovationsgutschein?"
"""

from __future__ import annotations

import re
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
from assistant.language.word_lists import listed
from assistant.records import Answer, Language

GIVES: tuple[Field, ...] = ("rate", "cap", "deadline", "applicant", "contact")
_LONGEST = 200  # characters of a question
# "Was muss ich beim Innovationsgutschein einreichen?" asks for something that is no field.
_CERTAIN = re.compile(r"\bwas (?:muss|muessen|soll|sollen|darf|duerfen)\b|\bwhat (?:must|should|do .* have to)\b")
# What is said besides the name where anything is asked for: "Was weißt du über ...", "Tell me more about ...".
_ANYTHING = listed(
    fold("""
    info infos information informationen auskunft auskünfte angaben details einzelheiten näheres genaueres allgemeines
    wissenswertes fakten kurzinfo alles etwas mehr überblick übersicht steckbrief über rund um thema nähere weitere
    genauere betreffend erzähl erzähle erzählen sag sage sagen weiß weißt wisst wissen kenn kennst kennt kennen such
    suche suchen brauche brauchen möchte möchten hätte hätten gern gerne hast habt haben kannst könnt du ihr mir mal
    gib geben zeig zeige erklär erkläre erklären beschreib beschreibe beschreiben stell stelle vor finde interessiert
    interessiere interesse nur
    all about more something anything everything on overview tell know have need want give show explain describe some
    any me us please could would like more
    """)
)


def programme_overview(inquiry: Inquiry) -> Answer | None:
    """What the only programme is for that is all the question names, then what it gives, until when, to whom.

    None if something certain is asked, no programme or several have that name, and in a follow-up, unless it asks the
    same of another one.
    """
    question, resolved = inquiry.question, inquiry.resolved
    is_of_before = resolved.since is not None and not resolved.asks_the_same
    if question.filters or is_of_before or len(resolved.text) > _LONGEST:
        return None
    if any(readings_of(resolved.text)) or _CERTAIN.search(fold(resolved.text)):
        return None
    name = tuple(word for word in told_apart(fold(resolved.text)) if word not in _ANYTHING)
    meant = called(name, inquiry.programmes) if name else []
    told = list(_told(meant[0], inquiry.language)) if len(meant) == 1 else []
    if not told:
        return None
    table = table_of(meant, inquiry.programmes)
    answer = replace(answer_of(question, told), listing=table, resolved=resolved.stated)
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)


def _told(programme: Programme, language: Language) -> Iterator[ProvedSentence]:
    what_for = list(told_of([programme], ProgrammeFilter(), language, ["purpose"])) if programme.of("purpose") else []
    yield from what_for
    if any(programme.of(field) for field in GIVES):
        worded = "programme_gives" if what_for else "funding_sentence"
        yield from told_of([programme], ProgrammeFilter(), language, GIVES, worded=worded)
