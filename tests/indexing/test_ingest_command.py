"""`python ingest.py`: the words, the JSON and the exit codes of the contract."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fakes import ToyEmbedder

from assistant.__main__ import main as assistant
from assistant.indexing.command import main
from assistant.indexing.embedding import models
from assistant.indexing.index import Index, published_generation
from assistant.indexing.progress_bar import Bar
from assistant.indexing.runs import latest_runs
from assistant.indexing.watching import changed_files
from assistant.storage.folder import DataFolder
from assistant.storage.writer import sole_writer

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own, and settings that name the toy model instead of the one that takes seconds to load."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", "toy")
    monkeypatch.setattr(models, "load_embedder", lambda settings: ToyEmbedder(settings.embedding_model))
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "a.txt").write_text("Die Batterie.", encoding="utf-8")
    (docs / "b.txt").write_text("Der Sensor.", encoding="utf-8")


def test_the_first_run_is_summed_up_in_german(capsys: Capture) -> None:
    assert main(["docs"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith(
        "2 neu, 0 geändert, 0 unverändert, 0 entfernt, 0 fehlgeschlagen. Im Index: 2 Passagen. Dauer: "
    )
    assert err == ""
    assert published_generation(Path("data")) == 1


def test_json_is_one_line_with_exactly_the_fields_of_the_contract(capsys: Capture) -> None:
    Path("docs/leer.txt").touch()
    assert main(["docs", "--json"]) == 1
    out, _ = capsys.readouterr()
    [line] = out.splitlines()
    report = json.loads(line)
    assert report.pop("seconds") >= 0
    [failure] = report.pop("failed")
    assert failure.keys() == {"path", "reason", "remedy"}
    assert all(failure.values())
    assert Path(failure["path"]) == Path("docs/leer.txt")
    assert report == {"added": 2, "updated": 0, "unchanged": 0, "removed": 0, "warnings": [], "passages": 2}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_no_utf_8_is_text_in_the_json_and_in_the_kept_report(capsys: Capture) -> None:
    Path(os.fsdecode(b"docs/br\xfcche.txt")).touch()
    assert main(["docs", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    [failure] = report["failed"]
    assert failure["path"] == "docs/br\N{REPLACEMENT CHARACTER}che.txt"
    [run] = latest_runs(Path("data"))
    assert run.report is not None
    assert run.report_in("de") == report
    assert [one["path"] for one in run.report["failed"]] == [failure["path"]]


def test_failed_files_are_named_with_reason_and_remedy(capsys: Capture) -> None:
    Path("docs/leer.txt").touch()
    assert main(["docs"]) == 1
    out, err = capsys.readouterr()
    assert "2 neu" in out
    assert "1 fehlgeschlagen" in out
    assert err.startswith("Fehlgeschlagen: docs/leer.txt\n  ")


def test_english_is_spoken_where_the_settings_say_so(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_LANGUAGE", "en")
    assert main(["docs"]) == 0
    assert capsys.readouterr().out.startswith("2 added, 0 updated")


def test_a_rule_that_holds_for_no_file_is_warned_of_in_the_language_of_the_settings(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("docs/corpus.toml").write_text('[[rule]]\npath = "pressse/**"\ntype = "press_release"\n', encoding="utf-8")
    for language, told in (("de", "Die Regel für „pressse/**“"), ("en", 'The rule for "pressse/**"')):
        monkeypatch.setenv("ASSISTANT_LANGUAGE", language)
        assert main(["docs"]) == 0
        assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "warned", "failed"),
    [
        ("de", "Die Endung (.pdf) passt nicht zum Inhalt; gelesen als HTML.", "Die Datei leer.txt ist leer."),
        ("en", "The suffix (.pdf) does not match the content; read as HTML.", "The file leer.txt is empty."),
    ],
)
def test_what_is_to_be_known_of_files_is_told_in_the_language_of_the_settings(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch, language: str, warned: str, failed: str
) -> None:
    monkeypatch.setenv("ASSISTANT_LANGUAGE", language)
    Path("docs/boote.pdf").write_text("<!doctype html><html><body><p>Die Boote liegen im Hafen.</p></body></html>")
    Path("docs/leer.txt").touch()
    assert main(["docs", "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["warnings"] == [{"path": "boote.pdf", "warning": warned}]
    assert [one["reason"] for one in report["failed"]] == [failed]
    assert main(["--explain", "docs/boote.pdf", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["documents"][0]["warnings"] == [warned]
    assert main(["--explain", "docs/boote.pdf"]) == 0
    assert warned in capsys.readouterr().out
    assert main(["docs"]) == 1
    assert failed in capsys.readouterr().err


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives a file to somebody else")
def test_rules_that_a_stranger_left_beside_a_file_describe_it_only_where_their_folder_is_named(
    capsys: Capture,
) -> None:
    rules = Path("docs/corpus.toml")
    rules.write_text('[[rule]]\npath = "**"\naudience = "public"\n', encoding="utf-8")
    os.chown(rules, 4711, -1)
    Path("docs").chmod(0o1777)
    for words in (["docs/a.txt"], ["--explain", "docs/a.txt"]):
        assert main(words) == 2
        assert "gehört jemand anderem" in capsys.readouterr().err
    for words in (["docs"], ["docs", "--explain", "docs/a.txt"]):
        assert main(words) == 0


def test_data_and_audience_reach_the_index() -> None:
    assert main(["docs", "--data", "elsewhere", "--audience", "public", "--type", "study"]) == 0
    index = Index.open(Path("elsewhere"), "toy")
    assert {(info.audience, info.type) for info in index.documents(frozenset({"public"}))} == {("public", "study")}
    index.close()
    assert not Path("data").exists()


def test_prune_removes_what_is_gone(capsys: Capture) -> None:
    main(["docs"])
    Path("docs/a.txt").unlink()
    capsys.readouterr()
    assert main(["docs", "--prune", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["removed"] == 1


def test_prune_asks_before_more_than_a_third_leaves(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["docs"])
    for name in ("a.txt", "b.txt"):
        Path("docs", name).unlink()
    Path("docs/c.txt").write_text("Das Getriebe.", encoding="utf-8")
    capsys.readouterr()
    assert main(["docs", "--prune"]) == 2
    assert "2 von 2" in capsys.readouterr().err
    assert published_generation(Path("data")) == 1
    for answer, code, generation in (("n\n", 2, 1), ("ja\n", 0, 2)):
        terminal = Terminal()
        monkeypatch.setattr(sys, "stdin", Terminal(answer))
        monkeypatch.setattr(sys, "stderr", terminal)
        assert main(["docs", "--prune"]) == code
        assert "2 von 2 Dokumenten werden entfernt" in terminal.getvalue()
        assert published_generation(Path("data")) == generation


def test_yes_answers_the_question_beforehand(capsys: Capture) -> None:
    main(["docs"])
    for name in ("a.txt", "b.txt"):
        Path("docs", name).unlink()
    Path("docs/c.txt").write_text("Das Getriebe.", encoding="utf-8")
    assert main(["docs", "--prune", "--yes"]) == 0
    assert "1 neu, 0 geändert, 0 unverändert, 2 entfernt" in capsys.readouterr().out


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_explain_shows_and_takes_nothing_in(capsys: Capture) -> None:
    assert main(["--explain", "docs/a.txt"]) == 0
    assert "a.txt" in capsys.readouterr().out
    assert main(["--explain", "docs/a.txt", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)
    assert main(["--explain", "docs/nirgends.txt"]) == 2
    assert not Path("data").exists()


def test_watching_takes_in_what_changes_until_ctrl_c(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WATCHING, "docs", "--watch", "--prune", "--json"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        patience = threading.Timer(60, process.kill)
        patience.start()
        assert json.loads(process.stdout.readline())["added"] == 2
        assert "Warte auf Änderungen" in process.stderr.readline()
        Path("docs/c.txt").write_text("Das Getriebe.", encoding="utf-8")
        assert json.loads(process.stdout.readline())["added"] == 1
        Path("docs/a.txt").unlink()
        assert json.loads(process.stdout.readline())["removed"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        patience.cancel()


def test_of_a_file_that_is_watched_its_neighbours_are_not(tmp_path: Path) -> None:
    (tmp_path / "mehr").mkdir()
    command = [sys.executable, "-c", WATCHING, "docs/a.txt", "mehr", "--watch", "--json"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        patience = threading.Timer(60, process.kill)
        patience.start()
        assert json.loads(process.stdout.readline())["added"] == 1
        process.stderr.readline()
        Path("docs/b.txt").write_text("Das Getriebe.", encoding="utf-8")
        time.sleep(1)  # what counts is taken in by itself after a twentieth of it
        Path("docs/neu.txt").write_text("Die Batterie ist leer.", encoding="utf-8")
        Path("docs/neu.txt").replace("docs/a.txt")
        assert json.loads(process.stdout.readline())["updated"] == 1
        Path("mehr/c.txt").write_text("Der Sensor.", encoding="utf-8")
        assert json.loads(process.stdout.readline())["added"] == 1
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
        patience.cancel()


def test_uploads_that_are_named_are_watched(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.uploads.mkdir(parents=True)
    changes = changed_files([folder.uploads], folder)
    next(changes)
    changed: list[int] = []
    waiting = threading.Thread(target=lambda: changed.append(next(changes)), daemon=True)
    waiting.start()
    (folder.uploads / "c.txt").write_text("Das Getriebe.", encoding="utf-8")
    waiting.join(30)
    assert changed


WATCHING = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever runs the tests in the background ignores it
sys.path.insert(0, {str(Path(__file__).parents[1] / "support")!r})
from fakes import ToyEmbedder
from assistant.indexing import command
from assistant.indexing.embedding import models
models.load_embedder = lambda settings: ToyEmbedder(settings.embedding_model)
sys.exit(command.main(sys.argv[1:]))
"""


