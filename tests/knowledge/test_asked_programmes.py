"""Which questions ask for a list of programmes, and which are about one programme or something else."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from assistant.knowledge.programmes.filtering import ProgrammeFilter
from assistant.knowledge.programmes.programme_question import applicant_in, programmes_asked_for, programmes_for_asker
from assistant.records import Span

TODAY = datetime.date(2026, 1, 15)


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            "Welche Programme gibt es für KMU mit höchstens 50 % Förderung und Frist nach dem 1.1.2025?",
            ProgrammeFilter(applicant="sme", max_rate=Decimal(50), deadline_from=datetime.date(2025, 1, 2)),
        ),
        ("Welche Förderprogramme gibt es für Wasserstoff?", ProgrammeFilter(query="Wasserstoff")),
        ("Gib mir einen Überblick über die Förderprogramme für KMU", ProgrammeFilter(applicant="sme")),
        (
            "Welche offenen Förderprogramme fördern Hochschulen in Hessen mit mindestens 80 Prozent?",
            ProgrammeFilter(applicant="university", min_rate=Decimal(80), status="open", region="Hessen"),
        ),
        ("Zeige mir alle abgelaufenen Programme", ProgrammeFilter(status="expired")),
        ("welche foerdermoeglichkeiten gibt es fuer kleine und mittlere unternehmen", ProgrammeFilter(applicant="sme")),
        ("Which funding programmes are open for SMEs?", ProgrammeFilter(applicant="sme", status="open")),
        ("fördermittel", ProgrammeFilter()),
        ("Fördermittel für Weiterbildung?", ProgrammeFilter(query="Weiterbildung")),
        ("aktuelle förderprogramme", ProgrammeFilter(status="open")),
        ("welche förderungen kann man jetzt noch beantragen", ProgrammeFilter(status="open")),
        ("Welche Fördermittel bekomme ich als kleines Unternehmen?", ProgrammeFilter(applicant="sme")),
        ("Förderung mit mehr als 70 Prozent", ProgrammeFilter(min_rate=Decimal("70.01"))),
        ("Welche Programme gibt es für Betriebe mit 40 Beschäftigten?", ProgrammeFilter(applicant="sme")),
        ("Welche Programme gibt es für Firmen mit 300 Mitarbeitenden?", ProgrammeFilter(applicant="company")),
        ("programme mit mehr als 70 prozent", ProgrammeFilter(min_rate=Decimal("70.01"))),
        (
            "Welche Programme haben eine Frist im Oktober 2030?",
            ProgrammeFilter(deadline_from=datetime.date(2030, 10, 1), deadline_to=datetime.date(2030, 10, 31)),
        ),
        (
            "Welche Förderprogramme laufen bis zum 31.12.2031 aus?",
            ProgrammeFilter(deadline_from=TODAY, deadline_to=datetime.date(2031, 12, 31), status="open"),
        ),
        ("Förderung für KMU ab 60 %", ProgrammeFilter(applicant="sme", min_rate=Decimal(60))),
        ("Welche Förderungen laufen gerade?", ProgrammeFilter(status="open")),
        ("open funding programmes", ProgrammeFilter(status="open")),
        ("Programme für Gründer bis 80 %", ProgrammeFilter(applicant="startup", max_rate=Decimal(80))),
        ("Welche Programme zahlen nicht mehr als 50 %?", ProgrammeFilter(max_rate=Decimal(50))),
        ("Welche Programme sind noch nicht abgelaufen?", ProgrammeFilter(status="open")),
        ("Welche Förderprogramme sind zurzeit geschlossen?", ProgrammeFilter(status="paused")),
        ("Welche Programme sind derzeit ausgesetzt?", ProgrammeFilter(status="paused")),
        ("Welche Programme sind geschlossen?", ProgrammeFilter(status="expired")),
        ("Zeige alle geschlossenen Förderprogramme", ProgrammeFilter(status="expired")),
        ("Welche Programme sind pausiert?", ProgrammeFilter(status="paused")),
        ("Gibt es gerade offene Förderprogramme?", ProgrammeFilter(status="open")),
        ("Habt ihr Förderprogramme für kleine Firmen?", ProgrammeFilter(applicant="sme")),
        ("Bekommen auch Vereine Geld?", ProgrammeFilter(applicant="association")),
        ("Bei welchen Programmen ist die Frist noch nicht abgelaufen?", ProgrammeFilter(status="open")),
        ("What grants are there for small businesses right now?", ProgrammeFilter(applicant="sme", status="open")),
        ("Which funding programmes are currently suspended?", ProgrammeFilter(status="paused")),
        ("Which funding programmes are closed?", ProgrammeFilter(status="expired")),
        ("Wie viele Förderprogramme gibt es?", ProgrammeFilter()),
        ("How many funding programmes are open?", ProgrammeFilter(status="open")),
        (
            "Welche Programme haben eine Frist im März?",
            ProgrammeFilter(deadline_from=datetime.date(2026, 3, 1), deadline_to=datetime.date(2026, 3, 31)),
        ),
        (
            "Welche Programme haben eine Frist nach dem 1. Dezember?",
            ProgrammeFilter(deadline_from=datetime.date(2026, 12, 2)),
        ),
    ],
)
def test_a_list_of_programmes_is_understood(question: str, wanted: ProgrammeFilter) -> None:
    assert programmes_asked_for(question, TODAY) == wanted


def test_a_group_that_is_part_of_a_name_is_none() -> None:
    assert applicant_in("Was fördert KMU-innovativ?") is None
    assert applicant_in("Gibt es eine KMU-Förderung?") == ("sme", Span(13, 16))


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


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        (
            "Wir sind 40 Leute und machen Bootsmotoren, welche Förderung kommt für uns in Frage?",
            ProgrammeFilter(applicant="sme"),
        ),
        (
            "Wir sind ein Start-up und bauen Bojen. Welche Programme passen derzeit zu uns?",
            ProgrammeFilter(applicant="startup", status="open"),
        ),
        ("Wir sind zu dritt und machen Bootsmotoren, welche Förderung kommt für uns in Frage?", None),
        ("Wir sind 40 Leute und wollen Kräne bauen, welche Förderung gibt es?", None),
        ("Wir sind 40 Leute, welche Förderung kommt für uns nicht in Frage?", None),
    ],
)
def test_who_asks_tells_which_programmes_are_for_him(question: str, wanted: ProgrammeFilter | None) -> None:
    assert programmes_for_asker(question) == wanted
