"""`python ingest.py --source KEY` and `python -m assistant worker` as an operator calls them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fakes import ToyEmbedder
from toy_ingestion import COMMAND

from assistant import __main__ as program
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.inventory import inventory
from assistant.indexing.run import Plan
from assistant.messages import worded
from assistant.notices import Notice
from assistant.queueing.jobs import FailedError, Job
from assistant.queueing.local_queue import LocalQueue
from assistant.storage.folder import DataFolder

TEXT = "Die Werkhalle in Musterstadt bekommt eine neue Lüftung."


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    for number in range(14):
        (tmp_path / "there").mkdir(exist_ok=True)
        (tmp_path / "there" / f"{number}.txt").write_text(f"{TEXT} {number}", encoding="utf-8")
    sources = {"ablage": {"url": f"file://{tmp_path}/there", "audience": "public"}}
    return {"ASSISTANT_DATA": str(tmp_path / "data"), "ASSISTANT_SOURCES": json.dumps(sources)}


def ingest(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    told = os.environ | environment
    return subprocess.run([*COMMAND, *arguments], env=told, capture_output=True, text=True, check=False, timeout=120)


def test_a_source_is_fetched_and_taken_in_and_asked_about_when_it_shrinks(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    done = ingest(environment, "--source", "ablage")
    assert done.returncode == 0, done.stderr
    assert "Abgeholt: 14" in done.stderr
    assert {held.info.audience for held in inventory(tmp_path / "data")} == {"public"}
    for number in range(12):
        (tmp_path / "there" / f"{number}.txt").unlink()
    refused = ingest(environment, "--source", "ablage")
    told = worded(Notice.from_json(json.loads(refused.stderr)), "de").message
    assert (refused.returncode, "12 von 14" in told) == (2, True)
    assert len(inventory(tmp_path / "data")) == 14
    done = ingest(environment, "--source", "ablage", "--yes", "--json")
    assert json.loads(done.stdout)["removed"] == 12
    unknown = ingest(environment, "--source", "andere")
    assert (unknown.returncode, "ablage" in unknown.stderr) == (2, True)


def test_where_a_source_keeps_what_is_gone_there_the_remedy_for_an_earlier_version_is_another(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    sources = {"ablage": {"url": f"file://{tmp_path}/there", "prune": False}}
    environment |= {"ASSISTANT_SOURCES": json.dumps(sources), "ASSISTANT_MAX_FILE_MB": "1"}
    assert ingest(environment, "--source", "ablage").returncode == 0
    (tmp_path / "there" / "7.txt").write_text(TEXT * 20_000, encoding="utf-8")
    copy = tmp_path / "data" / "sources" / "ablage" / "7.txt"
    told = ingest(environment, "--source", "ablage", "--prune").stderr
    assert f"löschen Sie {copy}, und rufen Sie python -m assistant ingest --source ablage --prune auf" in told
    assert len(inventory(tmp_path / "data")) == 14
    copy.unlink()
    done = ingest(environment, "--source", "ablage", "--prune", "--json")
    assert (done.returncode, json.loads(done.stdout)["removed"]) == (0, 1), done.stderr


@pytest.mark.parametrize("elsewhere", [False, True])
def test_uploads_and_what_was_fetched_are_taken_in_only_where_they_are_named(tmp_path: Path, elsewhere: bool) -> None:
    folder = DataFolder(tmp_path / "data")
    if elsewhere:
        folder = replace(folder, uploaded=tmp_path / "hochgeladen", fetched=tmp_path / "abgeholt")
    for place in (folder.sources / "ablage", folder.uploads / "internal", tmp_path / "eigene"):
        place.mkdir(parents=True)
        (place / "a.txt").write_text(f"{TEXT} {place.name}", encoding="utf-8")
    ingest_paths(folder, [tmp_path], Plan("toy", ToyEmbedder, 64), audience="public")
    assert [held.info.path for held in inventory(folder)] == ["eigene/a.txt"]


def worker(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return program.main(["worker", *arguments])


def test_dead_letters_are_shown_tried_again_and_dismissed(
    tmp_path: Path, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert worker(environment, monkeypatch, "--failed") == 0
    assert "nichts fehlgeschlagen" in capsys.readouterr().out
    assert worker(environment, monkeypatch, "--source", "ablage") == 0
    assert "Vorgemerkt: Quelle ablage abholen." in capsys.readouterr().err
    assert worker(environment, monkeypatch, "--add", str(tmp_path / "there"), "--audience", "public", "--prune") == 0
    queue = LocalQueue(tmp_path / "data")
    options = ["--prune", "--audience", "public"]
    wanted = [Job("source", {"key": "ablage"}), Job("paths", {"paths": [str(tmp_path / "there")], "options": options})]
    assert [one.job for one in queue.jobs()] == wanted
    one = queue.take(is_fetching=False)
    assert one
    queue.finish(one.id, FailedError([Notice.of("ingest_crashed", number=3)], is_final=True))
    assert worker(environment, monkeypatch, "--failed") == 1
    assert "ist mit einem Fehler geendet (Code 3)" in capsys.readouterr().out
    assert worker(environment, monkeypatch, "--failed", "--json") == 1
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["failed"][0]["id"] == one.id
    assert worker(environment, monkeypatch, "--retry", str(one.id)) == 0
    assert "noch einmal vorgemerkt: 1." in capsys.readouterr().err
    assert [one.state for one in queue.jobs()] == ["waiting", "waiting"]
    assert worker(environment, monkeypatch, "--dismiss", "all") == 0
    assert "verworfen: 0." in capsys.readouterr().err
    for id in ("99", "x", "-1", "", "9" * 5000):
        assert worker(environment, monkeypatch, f"--dismiss={id}") == 1
    assert "gibt es nicht (mehr)" in capsys.readouterr().err


def test_a_worker_that_is_told_to_stop_ends_with_0(tmp_path: Path, environment: dict[str, str]) -> None:
    words = [sys.executable, "-m", "assistant", "worker"]
    started = subprocess.Popen(words, env=os.environ | environment, stderr=subprocess.PIPE, text=True)
    assert started.stderr
    assert "Arbeitet" in started.stderr.readline()
    started.terminate()
    assert started.wait(60) == 0
    started.stderr.close()
