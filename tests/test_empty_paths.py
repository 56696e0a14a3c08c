"""An empty path is told, wherever one is named: it would be the working folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import __main__ as program
from assistant.errors import SettingsError
from assistant.settings.loading import load
from assistant.web import serve

COMMANDS: Sequence[Sequence[str]] = (
    ("ingest", ""),
    ("ingest", "docs", "--data", ""),
    ("serve", "--data", ""),
    ("ask", "Was?", "--data", ""),
    ("explain", "Was?", "--data", ""),
    ("check", "--data", ""),
    ("backup", "x.tar", "--data", ""),
    ("backup", ""),
    ("funding", "--data", ""),
    ("gaps", "--data", ""),
    ("outcomes", "--data", ""),
    ("keys", "--data", "", "list"),
    ("mcp", "--data", ""),
    ("worker", "--data", ""),
    ("worker", "--add", ""),
    ("migrate", "--data", ""),
    ("retention", "--data", ""),
    ("evaluate", "retrieval", "gold.jsonl", "--data", ""),
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_command_takes_an_empty_path_for_the_working_folder(
    words: Sequence[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert program.main(words) == 2
    assert 'Als Pfad steht da ""' in capsys.readouterr().err
    assert list(folder.iterdir()) == []


def test_the_server_does_not_either(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert serve.main(["--data", ""]) == 2
    assert 'Als Pfad steht da ""' in capsys.readouterr().err
    assert list(folder.iterdir()) == []


def test_nor_does_the_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", "")
    with pytest.raises(SettingsError) as refused:
        load()
    assert "ASSISTANT_DATA: darf nicht leer sein" in str(refused.value)


@pytest.mark.parametrize("name", ["models", "logo", "legal_texts", "uploads", "source_files"])
def test_another_place_that_is_empty_is_as_if_it_were_not_set(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"ASSISTANT_{name.upper()}", "")
    assert getattr(load(), name) is None