def test_reembed_needs_no_path_and_changes_the_model(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["docs"])
    monkeypatch.setenv("ASSISTANT_EMBEDDING_MODEL", "larger")
    capsys.readouterr()
    assert main(["docs"]) == 1
    assert "python -m assistant ingest --reembed" in capsys.readouterr().err
    assert main(["--reembed"]) == 0
    assert "2 geändert" in capsys.readouterr().out
    Index.open(Path("data"), "larger").close()


def test_nothing_is_embedded_anew_in_a_folder_that_is_mistyped(capsys: Capture) -> None:
    assert main(["--reembed", "--data", "dtaa"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "dtaa ist noch nichts eingelesen" in err
    assert not Path("dtaa").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], ["python -m assistant ingest --help"]),
        (["nirgends"], ["nirgends"]),
        (["docs", "nirgends"], ["nirgends"]),
        (["empty"], ["empty", "Keine Dokumente"]),
        (["docs", "--audience", "alle"], ["--audience", "alle", "public, internal"]),
        (["docs", "--type", "roman"], ["--type", "roman", "press_release"]),
        (["docs", "--unknown"], ["--unknown"]),
        (["docs", "--data"], ["--data"]),
        ([""], ['""']),
        (["docs", "--data", ""], ['""']),
        (["--explain", "docs"], ["--explain", "docs"]),
        (["docs", "--watch", "--explain", "docs/a.txt"], ["--explain", "--watch"]),
        (["docs", "--rollback"], ["--rollback", "PATH"]),
        (["--rollback", "--reembed"], ["--rollback", "--reembed"]),
        (["docs", "--source", "ablage"], ["--source", "PATH"]),
        (["--source", "ablage", "--audience", "internal"], ["--source", "--audience"]),
    ],
)
def test_a_wrong_call_is_one_sentence_and_exit_code_2(arguments: list[str], words: list[str], capsys: Capture) -> None:
    Path("empty").mkdir()
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("Fehler: ")
    assert "Traceback" not in err
    for word in words:
        assert word in err
    assert not Path("data").exists()


