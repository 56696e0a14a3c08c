"""A retriever that follows the data folder goes on after a failure that nobody foresaw."""

from __future__ import annotations

import shutil
import time
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper

from assistant.errors import ModelMismatchError, UnavailableError
from assistant.indexing.index import rebuild
from assistant.indexing.ingest import ingest_documents
from assistant.retrieving import live_retriever
from assistant.retrieving.live_retriever import LiveRetriever
from assistant.storage.folder import DataFolder


def test_a_defect_while_the_index_is_built_is_told_and_after_a_rest_it_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failures = [RuntimeError("unforeseen")]

    def built(folder: DataFolder) -> None:
        if failures:
            raise failures.pop()
        rebuild(folder)

    ingest_documents(tmp_path, [paper("Der Zuschuss beträgt 40 Prozent.")], ToyEmbedder(), 64)
    shutil.rmtree(DataFolder(tmp_path).index(1))
    monkeypatch.setattr(live_retriever, "rebuild", built)
    with closing(LiveRetriever(tmp_path, ToyEmbedder(), look_every_seconds=0.0)) as retriever:
        with pytest.raises(UnavailableError) as refused:
            retriever.open()
        assert refused.value.code == "index_broken"
        assert caplog.messages.count("index not caught up") == 1
        retriever.open()
        assert retriever.index_status.served == 1


def test_a_defect_while_a_newer_index_is_built_leaves_the_older_one_in_service(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_folder: DataFolder) -> None:
        raise OSError("unforeseen")

    ingest_documents(tmp_path, [paper("Der Zuschuss beträgt 40 Prozent.")], ToyEmbedder(), 64)
    with closing(LiveRetriever(tmp_path, ToyEmbedder(), look_every_seconds=0.05)) as retriever:
        retriever.open()
        ingest_documents(tmp_path, [paper("Die Frist endet im Mai.", "frist.md")], ToyEmbedder(), 64)
        shutil.rmtree(DataFolder(tmp_path).index(2))
        monkeypatch.setattr(live_retriever, "rebuild", broken)
        ended = time.monotonic() + 30
        while "index not caught up" not in caplog.messages and time.monotonic() < ended:
            time.sleep(0.05)
            assert len(retriever.read(lambda present: present.index.documents(frozenset({"public"})))) == 1
        assert "index not caught up" in caplog.messages
        assert len(retriever.read(lambda present: present.index.documents(frozenset({"public"})))) == 1
        assert retriever.index_status.served == 1


def test_what_a_look_finds_wrong_is_said_once_until_it_has_been_mended(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    ingest_documents(tmp_path, [paper("Der Zuschuss beträgt 40 Prozent.")], ToyEmbedder("former"), 64)
    with closing(LiveRetriever(tmp_path, ToyEmbedder("present"), look_every_seconds=0.05)) as retriever:
        for _ in range(3):
            with pytest.raises(ModelMismatchError):
                retriever.open()
            time.sleep(0.1)
    assert len([one for one in caplog.messages if one.startswith("index not opened")]) == 1
