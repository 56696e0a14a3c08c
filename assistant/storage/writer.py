"""The single writer of a network's data: of its folder, and with a database server of its schema there."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from assistant.errors import StorageError
from assistant.storage.databases import is_sqlite
from assistant.storage.errors import explained_storage
from assistant.storage.folder import DataFolder, make_own
from assistant.storage.server_lock import held_on_server, holder

LOCK = "writer.lock"

# `is_being_written` holds the lock for a moment; a writer waits that long.
_PATIENCE_SECONDS = 0.3


@dataclass(frozen=True)
class Writer:
    """The right to write, for as long as the block of `sole_writer` lasts."""

    _on_server: Engine | None = None

    def through(self, engine: Engine) -> Engine:
        """The engine that has to write in the place of `engine`, which reads: with a database server another one."""
        return self._on_server or engine


@contextmanager
def sole_writer(folder: DataFolder) -> Iterator[Writer]:
    """Holds the network's data for one writer; creates the folder if there is none.

    The folder is held with a database server, too: two runs on one host share its index.

    Raises:
        StorageError: somebody else writes (with process and start), or the folder cannot be written.
    """
    with folder_writer(folder):
        if not folder.database_url:
            yield Writer()
            return
        with explained_storage(folder.path), held_on_server(folder) as engine:
            yield Writer(engine)


@contextmanager
def folder_writer(folder: DataFolder) -> Iterator[None]:
    """Holds what lies in the data folder alone, such as the index of this host; see `sole_writer`."""
    from filelock import FileLock, Timeout

    with explained_storage(folder.path):
        make_own(folder.path)
        lock = FileLock(folder.path / LOCK, timeout=_PATIENCE_SECONDS)
        try:
            held = lock.acquire()
        except Timeout as error:
            raise _busy(folder) from error
    with held:
        try:
            with explained_storage(folder.path):
                _sign(folder)
            yield
        finally:
            with explained_storage(folder.path):
                _signature(folder).unlink(missing_ok=True)


def is_data_folder(place: Path) -> bool:
    """Whether a network's data lie there: the lock of their writer, and beside it an index or a catalogue."""
    folder = DataFolder(place)
    return os.path.isfile(place / LOCK) and (os.path.isdir(folder.indexes) or is_sqlite(folder.catalogue))


def is_being_written(folder: DataFolder) -> bool:
    """Whether somebody writes right now, on whatever host.

    Raises:
        StorageError: the database server does not answer.
    """
    if not folder.database_url:
        return _is_held(folder)
    with explained_storage(folder.path):
        return holder(folder) is not None


def _is_held(folder: DataFolder) -> bool:
    """Whether the folder is held; where the lock must not be touched, whether somebody has signed."""
    from filelock import FileLock, Timeout

    if not (folder.path / LOCK).exists():
        return False
    try:
        FileLock(folder.path / LOCK, timeout=0).acquire().lock.release()
    except Timeout:
        return True
    except OSError:
        return _signature(folder).exists()
    return False


def _signature(folder: DataFolder) -> Path:
    return folder.path / "writer.json"


def _sign(folder: DataFolder) -> None:
    started = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    _signature(folder).write_text(json.dumps({"process": os.getpid(), "started": started}), encoding="utf-8")


def _busy(folder: DataFolder) -> StorageError:
    try:
        writer = json.loads(_signature(folder).read_text(encoding="utf-8"))
    except (OSError, ValueError):  # it has just begun or just ended
        writer = {}
    process, started = writer.get("process", "?"), writer.get("started", "?")
    return StorageError("second_writer", data=folder.path, process=process, started=started)
