"""What the commands that list facts understand: labs as they are called, days as they are written here."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import ToyEmbedder
from web_fakes import make_document

from assistant.__main__ import main
from assistant.indexing.ingest import ingest_documents

Capture = pytest.CaptureFixture[str]
MINUTES = make_document(
    "protokolle/technologie.md",
    "Sitzung des Labs Technologie",
    ["# Beschlüsse", "Beschluss: Die Halle wird gekauft."],
    type="minutes",
    lab="Technologie",
)


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ingest_documents(Path("data"), (MINUTES,), ToyEmbedder(), 64)


@pytest.mark.parametrize("lab", ["Technologie", "technologie", "Lab Technologie", "lab  technologie"])
def test_a_lab_is_found_by_its_name_and_as_it_is_called(capsys: Capture, lab: str) -> None:
    assert main(["outcomes", "--lab", lab]) == 0
    out, err = capsys.readouterr()
    assert "Die Halle wird gekauft." in out
    assert err == ""


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
def test_of_a_lab_that_is_unknown_the_known_ones_are_named(capsys: Capture, form: list[str]) -> None:
    assert main(["outcomes", "--lab", "Halle", *form]) == 0
    assert capsys.readouterr().err == "Kein Protokoll gehört zum Lab „Halle“. Bekannt sind: Technologie.\n"


def test_a_day_may_be_written_as_it_is_here(capsys: Capture) -> None:
    assert main(["outcomes", "--date-from", "3.5.2024", "--date-to", "03.05.2024"]) == 0
    assert "Die Halle wird gekauft." in capsys.readouterr().out
    assert main(["outcomes", "--date-from", "04.05.2024"]) == 0
    assert capsys.readouterr().out == "Einträge: 0.\n"
    assert main(["funding", "--today", "04.05.2024", "--deadline-from", "1.2.2025"]) == 0


@pytest.mark.parametrize("day", ["31.02.2025", "gestern"])
@pytest.mark.parametrize("call", [["outcomes", "--date-from"], ["funding", "--today"]])
def test_a_day_that_is_none_is_refused_with_the_form_that_is_wanted(capsys: Capture, call: list[str], day: str) -> None:
    assert main([*call, day]) == 2
    told = capsys.readouterr().err
    assert "JJJJ-MM-TT" in told
    assert ".." not in told
