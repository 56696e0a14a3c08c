"""What a text denies."""

from __future__ import annotations

import pytest

from assistant.language.negation import negations
from assistant.records import Span


def denied(text: str) -> list[str]:
    return [negation.scope.of(text).strip(" .") for negation in negations(text, Span(0, len(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mieten werden nicht gefördert.", ["gefördert"]),
        ("Es gibt keinen Anspruch.", ["Anspruch"]),
        ("Vereine hingegen nicht.", ["Vereine hingegen"]),
        ("Reste nicht zu verbrennen, sondern zu verwerten", ["zu verbrennen"]),
        ("Late registrations are not accepted.", ["accepted"]),
        ("Grunderwerb ist ausgeschlossen.", ["Grunderwerb ist ausgeschlossen"]),
        ("Der Rat lehnt den Plan ab.", ["Der Rat lehnt den Plan ab"]),
        ("den Plan abzulehnen", ["den Plan abzulehnen"]),
        ("Die Firma verzichtet auf Löhne.", ["Die Firma verzichtet auf Löhne"]),
    ],
)
def test_a_negation_denies_what_follows_or_its_whole_clause(text: str, expected: list[str]) -> None:
    assert denied(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Gefördert wird nicht nur Software.",
        "Es sind nicht mehr als 50 Prozent.",
        "Der Zuschuss darf 500 Euro nicht übersteigen.",
        "No more than 50 percent is paid.",
        "Notiert wird alles.",
    ],
)
def test_a_limit_denies_nothing(text: str) -> None:
    assert denied(text) == []
