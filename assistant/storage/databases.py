"""Engines of the databases: a file of the data folder, or a schema of a PostgreSQL server."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, ExceptionContext, Table, create_engine, event, make_url
from sqlalchemy.dialects import postgresql, sqlite

from assistant.errors import StorageError, WrongValueError
from assistant.storage.folder import OWN_FILE, DataFolder

# WAL lets readers read while somebody writes; NORMAL survives a kill, and a power cut costs the last commits only.
PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=30000")

# A server that does not answer must not hold a question for longer.
CONNECT_SECONDS = 5
# Nor must one that has vanished without a word, with its host or the way to it: systems wait for a quarter of an hour
# where something was sent, and for two hours where an answer is to come.
VANISHED = {
    "tcp_user_timeout": 2000 * CONNECT_SECONDS,  # milliseconds
    "keepalives_idle": CONNECT_SECONDS,
    "keepalives_interval": CONNECT_SECONDS,
}
# Of one process: its questions (web/app.py lets 4 to 16 run at once) and what looks beside them.
CONNECTIONS = 20
# How long a question waits for one of them.
POOL_SECONDS = 10
# Of PostgreSQL; docs/OPERATIONS.md names it, too.
OLDEST = 15
MOST_POOLS = 64
Insert = sqlite.Insert | postgresql.Insert
_pools: dict[tuple[str, str, int], Engine] = {}
_changing = threading.Lock()
_SQLITE = b"SQLite format 3\0"
_WRITTEN = '"postgresql://user:password@host:5432/database"'


def engine_of(folder: DataFolder, file: Path, pragmas: Sequence[str] = ()) -> Engine:
    """The engine for what lies in `file`, or in the schema of the folder's database server where there is one."""
    return server_engine(folder) if folder.database_url else file_engine(file, pragmas)


def file_engine(file: Path, pragmas: Sequence[str] = ()) -> Engine:
    """An engine for an SQLite file, which is made for its owner alone; `pragmas` are added to ours."""
    engine = create_engine(URL.create("sqlite", database=str(file)), connect_args={"timeout": 30})

    def make(*_: object) -> None:
        with suppress(OSError):  # it is there, or SQLite will say why it cannot be
            os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN_FILE))

    def prepare(connection: Any, _record: object) -> None:
        for pragma in (*PRAGMAS, *pragmas):
            connection.execute(f"PRAGMA {pragma}").close()

    event.listen(engine, "do_connect", make)
    event.listen(engine, "connect", prepare)
    return engine


def server_engine(folder: DataFolder) -> Engine:
    """The engine of this process for the folder's schema: one pool, whoever asks for it.

    Of more than MOST_POOLS the one that was not asked for longest gives its connections back.
    """
    key = (folder.database_url, folder.schema, os.getpid())
    with _changing:
        engine = _pools.pop(key, None) or _pool(folder.database_url, folder.schema)
        _pools[key] = engine
        left = {one: _pools.pop(one) for one in list(_pools)[:-MOST_POOLS]}
    for (_, _, process), unused in left.items():
        unused.dispose(close=process == os.getpid())  # those of a parent are the parent's
    return engine


def is_sqlite(file: Path) -> bool:
    """Whether the file begins as every SQLite database does."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(_SQLITE)) == _SQLITE
    except OSError:
        return False


def insert_of(database: Engine | Connection) -> Callable[[Table], Insert]:
    """The INSERT of this database that knows ON CONFLICT."""
    return sqlite.insert if database.dialect.name == "sqlite" else postgresql.insert


def empty_log(engine: Engine) -> None:
    """Empties SQLite's log of writes, which still holds what was removed from the database itself."""
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def leave(engine: Engine) -> None:
    """Closes an engine of a file; that of a server stays open for others of this process."""
    if engine.dialect.name == "sqlite":
        engine.dispose()


def server_url(database_url: str) -> URL:
    """The address of a PostgreSQL database, as psycopg 3 wants it.

    Raises:
        ValueError: it is none; nothing of it is repeated that may be a password.
    """
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(database_url)
    except (ArgumentError, ValueError):
        raise WrongValueError("setting_database", example=_WRITTEN) from None
    if url.drivername not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise WrongValueError("setting_database_kind", name=url.drivername, example=_WRITTEN)
    if not url.database:
        raise WrongValueError("setting_database_nameless", example=_WRITTEN)
    if "@" in (url.host or ""):
        raise WrongValueError("setting_database_at")
    return url.set(drivername="postgresql+psycopg")


def connect_arguments(schema: str) -> dict[str, Any]:
    """What each connection begins with: our schema first, UTC, a name that `pg_stat_activity` shows, and how long a
    server that says nothing is waited for."""
    options = f"-c search_path={schema} -c timezone=UTC"
    named = {"options": options, "application_name": "wissens-assistent"}
    return {"connect_timeout": CONNECT_SECONDS, **VANISHED, **named}


def refuse_older(connection: Any, _record: object) -> None:
    """Raises StorageError for the connection of a server that is older than OLDEST."""
    found = connection.info.server_version // 10_000
    if found < OLDEST:
        connection.close()
        raise StorageError("database_version", found=found, oldest=OLDEST)


def close_cursor(context: ExceptionContext) -> None:
    """Closes the cursor of a connection that is lost: SQLAlchemy leaves it open, and psycopg then warns of it."""
    cursor = context.execution_context and context.execution_context.cursor
    if context.is_disconnect and cursor:
        cursor.close()


def _pool(database_url: str, schema: str) -> Engine:
    engine = create_engine(
        server_url(database_url),
        connect_args=connect_arguments(schema),
        pool_size=CONNECTIONS // 4,
        max_overflow=CONNECTIONS - CONNECTIONS // 4,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,  # a server that came back is found by the next question, not after an error
    )
    event.listen(engine, "connect", refuse_older, insert=True)  # before SQLAlchemy asks anything
    event.listen(engine, "handle_error", close_cursor)
    return engine
