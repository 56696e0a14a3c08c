"""An assistant that writes its answer sentence by sentence when told to, and a client that may lose the line."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import httpx
from web_fakes import Telling

from assistant.answering.writing.talk import Listener
from assistant.errors import GoneError
from assistant.records import Answer, Question

ASKED = {"question": "Wie wird die Weiterbildung gefördert?"}


class Dripping(Telling):
    """Tells a sentence of its answer for each drop. It notices within 50 ms that nobody waits any more."""

    def __init__(self) -> None:
        super().__init__()
        self.given_up = threading.Event()
        self._drops = threading.Semaphore(0)

    def drop(self, number: int = 1) -> None:
        self._drops.release(number)

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        self.asked.append(question)
        whole, listener = super().ask(question), listener or Listener()
        for number in range(1, len(whole.sentences) + 1):
            while not self._drops.acquire(timeout=0.05):
                if listener.gone.is_set():
                    self.given_up.set()
                    raise GoneError
            listener.tell(replace(whole, sentences=whole.sentences[:number], citations=whole.citations[:number]))
        return whole


class Event(NamedTuple):
    id: str
    name: str
    content: dict[str, Any]


def parsed(lines: Iterator[str]) -> Iterator[Event]:
    """The events of a body, each once its empty line is there; the last one may be missing half of its lines."""
    fields: dict[str, str] = {}
    for line in lines:
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "data" in fields:
            yield Event(fields["id"], fields["event"], json.loads(fields["data"]))
            fields = {}
        else:
            fields = {}


@contextlib.contextmanager
def line(client: httpx.Client, after: str | None = None, **changes: Any) -> Iterator[Iterator[Event]]:
    """The events of one connection, which is closed at the end of the block; `after` is the last id that came."""
    headers = {
        "Accept": "text/event-stream",
        **({"Last-Event-ID": after} if after else {}),
        **changes.pop("headers", {}),
    }
    with client.stream("POST", "/api/ask", json={**ASKED, **changes}, headers=headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream"), response.read()
        yield parsed(response.iter_lines())


def whole(client: httpx.Client, after: str | None = None, **changes: Any) -> list[Event]:
    with line(client, after, **changes) as events:
        return list(events)
