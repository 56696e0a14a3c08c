"""What of two things is required, how many "one" is, and what holds in rare cases only."""

from __future__ import annotations

import pytest
from verdicts import reasons


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Der Antrag besteht aus einem Plan und einer Karte.", "Der Antrag besteht aus einem Plan oder einer Karte."),
        ("Boote müssen Anker oder Leine haben.", "Boote müssen Anker und Leine haben."),
        (
            "Die Fähre fährt, wenn Wind und Strömung es erlauben.",
            "Die Fähre fährt, wenn Wind oder Strömung es erlauben.",
        ),
        ("Boats must have an anchor and a rope.", "Boats must have an anchor or a rope."),
    ],
)
def test_of_two_things_that_are_required_one_is_not_enough(quote: str, claim: str) -> None:
    assert "scope" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Gefördert werden Boote und Stege.", "Gefördert werden Boote oder Stege."),
        ("Gefördert werden Boote oder Stege.", "Gefördert werden Boote und Stege."),
        ("Boote müssen Anker und Leine haben.", "Anker und Leine müssen Boote haben."),
        ("Boote müssen Anker und Leine haben.", "Boote müssen Anker sowie Leine haben."),
        ("Boote müssen keinen Anker und keine Leine haben.", "Boote müssen keinen Anker oder keine Leine haben."),
        ("Ein Boot muss Anker und Leine oder Kette haben.", "Ein Boot muss Leine oder Kette haben."),
    ],
)
def test_of_two_things_that_may_be_chosen_both_may_be_named(quote: str, claim: str) -> None:
    assert "scope" not in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Der Verein braucht mindestens einen Steg.", "Der Verein braucht genau einen Steg."),
        ("Der Verein braucht mindestens einen Steg.", "Der Verein braucht höchstens einen Steg."),
        ("Der Verein hat einen eigenen Steg.", "Der Verein hat nur einen eigenen Steg."),
        ("Je Verein wird nur ein Boot gefördert.", "Je Verein wird ein Boot gefördert."),
        ("Mehr als ein Boot liegt am Steg.", "Ein Boot liegt am Steg."),
    ],
)
def test_one_has_the_limit_that_the_quotes_put_on_it(quote: str, claim: str) -> None:
    assert "bound" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Der Verein braucht mindestens einen Steg.", "Der Verein braucht einen Steg."),
        ("Der Verein braucht mindestens einen Steg.", "Der Verein braucht wenigstens einen Steg."),
        ("Der Verein hat einen Steg.", "Der Verein hat genau einen Steg."),
        ("Je Verein wird nur ein Boot gefördert.", "Je Verein wird nicht mehr als ein Boot gefördert."),
        (
            "Je Verein wird höchstens ein kleines Boot gefördert.",
            "Höchstens ein kleines Boot wird je Verein gefördert.",
        ),
        ("Nur der Verein hat einen Steg.", "Der Verein hat einen Steg."),
    ],
)
def test_one_may_be_limited_in_other_words(quote: str, claim: str) -> None:
    assert "bound" not in reasons(claim, quote)


@pytest.mark.parametrize(
    "rarely",
    [
        "In begründeten Einzelfällen",
        "Im Ausnahmefall",
        "Ausnahmsweise",
        "In Ausnahmefällen",
        "Im begründeten Einzelfall",
    ],
)
def test_what_holds_in_rare_cases_is_no_rule(rarely: str) -> None:
    quote = f"{rarely} können Boote außerhalb des Hafens liegen."
    assert "scope" in reasons("Boote können außerhalb des Hafens liegen.", quote)
    assert not reasons(f"Boote können {rarely[0].lower()}{rarely[1:]} außerhalb des Hafens liegen.", quote)


def test_what_is_decided_case_by_case_is_decided() -> None:
    assert not reasons("Der Verein entscheidet über die Boote.", "Im Einzelfall entscheidet der Verein über die Boote.")
