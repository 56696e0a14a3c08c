"""A Uvicorn server that stops in time: it refuses new requests, waits for running ones, and then tells them to end."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import Sequence

import uvicorn

from assistant.web.services import Services

log = logging.getLogger("assistant.web")

# What is told its end still has to send it.
LAST_WORD_SECONDS = 2


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
