"""CSV and TSV -> rows."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import ReadingError
from assistant.reading.limits import Limits
from assistant.reading.plain.csv_table import read_csv
from assistant.reading.reading import Reading

FIELDS = st.text('abÄß€019.,;|"', min_size=1, max_size=8)


def rows(reading: Reading) -> list[str]:
    assert {block.kind for block in reading.blocks} <= {"row", "paragraph"}
    return [reading.text[block.start : block.end] for block in reading.blocks]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    source = f"Lab{delimiter}Ort\nBatterien{delimiter}Essen\nHalbleiter{delimiter}Bochum\n"
    assert rows(read_csv(source.encode(), "labs.csv")) == [
        "Lab | Ort",
        "Lab: Batterien | Ort: Essen",
        "Lab: Halbleiter | Ort: Bochum",
    ]


def test_german_decimals_stay_and_do_not_divide() -> None:
    source = "Jahr;Anteil\n2023;12,5\n2024;13,5\n"
    assert rows(read_csv(source.encode(), "anteile.csv"))[1] == "Jahr: 2023 | Anteil: 12,5"


def test_windows_1252_with_quotes_and_a_line_end_in_a_field() -> None:
    source = 'Träger;Förderung\r\n"Stadt; Köln";"1.000 €\r\nim Jahr"\r\n'
    assert rows(read_csv(source.encode("cp1252"), "k.csv"))[1] == "Träger: Stadt; Köln | Förderung: 1.000 € im Jahr"


def test_a_quotation_mark_that_is_never_closed_swallows_nothing() -> None:
    source = 'Gerät;Preis\n"Monitor 19;200\nDrucker;300\n'
    assert rows(read_csv(source.encode(), "geraete.csv"))[1:] == [
        'Gerät: "Monitor 19 | Preis: 200',
        "Gerät: Drucker | Preis: 300",
    ]


def test_what_excel_says_about_the_delimiter_is_no_row() -> None:
    assert rows(read_csv(b"sep=,\nLab,Ort\nA1;x,Essen\n", "labs.csv")) == ["Lab | Ort", "Lab: A1;x | Ort: Essen"]


def test_lines_above_the_table_stand_before_it() -> None:
    source = "Liste der Labs\nStand Mai\n\nLab;Plätze\nBatterien;12\n\nHalbleiter;8\n"
    assert rows(read_csv(source.encode(), "labs.csv")) == [
        "Liste der Labs",
        "Stand Mai",
        "Lab | Plätze",
        "Lab: Batterien | Plätze: 12",
        "Lab: Halbleiter | Plätze: 8",
    ]


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(ReadingError) as caught:
        read_csv(b"a;b;c\n1;2;3\n", "gross.csv", Limits(cells=5))
    assert caught.value.code == "too_many_cells"
    assert "5" in str(caught.value)


def test_an_empty_table_has_no_text() -> None:
    assert read_csv(b";;\n;;\n", "leer.csv").text == ""


@given(st.lists(st.lists(FIELDS, min_size=2, max_size=5), min_size=1, max_size=6), st.sampled_from(";,\t|"))
def test_every_word_is_found_again(table: list[list[str]], delimiter: str) -> None:
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(table)
    text = read_csv(target.getvalue().encode(), "tabelle.csv").text
    for row in table:
        for word in re.findall(r"\w+", " ".join(row)):
            assert word in text
