"""What is the first, the only or the largest, and of which kind."""

from __future__ import annotations

import pytest
from verdicts import reasons

PLANT = "Das Werk in Peine war 2011 das erste in Niedersachsen mit eigener Werft."
INSTITUTE = "Das Institut ist die einzige Einrichtung der Region, die Boote prüft."
FAIR = "Die Messe ist die größte Fachmesse für Gebrauchtboote in Norddeutschland."
HARBOUR = "Der Hafen ist der einzige im Land mit einer Werft."
FERRY = "Die Fähre ist das älteste Schiff mit Dampfantrieb auf der Oker."
PIER = "The pier is the only one in the region that has a crane."
CLUB = "Der Verein war der erste in Peine, der Boote verlieh."
YARD = "Die Werft ist die größte mit eigenem Hafen in Europa."
ROWING = "The club is the largest club for rowing in the city."
FIRST = "Frau Wolf war die erste Frau mit Patent im Verein."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (PLANT, "Das Werk in Peine war 2011 das erste in Niedersachsen."),
        (INSTITUTE, "Das Institut ist die einzige Einrichtung der Region."),
        (FAIR, "Die Messe ist die größte Fachmesse in Norddeutschland."),
        (HARBOUR, "Der Hafen ist der einzige im Land."),
        (FERRY, "Die Fähre ist das älteste Schiff auf der Oker."),
        (PIER, "The pier is the only one in the region."),
        (CLUB, "Der Verein war der erste in Peine."),
        (YARD, "Die Werft ist die größte in Europa."),
        (ROWING, "The club is the largest club in the city."),
        (FIRST, "Frau Wolf war die erste Frau im Verein."),
    ],
)
def test_what_is_the_most_of_its_kind_is_not_the_most_of_all(quote: str, claim: str) -> None:
    assert "scope" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (PLANT, "Das Werk in Peine war das erste mit eigener Werft in Niedersachsen."),
        (INSTITUTE, "Das Institut ist in der Region die einzige Einrichtung, die Boote prüft."),
        (INSTITUTE, "Das Institut ist die einzige Einrichtung der Region zur Prüfung der Boote."),
        (FAIR, "Die Messe ist in Norddeutschland die größte Fachmesse für Gebrauchtboote."),
        (HARBOUR, "Der Hafen hat eine Werft."),
        (FERRY, "Die Fähre ist das älteste Schiff auf der Oker mit Dampfantrieb."),
        (CLUB, "In Peine war der Verein der erste, der Boote verlieh."),
        (YARD, "In Europa ist die Werft die größte mit eigenem Hafen."),
        ("Der Hafen ist der größte in Peine, mit Werft und Steg.", "Der Hafen ist der größte in Peine."),
        ("Der Hafen ist der größte in Peine mit 40 Booten.", "Der Hafen ist der größte in Peine."),
        ("Der Hafen ist der größte, der Steg der längste in Peine.", "Der Hafen ist der größte in Peine."),
    ],
)
def test_what_is_the_most_of_its_kind_may_be_told_in_other_words(quote: str, claim: str) -> None:
    assert "scope" not in reasons(claim, quote)
