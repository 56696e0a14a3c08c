"""A server that stops in time: it refuses what is new, waits for what runs, and tells what it waits for no longer."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    from assistant.web.services import Services

log = logging.getLogger("assistant.web")

LOOK_SECONDS = 0.05
# What is told its end still has to send it.
LAST_WORD_SECONDS = 2


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


class StoppingServer(uvicorn.Server):
    """Uvicorn, which alone would refuse nothing, wait for each line to be closed, and then cut it without a word."""

    def __init__(self, config: uvicorn.Config, rooms: Sequence[Services]) -> None:
        super().__init__(config)
        self._rooms = rooms

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        log.info("stopping")
        await asyncio.gather(*(self._wait(room) for room in self._rooms))
        for room in self._rooms:
            room.streams.stop()
        told = sum(room.stopping.tell() for room in self._rooms)
        log.info("stopped", extra={"fields": {"told": told}})
        await super().shutdown(sockets)

    async def _wait(self, room: Services) -> None:
        await room.stopping.wait(room.settings.stop_seconds, lambda: self.force_exit)
