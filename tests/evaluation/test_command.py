"""`python -m assistant`: what is wrong with a call is said before anything slow is loaded."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path

import pytest
from chat_service import chat_service
from entailment_fakes import KnownEntailment
from fakes import ToyEmbedder
from scripted_model import draft

from assistant.__main__ import main
from assistant.answering.proving import network
from assistant.indexing.embedding import models


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
    ],
)
def test_a_wrong_call_says_where_help_is(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert re.search("python -m assistant[a-z ]* --help", capsys.readouterr().err)


def test_what_helps_is_the_help_of_the_command_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "answers"]) == 2
    assert "python -m assistant evaluate answers --help" in capsys.readouterr().err


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
    questions: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert main(["evaluate", "retrieval", str(questions), "--beside", "langchain"]) == 1
    assert "pip install langchain-chroma" in capsys.readouterr().err


def test_the_help_names_all_commands(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    shown = capsys.readouterr().out.split()
    assert {"ask", "check", "evaluate", "bench", "tune"} <= set(shown)


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps({"question": "Wer?", "context": "Wir.", "answers": {"text": ["Wir"]}}), encoding="utf-8")
    return path


@pytest.mark.parametrize("content", [None, "", "{}", "[1"])
def test_a_report_that_is_none_is_refused_at_once(
    questions: Path, content: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    report = questions.parent / "earlier.json"
    if content is not None:
        report.write_text(content, encoding="utf-8")
    data = questions.parent / "indexes"
    assert main(["evaluate", "retrieval", str(questions), "--against", str(report), "--data", str(data)]) == 2
    assert str(report) in capsys.readouterr().err
    assert not data.exists()


def test_a_service_has_no_words_to_learn_from(
    questions: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", "ollama:bge-m3")
    data = questions.parent / "indexes"
    assert main(["tune", "--words", str(questions), "--data", str(data)]) == 1
    shown = capsys.readouterr().err
    assert "ollama:bge-m3" in shown
    assert "ohne --words" in shown
    assert not data.exists()


def test_words_are_learnt_from_one_set(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tune", "--words", str(questions), str(questions)]) == 2
    assert "one FILE" in capsys.readouterr().err


def test_what_a_language_model_says_is_measured_as_it_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    grant, said = "Der Zuschuss beträgt 80 Prozent der Ausgaben.", "80 Prozent der Ausgaben beträgt der Zuschuss."
    path = tmp_path / "dev.jsonl"
    line = {"question": grant, "context": grant, "answers": {"text": ["80 Prozent"]}}
    path.write_text(json.dumps(line), encoding="utf-8")
    entailment = KnownEntailment({})
    monkeypatch.setattr(network, "entailment_of", lambda settings: entailment)
    monkeypatch.setattr(models, "load_embedder", lambda settings: ToyEmbedder())
    with chat_service(draft((said, [1]))) as service:
        monkeypatch.setenv("ASSISTANT_LLM", "openai:m")
        monkeypatch.setenv("ASSISTANT_LLM_BASE_URL", f"{service.address}/v1")
        assert main(["evaluate", "answers", str(path), "--data", str(tmp_path / "indexes")]) == 0
    assert (said, (grant,)) in entailment.asked


def test_a_bench_of_a_folder_without_an_index_is_refused_at_once(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing, work = questions.parent / "nothing", questions.parent / "work"
    assert main(["bench", "search", "--real", str(nothing), str(questions), "--work", str(work)]) == 1
    assert str(nothing) in capsys.readouterr().err
    assert not work.exists()
