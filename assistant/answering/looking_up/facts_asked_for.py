"""What a question asks of a programme: the fields of its facts, for whom, and the words that are left for its name.

"Wie hoch ist der Fördersatz beim Ladergeld für KMU?" asks the rate, for small and medium firms, of "ladergeld".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.answering.looking_up.conditions_asked_for import conditions_in
from assistant.knowledge.programmes.facts import CONDITIONS, Field, Group
from assistant.knowledge.programmes.programme_question import applicant_in
from assistant.language.terms import fold, whole_words
from assistant.language.word_lists import listed

_LONGEST = 250  # characters of a question
HOW_MUCH: tuple[Field, ...] = ("rate", "cap")
# What is asked for, in folded text: one of the fields has to be stated.
_WORDS: tuple[tuple[tuple[Field, ...], str], ...] = (
    (
        ("rate",),
        r"foerder(?:satz|saetze)|(?:foerder)?quoten?|prozentsatz|zuschuss(?:quote|satz)"
        r"|(?:wie ?viel|welche[nr]?|in) prozent(?: (?:zahlt|zahlen|uebernimmt|gibt es|bekomm(?:e|t|en)))?"
        r"|in per ?cent|funding rate|aid intensity|what (?:share|percentage)",
    ),
    (
        ("cap",),
        r"(?:hoechst|maximal)(?:betrag|summe|foerderung)|foerder(?:hoechst)?summe"
        r"|(?:maximale|hoechste)[nrs]? (?:foerderung|foerdersumme|zuschuss|betrag|zuwendung)"
        r"|wie ?viel (?:geld )?(?:(?:gibt es|bekommt man|kriegt man) )?(?:da )?(?:hoechstens|maximal)"
        r"|was ist (?:da )?(?:hoechstens|maximal) drin|maximum (?:grant|amount|funding)",
    ),
    (
        HOW_MUCH,
        r"wie hoch ist (?:die foerderung|der zuschuss|die zuwendung)|foerderhoehe"
        r"|wie ?viel (?:geld(?! (?:ist|wird|steht)\b)|foerderung|zuschuss|zahlt(?! (?:man|ihr)\b)|krieg[et]n?"
        r"|bekomm(?:e|en|t)|gibts|gibt es)|wie (?:hoch|viel)(?=\W*\Z)|wieviel(?=\W*\Z)"
        r"|hoehe der foerderung"
        r"|how much(?: money| funding)?|how high is the (?:funding|grant)",
    ),
    (("period", "deadline"), r"bis wann (?:laeuft|laufen|geht)(?! (?:die|der) \w*frist)"),
    (
        ("deadline",),
        r"bis wann(?! (?:gilt|gelten|kommt|bekomm(?:e|t|en)|kriegt?|(?:ist|wird|werden wir) das geld)\b)"
        r"|(?:antrags|einreich(?:ungs)?|bewerbungs|abgabe)?frist(?:en)?"
        r"|stichtage?|(?:abgabe|einsende|bewerbungs|antrags)schluss"
        r"|wann (?:muss|muessen|ist|sind)(?=.{1,200}\b(?:antr[a-z]{1,4}|\w{0,10}skizzen?|bewerbung(?:en)?)\b.{0,80}"
        r"\b(?:da sein|vorliegen|(?:ein|ab)gereicht|(?:ein|ab)zureichen|gestellt|zu stellen|abgegeben)\b)"
        r"|(?:submission |application )?deadlines?|(?:until|by) when",
    ),
    (
        ("period",),
        r"wie lange (?:gilt|gelten)|wie lange laeuft (?:das|die) (?:foerder)?(?:programm|richtlinie)"
        r"|(?:ab|seit|bis) wann gilt|geltungs(?:dauer|zeitraum)"
        r"|(?:how long|since when|until when) is(?=.{1,250}\bin force\b)",
    ),
    (
        ("applicant",),
        r"wer (?:kann|darf|bekommt|kriegt|erhaelt)|antragsberechtigt|foerderberechtigt|fuer wen|an wen richtet sich"
        r"|zielgruppe|who (?:can|may)|eligible",
    ),
    (
        ("contact",),
        r"an wen (?:wende|kann|muss|soll|richte)"
        r"|bei wem (?:beantrage|beantragt|stelle|stellt|reiche|reicht)"
        r"|ansprech(?:partner|partnerin|person|stelle)|kontakt(?:daten)?"
        r"|wo (?:kann|muss|beantrage|beantragt|stelle|stellt|reiche|reicht)|contact(?: details)?|where (?:can|do)"
        r"|whom? (?:do|can|should) (?:i|we) (?:contact|call|ask)",
    ),
    (
        ("giver",),
        r"wer (?:foerdert|finanziert|zahlt|bezahlt|gibt)|von wem (?:kommt|ist|stammt|gibt es)|foerdergeber|geldgeber"
        r"|who (?:funds|pays|finances)",
    ),
)
_ASKED = tuple((fields, re.compile(rf"(?<![\w-])(?:{pattern})\b")) for fields, pattern in _WORDS)
# "Wie hoch ist das Radgeld?", where nothing else is asked.
_HOW_HIGH = re.compile(r"\W*(?:und )?(?:wie hoch (?:ist|sind|waere)|how high (?:is|are))\b")
# German alone, for what a programme is for is told in the words of its document.
_WHAT_FOR = re.compile(
    r"\W*(?:und )?(?:was (?:ist|foerdert|wird|werden)|worum geht(?: es|s)|wofuer (?:ist|gibt es|gibts))\b"
)
# "Wann endet das Radgeld?", where no deadline is asked by its name.
_WHEN_OVER = re.compile(r"\W*(?:und )?(?:wann (?:endet|enden)|when (?:does|do)(?=.{1,250}\bend\b))\b")
# "Können Vereine das Radgeld beantragen?", without the "Vereine".
_MAY_APPLY = re.compile(
    r"\W{0,9}(?:koennen|duerfen|kann|darf|can|may)\b.{0,250}"
    r"\b(?:beantragen|antrag|antraege|bewerben|mitmachen|teilnehmen|apply)\b"
)
# What has a letter behind it: "Modul A", "Förderlinie I".
_COUNTED = re.compile(r"\w{0,20}(?:module?|linie|saeule|baustein|schwerpunkt|kategorie|variante|track|strand)")
_COUNT = re.compile(r"[a-h]|[ivx]{1,4}")
_FILLING = listed(
    fold("""
    wie hoch ist sind war was wer der die das den dem des ein eine einen einer bei beim für von vom zu zum zur im in
    an am auf aus und wann welche welchen welcher welches hat haben gilt gelten endet enden es gibt gibts man ich wir
    mich uns sich läuft laufen
    dafür da sein werden wird muss müssen kann können darf dürfen soll bekommt bekomme bekommen kriegt kriege kriegen
    geld höchstens maximal hole abgegeben abgeben antrag anträge stellen gestellt beantragen beantragt einreichen
    eingereicht vorliegen abgereicht skizze skizzen projektskizze projektskizzen bewerbung bewerben wenden fragen
    anrufen kontaktieren mitmachen programm förderprogramm förderung gefördert mit durch richtlinie
    förderrichtlinie bitte eigentlich denn genau noch und also auch da dort dabei davon dran hier ran
    the a an of for is are does do i we you can may to apply application applications submit submitted programme program
    end and also that this funding grant get there it by be must what when at most who in force
    """)
)


class Reading(NamedTuple):
    """What is asked for, of each thing the fields that may state it, of the programme with this name, folded.

    The name is empty in "und bis wann?".
    """

    asked: Sequence[tuple[Field, ...]]
    name: tuple[str, ...]
    applicant: Group | None = None


def readings_of(question: str) -> Iterator[Reading]:
    """How the question may be read: as it stands, and, if it says for whom, without these words: "für KMU"."""
    if len(question) > _LONGEST:
        return
    asked, name = _asked_of(fold(question))
    yield from [Reading(asked, name)] if asked else []
    if found := applicant_in(question):
        group, place = found
        rest = fold(f"{question[: place.start]} {question[place.end :]}")
        asked, name = _asked_of(rest)
        if not asked and _MAY_APPLY.match(rest):
            asked = [("applicant",)]
        yield from [Reading(asked, name, group)] if asked else []


def conditions_asked_for(question: str) -> Reading | None:
    """The reading of a question that asks conditions of something that it names or describes, and nothing else."""
    read = next((one for one in readings_of(question) if one.name), None)
    return read if read and all(field in CONDITIONS for fields in read.asked for field in fields) else None


def _asked_of(words: str) -> tuple[list[tuple[Field, ...]], tuple[str, ...]]:
    conditions, words = conditions_in(words)
    asked: list[tuple[Field, ...]] = [(one,) for one in conditions]
    for fields, pattern in _ASKED:
        words, count = pattern.subn(" ", words)
        if count:
            asked.append(fields)
    if not asked and _WHAT_FOR.match(words):
        asked, words = [("purpose",)], _WHAT_FOR.sub(" ", words)
    elif not asked and _HOW_HIGH.match(words):
        asked = [HOW_MUCH]
    elif not asked and _WHEN_OVER.match(words):
        asked, words = [("period", "deadline")], _WHEN_OVER.sub(" ", words)
    return asked, told_apart(words)


def told_apart(words: str) -> tuple[str, ...]:
    """The words that may stand for a name, or for several one after the other; "a" is one in "Modul A"."""
    every = whole_words(words)
    counted = {at + 1 for at, word in enumerate(every) if _COUNTED.fullmatch(word)}
    is_told = (at in counted and _COUNT.fullmatch(word) for at, word in enumerate(every))
    return tuple(word for word, told in zip(every, is_told, strict=True) if told or word not in _FILLING)
