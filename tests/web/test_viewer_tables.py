"""Rows that name their columns become a table with a header; all others are shown as they stand."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_fakes import make_document

from assistant.reading.grid import lines_of_table
from assistant.records import Span
from assistant.web.viewing.viewer import view
from assistant.web.viewing.viewer_pieces import text_of
from assistant.web.viewing.viewer_tables import Table, tables_of

GRID = [
    ["Programm", "Quote", "Höchstbetrag"],
    ["Weiterbildung", "80 Prozent", "12.500 Euro"],
    ["Beratung", "", "4.000 Euro"],
]


def tables(lines: Sequence[str], quoted: str = "") -> list[Table]:
    document = make_document("a.xlsx", "A", list(lines))
    start = document.text.index(quoted)
    [group] = view(document, Span(start, start + len(quoted)) if quoted else None).groups
    return list(tables_of(group))


def shown(table: Table) -> list[list[str]]:
    return [[text_of(cell).strip() for cell in cells] for cells in (table.columns, *(row.cells for row in table.rows))]


def marked(table: Table) -> list[str]:
    return [piece.text for row in table.rows for cell in row.cells for piece in cell if piece.marked]


def test_the_names_of_columns_stand_in_the_header_alone() -> None:
    [table] = tables(list(lines_of_table(GRID)))
    assert shown(table) == GRID


def test_a_marked_row_is_marked_in_its_cells() -> None:
    lines = list(lines_of_table(GRID))
    [table] = tables(lines, lines[1])
    assert marked(table) == ["Weiterbildung", "80 Prozent", "12.500 Euro"]
    assert [row.is_marked for row in table.rows] == [True, False]


def test_a_marked_cell_and_a_marked_header_stay_marked() -> None:
    lines = list(lines_of_table(GRID))
    assert marked(tables(lines, "Quote: 80 Prozent")[0]) == ["80 Prozent"]
    [table] = tables(lines, lines[0])
    assert [piece.text for cell in table.columns for piece in cell if piece.marked] == GRID[0]


def test_a_mark_on_the_name_of_a_column_alone_is_not_lost() -> None:
    [table] = tables(list(lines_of_table(GRID)), "Quote:")
    assert marked(table) == ["Quote:"]


def test_columns_without_a_name_for_the_rows() -> None:
    [table] = tables(list(lines_of_table([["", "2023", "2024"], ["Umsatz", "5", "6"], ["Gewinn", "1", "2"]])))
    assert shown(table) == [["", "2023", "2024"], ["Umsatz", "5", "6"], ["Gewinn", "1", "2"]]


def test_two_rows_of_header_become_one() -> None:
    rows = [["Ort", "Umsatz", "Umsatz"], ["Ort", "2023", "2024"], ["Peine", "5", "6"], ["Gifhorn", "7", "8"]]
    [table] = tables(list(lines_of_table(rows, header=2)))
    assert shown(table)[0] == ["Ort", "Umsatz 2023", "Umsatz 2024"]
    assert shown(table)[1:] == [["Peine", "5", "6"], ["Gifhorn", "7", "8"]]


def test_a_caption_stands_above() -> None:
    above, table = tables(["Stand Mai | vorläufig", *lines_of_table(GRID)])
    assert (above.columns, shown(above)[1:]) == ((), [["Stand Mai", "vorläufig"]])
    assert shown(table) == GRID


def test_a_row_that_was_too_wide_for_one_line_is_one_row_again() -> None:
    wide = [["Name", *(f"Merkmal {n}" for n in range(9))], ["Gerät", *(f"Wert {n} " + "x" * 90 for n in range(9))]]
    lines = list(lines_of_table(wide))
    assert len(lines) > 2
    [table] = tables(lines)
    assert shown(table) == wide


@pytest.mark.parametrize(
    "lines",
    [
        ["Programm | Quote", "Weiterbildung | 80 Prozent"],
        ["Hinweis: siehe unten | Beginn: 12 Uhr"],
        ["A: 1 | B: 2", "B: 1 | A: 2", "A: 3 | B: 4"],
        ["A: 1 | A: 2", "A: 1 | A: 3"],
        ["a | b", "ohne Namen | B: 1", "A: 1 | B: 2"],
    ],
)
def test_rows_that_do_not_agree_are_shown_as_they_stand(lines: list[str]) -> None:
    [table] = tables(lines)
    assert table.columns == ()
    assert shown(table)[1:] == [line.split(" | ") for line in lines]


CELL = st.text(st.sampled_from("ab: 1ß"), max_size=6).map(lambda text: " ".join(text.split()))


@given(st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=6), st.data())
def test_no_word_of_a_row_is_lost_and_no_mark_either(grid: list[list[str]], data: st.DataObject) -> None:
    lines = [line for line in lines_of_table(grid) if " | " in line and line.strip(" |")]
    if not lines:
        return
    document = make_document("a.xlsx", "A", lines)
    start = data.draw(st.integers(0, len(document.text) - 3))
    quote = Span(start, len(document.text))
    [group] = view(document, quote).groups
    rows = [cells for table in tables_of(group) for cells in (table.columns, *(row.cells for row in table.rows))]
    cells = [cell for row in rows for cell in row]
    for word in document.text.replace("|", " ").split():
        assert any(word.strip(":") in text_of(cell) for cell in cells)
    assert [piece.first for cell in cells for piece in cell].count(True) == int(view(document, quote).quote_shown)
