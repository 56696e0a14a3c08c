"""What the server depends on, and whether each of it works. /readyz needs all of it; staff see each by its name."""

from __future__ import annotations

import asyncio
import logging
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from typing import Literal

from anyio import CapacityLimiter, move_on_after, to_thread

from assistant.errors import AssistantError, ModelError, UnavailableError
from assistant.indexing.chroma_api import ChromaApi
from assistant.indexing.index import published_generation
from assistant.queueing.jobs import Queue
from assistant.queueing.queues import queue_of
from assistant.settings.settings import Settings
from assistant.storage.folder import ChromaServer
from assistant.web.protocol import Assistant

log = logging.getLogger("assistant.web")

CHECK_SECONDS = 3.0  # what takes longer is not there
KEEP_SECONDS = 1.0  # so long a state is told again: whoever asks, the services are not asked more often
CONNECT_SECONDS = 1.0

INDEX = "index"

State = Literal["ok", "missing"]


@dataclass(frozen=True)
class Dependency:
    """Something outside of a request that answers need.

    `check` runs in a thread; it returns or raises why the dependency is not there, and returns None where it is. Where
    `is_needed` is false, its loss is told and the server stays ready: something takes its place.
    """

    name: str
    check: Callable[[], AssistantError | None]
    is_needed: bool = True


@dataclass(frozen=True, slots=True)
class DependencyState:
    """How a dependency was found; `error` says why it is missing."""

    dependency: Dependency
    error: AssistantError | None

    @property
    def state(self) -> State:
        return "missing" if self.error else "ok"


class Readiness:
    """The state of all dependencies, looked at together, by one caller at a time. Used on the event loop only."""

    def __init__(self, dependencies: Sequence[Dependency]) -> None:
        self._dependencies = dependencies
        self._threads = CapacityLimiter(max(1, len(dependencies)))
        self._looking = asyncio.Lock()
        self._found: list[DependencyState] = []
        self._looked = float("-inf")

    async def found(self) -> list[DependencyState]:
        """Each dependency in its order; a state may be `KEEP_SECONDS` old."""
        async with self._looking:
            if time.monotonic() - self._looked >= KEEP_SECONDS:
                before = {one.dependency.name: one.state for one in self._found}
                self._found = await asyncio.gather(*(self._look(one) for one in self._dependencies))
                self._looked = time.monotonic()
                _log_changes(before, self._found)
            return self._found

    async def _look(self, dependency: Dependency) -> DependencyState:
        error: AssistantError | None = UnavailableError("dependency_slow", name=dependency.name, seconds=CHECK_SECONDS)
        with move_on_after(CHECK_SECONDS):
            error = await to_thread.run_sync(_checked, dependency, limiter=self._threads, abandon_on_cancel=True)
        return DependencyState(dependency, error)


def _checked(dependency: Dependency) -> AssistantError | None:
    try:
        return dependency.check()
    except AssistantError as error:
        return error


def _log_changes(before: dict[str, State], found: Sequence[DependencyState]) -> None:
    for one in found:
        if one.state != before.get(one.dependency.name, "ok"):
            why = {"why": str(one.error)} if one.error else {}
            fields = {"dependency": one.dependency.name, "state": one.state, **why}
            log.warning("dependency", extra={"fields": fields})


def dependencies_of(settings: Settings, assistant: Assistant) -> list[Dependency]:
    """Those of a server with these settings: catalogue, models, index; a Chroma server, a language model, and with a
    database server a worker, where they are named."""

    def index() -> AssistantError | None:
        return None if isinstance(error := assistant.ready(), ModelError) else error

    def models() -> AssistantError | None:
        return error if isinstance(error := assistant.ready(), ModelError) else None

    def catalogue() -> None:
        published_generation(settings.folder)

    found = [Dependency("catalogue", catalogue), Dependency("models", models), Dependency(INDEX, index)]
    if server := settings.folder.chroma:
        found.append(Dependency("vector_store", lambda: _ask(server)))
    if settings.llm:
        found.append(Dependency("language_model", lambda: _reached(settings), is_needed=False))
    if settings.database_url:
        found.append(Dependency("ingestion_worker", partial(_worked, queue_of(settings)), is_needed=False))
    return found


def _worked(queue: Queue) -> AssistantError | None:
    return None if queue.is_worked() else UnavailableError("no_worker")


def _ask(server: ChromaServer) -> None:
    """Asks a Chroma server for a collection that need not be there."""
    with closing(ChromaApi(server)) as api:
        api.collection("ready")


def _reached(settings: Settings) -> AssistantError | None:
    """Whether a line to the server of the language model can be opened; one without an address of ours is not tried."""
    from assistant.answering.writing.model import server_of

    place = server_of(settings)
    if place is None:
        return None
    try:
        socket.create_connection(place, CONNECT_SECONDS).close()
    except OSError as error:
        return UnavailableError("language_model_away", name=settings.llm, why=error.strerror or error)
    return None
