"""A real server on a free port in a thread, and a client for it: tests speak HTTP, streams and bad bodies included."""

from __future__ import annotations

import contextlib
import socket
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import httpx
import uvicorn

from assistant.queueing.ingest_process import COMMAND
from assistant.settings.settings import Settings
from assistant.web.app import create_app
from assistant.web.cookies import COOKIE
from assistant.web.protocol import Assistant
from assistant.web.stopping_server import StoppingServer

TOKEN = "ein-langes-zugangswort-1234"
# Read-only: some clients write into the headers that they are given.
STAFF: Mapping[str, str] = MappingProxyType({"Authorization": f"Bearer {TOKEN}"})


def make_settings(**values: Any) -> Settings:
    """Settings as tests need them: a staff token, no limit, a contact, no examples that come after a while, and an end
    that waits for nothing."""
    values = {
        "staff_token": TOKEN,
        "rate_limit": 0,
        "stop_seconds": 0,
        "contact": "Geschäftsstelle, kontakt@netzwerk.example",
        "examples": {"de": []},
        **values,
    }
    return Settings.model_validate(values)


@dataclass(frozen=True)
class Served:
    """A running server; `url` has no trailing slash."""

    url: str
    client: httpx.Client

    def sign_in(self) -> str:
        """Signs the client in and gives the key of its session."""
        assert self.client.post("/staff/session", json={"token": TOKEN}).status_code == 204
        return str(self.client.cookies[COOKIE])

    def ask(self, question: str, *, headers: Mapping[str, str] | None = None, **fields: Any) -> httpx.Response:
        return self.client.post("/api/ask", json={"question": question, **fields}, headers=headers)

    def events(self, question: str, *, headers: Mapping[str, str] | None = None) -> list[tuple[str, str]]:
        """(name, data) of each event of a streamed answer."""
        accept = {"Accept": "text/event-stream", **(headers or {})}
        response = self.client.post("/api/ask", json={"question": question}, headers=accept)
        assert response.headers["content-type"].startswith("text/event-stream"), response.text
        text = response.text
        frames = [dict(line.split(": ", 1) for line in frame.splitlines()) for frame in text.split("\n\n") if frame]
        return [(frame["event"], frame["data"]) for frame in frames if "event" in frame]


@contextlib.contextmanager
def serve(assistant: Assistant, *, ingest: Sequence[str] = COMMAND, **values: Any) -> Iterator[Served]:
    """The app of `assistant` with settings `values`, up and running; its data folder is its own unless one is named."""
    with socket.socket() as listening, tempfile.TemporaryDirectory() as folder:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = create_app(make_settings(**{"data": folder, **values}), assistant, ingest)
        config = uvicorn.Config(app, log_config=None, proxy_headers=False, timeout_graceful_shutdown=1)
        server = StoppingServer(config, [app.state.services])
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.005)
        try:
            with httpx.Client(base_url=url, timeout=60) as client:
                yield Served(url, client)
        finally:
            server.should_exit = True
            thread.join()
