"""The vectors of a generation, as a patch on the Chroma index of an earlier one (its base).

Changing an HNSW index in place is slow, leaves holes, and is not safe against a kill. So a Chroma index is only ever
built from scratch. Passages removed since then are dropped from its hits, passages added since then are compared one by
one.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from assistant.errors import StorageError
from assistant.indexing.exact_vectors import ExactVectors
from assistant.indexing.ranking import best_first
from assistant.indexing.vectors import VectorStore, first_allowed
from assistant.records import Audience

# How long a server that did not answer is not asked again; each further failure doubles the pause.
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 1.0, 30.0

log = logging.getLogger(__name__)


class PatchedVectors:
    """The passages of `exact`, found with the help of `base`.

    `recent` are those of them that are not in `base`, or came back since; what else `base` holds has left. While `base`
    does not answer, because its server is away, every vector is looked at.
    """

    def __init__(
        self, base: VectorStore, exact: Mapping[Audience, ExactVectors], recent: Mapping[Audience, ExactVectors]
    ) -> None:
        self.base = base
        self._exact = exact
        self._recent = recent
        self._total: dict[Audience, int] = {}  # Chroma counts for 9 ms
        self._backoff = Backoff()

    def nearest(self, vector: NDArray[np.float32], audience: Audience, k: int) -> list[tuple[str, float]]:
        """See `VectorStore.nearest`."""
        if self._backoff.may_try():
            try:
                found = self.approximate(vector, audience, k)
            except StorageError as error:
                self._backoff.failed(error)
            else:
                self._backoff.succeeded()
                return found
        return self._exact[audience].nearest(vector, k)

    def approximate(self, vector: NDArray[np.float32], audience: Audience, k: int) -> list[tuple[str, float]]:
        """As `nearest`, by `base` alone; raises StorageError when that fails."""
        kept = self._kept(vector, audience, k)
        recent = self._recent[audience].nearest(vector, k)
        return best_first([*kept, *recent])[:k]

    def _kept(self, vector: NDArray[np.float32], audience: Audience, k: int) -> list[tuple[str, float]]:
        exact, recent = self._exact[audience], self._recent[audience]
        kept, total = len(exact) - len(recent), self._held(audience)
        if not kept:
            return []

        def search(asked: int) -> list[tuple[str, float]]:
            return self.base.nearest(vector, audience, asked)

        if kept == total:
            return search(k)
        return first_allowed(search, lambda id: id in exact and id not in recent, k, total, kept / max(total, 1))

    def _held(self, audience: Audience) -> int:
        if audience not in self._total:
            self._total[audience] = self.base.count(audience)
        return self._total[audience]

    def back_off(self, error: StorageError) -> None:
        """Does not ask `base` for a while, because it did not answer."""
        self._backoff.failed(error)

    def count(self, audience: Audience) -> int:
        """Less than there should be where `base` lacks something."""
        recent = len(self._recent[audience])
        return min(len(self._exact[audience]) - recent, self._held(audience)) + recent

    def ids(self, audience: Audience) -> set[str]:
        return (self.base.ids(audience) & self._exact[audience].ids) | self._recent[audience].ids

    def close(self) -> None:
        self.base.close()


class Backoff:
    """Says when a server that failed may be asked again: after a pause that doubles, and by one thread. Thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seconds = 0.0
        self._next_try = 0.0

    def may_try(self) -> bool:
        """Whether the caller may ask. After a pause only the first caller may."""
        with self._lock:
            if not self._seconds:
                return True
            now = time.monotonic()
            if now < self._next_try:
                return False
            self._next_try = now + LONGEST_PAUSE_SECONDS
            return True

    def failed(self, error: StorageError) -> None:
        with self._lock:
            if not self._seconds:
                log.warning("vectors looked at one by one: %s", error)
            self._seconds = min(2 * self._seconds or FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS)
            self._next_try = time.monotonic() + self._seconds

    def succeeded(self) -> None:
        with self._lock:
            if self._seconds:
                log.warning("vectors searched again")
            self._seconds = 0.0
