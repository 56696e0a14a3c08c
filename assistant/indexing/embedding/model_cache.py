"""Folders of models that were made on this machine: beside their place, sealed, and then renamed into it.

So a killed process leaves no half model. The seal, a checksum over all files, is verified at each load; a folder whose
seal does not hold is made anew.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from assistant.errors import StorageError
from assistant.storage.checksums import sha256_of

CHECKSUM = "sha256"
LEFT_BEHIND_SECONDS = 3600  # an unpacking folder that is older belongs to a process that was killed


def intact(folder: Path) -> bool:
    """Whether the folder is there and its seal holds."""
    try:
        return (folder / CHECKSUM).read_bytes() == _checksum(folder).encode()
    except OSError:
        return False


def _checksum(folder: Path) -> str:
    """One hash over the names and contents of all files of a model."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != CHECKSUM)
    listing = "".join(f"{path.relative_to(folder).as_posix()} {sha256_of(path)}\n" for path in files)
    return hashlib.sha256(listing.encode()).hexdigest()


def make(folder: Path, fill: Callable[[Path], None]) -> None:
    """Makes `folder`, in place of what is there; `fill` writes its files into the folder that it is given.

    Of several processes one makes it, the others wait for it: it may take 3 GB.

    Raises:
        StorageError: the folder above it cannot be written.
    """
    from filelock import FileLock

    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        turn = folder.parent / f".{folder.name}.lock"
        with FileLock(turn, mode=0o666):
            try:
                if not intact(folder):
                    _make(folder, fill)
            finally:
                turn.unlink(missing_ok=True)  # who waits for it finds the model made
    except OSError as error:
        raise StorageError("model_cache", path=folder.parent, why=error.strerror or error) from error


def _make(folder: Path, fill: Callable[[Path], None]) -> None:
    _tidy(folder.parent)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".unpacking-"))
    try:
        fill(beside)
        (beside / CHECKSUM).write_text(_checksum(beside))
        _share(beside)
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(beside, folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _share(folder: Path) -> None:
    """Lets everybody read: some libraries write private files; ingestion and server may run as different users."""
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _tidy(cache: Path) -> None:
    for left in cache.glob(".unpacking-*"):
        with suppress(FileNotFoundError):  # another process has just renamed it
            if time.time() - left.stat().st_mtime > LEFT_BEHIND_SECONDS:
                shutil.rmtree(left, ignore_errors=True)
