"""Which costs count is told before how much of them is paid."""

from __future__ import annotations

import pytest
from made import asked, candidate, document

from assistant.answering.promoting.eligible_costs import eligible_costs
from assistant.answering.quoting.quote import quote

FUND = document(
    "# Werftenfonds\n\nDer Zuschuss beträgt bis zu 50 Prozent der förderfähigen Kosten.\n\n"
    "Stege, die bis zu 9.000 Euro kosten, sind förderfähig.\n\n"
    "Ausgaben für Reisen sind nach dem Reisekostengesetz zuwendungsfähig.\n\n"
    "Die Steuer auf die Ausgaben ist nach dem Gesetz erstattungsfähig.\n\n"
    "Zuwendungsfähig sind folgende Ausgaben:\n\n- Farbe\n- Holz\n\n"
    "Nicht zuwendungsfähig sind Ausgaben für Bier.\n"
)
SHARE, LIMIT, TRAVEL, LIST, DENIED = "Der Zuschuss", "Stege", "Ausgaben", "Zuwendungsfähig", "Nicht"
TAX = "Die Steuer"


def first(question: str, *beginnings: str) -> list[str]:
    """Which of these sentences, ranked in this order, go first for the question."""
    ranked = [candidate(FUND, one, 9.0) for one in beginnings]
    found = eligible_costs(ranked, asked(question), lambda one: quote(FUND, one.span))
    return [one.text.split()[0] for one in found]


@pytest.mark.parametrize(
    "question",
    [
        "Welche Kosten sind beim Werftenfonds förderfähig?",
        "welche ausgaben werden beim werftenfonds anerkannt",
        "Was sind die zuwendungsfähigen Ausgaben beim Werftenfonds?",
    ],
)
def test_which_costs_count_goes_first_the_list_of_them_before_one(question: str) -> None:
    assert first(question, SHARE, LIMIT, TAX, TRAVEL, DENIED, LIST) == ["Zuwendungsfähig", "Ausgaben"]


def test_which_costs_do_not_count_goes_first_where_that_is_asked() -> None:
    assert first("Welche Ausgaben sind nicht förderfähig?", SHARE, TRAVEL, LIST, DENIED) == ["Nicht"]


@pytest.mark.parametrize(
    "question",
    [
        "Wie hoch sind die förderfähigen Kosten?",
        "Bis zu welcher Höhe sind welche Kosten förderfähig?",
        "Welche Kosten entstehen beim Werftenfonds?",
        "Ist Farbe förderfähig?",
    ],
)
def test_where_something_else_is_asked_nothing_changes(question: str) -> None:
    assert first(question, SHARE, TRAVEL, LIST) == []


def test_what_another_document_says_does_not_go_first() -> None:
    other = document("# Segelfonds\n\nSegel kosten Geld.\n", "segel.md")
    ranked = [candidate(other, "Segel"), candidate(FUND, LIST)]
    assert eligible_costs(ranked, asked("Welche Kosten sind förderfähig?"), lambda one: quote(FUND, one.span)) == []
