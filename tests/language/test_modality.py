"""How strictly a text speaks, and of how many."""

from __future__ import annotations

import pytest

from assistant.language.modality import moods, scopes
from assistant.records import Span


def firm(text: str, *, is_english: bool = False) -> set[str]:
    return {cue.mood for cue in moods(text, Span(0, len(text)), is_english=is_english) if not cue.implied}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Antrag muss gestellt werden.", {"must"}),
        ("Die Betriebe sind verpflichtet.", {"must"}),
        ("Der Bericht soll vorliegen.", {"should"}),
        ("Die Betriebe sollten prüfen.", {"should"}),
        ("Der Beirat empfiehlt den Umbau.", {"should"}),
        ("Ein Antrag kann gestellt werden.", {"can"}),
        ("Vereine dürfen zahlen.", {"can"}),
        ("Die Betriebe wollen umstellen.", {"plan"}),
        ("Voraussichtlich startet die Anlage.", {"plan"}),
        ("In der Regel entscheidet die Bank.", {"usual"}),
        ("Sollte das Budget nicht reichen, endet der Aufruf.", set()),
        ("Der Kunde bezahlt die Kannen.", set()),
    ],
)
def test_the_mood_is_told_by_its_word(text: str, expected: set[str]) -> None:
    assert firm(text) == expected


def test_the_english_will_is_no_plan() -> None:
    assert firm("The call will end in May.", is_english=True) == set()
    assert firm("Firms may apply and must report.", is_english=True) == {"can", "must"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alle Betriebe zahlen.", {"all"}),
        ("Es fehlt vor allem an Zeit.", set()),
        ("Die meisten Betriebe zahlen.", {"most"}),
        ("Einige Betriebe zahlen.", {"some"}),
        ("Die Betriebe einigen sich.", set()),
        ("Wasserstoff wird kaum genutzt.", {"few"}),
        ("Nur Betriebe zahlen.", {"only"}),
        ("Nicht nur Betriebe zahlen.", set()),
    ],
)
def test_the_scope_is_told_by_its_word(text: str, expected: set[str]) -> None:
    assert {cue.mood for cue in scopes(text, Span(0, len(text)))} == expected
