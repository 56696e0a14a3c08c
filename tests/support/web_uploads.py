"""What the tests of uploads share: a server whose ingestions are quick, and a wait until one has ended."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
from fakes import ToyEmbedder
from toy_ingestion import COMMAND, NAME
from waiting import soon
from web_serving import STAFF, Served, make_settings, serve

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given

PATIENCE_SECONDS = 60.0
TEXT = "Die Werkhalle in Musterstadt bekommt eine neue Lüftung."


@contextlib.contextmanager
def serving(data: Path, **values: Any) -> Iterator[Served]:
    """The real assistant over `data` with a toy embedder, and ingestions with the same."""
    assistant = Assistant(make_settings(data=data, embedding_model=NAME), Given(ToyEmbedder(NAME)))
    with serve(assistant, ingest=COMMAND, data=data, **values) as served:
        yield served
    assistant.close()


def send(
    served: Served, *files: tuple[str, bytes], headers: dict[str, str] | None = None, **fields: str
) -> httpx.Response:
    """Uploads files as staff do."""
    parts = [("files", file) for file in files]
    return served.client.post("/api/uploads", files=parts, data=fields, headers=headers or STAFF)


def outcomes(response: httpx.Response) -> list[tuple[str, str]]:
    assert response.status_code == 200, response.text
    return [(one["name"], one["status"]) for one in response.json()["files"]]


def read_in(served: Served, seconds: float = PATIENCE_SECONDS) -> dict[str, Any]:
    """Waits until there is nothing more to do; gives what goes on and the runs then."""

    def is_quiet() -> bool:
        return not runs(served)["now"]["busy"]

    assert soon(is_quiet, seconds), runs(served)
    return runs(served)


def runs(served: Served) -> dict[str, Any]:
    response = served.client.get("/api/ingest/runs", headers=STAFF)
    assert response.status_code == 200, response.text
    told: dict[str, Any] = response.json()
    return told
