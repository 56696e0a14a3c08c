"""Finished runs are told with their report, the present one with its progress, those that were cut off as such."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from corpora import corpus
from fakes import ToyEmbedder

from assistant.errors import StorageError
from assistant.indexing import drafting
from assistant.indexing.drafting import Demand
from assistant.indexing.index import published_generation
from assistant.indexing.ingest import ingest_documents, ingest_paths
from assistant.indexing.run import Plan
from assistant.indexing.runs import demanded, latest_runs
from assistant.storage.folder import DataFolder


@pytest.fixture
def data(place: Path | DataFolder) -> Path | DataFolder:
    return place


def test_nothing_was_ever_ingested(data: Path | DataFolder) -> None:
    assert latest_runs(data) == []


def test_a_finished_run_has_its_report(data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    ingest_documents(data, corpus(3), embedder, 16)
    ingest_documents(data, corpus(3), embedder, 16)
    second, first = latest_runs(data)
    assert (first.status, second.status) == ("finished", "finished")
    assert first.report is not None
    assert second.report is not None
    assert (first.report["added"], second.report["unchanged"]) == (3, 3)
    assert first.report["seconds"] > 0
    assert first.finished is not None
    assert first.started <= first.finished <= second.started


def test_the_present_run_tells_how_far_it_is(data: Path | DataFolder) -> None:
    embedder = Halting()
    thread = threading.Thread(target=ingest_documents, args=(data, corpus(3), embedder, 16))
    thread.start()
    assert embedder.reached.wait(30)
    [run] = latest_runs(data)
    embedder.go_on.set()
    thread.join()
    assert (run.status, run.report) == ("running", None)
    assert run.progress == {"files": 3, "done": 0, "passages": 0}
    assert latest_runs(data)[0].status == "finished"


def test_an_interrupted_run_is_called_so(data: Path | DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drafting.Draft, "publish", stop)
    with pytest.raises(KeyboardInterrupt):
        ingest_documents(data, corpus(3), ToyEmbedder(), 16)
    monkeypatch.undo()
    assert [run.status for run in latest_runs(data)] == ["interrupted"]
    ingest_documents(data, corpus(3), ToyEmbedder(), 16)
    assert [run.status for run in latest_runs(data)] == ["finished", "interrupted"]


def test_only_the_last_runs_are_remembered(
    data: Path | DataFolder, embedder: ToyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "RUNS_KEPT", 2)
    for _ in range(4):
        ingest_documents(data, corpus(1), embedder, 16)
    assert [run.number for run in latest_runs(data)] == [4, 3]


class Halting(ToyEmbedder):
    """Waits before it embeds."""

    def __init__(self) -> None:
        super().__init__()
        self.reached, self.go_on = threading.Event(), threading.Event()

    def embed_passages(self, *arguments: Any, **more: Any) -> Any:
        self.reached.set()
        assert self.go_on.wait(30)
        return super().embed_passages(*arguments, **more)


def test_what_was_ever_taken_in_is_known_with_what_was_asked_last(
    tmp_path: Path, data: Path | DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "RUNS_KEPT", 2)
    plan = Plan("toy", ToyEmbedder, 16)
    for name in ("presse", "studien"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"Die Batterie, {name}.", encoding="utf-8")
    once = [tmp_path / "studien", tmp_path / "studien"]
    ingest_paths(data, once, plan, type="study")
    for audience in (None, None, "public"):
        ingest_paths(data, [tmp_path / "presse"], plan, audience=audience)  # type: ignore[arg-type]
    study, press = str((tmp_path / "studien").resolve()), str((tmp_path / "presse").resolve())
    assert demanded(data) == [Demand(study, None, "study"), Demand(press, "public", None)]
    assert [run.paths for run in latest_runs(data)] == [(press,), (press,)]


def test_a_catalogue_of_before_is_brought_up_by_the_next_run_and_refused_until_then(
    tmp_path: Path, embedder: ToyEmbedder
) -> None:
    data = tmp_path / "data"
    ingest_documents(data, corpus(1), embedder, 16)
    with sqlite3.connect(DataFolder(data).catalogue) as connection:
        connection.executescript(
            """
            DROP TABLE demands; DROP TABLE publications; DROP TABLE catalogue_revision;
            ALTER TABLE state DROP COLUMN publication; ALTER TABLE state DROP COLUMN oldest;
            UPDATE state SET schema_version = 3;
            """
        )
    connection.close()
    with pytest.raises(StorageError) as refused:
        demanded(data)
    assert (refused.value.code, "python -m assistant migrate" in refused.value.remedy) == ("schema_old", True)
    (tmp_path / "a.txt").write_text("Die Batterie.", encoding="utf-8")
    report = ingest_paths(data, [tmp_path / "a.txt"], Plan("toy", lambda: embedder, 16))
    assert (report.added, report.passages, published_generation(data)) == (1, 3, 2)
    assert [asked.path for asked in demanded(data)] == [str((tmp_path / "a.txt").resolve())]
