"""Tables as lines that can be understood alone."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assistant.reading.grid import LONGEST_LINE, Cell, guessed_header, lines_of_table, rows_of_cells

CELL_TEXTS = st.text(alphabet="abÄß1,.€ \n|:", max_size=12)
TABLES = st.lists(st.lists(CELL_TEXTS, max_size=6), max_size=8)


def lines(*rows: list[str], header: int | None = None) -> list[str]:
    return list(lines_of_table(rows, header))


def test_each_value_stands_behind_the_name_of_its_column() -> None:
    assert lines(["Lab", "Plätze", "Ort"], ["Batterien", "12", "Essen"], ["Halbleiter", "8", "Bochum"]) == [
        "Lab | Plätze | Ort",
        "Lab: Batterien | Plätze: 12 | Ort: Essen",
        "Lab: Halbleiter | Plätze: 8 | Ort: Bochum",
    ]


def test_a_table_of_two_columns_without_a_header_says_name_and_value() -> None:
    assert lines(["Ort", "Essen"], ["Leitung:", "Frau Weber"]) == ["Ort: Essen", "Leitung: Frau Weber"]


def test_captions_above_the_header_stand_alone() -> None:
    assert lines(["Förderung der Labs"], ["Stand: Mai"], ["Lab", "Euro"], ["Batterien", "1.000"]) == [
        "Förderung der Labs",
        "Stand: Mai",
        "Lab | Euro",
        "Lab: Batterien | Euro: 1.000",
    ]


def test_years_name_the_columns_over_other_figures() -> None:
    assert lines(["Kennzahl", "2023", "2024"], ["Betriebe", "40", "52"])[1:] == [
        "Kennzahl: Betriebe | 2023: 40 | 2024: 52"
    ]


def test_a_column_of_years_has_no_year_for_a_name() -> None:
    assert guessed_header([["Beginn", "2021"], ["Ende", "2025"]]) == 0


def test_names_of_groups_and_columns_are_joined() -> None:
    cells = [
        Cell(0, 0, "Lab", rows=2),
        Cell(0, 1, "2024", columns=2),
        Cell(0, 3, "2025", columns=2),
        *(Cell(1, column, text) for column, text in enumerate(["Plan", "Ist", "Plan", "Ist"], start=1)),
        *(Cell(2, column, text) for column, text in enumerate(["Batterien", "10", "9", "12", "13"])),
    ]
    assert list(lines_of_table(rows_of_cells(cells))) == [
        "Lab | 2024 | 2025",
        "Lab | Plan | Ist | Plan | Ist",
        "Lab: Batterien | 2024 Plan: 10 | 2024 Ist: 9 | 2025 Plan: 12 | 2025 Ist: 13",
    ]


def test_a_cell_over_several_rows_names_each_of_them() -> None:
    cells = [
        *(Cell(0, column, text) for column, text in enumerate(["Phase", "Aufgabe", "Wer"])),
        Cell(1, 0, "Entwurf", rows=2),
        *(Cell(1, 1, "Skizze"), Cell(1, 2, "Kühn"), Cell(2, 1, "Prüfung"), Cell(2, 2, "Weber")),
    ]
    assert list(lines_of_table(rows_of_cells(cells)))[1:] == [
        "Phase: Entwurf | Aufgabe: Skizze | Wer: Kühn",
        "Phase: Entwurf | Aufgabe: Prüfung | Wer: Weber",
    ]


def test_a_cell_that_claims_to_reach_far_takes_no_room() -> None:
    rows = rows_of_cells([Cell(0, 0, "a", rows=2**31, columns=2**31), Cell(1, 2**30, "b")])
    assert rows == [["a"], ["a", "b"]]


def test_a_wide_row_becomes_lines_that_begin_with_its_name() -> None:
    wide = ["Batterien", *(f"Wert {number} " + "x" * 90 for number in range(20))]
    made = lines(["Lab", *(f"Spalte {number}" for number in range(20))], wide, header=1)[1:]
    assert len(made) > 3
    assert all(line.startswith("Lab: Batterien | Spalte ") and len(line) <= LONGEST_LINE for line in made)


def test_a_row_with_a_long_name_repeats_only_its_beginning() -> None:
    first, *others = lines(["Anforderung " * 100, "b" * 400, "c" * 400], header=0)
    assert first == ("Anforderung " * 100).strip()
    assert [line.split(" … | ")[1][:1] for line in others] == ["b", "c"]


@pytest.mark.parametrize("header", [None, 0, 1, 2])
@given(TABLES)
def test_no_text_of_a_cell_is_lost(header: int | None, table: list[list[str]]) -> None:
    text = "\n".join(lines_of_table(table, header))
    for row in table:
        for cell in row:
            assert " ".join(cell.split()) in text


@given(st.lists(st.lists(st.text(alphabet="abc ", max_size=300), min_size=1, max_size=9), max_size=5))
def test_only_a_single_long_cell_makes_a_line_too_long(table: list[list[str]]) -> None:
    longest = max((len(cell) for row in table for cell in row), default=0)
    for line in lines_of_table(table, 0):
        assert len(line) <= max(LONGEST_LINE, longest + 200)


@given(st.lists(st.builds(Cell, *[st.integers(0, 9)] * 2, CELL_TEXTS, *[st.integers(1, 9)] * 2), max_size=12))
@example([Cell(0, 1, "1", columns=2), Cell(0, 2, "11"), Cell(1, 1, "1"), Cell(1, 2, "1"), Cell(0, 0, "1")])
@example([Cell(0, 0, "a"), Cell(0, 0, "b")])
def test_every_cell_has_a_place_in_the_rows(cells: list[Cell]) -> None:
    placed = " ".join(text for row in rows_of_cells(cells) for text in row)
    assert all(cell.text in placed for cell in cells if cell.text.strip())


def test_a_cell_under_another_one_keeps_its_place_and_the_other_names_what_is_free() -> None:
    cells = [
        *(Cell(0, 0, "Lab"), Cell(0, 1, "2024", columns=3), Cell(0, 2, "Ist")),
        *(Cell(1, column, text) for column, text in enumerate(["Batterien", "10", "9", "8"])),
    ]
    assert rows_of_cells(cells) == [["Lab", "2024", "Ist", "2024"], ["Batterien", "10", "9", "8"]]


def test_of_a_few_columns_the_names_are_kept_whole() -> None:
    name = "höchster Zuwendungssatz in Prozent der beihilfefähigen Kosten oder Ausgaben inkl. maximaler Erhöhung"
    assert list(lines_of_table([["Art", name], ["Studien", "70%"]], 1))[1] == f"Art: Studien | {name}: 70%"
    wide = list(lines_of_table([["Art", name, "Jahr", "Land"], ["Studien", "70%", "2024", "Hessen"]], 1))[1]
    assert wide.startswith("Art: Studien | höchster Zuwendungssatz")
    assert wide.endswith(" …: 70% | Jahr: 2024 | Land: Hessen")
