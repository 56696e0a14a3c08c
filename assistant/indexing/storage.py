"""The data folder: where its parts lie, its single writer, and what is said when it cannot be written.

DATA/catalogue.sqlite      the truth: documents, passages, vectors, generations
DATA/index/00000007/       the derived indexes of generation 7: manifest.json, lexical/<audience>/, vocabulary/, and
                           chroma/ unless the manifest names an earlier generation as its base
DATA/index/.building-*/    an index that a run builds beside; worthless after a kill
DATA/facts.sqlite          what was extracted of documents (knowledge/kept.py); derived, may be deleted at any time
DATA/uploads/<audience>/   what staff have uploaded (web/ingesting/uploads.py), with the corpus.toml that describes it
DATA/writer.lock           held by the single writer; writer.json says who it is
"""

from __future__ import annotations

import datetime
import errno
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import StorageError

BUILDING = ".building-"
LOCK = "writer.lock"
# Below the uploads: what is still being sent.
ARRIVING = ".arriving"

# `is_being_written` holds the lock for a moment; a writer waits that long.
_PATIENCE_SECONDS = 0.3

_FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# SQLite, Chroma (Rust) and tantivy (Rust) tell a full disk apart by words only.
_FULL_WORDS = ("disk is full", "no space left", "file too large", "disk quota exceeded")
# Chroma sometimes does not say why ("Failed to apply logs to the metadata segment"): then the disk is asked.
_NOTHING_LEFT_BYTES = 1 << 19


@dataclass(frozen=True, slots=True)
class DataFolder:
    """The paths below one data folder; building one touches nothing."""

    path: Path

    @property
    def catalogue(self) -> Path:
        return self.path / "catalogue.sqlite"

    @property
    def indexes(self) -> Path:
        return self.path / "index"

    @property
    def uploads(self) -> Path:
        return self.path / "uploads"

    def index(self, generation: int) -> Path:
        return self.indexes / f"{generation:08d}"

    def unfinished(self) -> list[Path]:
        """Folders of indexes whose building was cut off."""
        return sorted(self.indexes.glob(BUILDING + "*"))

    def generations(self) -> list[int]:
        """Generations that have an index folder, in ascending order."""
        return sorted(int(path.name) for path in self.indexes.glob("[0-9]*") if path.name.isdigit())

    def tidy(self, keep: frozenset[int]) -> None:
        """Removes unfinished index folders, and finished ones of generations not in `keep`."""
        stale = [self.index(generation) for generation in self.generations() if generation not in keep]
        for path in [*self.unfinished(), *stale]:
            shutil.rmtree(path, ignore_errors=True)


@contextmanager
def sole_writer(folder: DataFolder) -> Iterator[None]:
    """Holds the data folder for one writer; creates the folder if there is none.

    Raises:
        StorageError: somebody else writes (with process and start), or the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    with explained_storage(folder.path):
        folder.path.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder.path / LOCK, timeout=_PATIENCE_SECONDS)
        try:
            lock.acquire()
        except Timeout as error:
            raise _busy(folder) from error
    try:
        with explained_storage(folder.path):
            _sign(folder)
        yield
    finally:
        _signature(folder).unlink(missing_ok=True)
        lock.release()


def is_being_written(folder: DataFolder) -> bool:
    """Whether somebody writes right now; where the lock must not be touched, whether somebody has signed."""
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


@contextmanager
def explained_storage(path: Path) -> Iterator[None]:
    """Turns what the disk and the database report while writing below `path` into a StorageError."""
    from sqlalchemy.exc import DatabaseError

    try:
        yield
    except (OSError, DatabaseError) as error:
        raise storage_error(path, error) from error


def storage_error(path: Path, error: Exception) -> StorageError:
    """The StorageError that says what `error` means for the folder `path`: full, or not writable."""
    cause = getattr(error, "orig", None) or error
    words = str(cause)
    said = getattr(cause, "errno", None) in _FULL_ERRNOS or any(word in words.lower() for word in _FULL_WORDS)
    full = said or _free_bytes(path) < _NOTHING_LEFT_BYTES
    return StorageError("disk_full" if full else "data_not_writable", data=path, why=words)


def _free_bytes(path: Path) -> float:
    """The free space at `path`; infinite where that cannot be told."""
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return float("inf")
