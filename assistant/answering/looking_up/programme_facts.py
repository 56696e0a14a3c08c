"""The answer to a question for what one programme states: its rate, amounts, deadline, who may apply, whom to ask.

"Wie hoch ist der Fördersatz beim Ladergeld?", "Wer kann den Kreislauf-Check beantragen?" Nothing else may be asked: the
rest of the question has to be the name of one programme.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.programme_listing import address, told_of
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.knowledge.expired import with_expired
from assistant.knowledge.funding import Programme
from assistant.knowledge.programmes.facts import Field, Group
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching
from assistant.knowledge.programmes.programme_question import applicant_in
from assistant.knowledge.programmes.status import SHUT
from assistant.language.terms import fold, whole_words
from assistant.language.word_lists import listed
from assistant.records import Answer, Listing

MOST = 8  # facts of one field; the table shows all
_LONGEST = 250  # characters of a question
_LEAST_LETTERS = 6  # of the one word of a title that stands for it: a shorter one may mean anything
# What is asked for, in folded text: one of the fields has to be stated.
_WORDS: tuple[tuple[tuple[Field, ...], str], ...] = (
    (
        ("rate",),
        r"foerder(?:satz|saetze)|(?:foerder)?quoten?|prozentsatz|zuschuss(?:quote|satz)"
        r"|(?:wie ?viel|welche[nr]?) prozent|funding rate|aid intensity|what (?:share|percentage)",
    ),
    (
        ("cap",),
        r"(?:hoechst|maximal)(?:betrag|summe|foerderung)|foerder(?:hoechst)?summe"
        r"|(?:maximale|hoechste)[nrs]? (?:foerderung|foerdersumme|zuschuss|betrag|zuwendung)"
        r"|wie ?viel geld (?:(?:gibt es|bekommt man|kriegt man) )?(?:hoechstens|maximal)"
        r"|was ist (?:hoechstens|maximal) drin|maximum (?:grant|amount|funding)",
    ),
    (
        ("rate", "cap"),
        r"wie hoch ist (?:die foerderung|der zuschuss|die zuwendung)|foerderhoehe"
        r"|wie ?viel (?:geld|foerderung|zuschuss|zahlt|kriegt|bekommt)|hoehe der foerderung"
        r"|how much(?: money| funding)?|how high is the (?:funding|grant)",
    ),
    (
        ("deadline",),
        r"bis wann(?! (?:gilt|gelten|kommt|bekomm(?:e|t|en))\b)|(?:antrags|einreichungs|bewerbungs|abgabe)?frist(?:en)?"
        r"|stichtage?|(?:abgabe|einsende|bewerbungs|antrags)schluss"
        r"|(?:submission |application )?deadlines?|(?:until|by) when",
    ),
    (
        ("applicant",),
        r"wer (?:kann|darf|bekommt|kriegt|erhaelt)|antragsberechtigt|foerderberechtigt|fuer wen|an wen richtet sich"
        r"|zielgruppe|who (?:can|may)|eligible",
    ),
    (
        ("contact",),
        r"an wen (?:wende|kann|muss|soll|richte)|ansprech(?:partner|partnerin|person|stelle)|kontakt(?:daten)?"
        r"|wo (?:kann|muss|beantrage|beantragt|stelle|stellt|reiche|reicht)|contact(?: details)?|where (?:can|do)"
        r"|whom? (?:do|can|should) (?:i|we) (?:contact|call|ask)",
    ),
    (
        ("giver",),
        r"wer (?:foerdert|finanziert|zahlt|bezahlt|gibt)|von wem (?:kommt|ist|stammt|gibt es)|foerdergeber|geldgeber"
        r"|who (?:funds|pays|finances)",
    ),
)
_ASKED = tuple((fields, re.compile(rf"\b(?:{pattern})\b")) for fields, pattern in _WORDS)
# German alone, for what a programme is for is told in the words of its document.
_WHAT_FOR = re.compile(r"\W*(?:was (?:ist|foerdert|wird|werden)|worum geht(?: es|s)|wofuer (?:ist|gibt es|gibts))\b")
# "Können Vereine das Radgeld beantragen?", without the "Vereine".
_MAY_APPLY = re.compile(
    r"\W{0,9}(?:koennen|duerfen|kann|darf|can|may)\b.{0,250}"
    r"\b(?:beantragen|antrag|antraege|bewerben|mitmachen|teilnehmen|apply)\b"
)
# "Radgeld Ahlermark (RAG – Richtlinie)", "Zusammenarbeit – URBACT".
_SHORT = re.compile(r"\(([\w-]{2,30})(?=\)| [–-] )|\b([A-ZÄÖÜ]{3,30})\b")
_PART = re.compile(r"[–—:(]|\s-\s")
_ENDING = re.compile(r"(?<=\w{6})e[mnrs]?$")  # "betrieblichen" is "betriebliches"
_FILLING = listed(
    fold("""
    wie hoch ist sind war was wer der die das den dem des ein eine einen einer bei beim für von vom zu zum zur im in
    an am auf aus und wann welche welcher welches gilt gelten endet enden es gibt gibts man ich wir mich uns sich
    dafür da sein werden wird muss müssen kann können darf dürfen soll bekommt bekomme kriegt kriege geld höchstens
    maximal hole abgegeben abgeben antrag anträge stellen gestellt beantragen beantragt einreichen eingereicht
    bewerben wenden mitmachen programm förderprogramm förderung gefördert mit durch richtlinie förderrichtlinie
    bitte eigentlich denn genau noch
    the a an of for is are does do i we you can may to apply application applications submit submitted programme program
    funding grant get there it by be must what when at who
    """)
)


class Reading(NamedTuple):
    """What is asked for, of each thing the fields that may state it, of the programme with this name, folded."""

    asked: Sequence[tuple[Field, ...]]
    name: tuple[str, ...]
    applicant: Group | None = None


def programme_facts(inquiry: Inquiry) -> Answer | None:
    """What the one programme that the question names states of the fields asked for, with the way to the table.

    None if something else is asked, no programme or several have that name, or it does not state one of the fields.
    """
    question, language = inquiry.question, inquiry.language
    if question.filters or inquiry.resolved.since is not None:
        return None
    found = ((read, _called(read.name, inquiry.programmes)) for read in readings_of(question.text))
    read, programme = next(((read, one) for read, one in found if one), (None, None))
    if read is None or programme is None or not _states(programme, read):
        return None
    wanted = ProgrammeFilter(applicant=read.applicant)
    fields = list(dict.fromkeys(field for fields in read.asked for field in fields))
    if "applicant" not in fields and not matching([programme], wanted):
        fields.append("applicant")  # what is paid at all says nothing to who may not apply
    programme = _with_last_call(programme, inquiry.today)
    told = [_with_name_last(one, programme) for one in told_of([programme], wanted, language, fields, most=MOST)]
    if not told:
        return None
    named = ProgrammeFilter(query=programme.title)
    table = Listing(address(named), len(matching(inquiry.programmes, named)))
    answer = replace(answer_of(question, told), listing=table)
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)


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


def readings_of(question: str) -> Iterator[Reading]:
    """How the question may be read: as it stands, and, if it says for whom, without these words: "für KMU"."""
    if len(question) > _LONGEST:
        return
    asked, name = _asked_of(fold(question))
    yield from [Reading(asked, name)] if asked and name else []
    if found := applicant_in(question):
        group, place = found
        rest = fold(f"{question[: place.start]} {question[place.end :]}")
        asked, name = _asked_of(rest)
        if not asked and _MAY_APPLY.match(rest):
            asked = [("applicant",)]
        yield from [Reading(asked, name, group)] if asked and name else []


def _asked_of(words: str) -> tuple[list[tuple[Field, ...]], tuple[str, ...]]:
    asked = []
    for fields, pattern in _ASKED:
        words, count = pattern.subn(" ", words)
        if count:
            asked.append(fields)
    if not asked and _WHAT_FOR.match(words):
        asked, words = [("purpose",)], _WHAT_FOR.sub(" ", words)
    return asked, _told_apart(words)


def _states(programme: Programme, read: Reading) -> bool:
    """Whether it states one of the fields of each thing that is asked, and a rate for whom one is asked for."""
    is_for_them = read.applicant is None or ("rate",) not in read.asked or programme.rates(read.applicant)
    return bool(is_for_them) and all(any(programme.of(field) for field in fields) for fields in read.asked)


def _called(name: Sequence[str], known: Iterable[Programme]) -> Programme | None:
    """The only programme with this title, else the only one whose title has these words, if they stand for it."""
    words = _without_endings(name)
    own = [(one, _without_endings(_told_apart(fold(one.title)))) for one in known]
    same = [one for one, title in own if set(title) == set(words)]
    found = same or [one for one, title in own if set(words) <= set(title) and _stands_for(words, one.title)]
    return found[0] if len(found) == 1 else None


def _stands_for(name: Sequence[str], title: str) -> bool:
    """Whether a name holds the short form of a title, or begins as a part of that does; a lone word is a noun there."""
    short = _without_endings(fold(one or other) for one, other in _SHORT.findall(title))
    parts = [_told_apart(fold(part)) for part in _PART.split(title)]
    heads = [part[0] for part in parts if part]
    first, *others = name
    is_head = first in _without_endings(heads) if others else first in heads[:1] and len(first) >= _LEAST_LETTERS
    return is_head or not set(short).isdisjoint(name)


def _without_endings(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(_ENDING.sub("", word) for word in words)


def _told_apart(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in whole_words(words) if word not in _FILLING))
