"""Notes of the shared store that expire: what was answered or claimed a while ago, for all workers."""

from __future__ import annotations

import json
import time
from typing import Any

from sqlalchemy import delete, update

from assistant.web.shared import notes
from assistant.web.shared.store import SharedStore
from assistant.web.shared.tables import notes as table

_PREFIX = "once:"


class ExpiringNotes:
    """Notes under names that begin with "once:", each for so many seconds. All methods raise StorageError.

    Their moments are those of the workers' clocks, as nowhere else in the store: one host forgets what another one
    noted if the two clocks differ by more than the seconds.
    """

    def __init__(self, store: SharedStore, seconds: float, kind: str) -> None:
        self._store = store
        self._seconds = seconds
        self._prefix = f"{_PREFIX}{kind}:"

    def claim(self, name: str, content: Any) -> bool:
        """Whether the name was free; it is taken from now on, by one of those who come at once."""
        self._forget()
        values = {"name": self._prefix + name, "version": _moment(), "content": json.dumps(content)}
        new = self._store.insert(table).values(**values).on_conflict_do_nothing()
        with self._store.statements() as connection:
            return connection.execute(new.returning(table.c.name)).first() is not None

    def recall(self, name: str) -> Any:
        """What was noted under the name; None if nothing was."""
        note = notes.read(self._store, self._prefix + name)
        return note.content if note else None

    def replace(self, name: str, content: Any) -> None:
        """Notes something else under a name that was claimed."""
        changed = update(table).where(table.c.name == self._prefix + name).values(content=json.dumps(content))
        with self._store.statements() as connection:
            connection.execute(changed)

    def release(self, name: str) -> None:
        with self._store.statements() as connection:
            connection.execute(delete(table).where(table.c.name == self._prefix + name))

    def _forget(self) -> None:
        """What is too old, or was noted by a clock that was ahead."""
        is_over = (table.c.version < _moment(-self._seconds)) | (table.c.version > _moment(self._seconds))
        over = table.c.name.startswith(self._prefix) & is_over
        with self._store.statements() as connection:
            connection.execute(delete(table).where(over))


def _moment(later: float = 0.0) -> str:
    """Seconds since 1970, written so that earlier ones are smaller."""
    return f"{time.time() + later:017.3f}"
