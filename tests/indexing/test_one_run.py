"""Runs over what is unusual: only copies, clocks that are wrong, folders that cannot be written."""

from __future__ import annotations

import datetime
import os
import time
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from corpora import corpus
from fakes import ToyEmbedder

from assistant.errors import StorageError
from assistant.indexing import drafting, run
from assistant.indexing.check import check
from assistant.indexing.index import Index, published_generation
from assistant.indexing.ingest import ingest_documents, ingest_paths
from assistant.indexing.run import Plan
from assistant.indexing.runs import latest_runs
from assistant.language.terms import stems
from assistant.reading import document as reading
from assistant.records import Audience
from assistant.storage.folder import DataFolder

STAFF: frozenset[Audience] = frozenset({"public", "internal"})


class Steps:
    """A Progress that remembers how many files were done each time."""

    def __init__(self) -> None:
        self.files: list[float] = []

    def begin(self, files: int) -> None:
        self.files.clear()

    def advance(self, files: float, passages: int) -> None:
        self.files.append(files)

    def end(self) -> None: ...


def holds(data: Path, word: str) -> bool:
    index = Index.open(data, "toy")
    try:
        return bool(index.lexical("stems", Counter(stems(word)), STAFF, 1))
    finally:
        index.close()


def test_copies_and_files_that_are_as_they_were_are_stored_on_the_way(
    folder: Path, data: Path, embedder: ToyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PASSAGES_A_GROUP", 2)
    steps = Steps()
    plan = Plan("toy", lambda: embedder, 16, steps)
    for number in range(6):
        (folder / f"{number}.txt").write_text("Die Batterie.", encoding="utf-8")
    assert ingest_paths(data, [folder], plan).added == 6
    assert len(steps.files) > 2
    assert sum(steps.files) == pytest.approx(6)
    monkeypatch.setattr(reading, "READER_VERSION", reading.READER_VERSION + 1)  # each is read again
    assert ingest_paths(data, [folder], plan).unchanged == 6
    assert len(steps.files) > 2
    assert sum(steps.files) == pytest.approx(6)


def test_a_long_copy_is_not_held_until_the_end(
    folder: Path, data: Path, embedder: ToyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "PASSAGES_A_GROUP", 20)
    steps = Steps()
    for name in "abcd":
        (folder / f"{name}.txt").write_text("Die Batterie lädt. " * 1200, encoding="utf-8")
    assert ingest_paths(data, [folder], Plan("toy", lambda: embedder, 2000, steps)).added == 4
    assert steps.files.count(1) >= 3


def test_a_clock_that_was_set_back_loses_nothing(
    data: Path, embedder: ToyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_documents(data, corpus(3), embedder, 16)
    monkeypatch.setattr(drafting, "_now", lambda: datetime.datetime(2001, 1, 1, tzinfo=datetime.UTC))
    report = ingest_documents(data, corpus(4), embedder, 16)
    assert (report.added, report.unchanged) == (1, 3)
    newest, before = latest_runs(data)
    assert (newest.started.year, newest.status) == (2001, "finished")
    assert before.started > newest.started
    assert published_generation(data) == 2
    assert not any(finding.is_damage for finding in check(data))


def test_a_file_from_the_future_is_taken_in_once_and_its_change_is_seen(
    folder: Path, data: Path, embedder: ToyEmbedder
) -> None:
    plan = Plan("toy", lambda: embedder, 16)
    file = folder / "a.txt"
    file.write_text("Die Batterie.", encoding="utf-8")
    future = time.time() + 10 * 365 * 86_400
    os.utime(file, (future, future))
    assert ingest_paths(data, [folder], plan).added == 1
    assert ingest_paths(data, [folder], plan).unchanged == 1
    file.write_text("Der Sensor.", encoding="utf-8")  # and back to the present
    assert ingest_paths(data, [folder], plan).updated == 1
    assert (holds(data, "Sensor"), holds(data, "Batterie")) == (True, False)
    index = Index.open(data, "toy")
    [info] = index.documents(STAFF)
    index.close()
    assert info.date is None or info.date <= datetime.datetime.now(datetime.UTC).date()


def test_what_is_embedded_anew_of_an_archive_that_was_read_in_part_is_read_again(folder: Path, data: Path) -> None:
    def pack(**texts: str) -> None:
        with zipfile.ZipFile(folder / "x.zip", "w") as archive:
            for name, text in texts.items():
                archive.writestr(zipfile.ZipInfo(f"{name}.txt"), text)

    toy, other = ToyEmbedder(), ToyEmbedder("other")
    pack(a="Die Batterie.", b="Der Sensor.")
    ingest_paths(data, [folder], Plan("toy", lambda: toy, 16))
    pack(a="Das Getriebe.", b="")
    ingest_paths(data, [folder], Plan("toy", lambda: toy, 16))
    ingest_paths(data, [], Plan("other", lambda: other, 16), reembed=True)
    pack(a="Die Batterie.", b="Der Sensor.")
    report = ingest_paths(data, [folder], Plan("other", lambda: other, 16))
    assert (report.updated, report.unchanged) == (1, 1)


def test_a_folder_that_readers_cannot_write_is_not_called_broken(data: Path, embedder: ToyEmbedder) -> None:
    ingest_documents(data, corpus(3), embedder, 16)
    catalogue = DataFolder(data).catalogue
    catalogue.with_name(f"{catalogue.name}-wal").mkdir()  # as good as a folder without the right to write
    with pytest.raises(StorageError) as caught:
        latest_runs(data)
    assert caught.value.code == "data_not_writable"
