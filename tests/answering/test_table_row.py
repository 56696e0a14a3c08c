"""Of a table the row goes into the answer that the question names."""

from __future__ import annotations

import pytest
from made import asked, candidate, document

from assistant.answering.choose import CLOSE
from assistant.answering.promoting.table_row import without_lesser_rows

COURSES = """# Kurse

| Kurs | Termin | Gebühr |
|---|---|---|
| Grundkurs Drucken | 14.04.2026 | 290 € |
| Aufbaukurs Drucken | 19.05.2026 | 540 € |
| Siebdruck | 6.10.2026 | kostenlos |
"""
PEOPLE = """# Wer ist wofür da?

| Name | Aufgabe | Telefon |
|---|---|---|
| Jannis Wolter | Gründung | 44 |
| Rosalie Kampe | Verträge | 51 |
"""


def kept(text: str, query: str, *ranked: tuple[str, float]) -> list[str]:
    source = document(text)
    found = without_lesser_rows([candidate(source, name, score) for name, score in ranked], asked(query))
    return [one.text.split("|")[1 if one.text.startswith("|") else 0].strip().rpartition(": ")[2] for one in found]


ALL = (("Kurs: Grundkurs", 9.0), ("Kurs: Aufbaukurs", 8.5), ("Kurs: Siebdruck", 7.0))


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("Welche Kurse gibt es außer dem Grundkurs?", ["Grundkurs Drucken", "Aufbaukurs Drucken", "Siebdruck"]),
        ("Was kostet der Aufbaukurs?", ["Aufbaukurs Drucken"]),
        ("Was kosten Grundkurs und Aufbaukurs?", ["Grundkurs Drucken", "Aufbaukurs Drucken"]),
        ("Welche Kurse zum Drucken gibt es?", ["Grundkurs Drucken", "Aufbaukurs Drucken"]),
        ("Was kosten die Kurse?", ["Grundkurs Drucken", "Aufbaukurs Drucken", "Siebdruck"]),
        ("Welcher Kurs ist kostenlos?", ["Siebdruck"]),
    ],
)
def test_rows_that_hold_less_of_what_is_asked_than_another_are_left_out(query: str, wanted: list[str]) -> None:
    assert kept(COURSES, query, *ALL) == wanted


def test_what_a_row_is_about_counts_before_what_else_it_holds() -> None:
    text = """# Ablauf

| Nr. | Phase | Dauer | Inhalt |
|---|---|---|---|
| 1 | Auftakt | 5 Min. | Begrüßung, offene Fragen |
| 2 | Ideensammlung | 15 Min. | Wege in die offene Logistik nach dem Auftakt |
| 3 | Schluss | 10 Min. | Runde im Plenum |
"""
    rows = (("Nr.: 2", 9.0), ("Nr.: 1", 8.5), ("Nr.: 3", 7.0))
    source = document(text)
    for query, phases in (
        ("Wie lange dauert der Auftakt zur offenen Logistik?", ["Auftakt"]),
        ("Wie lange geht die Ideensammlung?", ["Ideensammlung"]),
        ("Wie lange geht die Sammlung der Wege in die offene Logistik?", ["Ideensammlung"]),
        ("Wie lange dauert die Runde im Plenum?", ["Schluss"]),
    ):
        found = without_lesser_rows([candidate(source, name, score) for name, score in rows], asked(query))
        assert [one.text.split(" | ")[1].removeprefix("Phase: ") for one in found] == phases


def test_a_row_whose_name_is_asked_for_only_in_part_says_no_more_than_what_it_holds() -> None:
    text = """# Module

| Modul | Zweck | Satz |
|---|---|---|
| Modul 1 Beratung | Bestand aufnehmen | 40 % |
| Modul 3 | Energie im Handwerk, auch Beratung | 60 % |
"""
    source = document(text)
    ranked = [candidate(source, "Modul: Modul 3", 9.0), candidate(source, "Modul: Modul 1", 8.5)]
    found = without_lesser_rows(ranked, asked("Wie hoch ist der Satz für Beratung zur Energie im Handwerk?"))
    assert [one.text[:14] for one in found] == ["Modul: Modul 3"]


def test_the_row_that_is_asked_for_takes_the_place_of_the_best_one() -> None:
    source = document(PEOPLE)
    ranked = [candidate(source, "Name: Jannis", 9.0), candidate(source, "Name: Rosalie", 8.0)]
    found = without_lesser_rows(ranked, asked("Wer ist für Verträge zuständig?"))
    assert [(one.span, one.score) for one in found] == [(ranked[1].span, 9.0)]


def test_a_row_that_would_not_be_shown_leaves_the_others_alone() -> None:
    ranked = (ALL[0], ("Kurs: Aufbaukurs", 9.0 - CLOSE))
    assert kept(COURSES, "Was kostet der Aufbaukurs?", *ranked) == ["Grundkurs Drucken", "Aufbaukurs Drucken"]


def test_rows_of_other_tables_and_sentences_are_left_alone() -> None:
    fees = document(COURSES, "fees.md")
    people = document(PEOPLE, "people.md")
    ranked = [
        candidate(people, "Name: Jannis", 9.0),
        candidate(fees, "Kurs: Aufbaukurs", 8.5),
        candidate(document("Der Aufbaukurs kostet viel."), "Der Aufbaukurs", 8.0),
    ]
    assert without_lesser_rows(ranked, asked("Was kostet der Aufbaukurs?")) == ranked
