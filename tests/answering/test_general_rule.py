"""The rule goes before a special case of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import asked, candidate, document

from assistant.answering.choose import FAR, NEARLY
from assistant.answering.promoting.general_rule import general_rule
from assistant.answering.quoting.quote import quote
from assistant.answering.understanding.understand import Expected

WHEN = "Wann entscheidet die Stadt über den Antrag?"
POINTS = "Die Fristen nach Absatz 3 kann die Stadt beim Antrag verlängern."
SPECIAL = "Abweichend davon entscheidet die Stadt ausnahmsweise in drei Monaten."


def first(
    special: str,
    query: str = WHEN,
    expected: Expected | None = None,
    rule: str = "Die Stadt entscheidet über den Antrag in zwei Monaten.",
    *,
    behind: float = 1.0,
    words: float = 0.5,
    answers: float = 2.0,
) -> str:
    """Which of two paragraphs stands first, where the special one is ranked first."""
    source = document(f"# § 4 Fristen\n\n(5) {rule}\n\n(6) {special}\n")
    best = replace(candidate(source, "(6)", 9.0, words=0.5, expected=1.0), answers=2.0)
    other = replace(candidate(source, "(5)", 9.0 - behind, words=words), answers=answers)
    found = general_rule([best, other], asked(query, expected), lambda one: quote(source, one.span))
    return (found or best).text[:3]


@pytest.mark.parametrize(
    "special",
    [
        POINTS,
        SPECIAL,
        "Im Ausnahmefall entscheidet die Stadt am Antrag.",
        "Die Stadt kann beim Antrag Ausnahmen von den Absätzen 1 bis 3 zulassen.",
        "Beim Antrag der Stadt sind Abweichungen von den Absätzen 1 bis 3 zuzulassen.",
        "Vom Antrag kann die Stadt absehen.",
        "Beim Antrag ist von der Gebühr der Stadt abzusehen, wenn sie hart wäre.",
    ],
)
def test_the_rule_goes_before_a_special_case_and_before_what_points_elsewhere(special: str) -> None:
    assert first(special) == "(5)"


@pytest.mark.parametrize(
    "own",
    [
        "Die Stadt entscheidet über den Antrag eines Vereins in einem Monat.",
        "Das Ende der Anträge von Vereinen bei der Stadt ist nicht abzusehen.",
        "Beim Antrag an die Stadt ist abzusehen, dass er lange liegt.",
    ],
)
def test_what_is_no_special_case_stays_first(own: str) -> None:
    assert first(own) == "(6)"


def test_a_number_behind_such_a_word_need_not_be_a_place() -> None:
    assert first("Die Stadt ist beim Antrag unter der Nummer 05021 887 erreichbar.") == "(6)"
    assert first("Für den Antrag der Stadt gilt der Satz 7 Prozent.") == "(6)"


def test_who_asks_for_an_exception_or_a_place_gets_it_first() -> None:
    assert first(SPECIAL, "Welche Ausnahmen gibt es?") == "(6)"
    assert first(SPECIAL, "Wann ist von einem Antrag bei der Stadt abzusehen?") == "(6)"
    assert first("Der Antrag bei der Stadt ist in Anlage 2 beschrieben.", "Wo ist der Antrag beschrieben?") == "(6)"


def test_the_rule_says_as_much_of_what_is_asked_and_is_as_likely() -> None:
    assert first(POINTS, words=0.4) == "(6)"
    assert first(POINTS, expected="date") == "(6)"
    assert first(POINTS, behind=NEARLY + 0.1) == "(6)"
    assert first(POINTS, answers=2.0 - FAR - 0.1) == "(6)"


@pytest.mark.parametrize("rule", ["Die Stadt entscheidet nach Absatz 2.", "Ausnahmsweise entscheidet die Stadt nie."])
def test_another_special_case_is_no_rule(rule: str) -> None:
    assert first(POINTS, rule=rule) == "(6)"


def test_a_topic_of_an_agenda_gives_way_to_what_came_out_of_it() -> None:
    text = "# Treffen\n\n## TOP-Vorschläge\n\nAbstimmung über Logo (Stefan)\n\n## Ergebnis\n\nDas Logo ist ein Kreis.\n"
    source = document(text, type="minutes")
    best = replace(candidate(source, "Abstimmung", 9.0, words=0.5), answers=2.0)
    other = replace(candidate(source, "Das Logo", 8.0), answers=2.0)
    assert general_rule([best, other], asked("Welches Logo?"), lambda one: quote(source, one.span)) is other
