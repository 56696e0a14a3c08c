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

    def __init__(self, config: uvicorn.Config, services: Sequence[Services]) -> None:
        super().__init__(config)
        self._networks = services

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        log.info("stopping")
        await asyncio.gather(*(self._wait(services) for services in self._networks))
        for services in self._networks:
            services.streams.stop()
        told = sum(services.stopping.tell() for services in self._networks)
        log.info("stopped", extra={"fields": {"told": told}})
        await super().shutdown(sockets)

    async def _wait(self, services: Services) -> None:
        await services.stopping.wait(services.settings.stop_seconds, lambda: self.force_exit)
