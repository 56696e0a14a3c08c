"""Which condition of a programme is asked for in everyday words, and what is left of the question for its name."""

from __future__ import annotations

import pytest

from assistant.answering.looking_up.facts_asked_for import readings_of
from assistant.knowledge.programmes.facts import CONDITIONS, Condition

ASKED: list[tuple[str, Condition]] = [
    ("Muss ich das Radgeld zurückzahlen?", "form"),
    ("Ist das Radgeld rückzahlbar?", "form"),
    ("Ist das Radgeld ein Zuschuss oder ein zinsloser Kredit?", "form"),
    ("Welche Art der Förderung ist das Radgeld?", "form"),
    ("Do I have to pay back the Radgeld?", "form"),
    ("Ist das Radgeld kombinierbar?", "cumulation"),
    ("Kann ich das Radgeld mit anderen Zuschüssen kombinieren?", "cumulation"),
    ("Darf ich neben dem Radgeld noch andere Fördermittel nehmen?", "cumulation"),
    ("Kann man beim Radgeld noch woanders Geld holen?", "cumulation"),
    ("Ist beim Radgeld Doppelförderung erlaubt?", "cumulation"),
    ("Can the Radgeld be combined with other funding?", "cumulation"),
    ("Darf ich beim Radgeld schon vor dem Bescheid anfangen?", "start"),
    ("Darf man beim Radgeld schon anfangen, bevor der Bescheid da ist?", "start"),
    ("Ist beim Radgeld ein vorzeitiger Maßnahmenbeginn möglich?", "start"),
    ("Ab wann kann ich beim Radgeld mit dem Vorhaben beginnen?", "start"),
    ("Can I start before approval with the Radgeld?", "start"),
    ("Darf ich beim Radgeld schon bestellen?", "start"),
    ("Ich habe schon gekauft, bekomm ich trotzdem das Radgeld?", "start"),
    ("Wie lange wird beim Radgeld gefördert?", "duration"),
    ("Welche Laufzeit haben Projekte beim Radgeld?", "duration"),
    ("How long is the Radgeld funded?", "duration"),
    ("Welche Kosten sind beim Radgeld förderfähig?", "costs"),
    ("Welche Kosten sind beim Radgeld förderwürdig?", "costs"),
    ("Welche Ausgaben werden beim Radgeld übernommen?", "costs"),
    ("What are the eligible costs of the Radgeld?", "costs"),
    ("Wie hoch ist der Eigenanteil beim Radgeld?", "own_share"),
    ("Wie viel muss ich beim Radgeld selbst zahlen?", "own_share"),
    ("How much do I have to pay myself for the Radgeld?", "own_share"),
    ("Wie stelle ich den Antrag für das Radgeld?", "procedure"),
    ("wie kann man das radgeld beantragen", "procedure"),
    ("Wie läuft das Antragsverfahren beim Radgeld?", "procedure"),
    ("Wie ist das Verfahren beim Radgeld?", "procedure"),
    ("How do I apply for the Radgeld?", "procedure"),
    ("wann wird das radgeld ausgezahlt", "payment"),
    ("Wann kommt beim Radgeld das Geld?", "payment"),
    ("Wann bekommen wir das Geld vom Radgeld überwiesen?", "payment"),
    ("Muss ich beim Radgeld in Vorleistung gehen?", "payment"),
    ("When is the Radgeld paid out?", "payment"),
]
FOLLOW_UPS: list[tuple[str, Condition]] = [
    ("Und muss man das zurückzahlen?", "form"),
    ("Kann ich dafür noch woanders Geld holen?", "cumulation"),
    ("und darf ich schon loslegen?", "start"),
    ("muss ich vorher antragen oder kann ich schon bestellen", "start"),
    ("und welche Kosten?", "costs"),
    ("Und wie lange?", "duration"),
    ("Was muss ich selber bezahlen?", "own_share"),
    ("Und wie beantrage ich das?", "procedure"),
    ("Wann fließt eigentlich das Geld?", "payment"),
    ("Muss ich das vorfinanzieren?", "payment"),
]
OTHERS = [
    "Wann muss ich zurückzahlen?",
    "Gibt es noch andere Förderungen?",
    "Welche anderen Programme gibt es?",
    "Wann beginnt das Radgeld?",
    "Wie viel wird beim Radgeld ausgezahlt?",
    "Wann gibt es wieder Geld vom Radgeld?",
    "Wie lange dauert beim Radgeld die Auszahlung?",
    "Wann starten die Kurse?",
    "Wie lange gilt das Radgeld?",
    "How long is the Radgeld in force?",
    "Wie lange dauert die Bearbeitung?",
    "Wie hoch sind die förderfähigen Kosten beim Radgeld?",
    "Wann kann ich das Radgeld beantragen?",
]


@pytest.mark.parametrize(("question", "condition"), ASKED)
def test_a_condition_is_asked_of_a_programme(question: str, condition: Condition) -> None:
    [read] = readings_of(question)
    assert (list(read.asked), read.name) == ([(condition,)], ("radgeld",))


@pytest.mark.parametrize(("question", "condition"), FOLLOW_UPS)
def test_who_goes_on_names_none(question: str, condition: Condition) -> None:
    [read] = readings_of(question)
    assert (list(read.asked), read.name) == ([(condition,)], ())


@pytest.mark.parametrize("question", OTHERS)
def test_a_question_for_something_else_is_none_for_a_condition(question: str) -> None:
    conditions = {(one,) for one in CONDITIONS}
    assert not any(conditions & set(read.asked) for read in readings_of(question))


def test_two_things_are_asked_at_once() -> None:
    [read] = readings_of("Wie hoch ist beim Radgeld der Fördersatz, und muss ich es zurückzahlen?")
    assert (set(read.asked), read.name) == ({("form",), ("rate",)}, ("radgeld",))
