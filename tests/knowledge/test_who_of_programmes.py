"""Whom of a group a programme means is told as its quote has it: "gemeinnützige Unternehmen", not "Unternehmen"."""

from __future__ import annotations

import pytest
from papers import paper

from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.wording import worded
from assistant.records import Language


def told(statement: str, field: Field = "applicant", language: Language = "de") -> list[str]:
    """What is told of a field, each once, of a page that says this of applicants or money."""
    heading = "Höhe der Förderung" if field == "rate" else "Wer kann sich bewerben?"
    page = f"# Scheck Wandel\n\nDas Land hilft beim Bau von Booten.\n\n## {heading}\n\n{statement}"
    facts = [fact for fact in facts_of(paper(page, "scheck.md")) if fact.field == field]
    return list(dict.fromkeys(worded(fact, language) for fact in facts))


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Antragsberechtigt sind Unternehmen.", ["Unternehmen"]),
        ("Antragsberechtigt sind gemeinnützige Unternehmen.", ["gemeinnützige Unternehmen"]),
        ("Antragsberechtigt sind kleine und mittlere Unternehmen.", ["KMU"]),
        (
            "Antragsberechtigt sind kleine Unternehmen mit Sitz in Oldenburg.",
            ["kleine Unternehmen mit Sitz in Oldenburg"],
        ),
        ("Antragsberechtigt sind kleine Unternehmen.", ["kleine Unternehmen"]),
        (
            "Antragsberechtigt sind Unternehmen der Fischerei und Hochschulen.",
            ["Unternehmen der Fischerei", "Hochschulen"],
        ),
        (
            "Antragsberechtigt sind Betriebe mit weniger als 50 Beschäftigten, Vereine und Hochschulen.",
            ["Betriebe mit weniger als 50 Beschäftigten", "Hochschulen", "Vereine und Verbände"],
        ),
        # What is too long to be told, or may be said of one of them only.
        ("Antragsberechtigt sind Unternehmen, die Boote bauen.", ["Unternehmen (siehe Beleg)"]),
        ("Antragsberechtigt sind Unternehmen (ohne Werften).", ["Unternehmen (siehe Beleg)"]),
        (
            "Antragsberechtigt sind Hochschulen und Vereine mit Sitz in Emden.",
            ["Hochschulen (siehe Beleg)", "Vereine mit Sitz in Emden"],
        ),
        (
            "Antragsberechtigt sind Vereine mit Sitz in Emden, Leer oder Aurich.",
            ["Vereine mit Sitz in Emden (siehe Beleg)"],
        ),
        (
            "Antragsberechtigt sind je nach Vorhaben Vereine und Kommunen.",
            ["Kommunen (siehe Beleg)", "Vereine und Verbände (siehe Beleg)"],
        ),
        # For a part of the programme.
        (
            "Antragsberechtigt sind\n\n* für Bojen: Vereine\n* für Boote: Vereine\n* im Kernmodul Hochschulen",
            ["Hochschulen (im Kernmodul)", "Vereine und Verbände (für Bojen)", "Vereine und Verbände (für Boote)"],
        ),
        # What narrows nothing.
        ("Antragsberechtigt sind alle interessierten Unternehmen.", ["Unternehmen"]),
        ("Antragsberechtigt sind sowohl Vereine als auch andere Unternehmen.", ["Unternehmen", "Vereine und Verbände"]),
    ],
)
def test_an_applicant_is_told_with_what_narrows_the_group(statement: str, expected: list[str]) -> None:
    assert sorted(told(statement)) == sorted(expected)


def test_whom_a_rate_is_for_is_told_with_what_narrows_the_group() -> None:
    said = "Als Zuschuss erhalten\n\n* gemeinnützige Unternehmen bis zu 75 Prozent\n* Hochschulen mit Werft 90 Prozent"
    assert told(said, "rate") == ["bis zu 75 % (gemeinnützige Unternehmen)", "90 % (Hochschulen mit Werft)"]
    said = "Gemeinnützige Vereine erhalten als Zuschuss 40 Prozent, 60 Prozent erhalten Vereine mit Werft."
    assert told(said, "rate") == ["40 % (gemeinnützige Vereine)", "60 % (Vereine mit Werft)"]
    said = "Als kleines oder mittleres Unternehmen erhalten Sie einen Zuschuss von 45 Prozent."
    assert told(said, "rate") == ["45 % (KMU)"]


def test_what_narrows_a_group_is_quoted_in_english() -> None:
    said = "Antragsberechtigt sind gemeinnützige Unternehmen."
    assert told(said, language="en") == ["companies (“gemeinnützige Unternehmen”)"]
    assert told("Antragsberechtigt sind Unternehmen, die Boote bauen.", language="en") == ["companies (see quote)"]
    said = "Antragsberechtigt sind Vereine mit Sitz in Emden, Leer oder Aurich."
    assert told(said, language="en") == ["associations (“Vereine mit Sitz in Emden”; see quote)"]
