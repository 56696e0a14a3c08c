"""Rows for a spreadsheet: read back as they were, and never run."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.spreadsheet import as_csv, harmless


def read_back(written: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_cells_with_semicolons_quotes_and_umlauts_come_back_as_they_were() -> None:
    rows = [["Wer", "Was"], ["Größe; Maß", 'der "Bahnweg"']]
    written = as_csv(rows)
    assert written.startswith("\ufeff")
    assert read_back(written) == rows


@pytest.mark.parametrize(
    "cell", ["=1+1", "+49 531", "-x", "@SUM(A1)", "\t=1+1", "\r\n=1+1", " =1+1", "\uff1d1+1", "\xa0=1"]
)
def test_what_would_be_a_formula_is_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell.strip()}"


@given(st.lists(st.lists(st.text(), min_size=1, max_size=3), min_size=1, max_size=3))
def test_no_text_begins_a_formula_or_another_row(rows: list[list[str]]) -> None:
    found = read_back(as_csv(rows))
    assert len(found) == len(rows)
    assert not [cell for row in found for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
