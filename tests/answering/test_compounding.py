"""A compound says what the words say that it is made of, and no more."""

from __future__ import annotations

import pytest

from assistant.answering.verify import verdict_on

SAME = [
    ("Die Beschäftigtenzahl beträgt 48.", "Die Zahl der Beschäftigten beträgt 48."),
    ("Der Hafenausbau kostet 3 Mio. Euro.", "Der Ausbau des Hafens kostet 3 Mio. Euro."),
    ("Die Bootslänge beträgt 12 m.", "Die Länge des Bootes beträgt 12 m."),
    ("Die Projektlaufzeit beträgt drei Jahre.", "Die Laufzeit des Projekts beträgt drei Jahre."),
    ("Die Vereinsgründung war 1998.", "Die Gründung des Vereins war 1998."),
    ("Die Antragsfrist endet am 3. Mai.", "Die Frist für den Antrag endet am 3. Mai."),
    ("Die Energiekosten sanken um 8 Prozent.", "Die Kosten für Energie sanken um 8 Prozent."),
    ("Gefördert wird die Schiffsreparatur.", "Gefördert wird die Reparatur von Schiffen."),
    ("Die Bewerberauswahl erfolgt im Juni.", "Die Auswahl der Bewerber erfolgt im Juni."),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_compound_may_be_taken_apart_or_put_together(one: str, other: str) -> None:
    assert verdict_on(one, [other]).is_backed
    assert verdict_on(other, [one]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die Beschäftigtenzahl beträgt 48.", "Die Zahl der Betriebe beträgt 48."),
        ("Der Hafenausbau kostet 3 Mio. Euro.", "Der Ausbau der Straße kostet 3 Mio. Euro."),
        ("Die Bootslänge beträgt 12 m.", "Die Breite des Bootes beträgt 12 m."),
        ("Die Bootslänge beträgt 12 m.", "Die Länge des Steges beträgt 12 m."),
        ("Die Hausbootgebühr beträgt 12 Euro.", "Die Gebühr für Boote beträgt 12 Euro."),
        ("Die Schiffsreparatur wird gefördert.", "Das Schiff wird gefördert."),
    ],
)
def test_a_part_of_a_compound_beside_another_word_is_another_thing(quote: str, claim: str) -> None:
    assert not verdict_on(claim, [quote]).is_backed
