from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from assistant.errors import StorageError
from assistant.storage.folder import DataFolder
from assistant.storage.troubles import explained_storage, storage_error
from assistant.storage.writer import sole_writer


def test_a_second_writer_is_told_who_the_first_is(tmp_path: Path) -> None:
    import os

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


def test_a_data_folder_that_is_a_file_is_explained(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("no folder")
    with pytest.raises(StorageError) as refused, sole_writer(DataFolder(tmp_path / "data")):
        pass
    assert refused.value.code == "data_not_writable"


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


def test_tidying_keeps_the_named_generations_and_removes_what_was_cut_off(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    for name in ("00000003", "00000004", "00000005", ".building-x7"):
        (tmp_path / "index" / name).mkdir(parents=True)
    folder.tidy(keep=frozenset({4, 5}))
    assert folder.generations() == [4, 5]
    assert folder.unfinished() == []
