"""Removes what has ended from the shared store. The worker that holds the lease does it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from sqlalchemy import ColumnElement, Table, delete, false, func, or_, select

from assistant.web.limits import MAX_VISITORS, WINDOW_SECONDS
from assistant.web.shared.leases import FORGOTTEN_SECONDS, LIFE_SECONDS, Lease
from assistant.web.shared.sessions import Sessions
from assistant.web.shared.store import SharedStore
from assistant.web.shared.tables import (
    CONVERSATION_SECONDS,
    STREAM_SECONDS,
    conversations,
    events,
    leases,
    sessions,
    streams,
    visits,
    workers,
)
from assistant.web.shared.visits import renew_key

EVERY_SECONDS = 15.0
# More than that a flood leaves behind; the newest stay.
MAX_CONVERSATIONS = 50_000
MAX_SESSIONS = 1_000
MAX_STREAMS = 2_000
MAX_WORKERS = 1_000


class Cleaning:
    """Called with each sign of life of a worker; a command, which has no lease, cleans by itself."""

    def __init__(self, store: SharedStore, lease: Lease | None, kept: Sessions) -> None:
        self._store = store
        self._lease = lease
        self._sessions = kept
        self._next = float("-inf")

    def __call__(self) -> None:
        """Cleans where it is this worker's turn. Raises StorageError."""
        if self._lease and self._lease.is_held and time.monotonic() >= self._next:
            self._next = time.monotonic() + EVERY_SECONDS
            self.clean()

    def clean(self) -> int:
        """Removes what has ended, and overwrites it where a file holds it; gives the number of rows."""
        removed = self._sessions.clean() + renew_key(self._store)
        removed += sum(self._remove(table, condition) for table, condition in self._ended())
        if removed:
            self._store.overwrite()
        return removed

    def count(self) -> int:
        """How many rows `clean` would remove, but for the key and what goes with it."""
        with self._store.statements() as connection:
            ended = [(sessions, ~self._sessions.is_open()), *self._ended()]
            numbers = [
                connection.scalar(select(func.count()).select_from(table).where(condition)) or 0
                for table, condition in ended
            ]
        return sum(numbers)

    def _ended(self) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        """Of each table what has ended; of events what has no stream, as soon as that has left."""
        live = select(workers.c.id).where(self._store.within(workers.c.last, LIFE_SECONDS))
        # Those that are over for long enough, and those that will never be: their worker was killed.
        has_ended = streams.c.is_over | streams.c.worker.not_in(live)
        is_kept = self._store.within(streams.c.last, STREAM_SECONDS)
        yield streams, (has_ended & ~is_kept) | _beyond(streams, "last", MAX_STREAMS)
        yield events, events.c.stream.not_in(select(streams.c.digest))
        for table, seconds, most in (
            (visits, WINDOW_SECONDS, MAX_VISITORS),
            (conversations, CONVERSATION_SECONDS, MAX_CONVERSATIONS),
            (workers, FORGOTTEN_SECONDS, MAX_WORKERS),
        ):
            yield table, ~self._store.within(table.c.last, seconds) | _beyond(table, "last", most)
        yield sessions, _beyond(sessions, "seen", MAX_SESSIONS)
        now = self._store.now()
        yield leases, or_(leases.c.until <= now - FORGOTTEN_SECONDS, leases.c.until > now + LIFE_SECONDS)

    def _remove(self, table: Table, condition: ColumnElement[bool]) -> int:
        with self._store.transaction() as connection:
            return connection.execute(delete(table).where(condition)).rowcount


def _beyond(table: Table, by: str, most: int) -> ColumnElement[bool]:
    """Whether the row is none of the `most` newest."""
    others = table.alias().c[by]
    oldest = select(others).order_by(others.desc()).limit(1).offset(most - 1).scalar_subquery()
    return func.coalesce(table.c[by] < oldest, false())
