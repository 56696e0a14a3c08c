"""`python -m assistant outcomes`: the list at the shell, as text, JSON and CSV."""

from __future__ import annotations

import csv
import errno
import io
import json
import tempfile
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from meetings import FORMAL, minutes

from assistant.__main__ import main
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.manifest import MANIFEST
from assistant.storage.folder import DataFolder

Capture = pytest.CaptureFixture[str]
OPEN_POINTS = "## Offene Punkte\n\n- Die Frage der Finanzierung wird auf die nächste Sitzung vertagt.\n\n"
TASKS = "## To-dos\n\n- Tjark Overbeck: Abstimmung mit dem Netzbetreiber bis Ende April\n\n"
LISTED = FORMAL.replace("## TOP 4 Aufgaben", f"{OPEN_POINTS}{TASKS}## TOP 4 Aufgaben")
SECRET = minutes("# Intern\n\n## Aufgaben\n\n- Imke Rohwer: Kranich füttern, bis 1. Juli 2024\n", "geheim.md")


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_READER", "")  # no network: what headings, labels and columns say is all
    ingest_documents(Path("data"), (SECRET, minutes(LISTED, "beirat.md", "public")), ToyEmbedder(), 64)


def test_the_list_is_shown_below_its_minutes(capsys: Capture) -> None:
    assert main(["outcomes", "--kind", "task", "--person", "Overbeck"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("4. März 2024 · ")
    assert "  Aufgabe: Overbeck: Halle besichtigen (bis: 15.04.)  [überfällig]\n" in out
    assert out.endswith("Einträge: 2.\n")
    assert err == ""


def test_copies_of_minutes_stand_in_the_heading_and_a_day_of_a_machine_is_written_as_people_do(capsys: Capture) -> None:
    text = "# Rat\n\n## Aufgaben\n\n| Was | Wer | Bis |\n|---|---|---|\n| Saal mieten | Imke Rohwer | 2024-07-01 |\n"
    copy = minutes(text.replace("# Rat\n", "# Rat\n\nOrt: Rathaus\n"), "kopie.md", "public")
    ingest_documents(Path("other"), (minutes(text, "rat.md", "public"), copy), ToyEmbedder(), 64)
    assert main(["outcomes", "--data", "other"]) == 0
    heading, line, _, count = capsys.readouterr().out.splitlines()
    assert heading == "4. März 2024 · Rat · kopie.md · auch in: rat.md"
    assert line == "  Aufgabe: Imke Rohwer: Saal mieten (bis: 1. Juli 2024)  [überfällig]"
    assert count == "Einträge: 1."


def test_what_minutes_say_moves_no_cursor(capsys: Capture) -> None:
    text = "# Rat\n\n## Aufgaben\n\n- Imke Rohwer: Saal\x1b[2J mieten\u202e bald\n"
    ingest_documents(Path("other"), (minutes(text, "rat.md", "public"),), ToyEmbedder(), 64)
    assert main(["outcomes", "--data", "other"]) == 0
    out = capsys.readouterr().out
    assert "  Aufgabe: Imke Rohwer: Saal" in out
    assert not any(sign in out for sign in "\x1b\u202e")


def test_of_what_is_still_open_nothing_that_is_done_is_listed(capsys: Capture) -> None:
    text = "# Rat\n\n## Aufgaben\n\n- Imke Rohwer: Saal mieten (erledigt)\n- Tjark Overbeck: Bus bestellen\n"
    ingest_documents(Path("other"), (minutes(text, "rat.md", "public"),), ToyEmbedder(), 64)
    assert main(["outcomes", "--data", "other"]) == 0
    assert "Saal mieten (erledigt)  [laut Protokoll erledigt]\n" in capsys.readouterr().out
    assert main(["outcomes", "--data", "other", "--still"]) == 0
    assert capsys.readouterr().out.splitlines()[1:] == ["  Aufgabe: Tjark Overbeck: Bus bestellen", "", "Einträge: 1."]


def test_internal_minutes_are_listed_only_where_the_operator_says_so(capsys: Capture) -> None:
    assert main(["outcomes", "--q", "Kranich"]) == 0
    assert capsys.readouterr().out == "Einträge: 0.\n"
    assert main(["outcomes", "--q", "Kranich", "--audience", "internal"]) == 0
    assert "Kranich füttern" in capsys.readouterr().out


def test_json_is_that_of_the_api_and_csv_opens_in_a_spreadsheet(capsys: Capture) -> None:
    assert main(["outcomes", "--json", "--kind", "open"]) == 0
    body = json.loads(capsys.readouterr().out)
    assert (body["total"], body["wanted"]) == (1, {"kind": "open"})
    assert main(["outcomes", "--csv", "--kind", "open"]) == 0
    written = capsys.readouterr().out
    assert written.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff")), delimiter=";"))
    assert rows[1][:2] == ["Offen", "Die Frage der Finanzierung wird auf die nächste Sitzung vertagt."]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--date-from", "gestern"], "date_from ist kein Datum"),
        (["--date-from", "2024-05-02", "--date-to", "2024-05-01"], "2024-05-01"),
        (["--q", "x" * 201], "201"),
        (["--kind", "wunsch"], "wunsch"),
        (["--json", "--csv"], "--csv"),
        (["--unknown"], "--unknown"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(capsys: Capture, arguments: list[str], named: str) -> None:
    assert main(["outcomes", *arguments]) == 2
    told = capsys.readouterr().err
    assert named in told
    assert "python -m assistant" in told


def test_without_an_index_it_says_what_to_do(capsys: Capture) -> None:
    assert main(["outcomes", "--data", "nichts"]) == 2
    assert "python -m assistant ingest" in capsys.readouterr().err


def test_of_a_folder_that_cannot_be_written_it_is_not_said_that_the_index_is_missing(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(**_options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    (DataFolder(Path("data")).index(1) / MANIFEST).unlink()
    assert main(["outcomes"]) == 1
    assert "Der Suchindex" in capsys.readouterr().err
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert main(["outcomes"]) == 1
    assert "lässt sich nicht schreiben" in capsys.readouterr().err
