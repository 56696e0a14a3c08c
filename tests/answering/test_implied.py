"""Words that a figure says by itself, such as how long something lasts and what it costs."""

from __future__ import annotations

import pytest

from assistant.answering.verify import verdict_on

FEES = "Die Gebühr für den Steg liegt bei 78 Euro, für den Kahn bei 32 Euro."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die Probezeit beträgt sechs Monate.", "Die Probezeit dauert sechs Monate."),
        ("Die Prüfer werden für zwei Jahre gewählt.", "Die Prüfer werden für die Dauer von zwei Jahren gewählt."),
        ("Frau Wolf spricht zehn Minuten.", "Frau Wolf spricht zehn Minuten lang."),
        ("Das Boot ist innerhalb von sechs Tagen zu räumen.", "Das Boot ist binnen sechs Tagen zu räumen."),
        (FEES, "Der Kahn kostet 32 Euro."),
        ("Der Kahn kostet 32 Euro.", "Der Preis des Kahns beträgt 32 Euro."),
    ],
)
def test_a_figure_says_how_long_and_how_much(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die Fahrt beginnt in sechs Tagen.", "Die Fahrt dauert sechs Tage."),
        ("Der Kurs ist in sechs Wochen.", "Der Kurs dauert sechs Wochen."),
        ("Die Frist verlängert sich um sechs Wochen.", "Die Frist dauert sechs Wochen."),
        ("Das Boot ist nach sechs Tagen zu räumen.", "Das Boot ist binnen sechs Tagen zu räumen."),
        (FEES, "Der Kahn kostet 78 Euro."),
        ("Der Kahn wird mit 32 Euro gefördert.", "Der Kahn kostet 32 Euro."),
        ("Der Eintritt ist frei, der Zuschuss für den Kahn beträgt 32 Euro.", "Der Kahn kostet 32 Euro."),
        ("Die Gebühr für den Steg wurde um 5 Euro gesenkt.", "Der Steg kostet 5 Euro."),
    ],
)
def test_a_figure_does_not_say_what_its_quote_says_otherwise(quote: str, claim: str) -> None:
    assert not verdict_on(claim, [quote]).is_backed
