"""kill -9 and a full disk, at many points: the old state stays searchable, whole, and the next run mends the rest."""

from __future__ import annotations

import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import killable
import pytest
from fakes import ToyEmbedder
from killable import CHANGED, OLD

from assistant.errors import StorageError
from assistant.indexing.index import Index, published_generation
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.split import split
from assistant.language.terms import stems
from assistant.records import Audience
from assistant.storage.folder import DataFolder

STAFF: frozenset[Audience] = frozenset({"public", "internal"})

Start = Callable[..., Any]


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("old") / "data"
    ingest_documents(data, OLD, ToyEmbedder(), 16)
    return data


@pytest.fixture
def data(old: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(old, tmp_path / "data"))


def editions(data: Path | DataFolder) -> tuple[int, int]:
    """How many documents of each edition the words find; each is fetched and must be there to the last passage."""
    index = Index.open(data, "toy")
    try:
        found = []
        for edition in ("Ausgabe1", "Ausgabe2"):
            ids = [id for id, _ in index.lexical("stems", Counter(stems(edition)), STAFF, 1000)]
            stored = index.passages(ids, STAFF)
            assert list(stored) == ids
            found.append(len({passage.document.path for passage in stored.values()}))
        vector = ToyEmbedder().embed_query("Das Labor berichtet")
        nearest = [id for id, _ in index.nearest(vector, STAFF, 1000)]
        assert len(nearest) == len(index.passages(nearest, STAFF)) == index.passage_count(STAFF)
        return found[0], found[1]
    finally:
        index.close()


def check_and_mend(data: Path | DataFolder) -> ToyEmbedder:
    """After the interruption all of the old or all of the new; after the next run all of the new, nothing left over."""
    before = published_generation(data)
    assert editions(data) == ((40, 0) if before == 1 else (20, 25))
    embedder = ToyEmbedder()
    report = ingest_documents(data, CHANGED, embedder, 16)
    counts = (report.added, report.updated, report.unchanged, report.removed, len(report.failed))
    assert counts == ((5, 20, 0, 0, 0) if before == 1 else (0, 0, 25, 0, 0))
    assert editions(data) == (20, 25)
    folder = DataFolder.of(data)
    assert published_generation(data) == 2
    assert folder.generations()[-1] == 2
    assert folder.unfinished() == []
    return embedder


POINTS = [
    ("add", "after", 1),
    ("add", "before", 3),
    ("schedule", "after", 1),
    ("index", "before", 1),
    ("vectors", "after", 1),
    ("words", "before", 1),
    ("switch", "before", 1),
    ("flush", "before", 1),
    ("rename", "after", 2),  # the first one finds no former index of this generation
    ("publish", "before", 1),
    ("publish", "after", 1),
    ("tidy", "before", 2),
    ("end", "before", 1),
]


@pytest.mark.parametrize(("place", "when", "call"), POINTS)
def test_killed_at_a_point_of_the_run(place: str, when: str, call: int, data: Path, start: Start) -> None:
    process = start(killable.run_and_die, data, place, when, call)
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert published_generation(data) == (2 if (place, when) == ("publish", "after") or place in ("tidy", "end") else 1)
    embedder = check_and_mend(data)
    if place != "add":
        assert embedder.embedded == 0  # everything had been embedded before


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_time(seed: int, data: Path, start: Start) -> None:
    process = start(killable.run_slowly, data)
    time.sleep(random.Random(seed).uniform(0.1, 1.2))
    process.kill()
    process.join(60)
    check_and_mend(data)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_hundred_kills_never_leave_anything_half_or_twice(tmp_path: Path, start: Start) -> None:
    """Large and small changes in turn, each killed at a random moment until it gets through."""
    data = tmp_path / "data"
    killable.take_in(data, killable.edition_of(2))
    started = time.monotonic()
    start(killable.run_edition, data, 3).join(60)
    seconds = time.monotonic() - started  # of a whole run, on this machine
    edition, kills, chance = 4, 0, random.Random(100)
    while kills < 100 or edition <= 10:  # spread over whole runs; on a machine that gets busy fewer get through
        kills += 1
        process = start(killable.run_edition, data, edition)
        process.join(chance.uniform(0.05, 1.5 * seconds))
        process.kill()
        process.join(60)
        assert contents(data) in (expected(edition - 1), expected(edition))
        if contents(data) == expected(edition):
            edition += 1
    killable.take_in(data, killable.edition_of(edition))
    assert contents(data) == expected(edition)
    assert DataFolder(data).unfinished() == []


def contents(data: Path) -> list[str]:
    """The text of every passage that is found by the words and by the vectors alike, and stands in the catalogue."""
    index = Index.open(data, "toy")
    try:
        nearest = [id for id, _ in index.nearest(ToyEmbedder().embed_query("Das Labor"), STAFF, 1000)]
        found = [id for id, _ in index.lexical("stems", Counter(stems("Labor Absatz")), STAFF, 1000)]
        assert sorted(nearest) == sorted(found) == sorted(set(found))
        assert index.passage_count(STAFF) == len(found)
        return sorted(stored.passage.text for stored in index.passages(found, STAFF).values())
    finally:
        index.close()


def expected(edition: int) -> list[str]:
    count = ToyEmbedder().count_tokens
    documents = killable.edition_of(edition)
    return sorted(passage.text for d in documents for passage in split(d, max_tokens=16, count_tokens=count))


def test_killed_again_and_again_it_still_gets_done(data: Path, start: Start) -> None:
    for call in (2, 2, 2):
        process = start(killable.run_and_die, data, "add", "before", call)
        process.join(60)
    assert check_and_mend(data).embedded < 45


def test_killed_in_the_very_first_run(tmp_path: Path, start: Start) -> None:
    data = tmp_path / "data"
    process = start(killable.run_and_die, data, "publish", "before", 1)
    process.join(60)
    assert published_generation(data) == 0
    embedder = ToyEmbedder()
    report = ingest_documents(data, CHANGED, embedder, 16)
    assert (report.added, report.updated, embedder.embedded) == (25, 0, 0)
    assert editions(data) == (0, 25)


@pytest.mark.parametrize(
    ("run", "codes"),
    [
        (killable.run_with_a_full_catalogue, {"disk_full"}),
        # SQLite, which is in Chroma, calls it an I/O error when a file may not grow although the disk has room.
        (killable.run_with_a_full_index, {"disk_full", "data_not_writable"}),
    ],
)
def test_a_full_disk_is_explained_and_loses_nothing(
    run: Callable[[Path, Path], None], codes: set[str], data: Path, start: Start, tmp_path: Path
) -> None:
    process = start(run, data, tmp_path / "answer")
    process.join(60)
    assert process.exitcode == 0
    assert (tmp_path / "answer").read_text() in codes
    assert DataFolder(data).unfinished() == []
    check_and_mend(data)


def test_a_second_process_is_told_who_writes(data: Path, start: Start) -> None:
    process = start(killable.hold, data, 3)
    signature = data / "writer.json"
    deadline = time.monotonic() + 30
    while not signature.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    with pytest.raises(StorageError) as refused:
        ingest_documents(data, CHANGED, ToyEmbedder(), 16)
    assert refused.value.code == "second_writer"
    assert refused.value.values["process"] == process.pid
    process.join(60)
    assert process.exitcode == 0
    assert editions(data) == (20, 25)
