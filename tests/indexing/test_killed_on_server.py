"""kill -9 of a run that writes to PostgreSQL, and of PostgreSQL itself: nothing that was published is lost."""

from __future__ import annotations

import os
import secrets
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import killable
import pytest
from fakes import ToyEmbedder
from killable import CHANGED, OLD
from sqlalchemy import text
from storage_servers import Chroma, Postgres, postgres
from test_killed_ingest import check_and_mend, editions
from waiting import wait_until

from assistant.errors import StorageError
from assistant.indexing.catalog import Catalog
from assistant.indexing.index import Index, published, published_generation
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.runs import latest_runs
from assistant.indexing.vector_placement import place_again
from assistant.storage.databases import server_engine
from assistant.storage.folder import ChromaServer, DataFolder
from assistant.storage.writer import folder_writer, is_being_written, sole_writer

PATIENCE_SECONDS = 120.0


@pytest.fixture
def own_server() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


def stored(folder: DataFolder) -> int:
    """How many documents the catalogue holds, seen or not."""
    with server_engine(folder).connect() as connection:
        return connection.scalar(text("SELECT count(*) FROM documents")) or 0


@pytest.mark.parametrize(
    ("place", "when", "call"), [("add", "before", 3), ("index", "before", 1), ("publish", "after", 1)]
)
def test_killed_at_a_point_of_the_run(place: str, when: str, call: int, on_server: DataFolder, start: Any) -> None:
    ingest_documents(on_server, OLD, ToyEmbedder(), 16)
    process = start(killable.run_and_die, on_server, place, when, call)
    process.join(PATIENCE_SECONDS)
    assert process.exitcode == -9
    assert published_generation(on_server) == (2 if when == "after" else 1)
    wait_until(lambda: not is_being_written(on_server))
    embedder = check_and_mend(on_server)
    if place != "add":
        assert embedder.embedded == 0


def test_a_server_that_crashes_while_a_run_writes_loses_nothing(own_server: Postgres, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data", own_server.url(), "network")
    ingest_documents(folder, OLD, ToyEmbedder(), 16)
    for _ in range(3):
        before = stored(folder)
        failed: list[BaseException] = []
        thread = threading.Thread(target=_run_until_it_fails, args=(folder, failed))
        thread.start()
        _wait_until_more_is_stored(folder, before, thread)
        own_server.stop("immediate")
        thread.join(PATIENCE_SECONDS)
        own_server.start()
        assert [getattr(error, "code", error) for error in failed] in (
            [],
            ["database_unreachable"],
            ["writer_lost"],
        )
        assert editions(folder) in ((40, 0), (20, 25))
        wait_until(lambda: not is_being_written(folder))
    check_and_mend(folder)


def _wait_until_more_is_stored(folder: DataFolder, before: int, run: threading.Thread) -> None:
    wait_until(lambda: stored(folder) > before or not run.is_alive())


def _run_until_it_fails(folder: DataFolder, failed: list[BaseException]) -> None:
    try:
        ingest_documents(folder, CHANGED, ToyEmbedder(seconds_a_passage=0.05), 16)
    except StorageError as error:
        failed.append(error)


def test_a_connection_that_breaks_takes_the_right_to_write_with_it(on_server: DataFolder) -> None:
    """Otherwise what a second writer publishes would get rows of the first."""
    ingest_documents(on_server, OLD, ToyEmbedder(), 16)
    with sole_writer(on_server) as writer:
        catalog = Catalog.open(on_server, writer)
        break_connection(on_server)
        for _ in range(3):
            with pytest.raises(Exception, match=r"terminat|abgerissen"), catalog.writing.begin() as connection:
                connection.execute(text("DELETE FROM documents"))
        wait_until(lambda: not is_being_written(on_server))
    assert editions(on_server) == (40, 0)


def test_a_run_that_lost_the_right_to_write_notes_no_set_of_vectors(
    on_server: DataFolder, chroma_server: Chroma
) -> None:
    """Otherwise readers would be led to a set that the next writer has removed."""
    vectors = ChromaServer(chroma_server.url, database=f"lost_{secrets.token_hex(8)}")
    folder = replace(on_server, chroma=vectors)
    ingest_documents(folder, OLD, ToyEmbedder(), 16)
    before = published(folder)
    with sole_writer(folder) as writer:
        catalog = Catalog.open(folder, writer)
        break_connection(folder)
        with pytest.raises(StorageError, match=r"terminat|abgerissen"):
            place_again(vectors, catalog, before.state)
    assert published(folder) == before


def break_connection(folder: DataFolder) -> None:
    """Ends the one that holds the lock of the writer."""
    with server_engine(folder).begin() as connection:
        connection.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database ="
                " (SELECT oid FROM pg_database WHERE datname = current_database()) AND objsubid = 1"
            )
        )


def test_a_second_writer_on_another_host_is_told_who_the_first_is(on_server: DataFolder, tmp_path: Path) -> None:
    elsewhere = DataFolder(tmp_path / "elsewhere", on_server.database_url, on_server.schema)
    with sole_writer(on_server):
        assert is_being_written(elsewhere)
        with pytest.raises(StorageError) as refused, sole_writer(elsewhere):
            pass
        assert refused.value.code == "second_writer_on_server"
        assert str(refused.value.values["writer"]).endswith(f":{os.getpid()}")
        assert str(refused.value.values["started"]).startswith("20")
    assert not is_being_written(elsewhere)
    other = DataFolder(tmp_path / "other", on_server.database_url, f"{on_server.schema}_b")
    with sole_writer(on_server), sole_writer(other):
        pass  # each network has its own


def test_a_host_may_build_its_index_while_another_one_writes(on_server: DataFolder, tmp_path: Path) -> None:
    elsewhere = DataFolder(tmp_path / "elsewhere", on_server.database_url, on_server.schema)
    elsewhere.path.mkdir()
    with sole_writer(on_server), folder_writer(elsewhere):
        pass


def test_who_reads_while_a_run_writes_sees_the_old_until_all_of_the_new_is_there(on_server: DataFolder) -> None:
    ingest_documents(on_server, OLD, ToyEmbedder(), 16)
    slow = ToyEmbedder(seconds_a_passage=0.02)
    thread = threading.Thread(target=ingest_documents, args=(on_server, CHANGED, slow, 16))
    thread.start()
    seen = set()
    while thread.is_alive():
        index = Index.open(on_server, "toy")
        seen.add((index.generation, len(index.documents(frozenset({"public", "internal"})))))
        index.close()
    thread.join()
    assert (1, 40) in seen
    assert seen <= {(1, 40), (2, 45)}
    assert (editions(on_server), latest_runs(on_server)[0].status) == ((20, 25), "finished")
