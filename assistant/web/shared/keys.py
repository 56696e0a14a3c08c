"""API keys of programs and websites, known to all workers: by their digests, with a prefix that may be shown.

A key has 256 random bits, so that a plain digest guards it. It is found by its digest: the time of a wrong guess tells
nothing of the right one. What is revoked is so for all workers at once, for each request looks.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import Row, insert, select, update

from assistant.settings.roles import Right
from assistant.web.shared.sessions import digest_of
from assistant.web.shared.store import SharedStore
from assistant.web.shared.tables import keys

Scope = Literal["ask", "search", "internal", "ingest", "metrics"]
State = Literal["open", "expired", "revoked"]
SCOPES: tuple[Scope, ...] = get_args(Scope)
# What every key begins with, so that a person, and a scanner of secrets, knows one when they see it.
MARK = "wak_"
DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class ApiKey:
    """Moments in seconds since 1970, `used` in days since then; 0: never. `limit`: questions a minute, 0 for no limit.

    `state` is as of when it was read."""

    prefix: str
    name: str
    scopes: tuple[str, ...]
    site: str
    limit: int
    made: float
    used: int
    expires: float
    revoked: float
    state: State

    @property
    def rights(self) -> frozenset[Right]:
        """Each scope is the right of the same name."""
        return frozenset(one for one in SCOPES if one in self.scopes)


class ApiKeys:
    """Thread-safe. All methods raise StorageError."""

    def __init__(self, store: SharedStore) -> None:
        self._store = store

    def make(self, name: str, scopes: Iterable[Scope], *, site: str = "", limit: int = 0, days: int = 0) -> str:
        """A new key, which nobody can read again."""
        prefix = MARK + secrets.token_hex(4)
        key = f"{prefix}_{secrets.token_urlsafe(32)}"
        now = self._store.now()
        values = {"digest": digest_of(key), "prefix": prefix, "name": name, "scopes": " ".join(scopes), "site": site}
        moments = {"made": now, "expires": now + days * DAY_SECONDS if days else 0.0, "used": 0, "revoked": 0.0}
        with self._store.statements() as connection:
            connection.execute(insert(keys).values(**values, limit=limit, **moments))
        return key

    def find(self, key: str) -> ApiKey | None:
        """That key, in whatever state; asking for an open one counts as using it, once a day."""
        place, now = keys.c.digest == digest_of(key), self._store.now()
        with self._store.statements() as connection:
            row = connection.execute(select(keys, now).where(place)).first()
            if row is None:
                return None
            found, today = _key(row), int(row[-1] // DAY_SECONDS)
            if found.state == "open" and found.used != today:
                connection.execute(update(keys).where(place).values(used=today))
        return found

    def listed(self) -> list[ApiKey]:
        """All that ever were, the newest first."""
        query = select(keys, self._store.now()).order_by(keys.c.made.desc(), keys.c.prefix)
        with self._store.statements() as connection:
            return [_key(row) for row in connection.execute(query)]

    def revoke(self, prefix: str) -> bool:
        """Ends the key with that prefix for good; whether there was an open one."""
        is_it = (keys.c.prefix == prefix, keys.c.revoked == 0.0)
        with self._store.statements() as connection:
            return bool(connection.execute(update(keys).where(*is_it).values(revoked=self._store.now())).rowcount)


def _key(row: Row[tuple[object, ...]]) -> ApiKey:
    now: float = row[-1]  # type: ignore[assignment]
    stated = row._mapping
    names = ("prefix", "name", "site", "limit", "made", "used", "expires", "revoked")
    values = {name: stated[name] for name in names}
    is_over = bool(stated["expires"]) and stated["expires"] <= now
    state: State = "revoked" if stated["revoked"] else "expired" if is_over else "open"
    return ApiKey(**values, scopes=tuple(stated["scopes"].split()), state=state)
