"""What costs nothing, and what is paid for."""

from __future__ import annotations

import pytest
from verdicts import reasons

TOUR = "Für Schulklassen ist die Führung kostenlos, Reisegruppen zahlen 45 Euro."
WASTE = "Für die Abholung von Sperrmüll werden keine Gebühren erhoben. Die Expressabholung kostet 35 Euro."
PIER = "Der Eintritt zum Steg ist frei. Der Verleih kostet 8 Euro je Stunde."
MEMBERS = "Mitglieder nutzen den Steg kostenlos, Gäste zahlen 5 Euro."
BOATS = "Members may use the boats free of charge, guests pay 5 euros."
COURSE = "Für den Kurs fallen keine Kosten an; die Prüfung kostet 20 Euro."
FERRY = "Kinder fahren gratis mit der Fähre. Erwachsene lösen eine Karte für 3 Euro."
TRAVEL = "Das Netzwerk trägt die Kosten des Kurses. Die Anreise zahlen die Teilnehmer."
ADVICE = "Die Beratung ist kostenpflichtig, das Erstgespräch kostenfrei."
ENTRY = "Eintritt: Erwachsene 8 Euro, Kinder frei."
SHARED = "Der Eintritt kostet für Erwachsene 8 Euro, für Kinder ist er frei."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (TOUR, "Für Reisegruppen ist die Führung kostenlos, Schulklassen zahlen 45 Euro."),
        (TOUR, "Die Führung ist für Reisegruppen kostenlos."),
        (WASTE, "Die Expressabholung ist gebührenfrei."),
        (PIER, "Der Verleih ist kostenlos."),
        (MEMBERS, "Gäste nutzen den Steg kostenlos."),
        (BOATS, "Guests may use the boats free of charge."),
        (COURSE, "Die Prüfung ist kostenlos."),
        (FERRY, "Erwachsene fahren gratis mit der Fähre."),
        (TRAVEL, "Die Anreise ist für die Teilnehmer kostenlos."),
        (ADVICE, "Die Beratung ist kostenfrei."),
        (ENTRY, "Für Erwachsene ist der Eintritt frei."),
        (SHARED, "Für Erwachsene ist der Eintritt frei."),
    ],
)
def test_what_is_paid_for_is_not_free(quote: str, claim: str) -> None:
    assert "role" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (TOUR, "Die Führung ist für Schulklassen kostenlos."),
        (WASTE, "Die Abholung von Sperrmüll ist gebührenfrei."),
        (PIER, "Der Eintritt zum Steg ist kostenlos."),
        (MEMBERS, "Mitglieder nutzen den Steg kostenfrei."),
        (BOATS, "Members may use the boats free of charge."),
        (COURSE, "Der Kurs ist kostenlos."),
        (FERRY, "Kinder fahren kostenlos mit der Fähre."),
        (ADVICE, "Das Erstgespräch ist kostenlos."),
        (ENTRY, "Für Kinder ist der Eintritt frei."),
        (SHARED, "Für Kinder ist der Eintritt frei."),
        ("Das Boot kostet 5 Euro, sonntags ist das Boot frei.", "Sonntags ist das Boot kostenlos."),
        (MEMBERS, "Gäste nutzen den Steg nicht kostenlos."),
        ("Der Kurs kostet 20 Euro. 5 Plätze sind frei.", "Im Kurs sind noch 5 Plätze frei."),
    ],
)
def test_what_is_free_may_be_told_in_other_words(quote: str, claim: str) -> None:
    assert "role" not in reasons(claim, quote)
