from __future__ import annotations

import errno
import os
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from sqlalchemy.exc import OperationalError

from assistant.errors import StorageError
from assistant.indexing.catalog import Catalog
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.storage.databases import engine_of
from assistant.storage.errors import explained_storage, refuse_unwritable, storage_error
from assistant.storage.folder import DataFolder
from assistant.storage.writer import sole_writer


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    with sole_writer(folder):
        with pytest.raises(StorageError) as refused, sole_writer(folder):
            pass
        assert refused.value.code == "second_writer"
        assert refused.value.values["process"] == os.getpid()
        assert str(refused.value.values["started"]).startswith("20")
    with sole_writer(folder):
        pass


def test_a_lock_that_a_killed_writer_left_behind_does_not_matter(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    (tmp_path / "writer.lock").touch()
    (tmp_path / "writer.json").write_text('{"process": 1, "started": "2020-01-01"}')
    with sole_writer(folder):
        pass
    assert not (tmp_path / "writer.json").exists()


def test_a_signature_that_cannot_be_removed_keeps_nobody_out(tmp_path: Path) -> None:
    folder, signature = DataFolder(tmp_path), tmp_path / "writer.json"
    writing = ExitStack()
    writing.enter_context(sole_writer(folder))
    signature.unlink()
    signature.mkdir()
    with pytest.raises(StorageError) as refused:
        writing.close()
    assert refused.value.code == "data_not_writable"
    signature.rmdir()
    with sole_writer(folder):
        pass


@pytest.fixture
def usual_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.usefixtures("usual_umask")
def test_a_data_folder_that_is_made_is_for_its_owner_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Der Zuschuss beträgt 80 Prozent.", encoding="utf-8")
    data = tmp_path / "data"
    ingest_paths(data, [tmp_path / "a.txt"], Plan("toy", lambda: ToyEmbedder("toy"), 64))
    assert (rights(data), rights(data / "index")) == (0o700, 0o700)
    databases = list(data.glob("catalogue.sqlite*"))
    assert databases
    assert {rights(path) for path in databases} == {0o600}


@pytest.mark.usefixtures("usual_umask")
def test_a_data_folder_that_is_there_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir(mode=0o755)
    with sole_writer(DataFolder(tmp_path / "data")):
        refuse_unwritable(tmp_path / "data")
    assert rights(tmp_path / "data") == 0o755


def test_a_data_folder_that_is_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(StorageError) as refused, sole_writer(DataFolder(tmp_path / "data")):
        pass
    assert refused.value.code == "data_no_folder"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk_full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "disk_full"),
        (OperationalError("INSERT", {}, sqlite3.OperationalError("database or disk is full")), "disk_full"),
        (ValueError("An IO error occurred: 'No space left on device (os error 28)'"), "disk_full"),
        (PermissionError(errno.EACCES, "Permission denied"), "data_not_writable"),
        (OperationalError("INSERT", {}, sqlite3.OperationalError("disk I/O error")), "data_not_writable"),
    ],
)
def test_a_full_disk_is_told_apart_from_other_trouble(error: Exception, code: str, tmp_path: Path) -> None:
    assert storage_error(tmp_path, error).code == code


def test_a_really_full_database_is_a_full_disk(tmp_path: Path) -> None:
    from sqlalchemy import create_engine, text

    engine = create_engine(f"sqlite:///{tmp_path / 'small.sqlite'}")
    with engine.connect() as connection:
        connection.execute(text("CREATE TABLE t (x BLOB)"))
        connection.execute(text("PRAGMA max_page_count = 4"))
        with pytest.raises(StorageError) as full, explained_storage(tmp_path):
            connection.execute(text("INSERT INTO t VALUES (zeroblob(100000))"))
    engine.dispose()
    assert full.value.code == "disk_full"


def test_a_catalogue_on_a_full_disk_is_not_called_broken(tmp_path: Path) -> None:
    documents, data = tmp_path / "documents", tmp_path / "data"
    documents.mkdir()
    (documents / "erste.md").write_text("Ein Satz.", encoding="utf-8")
    ingest_paths(data, [documents], Plan("toy", ToyEmbedder, max_tokens=32))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))  # a reader of the catalogue writes which part of it he reads
    try:
        with pytest.raises(StorageError) as refused:
            Catalog.open(DataFolder(data))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert refused.value.code == "data_not_writable", "its advice deletes nothing"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_IOERR_READ", "catalogue_broken"),
        ("SQLITE_IOERR_CORRUPTFS", "catalogue_broken"),
        ("SQLITE_IOERR_WRITE", "data_not_writable"),
        ("SQLITE_IOERR_SHMSIZE", "data_not_writable"),
    ],
)
def test_a_disk_that_fails_is_told_apart_from_one_that_cannot_be_written(name: str, code: str, tmp_path: Path) -> None:
    cause = sqlite3.OperationalError("disk I/O error")
    cause.sqlite_errorname = name
    catalog = Catalog(engine_of(DataFolder(tmp_path), tmp_path / "catalogue.sqlite"))
    with pytest.raises(StorageError) as refused, catalog.explained():
        raise OperationalError("SELECT", {}, cause)
    assert refused.value.code == code


def test_tidying_keeps_the_named_generations_and_removes_what_was_cut_off(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    for name in ("00000003", "00000004", "00000005", ".building-x7"):
        (tmp_path / "index" / name).mkdir(parents=True)
    folder.tidy(keep=frozenset({4, 5}))
    assert folder.generations() == [4, 5]
    assert folder.unfinished() == []
