"""A server that stops in time: it tells the answers that are running before it waits for them."""

from __future__ import annotations

import socket

import uvicorn
from fastapi import FastAPI


class StoppingServer(uvicorn.Server):
    """Uvicorn, which alone would wait for each line to be closed, and then cut it without a word."""

    def __init__(self, app: FastAPI, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._app = app

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._app.state.services.streams.stop()
        await super().shutdown(sockets)
