"""What the law on aid lets any programme pay is no answer to how much one programme pays."""

from __future__ import annotations

import pytest
from made import document, evenly, matches

from assistant.answering.understanding.understand import understand
from assistant.answering.weighing.law_limits import without_law_limits
from assistant.answering.weighing.weigh import candidates
from assistant.records import Question

OF_LAW = (
    "Die AGVO begrenzt staatliche Beihilfen auf folgende Maximalbeträge:",
    "55 Millionen Euro pro Werft für Grundlagenforschung (Artikel 4 Absatz 1 Buchstabe i AGVO)",
    "Der Gesamtbetrag der De-minimis-Beihilfen darf in drei Steuerjahren 300.000 Euro nicht überschreiten.",
    "Die Anmeldeschwelle nach Artikel 4 AGVO liegt bei 8 Millionen Euro.",
)
OF_PROGRAMME = (
    "Der Zuschuss beträgt höchstens 8.000 Euro je Boot.",
    "Nach Artikel 25 AGVO werden 9.000 Euro je Werft gezahlt.",
    "Mit Artikel 14 AGVO sind es 7.000 Euro.",
    "Der Zuschuss von 6.000 Euro ist eine De-minimis-Beihilfe.",
)
TEXT = document("\n\n".join(("# Radgeld", *OF_PROGRAMME, OF_LAW[0], f"* {OF_LAW[1]}", *OF_LAW[2:])))


def left(question: str) -> set[str]:
    asked = understand(Question(question))
    found = candidates(matches(TEXT), asked, evenly(asked.terms))
    return {one.text.lstrip("* ") for one in without_law_limits(found, asked)}


@pytest.mark.parametrize(
    "question", ["Wie viel Euro gibt es beim Radgeld höchstens?", "Wie hoch ist die maximale Fördersumme beim Radgeld?"]
)
def test_it_is_left_out_where_an_amount_is_asked_for(question: str) -> None:
    assert left(question).isdisjoint(OF_LAW)
    assert left(question) >= set(OF_PROGRAMME)


@pytest.mark.parametrize(
    "question",
    [
        "Wie viel Euro erlaubt die AGVO höchstens?",
        "Wie viel Euro Beihilfe darf eine Werft bekommen?",
        "Ab welcher Schwelle muss eine Summe angemeldet werden?",
        "Wer fährt die Boote?",
    ],
)
def test_it_stays_where_the_law_or_no_amount_is_asked_for(question: str) -> None:
    assert left(question) >= set(OF_LAW)
