"""The answer to a question for what one programme states: its rate, amounts, deadline, who may apply, whom to ask.

"Wie hoch ist der Fördersatz beim Ladergeld?", "Wer kann den Kreislauf-Check beantragen?" Nothing else may be asked: the
rest of the question has to be the name of one programme.
"""

from __future__ import annotations

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
        r"foerder(?:satz|saetze|quoten?)|prozentsatz|zuschuss(?:quote|satz)|(?:wie ?viel|welche[nr]?) prozent"
        r"|funding rate|aid intensity|what (?:share|percentage)",
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
        r"bis wann|(?:(?:antrags|einreichungs|bewerbungs|abgabe)?frist(?:en)?)|stichtage?"
        r"|(?:abgabe|einsende|bewerbungs|antrags)schluss|(?:submission |application )?deadlines?|(?:until|by) when",
    ),
    (
        ("applicant",),
        r"wer (?:kann|darf|ist|sind|koennen|duerfen)|antragsberechtigt|foerderberechtigt|fuer wen|an wen richtet sich"
        r"|zielgruppe|who (?:can|may|is)|eligible",
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
    r"\W*(?:koennen|duerfen|kann|darf|can|may)\b.*\b(?:beantrag\w*|antrag|antraege|bewerben|mitmachen|teilnehmen|apply)\b"
)
_SHORT = re.compile(r"\b[A-ZÄÖÜ]{3,}\b")
_FILLING = listed(
    fold("""
    wie hoch ist sind war was der die das den dem des ein eine einen einer bei beim für von vom zu zum zur im in an am
    auf aus und wann welche welcher welches gilt endet es gibt gibts man ich wir mich uns sich dafür da sein werden wird
    muss müssen kann können darf dürfen soll bekommt bekomme kriegt kriege geld kommt hole abgegeben abgeben antrag
    anträge stellen gestellt beantragen beantragt einreichen eingereicht bewerben wenden mitmachen programm
    förderprogramm förderung gefördert mit durch richtlinie förderrichtlinie bitte eigentlich denn genau noch
    the a an of for is are does do i we you can may to apply application applications submit submitted programme program
    funding grant get there it by be must what when at
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
    found = (read for read in readings_of(question.text) if _called(read.name, inquiry.programmes))
    read = next(found, None)
    programme = _called(read.name, inquiry.programmes) if read else None
    if read is None or programme is None or not _states(programme, read):
        return None
    fields = list(dict.fromkeys(field for fields in read.asked for field in fields))
    wanted = ProgrammeFilter(applicant=read.applicant)
    told = [_with_name_last(one, programme) for one in told_of([programme], wanted, language, fields, most=MOST)]
    if not told:
        return None
    named = ProgrammeFilter(query=" ".join(read.name))
    table = Listing(address(named), len(matching(inquiry.programmes, named)))
    answer = replace(answer_of(question, told), listing=table)
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)


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
    """The only programme with this title, else the only one whose title has these words, if one alone stands for it."""
    own = [(one, _told_apart(fold(one.title))) for one in known]
    same = [one for one, title in own if set(title) == set(name)]
    found = same or [one for one, title in own if set(name) <= set(title) and _stands_for(name, title, one.title)]
    return found[0] if len(found) == 1 else None


def _stands_for(name: Sequence[str], title: Sequence[str], written: str) -> bool:
    """Whether several words of a title are named, or its first one, or a short form: in brackets, or in capitals."""
    [first, *others] = name
    is_short = f"({first})" in fold(written) or any(fold(word) == first for word in _SHORT.findall(written))
    return bool(others) or is_short or (first == title[0] and len(first) >= _LEAST_LETTERS)


def _told_apart(words: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in whole_words(words) if word not in _FILLING))
