"""A moving window per visitor, in bounded memory, without keeping anybody's address.

What all workers count together is in `shared/visits.py`; this is what one counts for itself: who does how much at the
same moment, because a place that is taken is a place of this worker, and everything where the shared store fails.
"""

from __future__ import annotations

import hashlib
import ipaddress
import math
import secrets
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from assistant.errors import RateLimitError

WINDOW_SECONDS = 60.0
MAX_VISITORS = 20_000
RETRY_SECONDS = 5  # about what an answer of a language model takes


class RateLimiter:
    """Counts events of a visitor within the last minute. Not thread-safe: used on the event loop only.

    Of more than `max_visitors` the ones unseen for the longest are forgotten.
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
        self._visitors = Visitors()
        self._events: OrderedDict[bytes, deque[float]] = OrderedDict()

    def wait_seconds(self, address: str) -> int:
        """Seconds until the visitor may come again; 0 if now. Counts nothing."""
        events = self._recent(self._visitors.of(address))
        if not self.limit or len(events) < self.limit:
            return 0
        return max(1, math.ceil(events[0] + WINDOW_SECONDS - self._clock()))

    def enter(self, address: str) -> int:
        """Counts a visit unless the visitor has reached the limit; gives the seconds to wait, 0 if it was counted."""
        seconds = self.wait_seconds(address)
        if not seconds:
            self.count(address)
        return seconds

    def count(self, address: str) -> None:
        """Records one event of the visitor."""
        if not self.limit:
            return
        visitor = self._visitors.of(address)
        events = self._recent(visitor)
        events.append(self._clock())
        self._events[visitor] = events
        self._events.move_to_end(visitor)
        while len(self._events) > self._max_visitors:
            self._events.popitem(last=False)

    def _recent(self, visitor: bytes) -> deque[float]:
        events = self._events.get(visitor, deque())
        now = self._clock()
        while events and events[0] + WINDOW_SECONDS <= now:
            events.popleft()
        return events


class AtOnce:
    """Counts what a visitor does at the same time. Not thread-safe: used on the event loop only.

    Who does nothing is not kept, so the memory is bounded by what runs at all.
    """

    def __init__(self, limit: int, refusal: str = "too_many_at_once") -> None:
        self.limit = limit
        self._refusal = refusal
        self._visitors = Visitors()
        self._running: Counter[bytes] = Counter()

    def check(self, address: str) -> None:
        """Raises RateLimitError if the visitor may begin nothing more now; 0 as limit lets everything through."""
        if self.limit and self._running[self._visitors.of(address)] >= self.limit:
            raise RateLimitError(self._refusal, limit=self.limit, seconds=RETRY_SECONDS)

    @contextmanager
    def one(self, address: str) -> Iterator[None]:
        """Counts one thing of the visitor while the block runs; raises as `check` does."""
        self.check(address)
        visitor = self._visitors.of(address)
        self._running[visitor] += 1
        try:
            yield
        finally:
            self._running[visitor] -= 1
            if not self._running[visitor]:
                del self._running[visitor]


class Visitors:
    """Visitors as keyed hashes of their addresses; the key is drawn when the server starts and never leaves it."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, address: str) -> bytes:
        return visitor_of(address, self._key)


def visitor_of(address: str, key: bytes) -> bytes:
    """The keyed hash of the address, 16 bytes."""
    return hashlib.blake2b(network_of(address).encode(), key=key, digest_size=16).digest()


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
