"""What says what a thing is goes before what only speaks of it, where that is asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import asked, candidate, document

from assistant.answering.choose import CLOSE
from assistant.answering.promoting.definition import definition
from assistant.answering.quoting.quote import quote
from assistant.language.asked_for import AskedFor

SPEAKS = "Eines der Felder des Netzes Seegras ist die Bucht."


def first(
    other: str,
    query: str = "Was ist Seegras?",
    asked_for: AskedFor = "definition",
    behind: float = 1.0,
    best: str = SPEAKS,
) -> str:
    """Which of two sentences stands first, where the other one is ranked `behind` the best."""
    source = document(f"{best}\n\n{other}\n")
    ranked = [candidate(source, best, 9.0), candidate(source, other, 9.0 - behind)]
    found = definition(ranked, replace(asked(query), asked_for=asked_for), lambda one: quote(source, one.span))
    return (found or ranked[0]).text


@pytest.mark.parametrize(
    "other",
    [
        "Seegras ist eine Pflanze der Nordsee.",
        "Das Netz „Seegras“ wurde 2022 ins Leben gerufen, um die Bucht zu schützen.",
        "Seegras (Zostera) bezeichnet mehrere Pflanzen.",
        "Der Verein Seegras unterstützt Fischer.",
        "Seegras entstand 2022 auf dem Fischmarkt, um die Bucht zu schützen.",
        "Seegras is a plant of the North Sea.",
    ],
)
def test_a_sentence_that_begins_with_the_thing_and_says_what_it_is_goes_first(other: str) -> None:
    assert first(other) == other


@pytest.mark.parametrize(
    "other",
    [
        "Seegras ist im Mai gewachsen.",
        "Die Freunde von Seegras sind die Fischer.",
        "Veranstalter der „Seegras“ sind die Fischer.",
        "Die geernteten Seegrasballen sind die Beute.",
        "Hafengras ist eine Pflanze.",
        "Seegras wurde 2022 gegründet.",
    ],
)
def test_what_only_speaks_of_it_does_not(other: str) -> None:
    assert first(other) == SPEAKS


def test_the_best_stays_where_it_says_so_itself_the_other_is_far_or_something_else_is_asked() -> None:
    other = "Seegras ist eine Pflanze der Nordsee."
    says = "Das Seegras ist die Wiese des Meeres."
    assert first(other, best=says) == says
    assert first(other, behind=2 * CLOSE) == other
    assert first(other, behind=2 * CLOSE + 0.1) == SPEAKS
    assert first(other, "Wo wächst Seegras?", "where") == SPEAKS
    assert first(other, "Was ist das?") == SPEAKS
