"""A moving window per visitor, in bounded memory, without keeping anybody's address."""

from __future__ import annotations

import hashlib
import ipaddress
import math
import secrets
import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW_SECONDS = 60.0
MAX_VISITORS = 20_000


class RateLimiter:
    """Counts events of a visitor within the last minute. Not thread-safe: used on the event loop only.

    A visitor is kept as a keyed hash of the address; the key is drawn when the server starts and never leaves
    it. Of more than `max_visitors` the ones unseen for the longest are forgotten.
    """

    def __init__(
        self,
        limit: int,
        *,
        max_visitors: int = MAX_VISITORS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.limit = limit
        self._max_visitors = max_visitors
        self._clock = clock
        self._key = secrets.token_bytes(32)
        self._events: OrderedDict[bytes, deque[float]] = OrderedDict()

    def wait_seconds(self, address: str) -> int:
        """Seconds until the visitor may come again; 0 if now. Counts nothing."""
        events = self._recent(self._visitor(address))
        if not self.limit or len(events) < self.limit:
            return 0
        return max(1, math.ceil(events[0] + WINDOW_SECONDS - self._clock()))

    def count(self, address: str) -> None:
        """Records one event of the visitor."""
        if not self.limit:
            return
        visitor = self._visitor(address)
        events = self._recent(visitor)
        events.append(self._clock())
        self._events[visitor] = events
        self._events.move_to_end(visitor)
        while len(self._events) > self._max_visitors:
            self._events.popitem(last=False)

    def __len__(self) -> int:
        return len(self._events)

    def _recent(self, visitor: bytes) -> deque[float]:
        events = self._events.get(visitor, deque())
        now = self._clock()
        while events and events[0] + WINDOW_SECONDS <= now:
            events.popleft()
        return events

    def _visitor(self, address: str) -> bytes:
        return hashlib.blake2b(network_of(address).encode(), key=self._key, digest_size=16).digest()


def network_of(address: str) -> str:
    """The address; of IPv6 the /64, because one visitor owns a whole one."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
