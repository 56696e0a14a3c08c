"""What is told about one file: how it was read, and from where each field is known."""

from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.reading.describing.rules import Decision, Rule, Rules
from assistant.reading.document import Task
from assistant.reading.explain import explain, explanation

RULES = Rules((Rule("studien/**", Decision(lab="Technologie")),))


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "studien" / "2025-05-energie.txt"
    path.parent.mkdir()
    path.write_text("Studie zur Energie (Fassung 2025)\n\nStand: 20. Mai 2025\n\nDas Netzwerk hilft.", encoding="utf-8")
    return path


def zipped(path: Path, **members: bytes) -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "/").replace("_txt", ".txt").replace("_pdf", ".pdf"), data)
    path.write_bytes(packed.getvalue())
    return path


def test_each_field_is_told_with_value_source_and_detail(study: Path, tmp_path: Path) -> None:
    told = explanation(Task(study, tmp_path, RULES, audience="public"))
    assert (told["path"], told["format"], told["refused"]) == ("studien/2025-05-energie.txt", "txt", [])
    [document] = told["documents"]
    fields = {field.pop("field"): tuple(field.values()) for field in document["fields"]}
    assert fields["date"] == ("2025-05-20", "text", "Stand: 20. Mai 2025")
    assert fields["lab"] == ("Technologie", "rule", "studien/**")
    assert fields["audience"] == ("public", "demand", "")
    assert fields["type"][:2] == ("study", "heading")
    assert fields["version"][0] == "Fassung 2025"
    json.dumps(told)


def test_the_text_says_the_same_in_both_languages(study: Path, tmp_path: Path) -> None:
    task = Task(study, tmp_path, RULES)
    german, english = explain(task, language="de"), explain(task, language="en")
    assert "Format: TXT" in german
    assert "study (Studie)" in german
    assert "Regel in corpus.toml: studien/**" in german
    assert "internal" in german
    assert "nichts gefunden, Vorgabe" in german
    assert "rule in corpus.toml: studien/**" in english
    assert "Stand: 20. Mai 2025" in english


def test_the_time_of_the_file_is_no_date(study: Path, tmp_path: Path) -> None:
    undated = tmp_path / "leitbild.txt"
    undated.write_text("Leitbild\n\nWir helfen.", encoding="utf-8")
    os.utime(undated, (1_600_000_000, 1_600_000_000))
    told = explain(Task(undated, tmp_path, RULES))
    assert "2020" not in told
    assert "Datum: weder in der Datei noch in Text oder Name gefunden" in told
    assert "weder in der Datei" not in explain(Task(study, tmp_path, RULES))


def test_a_reader_s_warning_is_told(tmp_path: Path) -> None:
    path = tmp_path / "seite.txt"
    path.write_text("<!doctype html><html><body><h1>Titel</h1><p>Ein Satz steht hier.</p></body></html>")
    told = explanation(Task(path, tmp_path, Rules()))
    assert told["format"] == "html"
    [warning] = told["documents"][0]["warnings"]
    assert warning in explain(Task(path, tmp_path, Rules()))


def test_the_files_inside_a_file_are_listed_with_those_that_were_refused(tmp_path: Path) -> None:
    members = {
        "a_txt": b"Protokoll der Sitzung\n\nText.",
        "tief__b_txt": b"Brief an das Amt",
        "c_pdf": b"%PDF-",
    }
    path = zipped(tmp_path / "alles.zip", **members)
    task = Task(path, tmp_path, Rules())
    told = explanation(task)
    assert told["format"] == "zip"
    paths = [document["path"] for document in told["documents"]]
    assert paths == ["alles.zip › a.txt", "alles.zip › tief › b.txt"]
    [refused] = told["refused"]
    assert refused["path"] == "alles.zip › c.pdf"
    assert all(part in explain(task) for part in (*paths, refused["path"], refused["message"]))


def test_a_file_that_cannot_be_read_is_told_as_refused(tmp_path: Path) -> None:
    path = tmp_path / "leer.txt"
    path.touch()
    told = explanation(Task(path, tmp_path, Rules()))
    assert not told["documents"]
    assert told["refused"][0]["path"] == "leer.txt"
    assert told["refused"][0]["message"] in explain(Task(path, tmp_path, Rules()))


@pytest.mark.parametrize("name", ["weg.txt", "."])
def test_what_is_no_file_is_called_wrongly(name: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        explain(Task(tmp_path / name, tmp_path, Rules()))
    assert caught.value.exit_code == 2
