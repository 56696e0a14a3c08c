"""Figures and people that stand together in one item of a list, and those that do not."""

from __future__ import annotations

import pytest
from verdicts import reasons

from assistant.answering.verify import verdict_on

MEMBERS = "Der Verein hat 412 Mitglieder, davon 98 unter 18 Jahren und 31 über 70."
TALLY = "Von 18 Anträgen wurden elf bewilligt, fünf abgelehnt und zwei vertagt."
PRICES = "Erwachsene zahlen 8 Euro, Kinder die Hälfte, Familien 20 Euro."
TRIP = "Die Fahrt kostet 18 Euro für Erwachsene und die Hälfte für Kinder."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (MEMBERS, "98 Mitglieder sind über 70."),
        ("Die Werft baut 4 Boote mit 6 Sitzen und 2 Kähne mit 9 Sitzen.", "4 Boote haben 9 Sitze."),
        (PRICES, "Erwachsene zahlen die Hälfte."),
        (PRICES, "Kinder zahlen 8 Euro."),
        (PRICES, "Familien zahlen die Hälfte."),
        (TRIP, "Erwachsene zahlen die Hälfte."),
        (MEMBERS, "412 Mitglieder sind unter 18 Jahren."),
        ("Die Fahrt kostet 24 Euro, ermäßigt 18 Euro.", "Die Fahrt kostet ermäßigt 24 Euro."),
        ("Der Steg kostet 90 Euro; für Vereine gilt die Hälfte.", "Der Steg kostet für Vereine 90 Euro."),
        (
            "Im ersten Jahr kamen 84 Boote, 31 legten an; im zweiten waren es 62 Boote.",
            "Im zweiten Jahr legten 31 Boote an.",
        ),
    ],
)
def test_a_figure_belongs_to_its_own_item(quote: str, claim: str) -> None:
    assert "role" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (MEMBERS, "98 Mitglieder sind unter 18 Jahren."),
        (MEMBERS, "Der Verein hat 412 Mitglieder, davon sind 31 über 70."),
        (PRICES, "Kinder zahlen die Hälfte."),
        (PRICES, "Familien zahlen 20 Euro."),
        (TRIP, "Die Fahrt kostet die Hälfte für Kinder."),
        ("Die Fahrt kostet 24 Euro, ermäßigt 18 Euro.", "Ermäßigt kostet die Fahrt 18 Euro."),
        ("Für Vereine kostet der Steg 90 Euro, der Kahn 9 Euro.", "Für Vereine kostet der Kahn 9 Euro."),
        ("Am Steg 1 liegen 30 Boote, am Steg 2 liegen 45.", "30 Boote liegen am Steg 1."),
        (
            "Die Förderung beträgt 50 Prozent der Kosten, höchstens 9.000 Euro je Boot.",
            "Je Boot beträgt die Förderung höchstens 9.000 Euro.",
        ),
        ("Das Land zahlt 5.000 Euro, der Verein trägt 20 Prozent.", "Der Verein trägt 20 Prozent."),
        ("2023 waren es 20 Prozent, 2024 waren es 25 Prozent.", "Es stieg von 20 auf 25 Prozent."),
        ("Es kamen 12 Boote mit 40 Gästen und 3 Kähne mit 9 Gästen.", "Es kamen 12 Boote und 3 Kähne."),
    ],
)
def test_an_item_may_be_told_alone_or_with_others(quote: str, claim: str) -> None:
    assert "role" not in reasons(claim, quote)


def test_a_part_without_the_age_that_tells_it_is_not_told_as_the_whole() -> None:
    assert "scope" in reasons("Der Verein hat 98 Mitglieder.", MEMBERS)


@pytest.mark.parametrize(
    "claim",
    [
        "18 Anträge wurden bewilligt.",
        "Fünf von 18 Anträgen wurden bewilligt.",
        "Elf Anträge wurden abgelehnt.",
        "Zwei Anträge wurden abgelehnt.",
        "Elf Anträge wurden nicht bewilligt.",
    ],
)
def test_each_count_of_a_tally_has_its_own_outcome(claim: str) -> None:
    assert reasons(claim, TALLY)


@pytest.mark.parametrize(
    "claim",
    ["Elf von 18 Anträgen wurden bewilligt.", "Fünf Anträge wurden abgelehnt.", "Vertagt wurden zwei Anträge."],
)
def test_each_count_of_a_tally_may_be_told_alone(claim: str) -> None:
    assert verdict_on(claim, [TALLY]).is_backed


