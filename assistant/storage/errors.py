"""Turns errors of the disk and of databases into a StorageError with words for people, whatever library raised them."""

from __future__ import annotations

import errno
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.errors import StorageError
from assistant.storage.folder import make_own

_FULL_ERRNOS = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
# SQLite, Chroma (Rust) and tantivy (Rust) tell a full disk apart by words only.
_FULL_WORDS = ("disk is full", "no space left", "file too large", "disk quota exceeded")
# Chroma sometimes does not say why ("Failed to apply logs to the metadata segment"): then the disk is asked.
_NOTHING_LEFT_BYTES = 1 << 19
# PostgreSQL's codes. Source: https://www.postgresql.org/docs/17/errcodes-appendix.html
_FULL_STATE = "53100"
_UNMADE_STATES = frozenset({"3F000", "42P01", "42703"})  # a schema, a table, a column is missing
_REFUSED_STATES = frozenset({"25006", "42501"})  # read-only, or without the right
# All connections are in use. Who is refused at the door is told so in words only, the server's or PgBouncer's.
_USED_UP_STATE = "53300"
_USED_UP_WORDS = re.compile(
    "too many (clients|connections)|connection slots|no more connections|zu viele Verbindungen|verbleibenden Verbindung"
)
_AWAY_CLASSES = ("", "08", "53", "57")  # no connection, no resources, shut down


@contextmanager
def explained_storage(path: Path) -> Iterator[None]:
    """Turns what the disk and a database report while `path` is written into a StorageError."""
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.exc import TimeoutError as NoConnectionError

    try:
        yield
    except (OSError, DBAPIError, NoConnectionError) as error:
        raise storage_error(path, error) from error


def refuse_unwritable(folder: Path) -> None:
    """Makes the folder, and tries to write to it: to be asked before anything slow is done.

    Raises:
        StorageError: it cannot be written.
    """
    with explained_storage(folder):
        make_own(folder)
        tempfile.TemporaryFile(dir=folder).close()


def storage_error(path: Path, error: Exception) -> StorageError:
    """The StorageError that says what `error` means for the folder `path`, or for the database server beside it."""
    from sqlalchemy.exc import DataError

    cause = getattr(error, "orig", None) or error
    if is_of_a_server(error):
        return _server_error(cause, is_refused=isinstance(error, DataError))
    if isinstance(error, (FileExistsError, NotADirectoryError)) and not path.is_dir():
        return StorageError("data_no_folder", data=path)
    words = str(cause)
    said = getattr(cause, "errno", None) in _FULL_ERRNOS or any(word in words.lower() for word in _FULL_WORDS)
    full = said or _free_bytes(path) < _NOTHING_LEFT_BYTES
    return StorageError("disk_full" if full else "data_not_writable", data=path, why=words)


def is_of_a_server(error: Exception) -> bool:
    """Whether a database server, or the way to it, reports the error; a file does not."""
    from sqlalchemy.exc import TimeoutError as NoConnectionError

    cause = getattr(error, "orig", None) or error
    return isinstance(error, NoConnectionError) or type(cause).__module__.split(".")[0] == "psycopg"


def _server_error(cause: Any, *, is_refused: bool) -> StorageError:
    """What a database server means, in its own words: the first line, which names neither password nor statement.

    `is_refused`: it was never asked, for it takes no such value.
    """
    words = (str(cause).strip().splitlines() or [type(cause).__name__])[0]
    state = getattr(cause, "sqlstate", None)
    if state == _FULL_STATE:
        return StorageError("database_full", why=words)
    if state in _UNMADE_STATES:
        return StorageError("schema_missing", command="python -m assistant migrate")
    if state in _REFUSED_STATES:
        return StorageError("database_refuses", why=words)
    if _is_used_up(cause, words):
        return StorageError("database_connections", why=words)
    is_away = (state or "")[:2] in _AWAY_CLASSES and not is_refused
    return StorageError("database_unreachable" if is_away else "database_failed", why=words)


def _is_used_up(cause: Any, words: str) -> bool:
    """Whether all connections are in use: those of the server, or those that this process may have."""
    from sqlalchemy.exc import TimeoutError as NoConnectionError

    state = getattr(cause, "sqlstate", None)
    unsaid = state is None and bool(_USED_UP_WORDS.search(words))
    return isinstance(cause, NoConnectionError) or state == _USED_UP_STATE or unsaid


def _free_bytes(path: Path) -> float:
    """The free space at `path`; infinite where that cannot be told."""
    try:
        return shutil.disk_usage(path).free
    except OSError:
        return float("inf")
