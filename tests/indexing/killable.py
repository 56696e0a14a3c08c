"""An ingestion run in a process of its own, that dies or starves at a named point. Imported by a fork server."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from corpora import corpus, document
from fakes import ToyEmbedder
from sqlalchemy import Engine, event

from assistant.errors import StorageError
from assistant.indexing import derived, manifest, run
from assistant.indexing.drafting import Draft
from assistant.indexing.ingest import ingest_documents
from assistant.records import Document
from assistant.storage.folder import DataFolder

OLD = corpus(40)
# The second run changes the first half and brings five more.
CHANGED = [*corpus(20, edition=2), *(document(f"neu{n}.txt", f"Neuigkeit{n} aus Ausgabe2.") for n in range(5))]

PLACES: dict[str, tuple[Any, str]] = {
    "add": (Draft, "add"),
    "schedule": (Draft, "schedule"),
    "publish": (Draft, "publish"),
    "end": (Draft, "end_run"),
    "index": (run, "advance"),
    "vectors": (derived.ChromaVectors, "add"),
    "words": (derived.TantivyIndex, "commit"),
    "switch": (derived, "_switch"),
    "flush": (manifest, "write"),
    "rename": (Path, "rename"),
    "tidy": (run, "tidy"),
}


def take_in(data: Path | DataFolder, documents: list[Document], seconds_a_passage: float = 0.0) -> None:
    run.PASSAGES_A_GROUP = 12
    ingest_documents(data, documents, ToyEmbedder(seconds_a_passage=seconds_a_passage), 16)


def run_and_die(data: Path | DataFolder, place: str, when: str, call: int) -> None:
    """Kills itself with SIGKILL before or after the `call`-th call at `place`."""
    owner, name = PLACES[place]
    setattr(owner, name, _deadly(getattr(owner, name), when, call))
    take_in(data, CHANGED)


def _deadly(function: Callable[..., Any], when: str, call: int) -> Callable[..., Any]:
    calls = 0

    def deadly(*arguments: Any, **more: Any) -> Any:
        nonlocal calls
        calls += 1
        if when == "before" and calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        result = function(*arguments, **more)
        if when == "after" and calls == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return deadly


def run_slowly(data: Path) -> None:
    take_in(data, CHANGED, seconds_a_passage=0.005)


def run_edition(data: Path, edition: int) -> None:
    """Every second edition changes everything, the others only two documents."""
    take_in(data, edition_of(edition), seconds_a_passage=0.001)


def edition_of(edition: int) -> list[Document]:
    return [*corpus(40, edition - edition % 2)[:38], *corpus(40, edition)[38:]]


def run_with_a_full_catalogue(data: Path, answer: Path) -> None:
    """SQLite may take a few more pages and then says what it says on a full disk."""

    def limit(connection: Any, _record: object) -> None:
        [pages] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + 8}")

    event.listen(Engine, "connect", limit)
    _answer(data, answer)


def run_with_a_full_index(data: Path, answer: Path) -> None:
    """From the start of the building on no file may grow beyond 64 KiB; the system refuses the write."""
    build = run.advance

    def starve(*arguments: Any) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
        build(*arguments)

    run.advance = starve
    _answer(data, answer)


def _answer(data: Path, answer: Path) -> None:
    try:
        take_in(data, CHANGED)
    except StorageError as error:
        answer.write_text(error.code)


def hold(data: Path, seconds: float) -> None:
    """Writes for a while, so that another writer meets it."""
    ingest_documents(data, CHANGED, ToyEmbedder(seconds_a_passage=seconds / 45), 16)
