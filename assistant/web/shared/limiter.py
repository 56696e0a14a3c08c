"""A limit for the events of a visitor within a minute, whichever workers they come to."""

from __future__ import annotations

import logging
from collections.abc import Callable

from assistant.errors import RateLimitError, StorageError
from assistant.telemetry.logs import because
from assistant.web.limits import RateLimiter
from assistant.web.shared.store import SharedStore
from assistant.web.shared.visits import Visits

log = logging.getLogger("assistant.web")


class SharedLimiter:
    """Counts for all workers; while the store fails each worker counts for itself, for no answer depends on it.

    Who has reached the limit is refused with the code `refusal`; 0 as limit lets everybody through.
    """

    def __init__(self, store: SharedStore, kind: str, limit: int, refusal: str) -> None:
        self.limit = limit
        self._kind = kind
        self._refusal = refusal
        self._store = store
        self._visits = Visits(store, kind, limit)
        self._alone = RateLimiter(limit)

    async def enter(self, address: str) -> None:
        """Counts a visit. Raises RateLimitError where the visitor has reached the limit, and counts nothing then."""
        await self._refuse(lambda counter: counter.enter(address))

    async def check(self, address: str) -> None:
        """Raises as `enter` would; counts nothing."""
        await self._refuse(lambda counter: counter.wait_seconds(address))

    async def _refuse(self, wait_seconds: Callable[[Visits | RateLimiter], int]) -> None:
        if not self.limit:
            return
        try:
            seconds = await self._store.call(lambda: wait_seconds(self._visits))
        except StorageError as error:
            log.warning("counted by this worker alone", extra=because(error, limit=self._kind))
            seconds = wait_seconds(self._alone)
        if seconds:
            raise RateLimitError(self._refusal, limit=self.limit, seconds=seconds)
