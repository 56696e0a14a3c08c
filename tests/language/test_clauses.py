"""Clauses of a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.clauses import clauses


def parts(text: str) -> list[str]:
    return [clause.span.of(text).strip(" ,;.") for clause in clauses(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Der Bund zahlt 5,5 Euro, das Land zahlt nichts.", ["Der Bund zahlt 5,5 Euro", "das Land zahlt nichts"]),
        ("Das Projekt startet im Mai und endet im Juni.", ["Das Projekt startet im Mai", "und endet im Juni"]),
        ("Der Rat tagte und nahm den Plan an.", ["Der Rat tagte", "und nahm den Plan an"]),
        ("Der Rat lobte Jens und bestätigte Ute.", ["Der Rat lobte Jens", "und bestätigte Ute"]),
        ("Der Rat lobt Boote und bewährte Stege.", ["Der Rat lobt Boote und bewährte Stege"]),
        ("Die Werft baut das Boot und die Stadt den Steg.", ["Die Werft baut das Boot", "und die Stadt den Steg"]),
        ("Die Werft baut Boote und die Stadt Kähne.", ["Die Werft baut Boote", "und die Stadt Kähne"]),
        ("Elf sind bewilligt, fünf abgelehnt und zwei neu.", ["Elf sind bewilligt", "fünf abgelehnt und zwei neu"]),
        ("Gefördert wird die Werft und die Stadt Peine.", ["Gefördert wird die Werft und die Stadt Peine"]),
        ("Gefördert werden Energie, Material und Wasser.", ["Gefördert werden Energie, Material und Wasser"]),
        ("Kosten, die gedeckt sind, werden nicht gezahlt.", ["Kosten, die gedeckt sind, werden nicht gezahlt"]),
        ("Die Betriebe werden beraten und gefördert.", ["Die Betriebe werden beraten und gefördert"]),
        ("Alle Kosten zählen, außer Löhnen.", ["Alle Kosten zählen, außer Löhnen"]),
        ("Der Verein tagt, das Gesetz tritt außer Kraft.", ["Der Verein tagt", "das Gesetz tritt außer Kraft"]),
        ("Erste Zeile\n\nZweite Zeile", ["Erste Zeile", "Zweite Zeile"]),
    ],
)
def test_a_clause_says_one_thing(text: str, expected: list[str]) -> None:
    assert parts(text) == expected


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Gezahlt wird, wenn der Sitz in Peine liegt.", "wenn der Sitz in Peine liegt"),
        ("Hat der Betrieb einen Sitz, kann gezahlt werden.", "Hat der Betrieb einen Sitz"),
        ("Liegt der Antrag vor, so wird gezahlt.", "Liegt der Antrag vor"),
        ("Fehlen Unterlagen, zahlen die Vereine nichts.", "Fehlen Unterlagen"),
        ("Gezahlt wird unter der Bedingung, dass der Rat zustimmt.", "dass der Rat zustimmt"),
        ("Gezahlt wird vorbehaltlich der Zusage des Rates.", "vorbehaltlich der Zusage des Rates"),
        ("Antragsberechtigt sind Vereine, die seit zwei Jahren bestehen.", "die seit zwei Jahren bestehen"),
        ("Der Verein zahlt, die Kammer berät.", None),
    ],
)
def test_a_condition_belongs_to_what_it_restricts(text: str, condition: str | None) -> None:
    found = clauses(text)[0].condition
    assert (found.of(text).strip(" ,.") if found else None) == condition


@given(st.text(max_size=300))
def test_clauses_are_disjoint_and_in_order(text: str) -> None:
    ends = [0, *(clause.span.end for clause in clauses(text))]
    starts = [clause.span.start for clause in clauses(text)]
    assert all(end <= start for end, start in zip(ends, starts, strict=False))


def test_a_long_word_behind_a_comma_costs_no_cube() -> None:
    started = time.thread_time()
    assert len(clauses(f"Energie, {'a' * 3000}!")) == 2
    assert time.thread_time() - started < 2  # a minute if it did
