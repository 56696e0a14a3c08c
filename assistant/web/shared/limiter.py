"""A limit for the events of a visitor within a minute, whichever workers they come to."""

from __future__ import annotations

import logging

from assistant.errors import StorageError
from assistant.telemetry.logs import because
from assistant.web.limits import RateLimiter
from assistant.web.shared.store import SharedStore
from assistant.web.shared.visits import Visits

log = logging.getLogger("assistant.web")


class SharedLimiter:
    """Counts for all workers; while the store fails each worker counts for itself, for no answer depends on it."""

    def __init__(self, store: SharedStore, kind: str, limit: int) -> None:
        self.limit = limit
        self._kind = kind
        self._store = store
        self._visits = Visits(store, kind, limit)
        self._alone = RateLimiter(limit)

    async def enter(self, address: str) -> int:
        """Counts a visit unless the visitor has reached the limit; gives the seconds to wait, 0 if it was counted."""
        if not self.limit:
            return 0
        try:
            return await self._store.call(lambda: self._visits.enter(address))
        except StorageError as error:
            self._tell(error)
            return self._alone.enter(address)

    async def wait_seconds(self, address: str) -> int:
        """Seconds until the visitor may come again; 0 if now. Counts nothing."""
        try:
            return await self._store.call(lambda: self._visits.wait_seconds(address))
        except StorageError as error:
            self._tell(error)
            return self._alone.wait_seconds(address)

    def _tell(self, error: StorageError) -> None:
        log.warning("counted by this worker alone", extra=because(error, limit=self._kind))
