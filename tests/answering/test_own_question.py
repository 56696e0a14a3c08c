"""What stands below the question of a document goes first where the same is asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import candidate, document

from assistant.answering.promoting.own_question import own_question_first
from assistant.answering.understanding.understand import understand
from assistant.answering.weighing.weigh import EVEN_ODDS
from assistant.records import Audience, Document, Question

FLYER = document(
    "# Neues Geld für Werften\n\nDer Bootsfonds „Neuer Kurs“ wächst auf 40 Millionen Euro. Das Land zahlt mit.\n\n"
    "Wem hilft der Fonds?\n\nKleinen Werften mit wenigen Leuten. Auch Segelmacher sind dabei.\n\n"
    "**Wer entscheidet?** Nicht das Land allein: Die Werften reden mit.\n\n"
    "Was dürfen die Fonds tun?\n\nSie kaufen Anteile.\n\n"
    "- Wer prüft die Boote?\n- Wer zahlt den Kran?\n",
    title="Neues Geld für Werften",
)
SENTENCES = ("Der Boot", "Das Land", "Wem", "Kleinen", "Auch", "**Wer", "Nicht", "Was", "Sie", "Wer prüft", "Wer zahlt")
ALL: frozenset[Audience] = frozenset({"public"})


def document_of(id: str) -> Document | None:
    return FLYER if id == FLYER.id else None


def first(question: str, *beginnings: str) -> list[str]:
    """The sentences that go before the best one, of these or of all."""
    names = beginnings or SENTENCES
    ranked = [candidate(FLYER, one, 9.0 - at) for at, one in enumerate(names)]
    found = own_question_first(ranked, understand(Question(question, ALL)), document_of)
    assert len(found) == len(ranked)
    assert {one.score for one in found[: found.index(ranked[0])]} <= {9.0}
    return [one.text.split()[0] for one in found[: found.index(ranked[0])]]


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Wem hilft der Bootsfonds Neuer Kurs?", ["Kleinen", "Auch"]),
        ("Wer entscheidet beim Bootsfonds?", ["Nicht"]),
        ("was dürfen die Bootsfonds machen", ["Sie"]),
    ],
)
def test_the_answer_to_a_question_of_the_document_goes_first(question: str, answer: list[str]) -> None:
    assert first(question) == answer


@pytest.mark.parametrize(
    "question",
    [
        "Wann hilft der Bootsfonds?",
        "Wer hilft dem Bootsfonds?",
        "Wer entscheidet beim Fonds für Flugzeuge?",
        "Wer entscheidet im Hafenbeirat?",
        "Was kostet ein Anteil am Bootsfonds?",
        "Wer prüft die Boote?",
    ],
)
def test_a_question_for_something_else_or_without_an_answer_below_it_changes_nothing(question: str) -> None:
    assert first(question) == []


def test_what_stands_further_below_is_no_answer() -> None:
    assert first("Wem hilft der Bootsfonds?", "Das Land", "Wem", "Auch") == []


def test_a_question_in_a_table_needs_not_be_asked_with_the_name_of_its_column() -> None:
    table = document("# Hafen\n\n| Frage | Antwort |\n|---|---|\n| Wer darf mitmachen? | Alle Werften. |\n", "faq.md")
    ranked = [candidate(table, one, 9.0) for one in ("Hafen", "Frage: Wer", "| Antwort")]
    found = own_question_first(ranked, understand(Question("Wer darf im Hafen mitmachen?", ALL)), lambda _: table)
    assert found[0].text == "| Antwort: Alle Werften."


def test_an_answer_to_the_same_question_is_not_doubted() -> None:
    doubted = [replace(candidate(FLYER, one, 9.0), answers=-4.0) for one in ("Das Land", "Wem", "Kleinen")]
    question = understand(Question("Wem hilft der Fonds?", ALL))
    assert [one.answers for one in own_question_first(doubted, question, document_of)] == [EVEN_ODDS, -4.0, -4.0]
