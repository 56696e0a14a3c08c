"""`python -m assistant funding` as a person calls it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper
from programme_texts import LEAFLET, ONGOING, PAGE

from assistant.__main__ import main
from assistant.indexing.ingest import ingest_documents


@pytest.fixture
def data(tmp_path: Path) -> str:
    papers = [
        paper(PAGE, "umbau.md"),
        paper(ONGOING.replace("Leihgeräte", "=Leihgeräte"), "geraete.md"),
        paper(LEAFLET, "geld.md", "internal"),
    ]
    ingest_documents(tmp_path / "data", papers, ToyEmbedder(), 64)
    return str(tmp_path / "data")


def test_the_list_tells_what_is_stated_and_how_many_there_are(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["funding", "--data", data, "--applicant", "sme", "--today", "2026-01-15"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Werkstatt Morgen – Umbau im Betrieb"
    assert "  Stand: offen – bis 31. März 2027" in lines
    assert "  Fördersatz: bis zu 45 % (KMU), bis zu 100 % (Hochschulen)" in lines
    assert lines[-1] == "1 von 2 Programmen"


def test_what_a_programme_says_moves_no_cursor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turned = PAGE.replace("Werkstatt Morgen", "Werkstatt\u202e Morgen\x1b[2J")
    ingest_documents(tmp_path / "other", [paper(turned, "umbau.md")], ToyEmbedder(), 64)
    assert main(["funding", "--data", str(tmp_path / "other")]) == 0
    out = capsys.readouterr().out
    assert "1 von 1 Programm" in out
    assert not any(sign in out for sign in "\x1b\u202e")


def test_what_says_nothing_of_a_filter_is_counted_and_listed_when_asked_for(
    data: str, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["funding", "--data", data, "--region", "Hessen", "--applicant", "municipality"]
    assert main(asked) == 0
    assert capsys.readouterr().out.splitlines() == ["0 von 2 Programmen", "Programme, die dazu nichts angeben: 1"]
    assert main([*asked, "--unstated"]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == ["1 von 2 Programmen", "davon ohne Angabe dazu: 1"]
    assert main([*asked, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["unstated"] == 1


def test_json_is_that_of_the_api(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["funding", "--data", data, "--json", "--min-rate", "70"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert (body["total"], body["matching"]) == (2, 2)
    assert body["programmes"][0]["facts"]["rate"][0]["citation"]["link"].startswith("/documents/")


def test_csv_opens_in_a_spreadsheet_and_runs_nothing_there(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["funding", "--data", data, "--csv"]) == 0
    written = capsys.readouterr().out
    assert written.startswith("\ufeff")
    rows = list(csv.reader(written.removeprefix("\ufeff").splitlines(), delimiter=";"))
    assert [row[0] for row in rows] == ["Programm", "'=Leihgeräte für Kommunen", "Werkstatt Morgen – Umbau im Betrieb"]
    assert {len(row) for row in rows} == {21}


def test_internal_programmes_are_listed_when_asked_for(data: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["funding", "--data", data, "--audience", "internal", "--today", "2026-01-15"]) == 0
    assert "  Stand: abgelaufen – letzter Tag war der 15. Mai 2025" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--max-rate", "viel"], "max_rate ist keine Zahl"),
        (["--max-rate", "101"], "erlaubt sind 0 bis 100"),
        (["--deadline-from", "morgen"], "deadline_from ist kein Datum"),
        (["--applicant", "kmu"], "kmu"),
        (["--today", "heute"], "today ist kein Datum"),
        (["--json", "--csv"], "--csv"),
    ],
)
def test_a_wrong_call_names_what_is_wrong(
    data: str, arguments: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["funding", "--data", data, *arguments]) == 2
    assert named in capsys.readouterr().err


def test_without_an_ingestion_the_command_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["funding", "--data", str(tmp_path / "leer")]) == 2
    assert "python -m assistant ingest" in capsys.readouterr().err
