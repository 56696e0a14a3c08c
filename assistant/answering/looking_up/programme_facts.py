"""The answer to a question for what one programme states: its rate, amounts, deadline, who may apply, whom to ask.

"Wie hoch ist der Fördersatz beim Ladergeld?", "Wer kann den Kreislauf-Check beantragen?" Nothing else may be asked: the
rest of the question has to be the name of one programme, or nothing in a conversation about one: "und bis wann?".
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.at_hand import topic
from assistant.answering.looking_up.facts_asked_for import Reading, readings_of, told_apart
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_listing import address, told_of
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.knowledge.expired import with_expired
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching
from assistant.knowledge.programmes.status import SHUT
from assistant.language.terms import fold
from assistant.records import Answer, Listing

MOST = 8  # facts of one field; the table shows all
_LEAST_LETTERS = 6  # of the one word of a title that stands for it: a shorter one may mean anything
# "Radgeld Ahlermark (RAG – Richtlinie)", "Zusammenarbeit – URBACT".
_SHORT = re.compile(r"\(([\w-]{2,30})(?=\)| [–-] )|\b([A-ZÄÖÜ]{3,30})\b")
_PART = re.compile(r"[–—:(]|\s-\s")
_ENDING = re.compile(r"(?<=\w{6})e[mnrs]?$")  # "betrieblichen" is "betriebliches"


class _Asked(NamedTuple):
    """What is asked of which programme; `resolved` is the question with what it takes from the conversation."""

    read: Reading
    programme: Programme
    resolved: str | None


def programme_facts(inquiry: Inquiry) -> Answer | None:
    """What the one programme that the question or its conversation is about states of the fields asked for, with the
    way to the table.

    None if something else is asked, no programme or several have that name, or it does not state one of the fields.
    """
    question, language = inquiry.question, inquiry.language
    found = None if question.filters else next(_asked_of_one(inquiry), None)
    if found is None or not _states(found.programme, found.read):
        return None
    read, programme = found.read, _with_last_call(found.programme, inquiry.today)
    wanted = ProgrammeFilter(applicant=read.applicant)
    fields = list(dict.fromkeys(field for fields in read.asked for field in fields))
    if "applicant" not in fields and not matching([programme], wanted):
        fields.append("applicant")  # what is paid at all says nothing to who may not apply
    told = [_with_name_last(one, programme) for one in told_of([programme], wanted, language, fields, most=MOST)]
    if not told:
        return None
    named = ProgrammeFilter(query=programme.title)
    table = Listing(address(named), len(matching(inquiry.programmes, named)))
    answer = replace(answer_of(question, told), listing=table, resolved=found.resolved)
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)


def _asked_of_one(inquiry: Inquiry) -> Iterator[_Asked]:
    """What may be asked of which programme: of the one that is named, else of the one that was talked about.

    "Und beim Radgeld?" asks what was asked before.
    """
    question, resolved = inquiry.question.text, inquiry.resolved
    for words in dict.fromkeys((question, resolved.asking)):
        stated = None if words == question else resolved.stated
        for read in readings_of(words):
            if read.name and (named := _called(read.name, inquiry.programmes)):
                yield _Asked(read, named, stated)
            elif not read.name and (meant := _at_hand(inquiry)):
                yield _Asked(read, meant, stated or f"{meant.title}: {question}")


def _at_hand(inquiry: Inquiry) -> Programme | None:
    """The only programme of the document that the conversation is about, if it surely is, or names the programme."""
    at_hand = inquiry.at_hand()
    if at_hand is None or not at_hand.is_of_topic:
        return None
    found = [one for one in inquiry.programmes if at_hand.info.id in {info.id for info in one.documents}]
    is_meant = len(found) == 1 and (at_hand.is_sure or _is_named(found[0], topic(inquiry.question).text))
    return found[0] if is_meant else None


def _is_named(programme: Programme, question: str) -> bool:
    own = _without_endings(told_apart(fold(programme.title)))
    name = [word for word in _without_endings(told_apart(fold(question))) if word in own]
    return bool(name) and _stands_for(name, programme.title)


def _with_last_call(programme: Programme, today: datetime.date) -> Programme:
    """With its last deadline as that of a call where all are past: that of a part, say, of a programme still open."""
    deadlines = programme.of("deadline")
    days = [one.fact.day for one in deadlines if one.fact.day]
    if programme.status in SHUT or not days or len(days) < len(deadlines) or max(days) >= today:
        return programme
    return replace(programme, last_call=max(deadlines, key=lambda one: one.fact.value))


def _with_name_last(told: ProvedSentence, programme: Programme) -> ProvedSentence:
    """The quote that gives its name goes behind those that answer."""
    names = [one.quote for one in programme.of("title")]
    return told._replace(quotes=sorted(told.quotes, key=names.__contains__))


def _states(programme: Programme, read: Reading) -> bool:
    """Whether it states one of the fields of each thing that is asked, and a rate for whom one is asked for."""
    is_for_them = read.applicant is None or ("rate",) not in read.asked or programme.rates(read.applicant)
    return bool(is_for_them) and all(any(programme.of(field) for field in fields) for fields in read.asked)


def _called(name: Sequence[str], known: Iterable[Programme]) -> Programme | None:
    """The only programme with this title, else the only one whose title has these words, if they stand for it."""
    words = _without_endings(name)
    own = [(one, _without_endings(told_apart(fold(one.title)))) for one in known]
    same = [one for one, title in own if set(title) == set(words)]
    found = same or [one for one, title in own if set(words) <= set(title) and _stands_for(words, one.title)]
    return found[0] if len(found) == 1 else None


def _stands_for(name: Sequence[str], title: str) -> bool:
    """Whether a name holds the short form of a title, or begins as a part of that does; a lone word is a noun there."""
    short = _without_endings(fold(one or other) for one, other in _SHORT.findall(title))
    parts = [told_apart(fold(part)) for part in _PART.split(title)]
    heads = [part[0] for part in parts if part]
    first, *others = name
    is_head = first in _without_endings(heads) if others else first in heads[:1] and len(first) >= _LEAST_LETTERS
    return is_head or not set(short).isdisjoint(name)


def _without_endings(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(_ENDING.sub("", word) for word in words)
