"""For which time an amount is due."""

from __future__ import annotations

import pytest
from verdicts import reasons

MONTHLY = "Der Monatsbeitrag beträgt 12 Euro; die Mitgliedschaft läuft mindestens ein Jahr."
BERTHS = (
    "Gebühren für Liegeplätze (monatlich): groß 55 Euro, klein 38 Euro. Im Jahr werden 40 Plätze frei. Wer eine Woche"
    " fehlt, zahlt weiter."
)
BOATS = (
    "Gebühr für den Bootsverleih je angefangene halbe Stunde: Kajak 9 Euro, Kanu 12 Euro. Eine volle Stunde vorher ist"
    " zu reservieren."
)
YEARLY = "Jahresgebühr: Erwachsene 30 Euro, Familien 45 Euro. Der Schlüssel wird jeden Monat getauscht."
PILOTS = "Der Stundensatz für Lotsen beträgt 85 Euro, ein Einsatz dauert höchstens einen Tag."
A_DAY = "Die Tagesmiete für ein Boot liegt bei 60 Euro. Wer eine Woche bleibt, meldet sich an."
ENGLISH = "The annual fee for a berth is 60 euros and is due in the first month."
RENT = "Monthly rent: boathouse 400 euros, shed 150 euros. Contracts run for one year."
A_WEEK = "Pro Woche zahlt der Verein 80 Euro, abgerechnet wird im Monat."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (MONTHLY, "Der Beitrag beträgt 12 Euro im Jahr."),
        (MONTHLY, "Der Beitrag beträgt jährlich 12 Euro."),
        (MONTHLY, "Der Beitrag beträgt 12 Euro."),
        (BERTHS, "Die Gebühr für einen kleinen Liegeplatz beträgt 38 Euro im Jahr."),
        (BERTHS, "Große Liegeplätze: 55 Euro pro Woche."),
        (BOATS, "Die Gebühr für ein Kanu beträgt 12 Euro je Stunde."),
        (BOATS, "Eine volle Stunde kostet für ein Kanu 12 Euro."),
        (BOATS, "Für eine volle Stunde ist für ein Kanu eine Gebühr von 12 Euro fällig."),
        (YEARLY, "Familien zahlen 45 Euro im Monat."),
        (YEARLY, "Erwachsene zahlen jeden Monat 30 Euro."),
        (YEARLY, "Die Monatsgebühr für Familien beträgt 45 Euro."),
        (PILOTS, "Lotsen erhalten 85 Euro am Tag."),
        (A_DAY, "Die Miete für ein Boot liegt bei 60 Euro pro Woche."),
        (ENGLISH, "The fee for a berth is 60 euros a month."),
        (ENGLISH, "The monthly fee for a berth is 60 euros."),
        (RENT, "The rent of the shed is 150 euros per year."),
        (A_WEEK, "Der Verein zahlt 80 Euro im Monat."),
        ("Der Monatsbeitrag beträgt mehr als 12 Euro.", "Der Beitrag beträgt mehr als 12 Euro."),
    ],
)
def test_an_amount_is_due_for_no_other_time(quote: str, claim: str) -> None:
    assert "unit" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (MONTHLY, "Der Monatsbeitrag beträgt 12 Euro."),
        (BERTHS, "Die Gebühr für einen kleinen Liegeplatz beträgt 38 Euro im Monat."),
        (BERTHS, "Große Liegeplätze: 55 Euro monatlich."),
        (BOATS, "Die Gebühr für ein Kanu beträgt 12 Euro je angefangene halbe Stunde."),
        (YEARLY, "Die Jahresgebühr für Familien beträgt 45 Euro."),
        (YEARLY, "Familien zahlen 45 Euro im Jahr."),
        (PILOTS, "Lotsen erhalten 85 Euro je Stunde."),
        (A_DAY, "Die Miete für ein Boot liegt bei 60 Euro pro Tag."),
        (ENGLISH, "The fee for a berth is 60 euros a year."),
        (RENT, "The rent of the shed is 150 euros per month."),
        (A_WEEK, "Der Verein zahlt 80 Euro pro Woche."),
        ("Der Liegeplatz kostet 40 Euro im Monat.", "Die Monatsmiete für den Liegeplatz beträgt 40 Euro."),
        ("Die Gebühr beträgt 40 Euro je Stunde.", "The hourly fee is 40 euros."),
    ],
)
def test_the_time_that_an_amount_is_due_for_may_be_told_in_other_words(quote: str, claim: str) -> None:
    assert not reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die Tagesmiete beträgt 20 Euro, die Kaution 100 Euro.", "Die Kaution beträgt 100 Euro."),
        ("Der Jahresbeitrag beträgt 60 Euro. Die Gebühr beträgt 25 Euro.", "Die Gebühr beträgt 25 Euro."),
        ("Die Jahresversammlung beschloss 500 Euro Zuschuss.", "Die Versammlung beschloss 500 Euro Zuschuss."),
        ("Die Tagungspauschale beträgt 60 Euro.", "Die Pauschale beträgt 60 Euro."),
        ("Die Tageskarte kostet mehr als die Fahrt zu 4 Euro.", "Die Fahrt kostet 4 Euro."),
        ("Im ersten Jahr gilt die Miete von 60 Euro.", "Es gilt die Miete von 60 Euro."),
        ("Die Führung dauert eine volle Stunde, der Eintritt kostet 5 Euro.", "Der Eintritt kostet 5 Euro."),
    ],
)
def test_what_else_the_quotes_tell_of_times_is_not_what_an_amount_is_due_for(quote: str, claim: str) -> None:
    assert "unit" not in reasons(claim, quote)
