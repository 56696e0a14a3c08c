"""Who asks until when to apply is told that, and not how long the guideline is in force."""

from __future__ import annotations

import pytest
from made import asked, candidate, document

from assistant.answering.promoting.handing_in import handing_in
from assistant.answering.weighing.weigh import Candidate

IN_FORCE = "Diese Richtlinie tritt am 1. Juni 2023 in Kraft und gilt bis zum 31. Dezember 2027."
HAND_IN = "Ihren Teilnahmeantrag reichen Sie bitte bis zum 30.4.2026, 15:00 Uhr ein."
DAY = "Das Boot wurde am 3. Mai 2024 getauft."
QUESTION = "Bis wann muss der Antrag da sein?"
PAPER = document("\n\n".join((IN_FORCE, HAND_IN, DAY)), "boot.md")


def said(words: str, score: float, path: str = "boot.md") -> Candidate:
    return candidate(PAPER if path == "boot.md" else document(words, path), words, score)


def told(*ranked: Candidate, query: str = QUESTION, expected: str = "date") -> str | None:
    found = handing_in(ranked, asked(query, expected))  # type: ignore[arg-type]
    return found.text if found else None


@pytest.mark.parametrize(
    "query",
    [
        QUESTION,
        "Bis wann kann man Skizzen einreichen?",
        "Wann ist Bewerbungsschluss?",
        "What is the submission deadline?",
    ],
)
def test_the_day_by_which_to_hand_in_goes_before_how_long_it_is_in_force(query: str) -> None:
    assert told(said(IN_FORCE, 9.0), said(DAY, 8.0), said(HAND_IN, 4.0), query=query) == HAND_IN


@pytest.mark.parametrize(
    "words",
    [
        "Anträge sind bis spätestens 31. März 2026 beim Hafenamt zu stellen.",
        "Der Antrag muss bis zum 31. März 2026 vorliegen.",
        "Stichtage sind der 15. April und der 15. Oktober.",
        "Die Antragsfrist endet am 31. März 2026.",
        "The deadline is 31 March 2026.",
    ],
)
def test_it_is_told_in_many_words(words: str) -> None:
    paper = document(f"{IN_FORCE}\n\n{words}", "kai.md")
    assert told(candidate(paper, IN_FORCE, 9.0), candidate(paper, words, 5.0)) == words


def test_where_the_best_tells_it_already_nothing_changes() -> None:
    assert told(said(HAND_IN, 9.0), said(IN_FORCE, 8.0)) is None
    assert told(said(DAY, 9.0), said(HAND_IN, 8.0)) is None


def test_another_document_or_no_day_is_no_answer() -> None:
    assert told(said(IN_FORCE, 9.0), said(HAND_IN, 8.0, "kahn.md")) is None
    without = "Ihren Antrag reichen Sie bitte rechtzeitig ein."
    paper = document(f"{IN_FORCE}\n\n{without}", "kai.md")
    assert told(candidate(paper, IN_FORCE, 9.0), candidate(paper, without, 5.0)) is None


def test_the_day_of_a_report_is_no_day_to_apply() -> None:
    report = "Der Verwendungsnachweis ist bis zum 30. Juni 2026 vorzulegen."
    paper = document(f"{IN_FORCE}\n\n{report}\n\n{HAND_IN}", "kai.md")
    assert told(*(candidate(paper, words, 9.0) for words in (IN_FORCE, report, HAND_IN))) == HAND_IN


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("Bis wann gilt die Richtlinie für Anträge?", "date"),
        ("Wann wurde das Boot getauft?", "date"),
        ("Wie hoch ist der Zuschuss, wenn ich den Antrag stelle?", "amount"),
    ],
)
def test_another_question_changes_nothing(query: str, expected: str) -> None:
    assert told(said(IN_FORCE, 9.0), said(HAND_IN, 8.0), query=query, expected=expected) is None
