"""Two of one kind, told apart by their adjectives, that change places."""

from __future__ import annotations

import pytest
from verdicts import reasons


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (
            "Ist ein kleiner Verein nicht vorhanden, zahlt die Kosten der Steg von dem großen Verein.",
            "Ist ein großer Verein nicht vorhanden, zahlt die Kosten der Steg von dem kleinen Verein.",
        ),
        (
            "Mehrkosten entstehen durch neue Boote gegenüber alten Booten.",
            "Mehrkosten entstehen durch alte Boote gegenüber neuen Booten.",
        ),
        (
            "Die Gebühr fließt vom örtlichen Verein an den überörtlichen Verein.",
            "Die Gebühr fließt vom überörtlichen Verein an den örtlichen Verein.",
        ),
    ],
)
def test_two_of_one_kind_do_not_change_places(quote: str, claim: str) -> None:
    assert "role" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (
            "Die Gebühr fließt vom örtlichen Verein an den überörtlichen Verein.",
            "An den überörtlichen Verein fließt die Gebühr vom örtlichen Verein.",
        ),
        (
            "Die Gebühr wird von dem überörtlichen Verein gezahlt, wenn kein örtlicher Verein besteht.",
            "Wenn kein örtlicher Verein besteht, zahlt der überörtliche Verein die Gebühr.",
        ),
        ("Der Weg führt vom alten Steg zum neuen Steg.", "Zum neuen Steg führt der Weg vom alten Steg."),
        (
            "Boote fahren vom alten Steg zum neuen Steg und vom neuen Steg zum alten Steg.",
            "Boote fahren vom neuen Steg zum alten Steg.",
        ),
    ],
)
def test_two_of_one_kind_may_be_told_in_another_order(quote: str, claim: str) -> None:
    assert "role" not in reasons(claim, quote)
