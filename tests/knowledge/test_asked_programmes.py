"""Which questions ask for a list of programmes, and which are about one programme or something else."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from assistant.knowledge.funding import Wanted
from assistant.knowledge.programmes.asked import programmes_asked_for

TODAY = datetime.date(2026, 1, 15)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            "Welche Programme gibt es für KMU mit höchstens 50 % Förderung und Frist nach dem 1.1.2025?",
            Wanted(applicant="sme", max_rate=Decimal(50), deadline_from=datetime.date(2025, 1, 2)),
        ),
        ("Welche Förderprogramme gibt es für Wasserstoff?", Wanted(query="Wasserstoff")),
        (
            "Welche offenen Förderprogramme fördern Hochschulen in Hessen mit mindestens 80 Prozent?",
            Wanted(applicant="university", min_rate=Decimal(80), status="open", region="Hessen"),
        ),
        ("Zeige mir alle abgelaufenen Programme", Wanted(status="expired")),
        ("welche foerdermoeglichkeiten gibt es fuer kleine und mittlere unternehmen", Wanted(applicant="sme")),
        ("Which funding programmes are open for SMEs?", Wanted(applicant="sme", status="open")),
        ("fördermittel", Wanted()),
        ("Fördermittel für Weiterbildung?", Wanted(query="Weiterbildung")),
        ("aktuelle förderprogramme", Wanted(status="open")),
        ("welche förderungen kann man jetzt noch beantragen", Wanted(status="open")),
        ("Welche Fördermittel bekomme ich als kleines Unternehmen?", Wanted(applicant="sme")),
        ("Förderung mit mehr als 70 Prozent", Wanted(min_rate=Decimal("70.01"))),
        ("Welche Programme gibt es für Betriebe mit 40 Beschäftigten?", Wanted(applicant="sme")),
        ("Welche Programme gibt es für Firmen mit 300 Mitarbeitenden?", Wanted(applicant="company")),
        ("programme mit mehr als 70 prozent", Wanted(min_rate=Decimal("70.01"))),
        (
            "Welche Programme haben eine Frist im Oktober 2030?",
            Wanted(deadline_from=datetime.date(2030, 10, 1), deadline_to=datetime.date(2030, 10, 31)),
        ),
        (
            "Welche Förderprogramme laufen bis zum 31.12.2031 aus?",
            Wanted(deadline_from=TODAY, deadline_to=datetime.date(2031, 12, 31), status="open"),
        ),
        ("Förderung für KMU ab 60 %", Wanted(applicant="sme", min_rate=Decimal(60))),
        ("Welche Förderungen laufen gerade?", Wanted(status="open")),
        ("open funding programmes", Wanted(status="open")),
        ("Programme für Gründer bis 80 %", Wanted(applicant="startup", max_rate=Decimal(80))),
        ("Welche Programme zahlen nicht mehr als 50 %?", Wanted(max_rate=Decimal(50))),
        ("Welche Programme sind noch nicht abgelaufen?", Wanted(status="open")),
        ("Welche Förderprogramme sind zurzeit geschlossen?", Wanted(status="paused")),
        ("Welche Programme sind derzeit ausgesetzt?", Wanted(status="paused")),
        ("Welche Programme sind geschlossen?", Wanted(status="expired")),
        ("Zeige alle geschlossenen Förderprogramme", Wanted(status="expired")),
        ("Welche Programme sind pausiert?", Wanted(status="paused")),
        ("Which funding programmes are currently suspended?", Wanted(status="paused")),
        ("Which funding programmes are closed?", Wanted(status="expired")),
    ],
)
def test_a_list_of_programmes_is_understood(question: str, wanted: Wanted) -> None:
    assert programmes_asked_for(question, TODAY) == wanted


@pytest.mark.parametrize(
    "question",
    [
        "Wie hoch ist die Förderung bei der Werkstatt Morgen?",
        "Welches Programm fördert den Umbau?",
        "Welche Unterlagen brauchen die Programme?",
        "Welche Programme wie „Schule macht stark“ soll der Forschungsverbund mitnutzen, gerade für Mathe?",
        "Wer ist bei der Werkstatt Morgen antragsberechtigt?",
        "What funding rate do start-ups get in module A of the workshop programme?",
        "Welche Programme wurden 2023 beendet?",
        "Welche Programme gibt es mit höchstens 400 % Förderung?",
        "Was wurde im Lab zu Förderprogrammen beschlossen?",
        "wie beantrage ich Fördermittel?",
        "Fördermittel zurückzahlen",
        "Keine Fördermittel mehr?",
        "Welche Programme haben keine Frist?",
        "Welche Programme gibt es ohne Eigenanteil?",
        "Welche Programme sind nicht für KMU?",
        "Förderung für den Innovationsgutschein",
        "Zuschuss von 50 Prozent",
        "Und der Zuschuss?",
        "Zuschuss?",
        "Förderung für Unternehmen mit mehr als 70 Beschäftigten",
        "",
    ],
)
def test_every_other_question_goes_its_own_way(question: str) -> None:
    assert programmes_asked_for(question, TODAY) is None
