"""A telephone number that is stated for the one whom the question names goes before all else."""

from __future__ import annotations

from dataclasses import replace

from made import asked, candidate, document

from assistant.answering.promoting.contact import contact
from assistant.answering.promoting.promote import named_first
from assistant.answering.weighing.weigh import EVEN_ODDS, Candidate

SOURCE = document(
    "Presse: Svea Holm, Telefon 030 555-118.\n\nWerkstatt: Ole Brink, Telefon 030 555-131.\n\nOle Brink leitet sie."
)


def ranked(answers: float | None = -4.0) -> list[Candidate]:
    found = [candidate(SOURCE, words, 9 - at) for at, words in enumerate(("Presse", "Ole Brink", "Werkstatt"))]
    return [replace(one, answers=answers) for one in found]


def ordered(question: str, answers: float | None = -4.0) -> list[Candidate]:
    return named_first(ranked(answers), asked(question, "contact"), lambda _: None)


def test_the_number_of_whom_the_question_names_goes_first_and_is_not_doubted() -> None:
    first, *others = ordered("Wie ist die Telefonnummer der Werkstatt?")
    assert first.text.startswith("Werkstatt")
    assert first.score == 9
    assert first.answers == EVEN_ODDS
    assert [one.answers for one in others] == [-4.0, -4.0]


def test_what_nobody_read_stays_unread() -> None:
    first, *_ = ordered("Telefon Ole Brink?", None)
    assert first.text.startswith("Werkstatt")
    assert first.answers is None


def test_nothing_changes_without_a_number_of_the_one_named_or_where_no_way_is_asked_for() -> None:
    for question in (
        "Wie ist die Telefonnummer vom Labor?",
        "Wer hilft bei der Werkstatt?",
        "Wie ist die Telefonnummer?",
    ):
        assert contact(ranked(), asked(question, "contact")) is None
    assert contact(ranked(), asked("Wie hoch ist das Telefon der Werkstatt?", "number")) is None
