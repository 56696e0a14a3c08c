"""What is denied of a word that says little, such as "gewährt", is denied for all that."""

from __future__ import annotations

import pytest
from verdicts import reasons


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Zuschüsse für Boote werden nicht gewährt.", "Zuschüsse für Boote werden gewährt."),
        (
            "Darlehen werden nicht gewährt, wenn ein Boot fehlt.",
            "Darlehen werden gewährt, wenn ein Boot fehlt.",
        ),
        ("Ein Antrag ist für den Steg nicht notwendig.", "Für den Steg ist ein Antrag notwendig."),
        ("Das Fest kann am Steg nicht stattfinden.", "Das Fest kann am Steg stattfinden."),
    ],
)
def test_what_is_denied_of_a_word_that_says_little_is_denied(quote: str, claim: str) -> None:
    assert "negation" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Zuschüsse für Boote werden nicht gewährt.", "Für Boote werden Zuschüsse nicht gewährt."),
        ("Zuschüsse werden nicht gewährt. Darlehen werden gewährt.", "Darlehen werden gewährt."),
        ("Das Fest kann nicht stattfinden, weil der Steg gesperrt ist.", "Der Steg ist gesperrt."),
    ],
)
def test_what_is_not_denied_of_a_word_that_says_little_is_free(quote: str, claim: str) -> None:
    assert "negation" not in reasons(claim, quote)
