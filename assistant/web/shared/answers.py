"""Answers as events, for the worker to which a browser comes back: those that run and those that ended a minute ago.

The worker that makes an answer adds its events; another one follows them by asking again and again. A worker that was
killed is known by its missing signs of life (`leases.py`): its answers will not go on, and nobody waits for them.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, insert, literal, or_, select, update

from assistant.web.shared.leases import lives
from assistant.web.shared.store import SharedStore
from assistant.web.shared.tables import events, streams


class News(NamedTuple):
    """What is new in an answer; `goes_on` is False where it is over, and where its worker is dead."""

    frames: list[bytes]
    is_over: bool
    goes_on: bool


class SharedAnswers:
    """Of one worker. Thread-safe. Streams are named by the digest of their key, owners by a digest of who may read."""

    def __init__(self, store: SharedStore, worker: str) -> None:
        self.store = store
        self._worker = worker

    def add(self, stream: str, owner: str, first: int, frames: list[bytes], *, is_over: bool) -> None:
        """Adds the events from number `first` on, and whether they are all. Raises StorageError."""
        now = self.store.now()
        new = self.store.insert(streams)
        new = new.values(digest=stream, owner=owner, worker=self._worker, is_over=is_over, read=0.0, last=now)
        rows = [{"stream": stream, "number": number, "frame": one} for number, one in enumerate(frames, start=first)]
        changed = {"is_over": is_over, "last": now}
        with self.store.transaction() as connection:
            connection.execute(new.on_conflict_do_update(index_elements=[streams.c.digest], set_=changed))
            if rows:
                connection.execute(insert(events), rows)

    def find(self, stream: str, owner: str, after: int, kept_seconds: float) -> bool:
        """Whether the owner may read on after that event: it was sent, or its answer may still come to it."""
        with self.store.statements() as connection:
            is_it = (streams.c.digest == stream, streams.c.owner == owner)
            kept = or_(~streams.c.is_over, self.store.within(streams.c.last, kept_seconds))
            row = connection.execute(select(streams.c.is_over, streams.c.worker).where(*is_it, kept)).first()
            if row is None:
                return False
            if row.is_over:
                return after <= self._count(connection, stream)
            return lives(self.store, connection, row.worker)

    def news(self, stream: str, after: int) -> News:
        """The events after that number; who asks is known to the worker that makes them. Raises StorageError."""
        reading = update(streams).where(streams.c.digest == stream).values(read=self.store.now())
        with self.store.statements() as connection:
            row = connection.execute(reading.returning(streams.c.is_over, streams.c.worker)).first()
            if row is None:
                return News([], is_over=False, goes_on=False)
            query = select(events.c.frame).where(events.c.stream == stream, events.c.number > after)
            frames = [bytes(frame) for frame in connection.scalars(query.order_by(events.c.number))]
            goes_on = not row.is_over and lives(self.store, connection, row.worker)
        return News(frames, row.is_over, goes_on)

    def is_read(self, stream: str, seconds: float) -> bool:
        """Whether another worker has read it within the last so many seconds."""
        is_it = (streams.c.digest == stream, self.store.within(streams.c.read, seconds))
        with self.store.statements() as connection:
            return connection.execute(select(literal(1)).select_from(streams).where(*is_it)).first() is not None

    def _count(self, connection: Connection, stream: str) -> int:
        return connection.scalar(select(func.count()).where(events.c.stream == stream)) or 0
