"""`python -m assistant`: what is wrong with a call is said before anything slow is loaded."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from assistant.__main__ import main


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["measure"],
        ["evaluate", "answers"],
        ["evaluate", "beauty", "dev.jsonl"],
        ["evaluate", "retrieval", "dev.jsonl", "--k", "0"],
        ["evaluate", "retrieval", "dev.jsonl", "--spelling", "upper"],
        ["evaluate", "retrieval", "dev.jsonl", "--beside", "llama"],
        ["evaluate", "answers", "dev.jsonl", "--ablate"],
        ["bench", "--passages", "many"],
        ["evaluate", "stress"],
        ["bench", "ingest", "--files", "-1"],
        ["bench", "peers"],
        ["bench", "peers", "corpus", "--rounds", "0"],
    ],
)
def test_a_wrong_call_says_where_help_is(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "python -m assistant --help" in capsys.readouterr().err


def test_a_file_that_is_no_question_set_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_text('{"note": "Milch"}\n', encoding="utf-8")
    assert main(["evaluate", "answers", str(path)]) == 2
    assert str(path) in capsys.readouterr().err


def test_a_task_that_a_set_does_not_allow_is_refused_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "dev.jsonl"
    line = {"id": "j1", "question": "Wer?", "answerable": True, "passages": ["Wir."]}
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert main(["evaluate", "retrieval", str(path)]) == 2
    assert "evaluate answers" in capsys.readouterr().err


def test_a_folder_without_questions_is_refused_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "retrieval", str(tmp_path)]) == 2
    assert "fragen:" in capsys.readouterr().err


def test_a_missing_package_of_the_other_stack_is_named_before_a_model_is_loaded(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps({"question": "Wer?", "context": "Wir.", "answers": {"text": ["Wir"]}}), encoding="utf-8")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert main(["evaluate", "retrieval", str(path), "--beside", "langchain"]) == 1
    assert "pip install langchain-chroma" in capsys.readouterr().err


def test_the_help_names_both_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    shown = capsys.readouterr().out
    assert "evaluate" in shown
    assert "bench" in shown
