"""Figures and people that stand together in one item of a list, and those that do not."""

from __future__ import annotations

import pytest

from assistant.answering.verify import verdict_on


def reasons(sentence: str, quote: str) -> set[str]:
    return {refusal.reason for refusal in verdict_on(sentence, [quote]).refusals}


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
    ],
)
def test_what_goes_on_behind_an_item_has_not_its_figure(quote: str, claim: str) -> None:
    assert not verdict_on(claim, [quote]).is_backed
