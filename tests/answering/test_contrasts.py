"""Two things that are told apart: one denied and the other not, or one after the other."""

from __future__ import annotations

import pytest
from verdicts import reasons

PIER = "Der Beirat rät, den Steg nicht abzureißen, sondern umzubauen."
WHERE = "Anträge sind nicht beim Landkreis, sondern bei der Kammer einzureichen."
LOAN = "Der Verein zahlt keinen Zuschuss, sondern ein Darlehen."
SOLD = "The boats are not sold but rented."
LEASE = "Der Steg wird nicht verkauft, sondern verpachtet."
POLL = "Die Gruppe will erst die Lieferanten befragen und anschließend die Kunden."
TALKS = "First the suppliers present their data, then the labs report."
STEPS = "Im ersten Schritt werden die Daten erhoben, im zweiten ausgewertet."
BOARD = "Zuerst tagt der Vorstand, dann der Beirat."
PATH = "Der Antrag geht zunächst an das Amt und anschließend an die Kammer."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (PIER, "Der Beirat rät, den Steg nicht umzubauen, sondern abzureißen."),
        (PIER, "Der Beirat rät, den Steg abzureißen und nicht umzubauen."),
        (WHERE, "Anträge sind nicht bei der Kammer, sondern beim Landkreis einzureichen."),
        (LOAN, "Der Verein zahlt kein Darlehen, sondern einen Zuschuss."),
        (SOLD, "The boats are not rented but sold."),
        (LEASE, "Der Steg wird verkauft und nicht verpachtet."),
        (POLL, "Die Gruppe will erst die Kunden befragen und anschließend die Lieferanten."),
        (POLL, "Zunächst will die Gruppe die Kunden befragen, danach die Lieferanten."),
        (TALKS, "First the labs report, then the suppliers present their data."),
        (STEPS, "Im ersten Schritt werden die Daten ausgewertet, im zweiten erhoben."),
        (BOARD, "Zuerst tagt der Beirat, dann der Vorstand."),
        (PATH, "Der Antrag geht zunächst an die Kammer und anschließend an das Amt."),
    ],
)
def test_what_is_told_apart_does_not_change_places(quote: str, claim: str) -> None:
    assert "role" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (PIER, "Der Beirat rät, den Steg umzubauen und nicht abzureißen."),
        (WHERE, "Anträge sind bei der Kammer einzureichen, nicht beim Landkreis."),
        (WHERE, "Anträge sind bei der Kammer und nicht beim Landkreis einzureichen."),
        (LOAN, "Der Verein zahlt ein Darlehen, keinen Zuschuss."),
        (SOLD, "The boats are rented, not sold."),
        (LEASE, "Der Steg wird verpachtet und nicht verkauft."),
        (POLL, "Zunächst will die Gruppe die Lieferanten befragen, danach die Kunden."),
        (STEPS, "Zunächst werden die Daten erhoben, anschließend ausgewertet."),
        (BOARD, "Zunächst tagt der Vorstand, danach der Beirat."),
        (PATH, "Zunächst geht der Antrag an das Amt, anschließend an die Kammer."),
        ("Der Hafen wird nicht nur ausgebaut, sondern auch saniert.", "Der Hafen wird saniert und ausgebaut."),
    ],
)
def test_what_is_told_apart_may_be_told_in_other_words(quote: str, claim: str) -> None:
    assert "role" not in reasons(claim, quote)


def test_of_two_quotes_one_may_tell_it_as_the_sentence_does() -> None:
    other = "Der Vorschlag geht zunächst an die Kammer und anschließend an das Amt."
    assert "role" not in reasons("Der Vorschlag geht zunächst an die Kammer, anschließend an das Amt.", PATH, other)
