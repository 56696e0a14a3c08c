"""What was made of something that does not change: made once, and the latest kept."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar, cast

from cachetools import LRUCache

_T = TypeVar("_T")


class Remembered:
    """At most so many things by their key, those used last. Thread-safe.

    Two threads that want the same at once may both make it.
    """

    def __init__(self, most: int) -> None:
        self._made: LRUCache[Hashable, Any] = LRUCache(most)
        self._lock = Lock()

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What was made for the key before, or what `make` makes now."""
        with self._lock:
            if key in self._made:
                return cast("_T", self._made[key])
        made = make()
        with self._lock:
            self._made[key] = made
        return made

    def forget(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._made.clear()
