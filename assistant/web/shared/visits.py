"""How often a visitor came within the last minute, counted for all workers together.

One statement looks, decides and counts, so no two workers let the same place be taken twice. Of an address there is a
keyed hash only. The key lies in the database, for all workers; it is drawn anew each day, so that nobody can tell that
two copies of the table speak of the same visitor, and the counting then begins anew. Two workers never hash with
different keys: the statement names the one that it used.
"""

from __future__ import annotations

import json
import math
import secrets
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, TextClause, or_, select, text, update

from assistant.web.limits import WINDOW_SECONDS, visitor_of
from assistant.web.shared.store import SKEW_SECONDS, SharedStore
from assistant.web.shared.tables import key, visits

KEY_SECONDS = 24 * 3600.0

_ENTER = {
    "sqlite": """
        INSERT INTO server_visits (kind, visitor, times, last)
        SELECT :kind, :visitor, json_array({now}), {now} FROM server_key WHERE version = :version
        ON CONFLICT (kind, visitor) DO UPDATE SET last = excluded.last, times = (
            SELECT json_group_array(value) FROM (
                SELECT value FROM json_each(server_visits.times) WHERE {counts}
                UNION ALL SELECT excluded.last))
        WHERE (SELECT count(*) FROM json_each(server_visits.times) WHERE {counts}) < :limit
        RETURNING 1""",
    "postgresql": """
        INSERT INTO server_visits (kind, visitor, times, last)
        SELECT :kind, :visitor, ARRAY[moment], moment
        FROM server_key, (SELECT {now} AS moment) present WHERE version = :version
        ON CONFLICT (kind, visitor) DO UPDATE SET last = excluded.last, times = excluded.last || ARRAY(
            SELECT value FROM unnest(server_visits.times) value WHERE {counts})
        WHERE (SELECT count(*) FROM unnest(server_visits.times) value WHERE {counts}) < :limit
        RETURNING 1""",
}
_COUNTS = "value > excluded.last - :window AND value <= excluded.last + :skew"


class _Key(NamedTuple):
    version: int
    secret: bytes


class Visits:
    """The visits of one kind. Thread-safe; every method is one call of the database."""

    def __init__(self, store: SharedStore, kind: str, limit: int) -> None:
        self._store = store
        self._kind = kind
        self._limit = limit
        self._key = _Key(0, b"")

    def enter(self, address: str) -> int:
        """Counts a visit unless the visitor has reached the limit; gives the seconds to wait, 0 if it was counted."""
        with self._store.statements() as connection:
            used = self._key
            while not self._entered(connection, address, used):
                found = self._read_key(connection)
                if found == used:
                    return self._wait(connection, address, used)
                used = found
        return 0

    def wait_seconds(self, address: str) -> int:
        """Seconds until the visitor may come again; 0 if now. Counts nothing."""
        with self._store.statements() as connection:
            return self._wait(connection, address, self._read_key(connection))

    def _entered(self, connection: Connection, address: str, used: _Key) -> bool:
        values = {"version": used.version, "limit": self._limit, "window": WINDOW_SECONDS, "skew": SKEW_SECONDS}
        entering = _entering(connection.dialect.name, self._store.now_text())
        return connection.execute(entering, values | self._place(address, used)).first() is not None

    def _read_key(self, connection: Connection) -> _Key:
        """The key of today, which is also tried first from now on."""
        self._key = _Key(*connection.execute(select(key.c.version, key.c.secret)).one())
        return self._key

    def _wait(self, connection: Connection, address: str, used: _Key) -> int:
        place = self._place(address, used)
        query = select(visits.c.times, self._store.now()).where(*(visits.c[name] == place[name] for name in place))
        row = connection.execute(query).first()
        return _wait(row[0], row[1], self._limit) if row else 0

    def _place(self, address: str, used: _Key) -> dict[str, str]:
        return {"kind": self._kind, "visitor": visitor_of(address, used.secret).hex()}


@lru_cache(maxsize=8)
def _entering(dialect: str, now: str) -> TextClause:
    return text(_ENTER[dialect].format(now=now, counts=_COUNTS))


def _wait(times: str | Sequence[float], now: float, limit: int) -> int:
    stated: Sequence[float] = json.loads(times) if isinstance(times, str) else times
    counting = sorted(time for time in stated if now - WINDOW_SECONDS < time <= now + SKEW_SECONDS)
    if len(counting) < limit:
        return 0
    return min(max(1, math.ceil(counting[-limit] + WINDOW_SECONDS - now)), math.ceil(WINDOW_SECONDS))


def renew_key(store: SharedStore) -> bool:
    """Draws another key where there is one of yesterday, and forgets who came; whether it did."""
    new: dict[str, Any] = {"secret": secrets.token_bytes(32), "version": key.c.version + 1, "made": store.now()}
    is_old = or_(key.c.made <= store.now() - KEY_SECONDS, key.c.made > store.now() + SKEW_SECONDS)
    with store.transaction() as connection:
        if not connection.execute(update(key).where(is_old).values(**new)).rowcount:
            return False
        connection.execute(visits.delete())
    return True