FERRY = "Das Boot fährt werktags um 7 Uhr, am Wochenende um 9 Uhr und hält stets in Peine."
BERTHS = "Der Liegeplatz kostet 15 Euro, der Steg 90 Euro; die Schleuse öffnet um acht."
WEIRS = "Von 36 Häfen haben 21 ein Wehr."
HOURS = "Die Öffnungszeiten des Hafens: Dienstag 8 bis 16 Uhr, Freitag 8 bis 12 Uhr; mittwochs geschlossen."
STATE = "Von den 36 Häfen haben 21 ein Wehr, 9 bauen gerade eines und 6 planen keines."
RISE = "Die Pacht steigt von 5 Euro auf 6 Euro je Boot."
NEXT = "Für das erste Boot zahlt man 90 Euro, für das zweite 60 Euro, ab dem dritten nichts."
BUILT = "Zwischen 2015 und 2020 wurden rund 300 Boote gebaut, 2021 nur noch 120."
RHYTHM = "Das Boot fährt samstags alle 30 Minuten und sonntags stündlich."
ORIGINS = "Von den Booten kommen 55 Prozent aus Peine, 30 Prozent aus Gifhorn und der Rest aus Celle."
SHARE = "Für den Steg berechnet die Stadt 1,5 Prozent der Summe, mindestens 200 Euro."
YEARS = "Ende 2023 kamen 640 Boote, davon 210 Kähne; ein Jahr zuvor waren es 590 Boote, davon 185 Kähne."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (FERRY, "Am Wochenende fährt das Boot um 9 Uhr."),
        (BERTHS, "Der Steg kostet 90 Euro."),
        (
            "Der Zuschuss beträgt 35 Prozent, für kleine Vereine 45 Prozent, höchstens jedoch 600 Euro je Boot.",
            "Für kleine Vereine beträgt der Zuschuss 45 Prozent.",
        ),
        (WEIRS, "21 Häfen haben ein Wehr."),
        (YEARS, "Von den 640 Booten waren Ende 2023 210 Kähne."),
        (HOURS, "Der Hafen ist freitags von 8 bis 12 Uhr geöffnet."),
        (STATE, "21 der 36 Häfen haben ein Wehr."),
        (RISE, "Die Pacht betrug 5 Euro je Boot."),
        (NEXT, "Für das zweite Boot zahlt man 60 Euro."),
        (BUILT, "Rund 300 Boote wurden zwischen 2015 und 2020 gebaut."),
        (RHYTHM, "Alle 30 Minuten fährt das Boot samstags."),
        (ORIGINS, "30 Prozent der Boote kommen aus Gifhorn."),
        (SHARE, "Für den Steg berechnet die Stadt mindestens 200 Euro."),
        ("2023 waren es 62 Anträge und 29 Bewilligungen.", "2023 wurden 29 Anträge bewilligt."),
        ("Der Verein hat drei Kähne mit je fünf Sitzen.", "Jeder der drei Kähne hat fünf Sitze."),
    ],
)
def test_a_figure_is_told_without_what_goes_on_behind_its_item(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (FERRY, "Werktags fährt das Boot um 9 Uhr."),
        (FERRY, "Das Boot hält um 9 Uhr in Peine."),
        (BERTHS, "Die Schleuse kostet 90 Euro."),
        (BERTHS, "Der Liegeplatz kostet 90 Euro."),
        (WEIRS, "36 Häfen haben ein Wehr."),
        (YEARS, "Ende 2023 kamen 590 Boote."),
        (HOURS, "Der Hafen ist mittwochs von 8 bis 12 Uhr geöffnet."),
        (STATE, "9 der 36 Häfen haben ein Wehr."),
        (STATE, "21 der 36 Häfen bauen gerade ein Wehr."),
        (RISE, "Die Pacht beträgt 5 Euro je Boot."),
        (NEXT, "Für das dritte Boot zahlt man 60 Euro."),
        (BUILT, "2021 wurden rund 300 Boote gebaut."),
        (RHYTHM, "Sonntags fährt das Boot alle 30 Minuten."),
        (ORIGINS, "30 Prozent der Boote kommen aus Celle."),
        (SHARE, "Für den Steg berechnet die Stadt die Summe."),
        ("2023 waren es 62 Anträge und 29 Bewilligungen.", "2023 wurden 62 Anträge bewilligt."),
        ("Der Verein hat drei Kähne mit je fünf Sitzen.", "Jeder Verein hat fünf Sitze."),
    ],
)
def test_what_goes_on_behind_an_item_has_not_its_figure(quote: str, claim: str) -> None:
    assert not verdict_on(claim, [quote]).is_backed
