"""The sentence right below the heading that is asked for goes first."""

from __future__ import annotations

import pytest
from made import asked, candidate, document

from assistant.answering.promoting.named_section import asked_heading
from assistant.answering.quoting.quote import quote

LAW = document(
    "# Hafengesetz (HafG)\n\n## § 1 Formen\n\nHäfen können gemeinsame Werften bilden.\n\n## § 7 Gemeinsame Werften\n\n"
    "(1) Eine Werft von zwei Häfen wird vereinbart.\n\n(2) Gemeinsame Werften stehen allen offen.\n",
    title="Hafengesetz (HafG)",
)


def first(question: str, *beginnings: str) -> str:
    """Which of the sentences, ranked in this order with the heading, goes first for the question."""
    ranked = [candidate(LAW, one, 9.0) for one in (*beginnings, "§ 7")]
    found = asked_heading(ranked, asked(question), lambda one: quote(LAW, one.span))
    return (found or ranked[0]).text[:5]


@pytest.mark.parametrize("question", ["Was ist eine gemeinsame Werft?", "Was sind gemeinsame Werften nach dem HafG?"])
def test_what_stands_right_below_the_heading_that_is_asked_for_goes_first(question: str) -> None:
    assert first(question, "Häfen", "(2)", "(1)") == "(1) E"


@pytest.mark.parametrize(
    "question", ["Wer baut gemeinsame Werften?", "Was ist eine Werft?", "Was ist das Hafengesetz?"]
)
def test_a_heading_that_says_more_or_less_than_the_question_changes_nothing(question: str) -> None:
    assert first(question, "Häfen", "(1)") == "Häfen"


def test_what_stands_below_the_heading_already_stays_first() -> None:
    assert first("Was ist eine gemeinsame Werft?", "(2)", "(1)") == "(2) G"
    assert first("Was ist eine gemeinsame Werft?", "Häfen", "(2)") == "Häfen"
