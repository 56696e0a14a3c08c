"""What tells of a change goes before what held until then, and nothing else does."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from made import asked, candidate, document

from assistant.answering.choose import CLOSE
from assistant.answering.promoting.announced_change import announced_change
from assistant.answering.weighing.weigh import Candidate, put_first

UNTIL = "Das Vorhaben läuft bis zum 30. September 2025."
LONGER = "Der Bund hat die Laufzeit bis zum 31. Dezember 2026 verlängert."
QUESTION = "Bis wann läuft das Vorhaben noch?"


def said(words: str, year: int | None, score: float, answers: float | None = 2.0) -> Candidate:
    source = document(words, f"{year}.md", date=datetime.date(year, 3, 1) if year else None)
    return replace(candidate(source, words, score), answers=answers)


def first(*ranked: Candidate, query: str = QUESTION, expected: str | None = "date") -> str:
    return (announced_change(ranked, asked(query, expected)) or ranked[0]).text  # type: ignore[arg-type]


def test_a_later_document_that_tells_of_the_change_goes_first_and_nothing_is_lost() -> None:
    ranked = [said(UNTIL, 2022, 9.0), said("Es ist März.", 2023, 8.0), said(LONGER, 2025, 7.0)]
    found = put_first(announced_change(ranked, asked(QUESTION, "date")), ranked)
    assert [one.text for one in found] == [LONGER, UNTIL, "Es ist März."]
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@pytest.mark.parametrize(
    "other",
    [
        said(LONGER, 2021, 8.0),
        said(LONGER, None, 8.0),
        said(LONGER, 2025, 9.0 - CLOSE - 0.1),
        said(LONGER, 2025, 8.0, answers=-0.1),
        said(LONGER, 2025, 8.0, answers=None),
        said("Das Vorhaben endet am 31. Dezember 2026.", 2025, 8.0),
        said("Der Bund hat die Laufzeit verlängert.", 2025, 8.0),
    ],
    ids=["older", "undated", "far", "no answer", "not read", "no change", "no date"],
)
def test_anything_else_stays_behind(other: Candidate) -> None:
    assert first(said(UNTIL, 2022, 9.0), other) == UNTIL


HEADING = "Netz läuft bis zum Dezember 2026: Vorhaben verlängert"


@pytest.mark.parametrize(
    ("heading", "score", "is_first"),
    [(HEADING, 8.0, True), (HEADING, 5.0, False), ("Das Vorhaben im Jahr 2026", 8.0, False)],
    ids=["close", "far", "announces nothing"],
)
def test_what_a_close_heading_announces_is_told_by_the_sentence_below_it(
    heading: str, score: float, is_first: bool
) -> None:
    source = document(f"# {heading}\n\n{LONGER}\n", "2025.md", date=datetime.date(2025, 3, 1))
    above, below = candidate(source, heading, score, heading=1.0), candidate(source, "Der Bund", 4.0)
    assert (first(said(UNTIL, 2022, 9.0), above, below) == LONGER) is is_first


@pytest.mark.parametrize(("day", "is_first"), [("30. September 2025", True), ("30. Juni 2025", False)])
def test_what_a_later_document_calls_past_is_overtaken_by_its_change(day: str, is_first: bool) -> None:
    once = f"Ursprünglich wäre es am {day} ausgelaufen."
    source = document(f"{once} {LONGER}", "2025.md", date=datetime.date(2025, 3, 1))
    later = candidate(source, once, 5.0), candidate(source, LONGER, 4.0)
    assert (first(said(UNTIL, 2022, 9.0), *later) == LONGER) is is_first


def test_who_asks_for_the_older_one_or_for_no_figure_gets_what_is_best() -> None:
    ranked = (said(UNTIL, 2022, 9.0), said(LONGER, 2025, 8.0))
    assert first(*ranked, query="Bis wann lief das Vorhaben 2022?") == UNTIL
    assert first(*ranked, expected=None) == UNTIL


def test_what_tells_of_a_change_itself_stays_first() -> None:
    earlier = "Das Land hat die Frist bis zum 1. Mai 2023 verlängert."
    assert first(said(earlier, 2022, 9.0), said(LONGER, 2025, 8.0)) == earlier


LENT = "Die Leihgebühr beträgt 15 Euro am Tag."
RAISED = "Die Leihgebühr wird ab 1. Februar von 15 auf 20 Euro am Tag erhöht."


def test_what_changes_the_very_figure_goes_first_also_where_it_would_not_be_shown() -> None:
    asking = {"query": "Was kostet ein Messgerät am Tag?", "expected": "amount"}
    assert first(said(LENT, 2024, 9.0), said(RAISED, 2025, 1.0, answers=-3.0), **asking) == RAISED


@pytest.mark.parametrize(
    "other",
    [
        said("Die Leihgebühr wird von 10 auf 20 Euro am Tag erhöht.", 2025, 1.0),
        said("Die Miete wird von 15 auf 20 Euro am Tag erhöht.", 2025, 1.0),
        said("Die Leihgebühr liegt von 15 auf 20 Euro verteilt.", 2025, 1.0),
        said("Die Leihgebühr wird auf 20 Euro erhöht, 15 Euro gab es nie.", 2025, 1.0),
        said(RAISED, 2023, 1.0),
    ],
    ids=["another figure", "another thing", "no change", "not from one to the other", "older"],
)
def test_what_changes_something_else_stays_behind(other: Candidate) -> None:
    assert first(said(LENT, 2024, 9.0), other, query="Wie hoch ist die Leihgebühr?", expected="amount") == LENT


@pytest.mark.parametrize(
    ("held", "other", "expected"),
    [
        (
            "Der Fördersatz liegt bei 40 %.",
            "Der Anteil der Frauen wurde von 40 auf 50 Prozent erhöht.",
            "percent",
        ),
        (
            "Die Leihgebühr beträgt 15 Euro im Monat.",
            "Der Mitgliedsbeitrag wird von 15 auf 20 Euro im Monat erhöht.",
            "amount",
        ),
        (
            "Der Eintritt beträgt 5 Euro.",
            "Die Parkgebühr, die 5 Euro beträgt, wird am 1. Mai von 5 auf 8 Euro erhöht.",
            "amount",
        ),
        (
            "Die Kammer erhebt einen Eintritt von 5 Euro.",
            "Die Kammer hat die Parkgebühr von 5 auf 8 Euro erhöht.",
            "amount",
        ),
        (
            "Am 1. Mai beträgt der Eintritt 5 Euro.",
            "Am 1. Mai wird von 5 auf 8 Euro erhöht.",
            "amount",
        ),
    ],
    ids=["per cent", "month", "amount", "who tells it", "the same day"],
)
def test_the_same_figure_of_another_thing_stays_behind(held: str, other: str, expected: str) -> None:
    ranked = (said(held, 2024, 9.0), said(other, 2025, 0.1, answers=-5.0))
    assert first(*ranked, query="Wie hoch ist das?", expected=expected) == held


@pytest.mark.parametrize(
    "held",
    ["Die Leihgebühren liegen bei 15 Euro.", "Die Leihgebühr für Messgeräte beträgt seit Mai 2023 am Tag 15 Euro."],
)
def test_what_is_said_in_other_words_of_the_same_thing_is_changed(held: str) -> None:
    ranked = (said(held, 2024, 9.0), said(RAISED, 2025, 0.1, answers=-5.0))
    assert first(*ranked, query="Wie hoch ist die Leihgebühr?", expected="amount") == RAISED


@pytest.mark.parametrize(
    "once",
    [
        "Ursprünglich wäre das Vorhaben am 30. September 2025 ausgelaufen.",
        "Das Vorhaben sollte ursprünglich am 30. September 2025 enden.",
        "The project was originally to end on 30 September 2025.",
    ],
)
def test_before_what_was_to_be_goes_what_the_same_document_says_came_instead(once: str) -> None:
    source = document(f"{LONGER} {once}", "a.md", date=datetime.date(2025, 3, 1))
    ranked = (candidate(source, once, 9.0), candidate(source, LONGER, 3.0))
    assert first(*ranked) == LONGER
    assert first(ranked[0], said(LONGER, 2025, 3.0)) == once
    plain = document(f"{LONGER} {UNTIL}", "b.md", date=datetime.date(2025, 3, 1))
    assert first(candidate(plain, UNTIL, 9.0), candidate(plain, LONGER, 3.0)) == UNTIL
