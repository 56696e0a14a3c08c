"""Numbers that are told by words and are no figures: places in a row, multiples, rhythms, "ein" for several."""

from __future__ import annotations

import pytest
from verdicts import reasons

from assistant.answering.verify import verdict_on


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die dritte Sitzung des Beirats war im Hafen.", "Die vierte Sitzung des Beirats war im Hafen."),
        ("Die dritte Sitzung war im Hafen, im zweiten Jahr.", "Die zweite Sitzung war im Hafen."),
        ("Im ersten Jahr gewann Peine, Platz drei ging an Celle.", "Celle wurde Zweiter."),
        ("Zum zweiten Mal gewann Peine. Platz drei ging an Celle.", "Celle wurde Zweiter."),
        ("Die Gebühr sank im zweiten Quartal.", "Im vierten Quartal sank die Gebühr."),
        ("Die erste und die zweite Stufe sind fertig.", "Die dritte Stufe ist fertig."),
        ("Der achte Steg ist neu.", "Der neunte Steg ist neu."),
    ],
)
def test_a_place_in_a_row_is_exact(quote: str, claim: str) -> None:
    assert "figure" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die dritte Sitzung war im Hafen.", "Im Hafen war die dritte Sitzung."),
        ("Platz drei ging an Celle.", "Der dritte Platz ging an Celle."),
        ("Platz drei ging an Celle.", "Celle wurde Dritter."),
        ("Stufe 1 und Stufe 2 sind fertig.", "Die zweite Stufe ist fertig."),
        ("Die 3. Sitzung war im Hafen.", "Die dritte Sitzung war im Hafen."),
        ("Der Hafen tagt alle zwei Monate.", "Der Hafen tagt jeden zweiten Monat."),
        ("Die Daten gehen an andere.", "Die Daten gehen an Dritte."),
        ("Boote sollen die Regeln einhalten.", "Boote sollen auf die Regeln achten."),
        ("Jeder dritte Verein hat ein Boot.", "Ein Drittel der Vereine hat ein Boot."),
        ("Zwei Drittel der Vereine haben ein Boot.", "Zwei Drittel der Vereine haben ein Boot."),
    ],
)
def test_a_place_in_a_row_may_be_told_in_other_words(quote: str, claim: str) -> None:
    assert "figure" not in reasons(claim, quote)


@pytest.mark.parametrize("claimed", ["verdreifacht", "vervierfacht", "halbiert"])
def test_a_multiple_in_a_verb_is_exact(claimed: str) -> None:
    assert "figure" in reasons(f"Die Zahl der Boote hat sich {claimed}.", "Die Zahl der Boote hat sich verdoppelt.")


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die Zahl der Boote hat sich verdoppelt.", "Die Zahl der Boote ist doppelt so hoch."),
        ("Das ist das Dreifache der Boote.", "Das sind dreimal so viele Boote."),
        ("Die Zahl der Boote stieg von 20 auf 60.", "Die Zahl der Boote hat sich verdreifacht."),
        ("Die Zahl der Boote stieg um 100 Prozent.", "Die Zahl der Boote hat sich verdoppelt."),
        ("Die Zahl der Boote sank auf die Hälfte.", "Die Zahl der Boote hat sich halbiert."),
    ],
)
def test_a_multiple_may_be_told_in_other_words(quote: str, claim: str) -> None:
    assert "figure" not in reasons(claim, quote)


FARES = "Die Fahrt kostet 3 Euro, die Tageskarte das Dreifache, die Monatskarte 56 Euro."
DOUBLE = "Die Tageskarte kostet das Doppelte der Einzelfahrt von 4 Euro."


def test_a_multiple_is_of_what_stands_before_it() -> None:
    assert "role" in reasons("Die Monatskarte kostet das Dreifache.", FARES)
    assert not reasons("Die Tageskarte kostet das Dreifache.", FARES)


def test_what_a_multiple_is_taken_of_is_not_what_it_comes_to() -> None:
    assert "role" in reasons("Die Tageskarte kostet 4 Euro.", DOUBLE)
    assert not reasons("Die Einzelfahrt kostet 4 Euro.", DOUBLE)
    assert "role" in reasons("A day ticket costs GBP 4.", "A day ticket costs twice the single fare of GBP 4.")


