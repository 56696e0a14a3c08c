"""Who did what, when, with which outcome: rows that are added and, after their days, removed; never changed.

No question, no text of a document and no address stands in it: of an address a hash, eight digits that are others each
day. Moments are those of the database's clock.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, delete, func, insert, select

from assistant.errors import StorageError
from assistant.web.limits import visitor_of
from assistant.web.shared.leases import Lease
from assistant.web.shared.store import SharedStore
from assistant.web.shared.tables import key, log

logger = logging.getLogger("assistant.web")

DAY_SECONDS = 86_400.0
# How often old rows are looked for, and failed sign-ins written.
EVERY_SECONDS = 60.0
# The kinds of things that are done; what is shown of one is a text `audit_NAME`.
DONE = (
    *("sign_in", "sign_in_failed", "sign_out", "sign_out_everybody", "key_added", "key_revoked"),
    *("upload", "remove", "ingest", "fetch", "retry", "dismiss"),
    *("feedback_read", "gaps_read", "person_exported", "person_deleted"),
)


class Actor(NamedTuple):
    """Who does something: a subject, what a person or a key is called, as what, and from which address."""

    who: str
    name: str = ""
    role: str = ""
    address: str = ""


# Whoever may run a command on the host.
COMMAND = Actor("command", "", "admin")


class Entry(NamedTuple):
    """A row; `at` in seconds since 1970."""

    at: float
    who: str
    name: str
    role: str
    done: str
    about: Mapping[str, Any]
    outcome: str
    whence: str
    request: str


class AuditFilter(NamedTuple):
    """Which rows are wanted: by what was done, by a part of who or name, and from one moment up to another."""

    done: str = ""
    who: str = ""
    since: float | None = None
    until: float | None = None


class AuditLog:
    """Thread-safe. All methods but `tell_failures` raise StorageError."""

    def __init__(self, store: SharedStore, days: int) -> None:
        self._store = store
        self._days = days

    def add(self, actor: Actor, done: str, about: Mapping[str, Any], outcome: str = "ok", request: str = "") -> None:
        """Adds a row."""
        values = {"who": actor.who[:300], "name": actor.name[:200], "role": actor.role[:16], "done": done[:32]}
        told = json.dumps(about, ensure_ascii=False, default=str)
        with self._store.statements() as connection:
            secret = connection.scalar(select(key.c.secret)) if actor.address else None
            whence = visitor_of(actor.address, secret).hex()[:8] if secret else ""
            new = insert(log).values(**values, at=self._store.now(), about=told, outcome=outcome, whence=whence)
            connection.execute(new.values(request=request[:64]))

    def count(self, wanted: AuditFilter) -> int:
        with self._store.statements() as connection:
            query = select(func.count()).select_from(log).where(*_conditions(wanted))
            return connection.scalar(query) or 0

    def entries(self, wanted: AuditFilter, limit: int, offset: int = 0) -> list[Entry]:
        """The rows that are wanted, the newest first."""
        columns = [log.c[name] for name in Entry._fields]
        query = select(*columns).where(*_conditions(wanted)).order_by(log.c.number.desc()).limit(limit).offset(offset)
        with self._store.statements() as connection:
            rows = [Entry(*row) for row in connection.execute(query)]
        return [row._replace(about=json.loads(str(row.about))) for row in rows]

    def clean(self) -> int:
        """Removes the rows whose days are over; gives their number."""
        old = log.c.at <= self._store.now() - self._days * DAY_SECONDS
        with self._store.statements() as connection:
            return connection.execute(delete(log).where(old)).rowcount


class Upkeep:
    """Called with each sign of life of a worker: tells how many sign-ins failed, and cleans where it is its turn."""

    def __init__(self, kept: AuditLog, lease: Lease) -> None:
        self._log = kept
        self._lease = lease
        self._next = float("-inf")
        self.failures = 0

    def failed(self) -> None:
        """Counts a sign-in that failed."""
        self.failures += 1

    def __call__(self) -> None:
        """Raises StorageError."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY_SECONDS
        self.tell_failures()
        if self._lease.is_held:
            self._log.clean()

    def tell_failures(self) -> None:
        """Writes the number of failed sign-ins since the last time, if there were any."""
        failed = self.failures
        if not failed:
            return
        try:
            self._log.add(Actor("-"), "sign_in_failed", {"count": failed}, "refused")
            self.failures -= failed
        except StorageError as error:
            logger.warning("not in the audit log", extra={"fields": {"code": error.code, "done": "sign_in_failed"}})


def _conditions(wanted: AuditFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.since is not None:
        yield log.c.at >= wanted.since
    if wanted.until is not None:
        yield log.c.at < wanted.until
    if wanted.done:
        yield log.c.done == wanted.done
    if wanted.who:
        yield log.c.who.icontains(wanted.who, autoescape=True) | log.c.name.icontains(wanted.who, autoescape=True)
