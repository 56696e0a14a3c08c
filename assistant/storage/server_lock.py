"""The single writer of a network on its database server: a session's advisory lock, and the one connection that has it.

Whatever a run writes goes through that connection. Where it breaks, the lock is gone, and so is the way to the
database: what another writer has begun meanwhile can get nothing of ours.
"""

from __future__ import annotations

import hashlib
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from assistant.errors import StorageError
from assistant.storage.databases import connect_arguments, refuse_older, server_engine, server_url
from assistant.storage.folder import DataFolder

# A writer that was killed just now holds the lock until the server has seen that it is gone.
_PATIENCE_SECONDS = 3.0
_LOOK_SECONDS = 0.1
# A host that has vanished without a word holds it for a minute, not for the two hours that systems wait by default.
_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
# And the other way round: a run of hours outlasts a way that is cut for less.
_USER_TIMEOUT = {"tcp_user_timeout": 60_000}

_HOLDERS = text(
    """
    SELECT coalesce(application_name, ''), backend_start FROM pg_locks JOIN pg_stat_activity USING (pid)
    WHERE locktype = 'advisory' AND granted AND objsubid = 1
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND classid::bigint = (:key >> 32) & 4294967295 AND objid::bigint = :key & 4294967295
    """
)
_TAKE = text("SELECT pg_try_advisory_lock(:key)")
_GIVE_BACK = text("SELECT pg_advisory_unlock(:key)")


@contextmanager
def held_on_server(folder: DataFolder) -> Iterator[Engine]:
    """The engine that writes, with the one connection that holds the lock of the folder's schema.

    Raises:
        StorageError: somebody else holds it ("second_writer_on_server"); the engine raises "writer_lost" once its
            connection is broken.
    """
    engine = _single(folder)
    key = {"key": _key(folder)}
    try:
        with engine.begin() as connection:
            give_up = time.monotonic() + _PATIENCE_SECONDS
            while not connection.scalar(_TAKE, key):
                if time.monotonic() > give_up:
                    raise _busy(folder)
                time.sleep(_LOOK_SECONDS)
        yield engine
    finally:
        with suppress(DBAPIError, StorageError), engine.begin() as connection:
            connection.execute(_GIVE_BACK, key)
        engine.dispose()


def holder(folder: DataFolder) -> tuple[str, str] | None:
    """Who writes, as "host:process", and since when; None where nobody does."""
    with server_engine(folder).connect() as connection:
        row = connection.execute(_HOLDERS, {"key": _key(folder)}).first()
    if row is None:
        return None
    return row[0].rpartition(" ")[2] or "?", row[1].isoformat(timespec="seconds")


def _key(folder: DataFolder) -> int:
    """A number for the lock: of this schema, and of no other program that takes locks in the same database."""
    digest = hashlib.sha256(f"wissens-assistent writer {folder.schema}".encode()).digest()
    return int.from_bytes(digest[:8], signed=True)


def _single(folder: DataFolder) -> Engine:
    arguments = connect_arguments(folder.schema)
    arguments["application_name"] = f"wissens-assistent {socket.gethostname()[:35]}:{os.getpid()}"
    options = "".join(f" -c tcp_{name}={value}" for name, value in _KEEPALIVES.items())
    # Between two groups of passages nothing is written for minutes.
    arguments["options"] += f"{options} -c idle_session_timeout=0"
    arguments |= _KEEPALIVES | _USER_TIMEOUT
    engine = create_engine(server_url(folder.database_url), connect_args=arguments, pool_size=1, max_overflow=0)
    connected: list[bool] = []

    def once(*_: Any) -> None:
        if connected:
            raise StorageError("writer_lost")
        connected.append(True)

    event.listen(engine, "do_connect", once)
    event.listen(engine, "connect", refuse_older, insert=True)
    return engine


def _busy(folder: DataFolder) -> StorageError:
    writer, started = holder(folder) or ("?", "?")  # it may have ended just now
    return StorageError("second_writer_on_server", schema=folder.schema, writer=writer, started=started)