def test_a_number_is_no_multiple() -> None:
    assert "figure" in reasons("Der Hafen wird siebenmal geprüft.", "Der Hafen wird von siebzig Leuten geprüft.")
    assert "figure" in reasons("Der Hafen wird siebenmal geprüft.", "Der Hafen hat sieben Stege und wird geprüft.")


def test_once_is_not_twice() -> None:
    assert "figure" in reasons("Der Hafen wird einmal geprüft.", "Der Hafen wird zweimal geprüft.")
    assert "figure" not in reasons("Der Hafen wird noch einmal geprüft.", "Der Hafen wird zweimal geprüft.")


@pytest.mark.parametrize("often", ["vierteljährlich", "monatlich", "jährlich", "täglich", "wöchentlich"])
def test_a_rhythm_is_exact(often: str) -> None:
    assert "figure" in reasons(f"Der Beirat berichtet {often}.", "Der Beirat berichtet halbjährlich.")


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Der Beirat berichtet jedes Jahr.", "Der Beirat berichtet jährlich."),
        ("Der Beirat berichtet alle sechs Monate.", "Der Beirat berichtet halbjährlich."),
        ("Der Jahresbeitrag beträgt 12 Euro.", "Der Beitrag beträgt jährlich 12 Euro."),
        ("Die Gebühr beträgt 12 Euro im Monat.", "Die Gebühr beträgt monatlich 12 Euro."),
    ],
)
def test_a_rhythm_may_be_told_in_other_words(quote: str, claim: str) -> None:
    assert "figure" not in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Beide Stege werden saniert.", "Ein Steg wird saniert."),
        ("Alle drei Stege werden saniert.", "Ein Steg wird saniert."),
        ("Vier Räte fehlten entschuldigt.", "Ein Rat fehlte entschuldigt."),
        ("Zwei der fünf Bojen fehlen.", "Eine Boje fehlt."),
        ("Die Grünen haben vier Sitze, der Verein hat einen.", "Die Grünen haben einen Sitz."),
    ],
)
def test_one_is_not_several(quote: str, claim: str) -> None:
    assert "figure" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Fünf Bojen kosten je 300 Euro.", "Eine Boje kostet 300 Euro."),
        ("Zwei Stege liegen am Ufer, ein dritter liegt in Peine.", "In Peine liegt ein dritter Steg."),
        ("Die Grünen haben vier Sitze, der Verein hat einen.", "Der Verein hat einen Sitz."),
        ("Drei Häfen sind Peine, Celle und Gifhorn.", "Peine ist ein Hafen."),
        ("Zwei Boote liegen am Steg, ein Boot liegt an Land.", "Ein Boot liegt an Land."),
    ],
)
def test_one_may_be_told_where_several_are_counted(quote: str, claim: str) -> None:
    assert "figure" not in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Auf der Liste stehen zwei Dutzend Boote.", "Auf der Liste steht ein Dutzend Boote."),
        ("Auf der Liste steht ein Dutzend Boote.", "Auf der Liste stehen Dutzende Boote."),
        ("Auf der Liste steht ein Dutzend Boote.", "Auf der Liste stehen mehrere Dutzend Boote."),
    ],
)
def test_a_dozen_is_exact(quote: str, claim: str) -> None:
    assert "figure" in reasons(claim, quote)


def test_a_dozen_is_twelve() -> None:
    quote = "Auf der Liste stehen zwei Dutzend Boote."
    assert verdict_on("24 Boote stehen auf der Liste.", [quote]).is_backed


def test_the_part_of_a_decade_is_exact() -> None:
    quote = "Der Fährmann ist Anfang sechzig."
    assert "figure" in reasons("Der Fährmann ist Ende sechzig.", quote)
    assert "bound" in reasons("Der Fährmann ist sechzig.", quote)
    assert reasons("Anfang sechzig ist der Fährmann.", quote) == set()


def test_a_year_is_no_decade() -> None:
    quote = "In diesem Jahrzehnt baute die Werft sechs Boote."
    assert "date" in reasons("In diesem Jahr baute die Werft sechs Boote.", quote)
    assert reasons("Die Werft baute in diesem Jahrzehnt sechs Boote.", quote) == set()
