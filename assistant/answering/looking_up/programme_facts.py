"""The answer to a question for what one programme states: its rate, amounts, deadline, who may apply, whom to ask.

"Wie hoch ist der Fördersatz beim Ladergeld?", "Wer kann den Kreislauf-Check beantragen?" Nothing else may be asked: the
rest of the question has to be the name of one programme, or of some ("beim Ladergeld und beim Kreislauf-Check"), or
nothing in a conversation about some: "und bis wann?".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.at_hand import topic
from assistant.answering.choose import QUOTES
from assistant.answering.looking_up.facts_asked_for import HOW_MUCH, Reading, readings_of
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_listing import MOST_FACTS, table_of, told_of
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.looking_up.said_before import for_whom, is_for_large_firms, is_of_a_thing, named_last
from assistant.knowledge.expired import with_expired
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.called_parts import of_part
from assistant.knowledge.programmes.calling import called, called_in_turn, is_named
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching
from assistant.knowledge.programmes.status import SHUT
from assistant.records import Answer, Language, Listing

TO_ASK: tuple[Field, ...] = ("contact", "deadline")
MOST = 8  # facts of one field; the table shows all
_JOINED = re.compile(r"[\w\"“»]\s(?:und|and|sowie|&)\s", re.IGNORECASE)


class Asked(NamedTuple):
    """What is asked of which programmes; `table` shows them, `resolved` is the question with what it takes from the
    conversation. At least so many have to be told: all that the question names."""

    read: Reading
    programmes: Sequence[Programme]
    table: Listing
    resolved: str | None
    least: int = 1


def programme_facts(inquiry: Inquiry) -> Answer | None:
    """What the programmes that the question names, or those that its conversation is about, state of the fields asked
    for, with the way to the table.

    None if something else is asked, no programme or several have that name, or none states one of the fields.
    """
    question, language = inquiry.question, inquiry.language
    found = None if question.filters else next(_asked_of_some(inquiry), None)
    found = found and found._replace(read=_with_whom_to_ask(found))
    if found is None or not any(_states(one, found.read) for one in found.programmes):
        return None
    most = MOST if len(found.programmes) == 1 else MOST_FACTS
    told = [said for one in found.programmes for said in _told(one, found.read, inquiry.today, language, most)]
    if len(told) < found.least:
        return None
    listed = tuple(one.about for one in told) if len(told) > 1 else ()
    answer = replace(answer_of(question, told), listing=found.table, listed=listed, resolved=found.resolved)
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)


def _with_whom_to_ask(found: Asked) -> Reading:
    """How to apply is told by whom to ask and until when, where none of the programmes states the way."""
    if any(one.of("procedure") for one in found.programmes):
        return found.read
    return found.read._replace(asked=[TO_ASK if one == ("procedure",) else one for one in found.read.asked])


def _told(
    programme: Programme, read: Reading, today: datetime.date, language: Language, most: int
) -> Iterator[ProvedSentence]:
    """The sentence with the facts, if they can be proved; the quote that gives the name goes behind the others."""
    wanted, names = ProgrammeFilter(applicant=read.applicant), [one.quote for one in programme.of("title")]
    fields, unstated, known = _fields(programme, read), _unstated(programme, read), _with_last_call(programme, today)
    for one in told_of([known], wanted, language, fields, most=most, unstated=unstated):
        yield one._replace(quotes=sorted(one.quotes, key=names.__contains__))


def _fields(programme: Programme, read: Reading) -> list[Field]:
    """What is told: what is asked for, and who may apply where that is not who asks, for what is paid says nothing to
    him."""
    fields = list(dict.fromkeys(field for fields in read.asked for field in fields))
    may_apply = bool(matching([programme], ProgrammeFilter(applicant=read.applicant)))
    return fields if may_apply or "applicant" in fields else [*fields, "applicant"]


def _unstated(programme: Programme, read: Reading) -> list[Field]:
    """Of each thing that is asked for and not stated the first field."""
    return [fields[0] for fields in read.asked if not any(programme.of(field) for field in fields)]


def _asked_of_some(inquiry: Inquiry) -> Iterator[Asked]:
    """What may be asked of which programmes: of those that are named, else of those that were talked about.

    "Und beim Radgeld?" asks what was asked before.
    """
    question, resolved = inquiry.question, inquiry.resolved
    for words in dict.fromkeys((question.text, resolved.asking)):
        stated = None if words == question.text else resolved.stated
        for read in readings_of(words):
            if read.name and (named := _named(read.name, question.text, inquiry.programmes)):
                if HOW_MUCH in read.asked and any(_lacks_amounts(one, inquiry.programmes) for one in named):
                    continue
                yield Asked(read, named, table_of(named, inquiry.programmes), stated, len(named))
            elif not read.name and question.history:
                yield from talked_of(read, inquiry, stated)


def talked_of(read: Reading, inquiry: Inquiry, stated: str | None) -> Iterator[Asked]:
    """The programme that was named last, else those of the list before, else the only one of the document at hand, if
    the answer surely quotes that, or its question names the programme.

    For whom is asked is taken from the conversation as well. Nothing where something else was asked in between.
    """
    question = inquiry.question
    began = topic(question)
    behind = question.history[len(began.history) + 1 :]
    if read.applicant is None:
        said = (began.text, *behind, question.text)
        if is_for_large_firms(said):
            return
        read = read._replace(applicant=for_whom(said))
    if is_of_a_thing(behind, question.text, read, inquiry.programmes):
        return
    if named := named_last(behind, inquiry.programmes):
        yield Asked(read, [named], table_of([named], inquiry.programmes), f"{named.title}: {question.text}")
        return
    before = inquiry.listed_before()
    if before and before.listing and before.listed:
        found = [one for title in dict.fromkeys(before.listed) for one in _of_title(title, inquiry.programmes, before)]
        yield from [Asked(read, found, before.listing, inquiry.resolved.stated)] if found else []
        return
    at_hand = inquiry.at_hand()
    if at_hand is None or not at_hand.is_of_topic:
        return
    if is_of_a_thing([began.text], question.text, read, inquiry.programmes):
        return
    found = [one for one in inquiry.programmes if at_hand.info.id in {info.id for info in one.documents}]
    named = named_last([began.text], inquiry.programmes)
    found = [named if named and named.documents == one.documents and named.title == one.title else one for one in found]
    if len(found) == 1 and (at_hand.is_sure or is_named(found[0], began.text)):
        yield Asked(read, found, table_of(found, inquiry.programmes), stated or f"{found[0].title}: {question.text}")


def _named(name: Sequence[str], question: str, known: Sequence[Programme]) -> Sequence[Programme]:
    """The only programme that the name means, or those that the question joins: "beim Radgeld und beim Hallenbonus";
    or what a programme states of the part that the name means."""
    meant = called(name, known)
    if not meant and _JOINED.search(question) and (several := called_in_turn(name, known)):
        return several if len(several) <= QUOTES else []
    if len(meant) == 1:
        return meant
    part = of_part(name, known)
    return [part] if part else []


def _lacks_amounts(part: Programme, known: Sequence[Programme]) -> bool:
    """Whether no amount is told of a part, but some of its programme, so that a rate alone would not say how much."""
    whole = (one for one in known if one.documents == part.documents and one.title == part.title)
    return not part.of("cap") and any(one.of("cap") for one in whole)


def _of_title(title: str, known: Sequence[Programme], before: Answer) -> Sequence[Programme]:
    """The programmes of this title; where several have it, those that the answer quotes."""
    found = [one for one in known if one.title == title]
    quoted = {one.quote.document.id for one in before.citations}
    return found if len(found) == 1 else [one for one in found if quoted & {info.id for info in one.documents}]


def _with_last_call(programme: Programme, today: datetime.date) -> Programme:
    """With its last deadline as that of a call where all are past: that of a part, say, of a programme still open."""
    deadlines = programme.of("deadline")
    days = [one.fact.day for one in deadlines if one.fact.day]
    if programme.status in SHUT or not days or len(days) < len(deadlines) or max(days) >= today:
        return programme
    return replace(programme, last_call=max(deadlines, key=lambda one: one.fact.value))


def _states(programme: Programme, read: Reading) -> bool:
    """Whether it states one of the fields of each thing that is asked, and a rate for whom one is asked for."""
    is_for_them = read.applicant is None or ("rate",) not in read.asked or programme.rates(read.applicant)
    return bool(is_for_them) and not _unstated(programme, read)