def test_who_reads_no_further_does_no_harm() -> None:
    command = [sys.executable, "-m", "assistant.indexing.command", "--explain", "docs/a.txt"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
        assert process.wait(60) == 0


@pytest.mark.parametrize("call", [lambda: main(["docs"]), lambda: assistant(["ask", "Was?"])], ids=["ingest", "ask"])
def test_a_data_folder_of_somebody_else_is_one_sentence(call: Callable[[], int], capsys: Capture) -> None:
    Path("data").mkdir(mode=0 if os.geteuid() else 0o700)
    Path().chmod(0o755)
    user = os.geteuid()
    os.seteuid(user or 65534)  # root may read everything
    try:
        code = call()
    finally:
        os.seteuid(user)
    told = capsys.readouterr().err
    assert (code, told.count("\n")) == (1, 1)
    assert told.startswith("Fehler: data")


def test_an_unknown_setting_is_refused(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_EMBEDING_MODEL", "toy")
    assert main(["docs"]) == 2
    assert "ASSISTANT_EMBEDING_MODEL" in capsys.readouterr().err


def test_a_second_writer_ends_with_exit_code_1(capsys: Capture) -> None:
    with sole_writer(DataFolder(Path("data"))):
        assert main(["docs"]) == 1
    assert "Prozess" in capsys.readouterr().err


def test_ctrl_c_is_one_sentence_and_the_next_run_goes_on(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(ToyEmbedder):
        def embed_passages(self, *arguments: Any, **more: Any) -> Any:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(models, "load_embedder", lambda settings: Interrupted())
        assert main(["docs"]) == 130
    assert capsys.readouterr().err.startswith("Abgebrochen.")
    assert main(["docs"]) == 0
    assert "2 neu" in capsys.readouterr().out


def test_who_breaks_off_what_is_made_for_questions_has_been_told_that_all_is_in(
    capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Making(ToyEmbedder):
        def prepare(self) -> None:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(models, "load_embedder", lambda settings: Making())
        assert main(["docs"]) == 130
    assert "2 neu" in capsys.readouterr().out
    assert main(["docs"]) == 0
    assert "2 unverändert" in capsys.readouterr().out


def test_the_progress_bar_shows_files_rate_and_time_left(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    main(["docs"])
    assert capsys.readouterr().err == "", "nobody watches, and it does not take long"
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    bar = Bar("de")
    bar.begin(4)
    for _ in range(8):
        bar.advance(0.5, 3)
    bar.end()
    shown = terminal.getvalue()
    assert "100 %" in shown
    assert "Dateien: 4 von 4" in shown
    assert "Passagen/s" in shown
    assert "noch" in shown
