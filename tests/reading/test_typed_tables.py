"""Tables that were typed or pasted with tabs, in Markdown, plain text and mails."""

from __future__ import annotations

import time

import pytest

from assistant.reading.plain.typed_tables import with_named_columns
from assistant.reading.read import parse

TASKS = "Zu erledigen:\nMaßnahme\tWer\tBis\nLeitfaden kürzen\tKurrle\t15.7.\nRoll-up drucken\t\tzur Messe\nBus\tWolf\n"
ROWS = [
    "Maßnahme | Wer | Bis",
    "Maßnahme: Leitfaden kürzen | Wer: Kurrle | Bis: 15.7.",
    "Maßnahme: Roll-up drucken | Bis: zur Messe",
    "Maßnahme: Bus | Wer: Wolf",
]
MAIL = "From: a@example.org\nSubject: Aufgaben\nContent-Type: text/plain; charset=utf-8\n\n"


def rows(text: str, name: str) -> list[str]:
    reading = parse(text.encode(), name)
    return [block.span.of(reading.text) for block in reading.blocks if block.kind == "row"]


@pytest.mark.parametrize(("head", "name"), [("", "a.md"), ("", "a.txt"), (MAIL, "a.eml")])
def test_lines_with_tabs_are_rows_that_name_their_columns(head: str, name: str) -> None:
    reading = parse(f"{head}{TASKS}\nAm Rande: alles gut.\n".encode(), name)
    assert [block.span.of(reading.text) for block in reading.blocks if block.kind == "row"] == ROWS
    around = [block.span.of(reading.text) for block in reading.blocks if block.kind == "paragraph"]
    assert around[-2:] == ["Zu erledigen:", "Am Rande: alles gut."]


def test_tabs_that_only_bring_columns_in_line_are_one_border() -> None:
    assert rows("Name\t\tOrt\t\tJahr\nImke Rohwer\tGoslar\t2020\n", "a.txt") == [
        "Name | Ort | Jahr",
        "Name: Imke Rohwer | Ort: Goslar | Jahr: 2020",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Ort:\tGoslar\nDatum:\t3. Mai\n",  # labels
        "1.\tBegrüßung\n2.\tHaushalt\n",  # a list
        "- Zaun\tImke\t3.5.\n- Bus\tJonas\t4.5.\n",
        "Zaun\tImke\t3.5.\n",  # one line
        "Vorsitz\t\tProtokoll\nImke\t\tJonas\n",  # signatures
        "\ta\tb\tc\n\td\te\tf\n",  # code
    ],
)
@pytest.mark.parametrize("name", ["a.md", "a.txt"])
def test_what_is_no_table_stays_as_it_is(text: str, name: str) -> None:
    assert rows(text, name) == []
    assert with_named_columns(text).text == text


def test_code_between_fences_stays_as_it_is() -> None:
    text = "Vorher\n\n```\na\tb\tc\n~~~\nd\te\tf\ng\th\ti\n```\n\nWas\tWer\tBis\nZaun\tImke\t3.5.\n"
    assert rows(text, "a.md") == ["Was | Wer | Bis", "Was: Zaun | Wer: Imke | Bis: 3.5."]
    assert "a\tb\tc" in parse(text.encode(), "a.md").text


def test_a_wider_line_begins_another_table() -> None:
    text = "Was\tWer\tBis\nBus\tImke\tMai\nNr.\tKurs\tPreis\tOrt\n1\tLasern\t90 Euro\tGoslar\n"
    assert rows(text, "a.txt")[-1] == "Nr.: 1 | Kurs: Lasern | Preis: 90 Euro | Ort: Goslar"


def test_names_of_columns_may_have_colons_and_signs() -> None:
    assert rows("Was:\tWer:\tBis:\nZaun\tImke\t3.5.\n", "a.txt")[-1] == "Was: Zaun | Wer: Imke | Bis: 3.5."
    assert rows("#\tWas\tWer\n1\tZaun\tImke\n", "a.txt")[-1] == "#: 1 | Was: Zaun | Wer: Imke"


def test_a_heading_with_tabs_begins_no_table() -> None:
    assert rows("# Aufgaben\tWer\tBis\nZaun\tImke\t3.5.\n", "a.md") == []


@pytest.mark.parametrize(
    "text",
    [
        "Telefon\t0531 123\tBüro\nE-Mail\timke@example.org\tBüro\n",
        "Datum\t3. Mai 2024\t14 Uhr\nOrt\tGoslar\tRathaus\n",
        "Montag\t9 Uhr\tRaum\nDienstag\t10 Uhr\tHalle\n",
    ],
)
def test_a_name_beside_what_it_names_is_no_line_of_names(text: str) -> None:
    assert rows(text, "a.txt") == [line.replace("\t", " | ") for line in text.splitlines()]


def test_without_a_line_of_names_no_row_names_another() -> None:
    assert rows("Zaun streichen\tImke\tMai\nBus mieten\tOle\tJuni\n", "a.txt") == [
        "Zaun streichen | Imke | Mai",
        "Bus mieten | Ole | Juni",
    ]


@pytest.mark.parametrize("following", ["Ort:\tGoslar\tHalle\t1\n", "Ende\n", "Gruß\tImke\n"])
def test_a_table_ends_before_what_has_other_cells(following: str) -> None:
    assert rows(f"Was\tWer\tBis\tKosten\nZaun\tImke\t3.5.\t90 Euro\n{following}", "a.txt") == [
        "Was | Wer | Bis | Kosten",
        "Was: Zaun | Wer: Imke | Bis: 3.5. | Kosten: 90 Euro",
    ]


def test_a_line_of_signs_below_a_title_is_no_code() -> None:
    assert len(rows("Aufgaben\n~~~~~~~~\n\nWas\tWer\tBis\nZaun\tImke\t3.5.\n", "a.txt")) == 2


def test_many_lines_with_tabs_take_no_longer_than_their_number() -> None:
    began = time.thread_time()
    for line in ("a\tb\n", "a\tb\tc\n", "a\tb\tc\na\tb\tc\td\n"):
        with_named_columns(line * 20_000)
    assert time.thread_time() - began < 20
