"""The answers that still run when the server stops: it waits for them, and then tells them to end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

LOOK_SECONDS = 0.05


class Stopping:
    """Whether the server stops, and what runs. Used on the event loop only."""

    def __init__(self) -> None:
        self.is_stopping = False
        self.is_over = False
        self._running: list[Callable[[], object]] = []

    @contextmanager
    def running(self, tell: Callable[[], object]) -> Iterator[None]:
        """Work that a server which stops waits for; `tell` is called when it waits no longer."""
        self._running.append(tell)
        try:
            yield
        finally:
            self._running.remove(tell)

    async def wait(self, seconds: float, is_forced: Callable[[], bool]) -> None:
        """Refuses what is new from now on, and returns when nothing runs, or after so many seconds."""
        self.is_stopping = True
        until = asyncio.get_running_loop().time() + seconds
        while self._running and not is_forced() and asyncio.get_running_loop().time() < until:
            await asyncio.sleep(LOOK_SECONDS)

    def tell(self) -> int:
        """Tells all that still runs; gives how many."""
        self.is_over = True
        told = list(self._running)
        for tell in told:
            tell()
        return len(told)
