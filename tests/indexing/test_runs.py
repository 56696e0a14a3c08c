"""Finished runs are told with their report, the present one with its progress, those that were cut off as such."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from corpora import corpus
from fakes import ToyEmbedder

from assistant.indexing import drafting
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.runs import latest_runs


def test_nothing_was_ever_ingested(data: Path) -> None:
    assert latest_runs(data) == []


def test_a_finished_run_has_its_report(data: Path, embedder: ToyEmbedder) -> None:
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


def test_the_present_run_tells_how_far_it_is(data: Path) -> None:
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


def test_an_interrupted_run_is_called_so(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(drafting.Draft, "publish", stop)
    with pytest.raises(KeyboardInterrupt):
        ingest_documents(data, corpus(3), ToyEmbedder(), 16)
    monkeypatch.undo()
    assert [run.status for run in latest_runs(data)] == ["interrupted"]
    ingest_documents(data, corpus(3), ToyEmbedder(), 16)
    assert [run.status for run in latest_runs(data)] == ["finished", "interrupted"]


def test_only_the_last_runs_are_remembered(data: Path, embedder: ToyEmbedder, monkeypatch: pytest.MonkeyPatch) -> None:
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
