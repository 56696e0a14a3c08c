"""Abbreviations that a text explains in brackets."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.acronyms import acronyms

EXPLAINED = [
    ("Gefördert werden kleine und mittlere Unternehmen (KMU).", "KMU", "kleine und mittlere Unternehmen"),
    ("Das sind kleine und mittlere Unternehmen (KMUs).", "KMU", "kleine und mittlere Unternehmen"),
    ("KMU (kleine und mittlere Unternehmen) dürfen", "KMU", "kleine und mittlere Unternehmen"),
    ("im Zentralen Innovationsprogramm Mittelstand (kurz: ZIM)", "ZIM", "Zentralen Innovationsprogramm Mittelstand"),
    (
        "Das Bundesministerium für Wirtschaft und Klimaschutz (BMWK) fördert.",
        "BMWK",
        "Bundesministerium für Wirtschaft und Klimaschutz",
    ),
    (
        "beim Bundesamt für Wirtschaft und Ausfuhrkontrolle (BAFA)",
        "BAFA",
        "Bundesamt für Wirtschaft und Ausfuhrkontrolle",
    ),
    ("der Kreditanstalt für Wiederaufbau („KfW“)", "KfW", "Kreditanstalt für Wiederaufbau"),
    ("die Allgemeine Gruppenfreistellungsverordnung (AGVO)", "AGVO", "Allgemeine Gruppenfreistellungsverordnung"),
    ("für Künstliche\nIntelligenz (KI)", "KI", "Künstliche Intelligenz"),
    ("durch Forschung & Entwicklung (F&E)", "F&E", "Forschung & Entwicklung"),
    ("Small and medium-sized enterprises (SMEs) may", "SME", "Small and medium-sized enterprises"),
    ("jede Asset Administration Shell (AAS)", "AAS", "Asset Administration Shell"),
    (
        "die Gemeinschaftsaufgabe Verbesserung der regionalen Wirtschaftsstruktur (GRW)",
        "GRW",
        "Gemeinschaftsaufgabe Verbesserung der regionalen Wirtschaftsstruktur",
    ),
]


@pytest.mark.parametrize(("text", "short", "long"), EXPLAINED)
def test_an_abbreviation_is_learnt_with_its_long_form(text: str, short: str, long: str) -> None:
    assert list(acronyms(text)) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "Die Kosten (EUR) sind hoch.",
        "Das Netzwerk in Stuttgart (BW) wächst.",
        "Der Betrag. Erst im Text (BET)",
        "Kammer (siehe oben)",
        "KMU (siehe oben im Text)",
        "(KMU)",
        "Die Beratung (PDF)",
    ],
)
def test_brackets_that_explain_nothing_are_passed_over(text: str) -> None:
    assert list(acronyms(text)) == []


def test_several_are_found_in_reading_order() -> None:
    text = " ".join(text for text, _, _ in EXPLAINED[:2])
    assert [short for short, _ in acronyms(text)] == ["KMU", "KMU"]


@given(st.text(alphabet="KMUkleinuter ()&ÄäB\n", max_size=200))
def test_a_long_form_is_longer_than_its_abbreviation_and_holds_its_letters(text: str) -> None:
    for short, long in acronyms(text):
        assert len(long) > len(short)
        assert long[0].casefold() == short[0].casefold()


def test_words_that_can_be_read_in_many_ways_are_read_soon() -> None:
    started = time.process_time()
    assert list(acronyms("am an " * 10 + "(AAAAAAAAA)"))
    assert time.process_time() - started < 1  # a millisecond; every way by itself took six seconds
