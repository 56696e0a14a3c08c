"""The database that the workers of a server share, opened when it is first needed; and its clock, which decides.

Workers on several hosts may have clocks that differ, so no time of a worker is written, but by
`ingesting/expiring_notes.py`: each statement asks the clock of the database. With SQLite that is the one host's clock.
Where that clock is set forward, what would have ended by then ends: staff sign in again. Where it is set back, what was
written lies in the future; more than SKEW_SECONDS of that count for nothing, so a session is not prolonged and nobody
stays shut out: again staff sign in once more, and a visitor's minute begins anew.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from sqlalchemy import ColumnElement, Connection, Double, Engine, Table, and_, literal_column

from assistant.storage.databases import Insert, empty_log, engine_of, insert_of, leave
from assistant.storage.errors import explained_storage
from assistant.storage.folder import DataFolder, make_own
from assistant.storage.migrating import check, make, migrate, revision_of
from assistant.web.shared.tables import SERVER, key

FILE = "server.sqlite"
# What is removed is overwritten; the log of writes is emptied by the cleaning.
PRAGMAS = ("secure_delete=ON",)
# Clocks that are set right jump by less.
SKEW_SECONDS = 60.0
# At once, of one worker. What waits here keeps no thread from anything else.
MAX_CALLS = 8
_OPENING_SECONDS = 30

_NOW = {
    "sqlite": "((julianday('now') - 2440587.5) * 86400.0)",
    "postgresql": "CAST(extract(epoch FROM clock_timestamp()) AS double precision)",
}

Clock = Callable[[], float]
T = TypeVar("T")


class SharedStore:
    """Thread-safe: each call is one transaction on a connection of its own. `clock` replaces the database's clock."""

    def __init__(self, folder: DataFolder, clock: Clock | None = None) -> None:
        self._folder = folder
        self._clock = clock
        self._opening = threading.Lock()
        self._engine: Engine | None = None
        self._single: Engine | None = None
        self._places = CapacityLimiter(MAX_CALLS)

    @property
    def engine(self) -> Engine:
        """Opened, and its tables made, at the first use. Raises StorageError when that cannot be done."""
        with self._opening:
            if self._engine is None:
                self._engine = _opened(self._folder, self._clock)
            return self._engine

    def _each(self) -> Engine:
        """The same engine, without transactions."""
        engine = self.engine
        with self._opening:
            if self._single is None:
                self._single = engine.execution_options(isolation_level="AUTOCOMMIT")
            return self._single

    def close(self) -> None:
        with self._opening:
            if self._engine is not None:
                leave(self._engine)
                self._engine = self._single = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection; what is done with it holds, all of it, when the block ends. Raises StorageError."""
        with explained_storage(self._folder.path), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def statements(self) -> Iterator[Connection]:
        """A connection on which each statement holds by itself: half as many ways to a server. Raises StorageError."""
        with explained_storage(self._folder.path), self._each().connect() as connection:
            yield connection

    async def call(self, work: Callable[[], T]) -> T:
        """What `work` gives, which runs in a thread."""
        return await to_thread.run_sync(work, limiter=self._places)

    def now(self) -> ColumnElement[float]:
        """The present moment, in seconds since 1970, as an expression."""
        return literal_column(self.now_text(), Double)

    def now_text(self) -> str:
        """The same as SQL."""
        return _now_text(self.engine, self._clock)

    def within(self, moment: ColumnElement[float], seconds: float) -> ColumnElement[bool]:
        """Whether the moment lies within the last so many seconds, by a clock that may have been set right."""
        return and_(moment > self.now() - seconds, moment <= self.now() + SKEW_SECONDS)

    @property
    def insert(self) -> Callable[[Table], Insert]:
        """The INSERT of this database that knows ON CONFLICT."""
        return insert_of(self.engine)

    def overwrite(self) -> None:
        """Leaves nothing of what was removed in SQLite's log of writes."""
        with explained_storage(self._folder.path):
            empty_log(self.engine)


def _opened(folder: DataFolder, clock: Clock | None) -> Engine:
    """The engine, with tables of this program. A file is brought up to it: whoever has it open is of this program."""
    with explained_storage(folder.path):
        if folder.database_url:
            engine = engine_of(folder, folder.path / FILE)
            make(engine, SERVER, folder.schema)
            check(engine, SERVER)
        else:
            engine = _file(folder)
        _draw_first_key(engine, _now_text(engine, clock))
    return engine


def _file(folder: DataFolder) -> Engine:
    from filelock import FileLock

    path = folder.path / FILE
    make_own(folder.path)
    with FileLock(path.with_suffix(".lock"), timeout=_OPENING_SECONDS):
        engine = engine_of(folder, path, PRAGMAS)
        try:
            if not make(engine, SERVER) and not _is_of_today(engine):
                migrate(engine, SERVER)
        except BaseException:
            leave(engine)
            raise
    return engine


def _is_of_today(engine: Engine) -> bool:
    with engine.connect() as connection:
        return revision_of(connection, SERVER) == SERVER.head


def _now_text(engine: Engine, clock: Clock | None) -> str:
    return repr(clock()) if clock else _NOW[engine.dialect.name]


def _draw_first_key(engine: Engine, now: str) -> None:
    new = {"only": 1, "version": 1, "secret": secrets.token_bytes(32), "made": literal_column(now, Double)}
    with engine.begin() as connection:
        connection.execute(insert_of(engine)(key).values(**new).on_conflict_do_nothing())
