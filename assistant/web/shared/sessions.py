"""Signed-in browsers, known to all workers: by the digest of a key that the browser alone has."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, delete, insert, select, update

from assistant.web.shared.store import SKEW_SECONDS, SharedStore
from assistant.web.shared.tables import sessions

# `seen` is written no more often than this: a page that is opened asks several times.
SEEN_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Session:
    """Who has signed in, as what; times in seconds since 1970. `proof` ties it to the secret that it was begun with."""

    subject: str
    name: str
    role: str
    proof: str
    began: float
    seen: float


_FIELDS = tuple(sessions.c[name] for name in ("subject", "name", "role", "proof", "began", "seen"))


class Sessions:
    """Thread-safe. A session ends `hours` after it began, and `idle_seconds` after it was last used."""

    def __init__(self, store: SharedStore, hours: float, idle_seconds: float | None = None) -> None:
        self._store = store
        self._longest_seconds = hours * 3600
        self._idle_seconds = idle_seconds

    def begin(self, key: str, *, subject: str, name: str, role: str, proof: str = "") -> None:
        """Keeps a new session under its key."""
        now = self._store.now()
        values = {"subject": subject, "name": name, "role": role, "proof": proof, "began": now, "seen": now}
        with self._store.statements() as connection:
            connection.execute(insert(sessions).values(digest=digest_of(key), **values))

    def find(self, key: str) -> Session | None:
        """The open session of that key; asking counts as using it.

        Found by its digest, so that the time of a wrong guess tells nothing of the right key.
        """
        place, now = sessions.c.digest == digest_of(key), self._store.now()
        with self._store.statements() as connection:
            row = connection.execute(select(*_FIELDS, now).where(place, self.is_open())).first()
            if row is None:
                return None
            session, present = Session(*row[:-1]), float(row[-1])
            if present - session.seen >= SEEN_SECONDS:
                connection.execute(update(sessions).where(place).values(seen=now))
        return session

    def end(self, key: str) -> None:
        with self._store.statements() as connection:
            connection.execute(delete(sessions).where(sessions.c.digest == digest_of(key)))

    def end_all(self) -> None:
        with self._store.statements() as connection:
            connection.execute(delete(sessions))

    def clean(self) -> int:
        """Removes what has ended; gives the number."""
        with self._store.statements() as connection:
            return connection.execute(delete(sessions).where(~self.is_open())).rowcount

    def is_open(self) -> ColumnElement[bool]:
        """Whether a row is that of a session that has not ended."""
        lasts = self._store.within(sessions.c.began, self._longest_seconds)
        if self._idle_seconds is None:
            return and_(lasts, sessions.c.seen <= self._store.now() + SKEW_SECONDS)
        return and_(lasts, self._store.within(sessions.c.seen, self._idle_seconds))


def digest_of(key: str) -> str:
    """SHA-256 in hexadecimal: what is kept of a secret with enough bits of its own."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
