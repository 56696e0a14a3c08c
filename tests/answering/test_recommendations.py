"""Who asks which recommendations there are is told what is recommended."""

from __future__ import annotations

import pytest
from made import candidate, document

from assistant.answering.promoting.recommendations import recommendations
from assistant.answering.quoting.quote import quote
from assistant.answering.understanding.understand import understand
from assistant.records import Audience, Question

STUDY = document(
    "# Häfen bis 2040\n\nDie Studie untersucht Häfen und Werften.\n\n"
    "Die Studie schlägt vor, Werften gemeinsam zu betreiben.\n\nFür Segel wird Leinen empfohlen.\n\n"
    "## 5 Empfehlungen\n\n- Kräne teilen: Zwei Häfen nutzen einen.\n- Stege heben: Das Wasser steigt.\n\n"
    "Fragen zur Studie beantwortet Imke Rohwer.\n"
)
ALL: frozenset[Audience] = frozenset({"public"})
ABOUT, WHOM, SHARED, CLOTH, CRANES = "Die Studie untersucht", "Fragen", "Die Studie schlägt", "Für Segel", "Kräne"


def first(question: str, *beginnings: str) -> list[str]:
    """Which of these sentences, ranked in this order, go first for the question."""
    ranked = [candidate(STUDY, one, 9.0) for one in beginnings]
    found = recommendations(ranked, understand(Question(question, ALL)), lambda one: quote(STUDY, one.span))
    return [next(name for name in beginnings if one.text.startswith(name)) for one in found]


@pytest.mark.parametrize(
    "question", ["Welche Empfehlungen gibt die Studie?", "Was empfiehlt die Studie zu Häfen?", "was rät die studie"]
)
def test_what_is_recommended_and_the_list_below_such_a_heading_go_first(question: str) -> None:
    assert first(question, WHOM, ABOUT, SHARED, CRANES) == [SHARED, CRANES]


def test_what_is_recommended_for_something_goes_before_what_is_for_anything() -> None:
    assert first("Welche Empfehlungen gibt es für Segel?", WHOM, SHARED, CLOTH) == [CLOTH]


def test_the_best_sentence_stays_first_where_its_quote_recommends() -> None:
    assert first("Was empfiehlt die Studie für Segel?", CLOTH, SHARED, CRANES) == [CLOTH]


def test_without_a_sentence_that_recommends_the_list_goes_first() -> None:
    assert first("Welche Empfehlungen gibt die Studie?", WHOM, ABOUT, "Stege", CRANES) == [CRANES]


@pytest.mark.parametrize(
    "question",
    [
        "Wer hat die Empfehlungen geschrieben?",
        "Was untersucht die Studie?",
        "Welche Empfehlungen gibt es für Flugzeuge?",
    ],
)
def test_where_something_else_is_asked_nothing_goes_first(question: str) -> None:
    assert first(question, WHOM, ABOUT, SHARED, CRANES) == []
