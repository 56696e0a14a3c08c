"""A retriever that follows the new generations of a data folder by itself."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

from assistant.errors import AssistantError, StorageError, UnavailableError
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.index import Index, Seen, is_built, no_index, published, rebuild, tidy_words
from assistant.indexing.manifest import broken
from assistant.records import Audience, Filters
from assistant.retrieving.embedders import Embedders
from assistant.retrieving.fuse import Weights, weights_for
from assistant.retrieving.opened_generation import OpenedGeneration, OvertakenError
from assistant.retrieving.rerank import Reranking
from assistant.retrieving.retrieve import Match, Retriever
from assistant.storage.folder import DataFolder

LOOK_EVERY_SECONDS = 1.0
LONGEST_REST_SECONDS = 30.0  # the longest pause after a failed try to catch up
CLOSING_SECONDS = 5.0
# With these errors the opened index stays open: questions fail by themselves until the database server is back.
DATABASE_AWAY = frozenset({"database_unreachable", "database_connections"})

log = logging.getLogger(__name__)

_T = TypeVar("_T")

Doing = Literal["nothing", "loading_model", "building_index", "tidying_index"]


class IndexStatus(NamedTuple):
    """How far a process is.

    Attributes:
        served: the generation that it answers from; None without one.
        published: the newest generation when it last looked; None if there was none, or it has not looked yet.
        doing: what it does in the background.
    """

    served: int | None = None
    published: int | None = None
    doing: Doing = "nothing"


class LiveRetriever:
    """Searches the newest generation of a data folder, opened at the first use. Thread-safe.

    If this host must first derive the index of a new generation, or load another model for it, that happens in the
    background, and the generation before answers meanwhile. If the newest one cannot be opened, no older one is used:
    what was withdrawn must not come back. The weights are those of the data folder unless others are given.
    """

    def __init__(
        self,
        data: Path | DataFolder,
        embedders: Embedder | Embedders,
        reranking: Reranking | None = None,
        weights: Weights | None = None,
        *,
        look_every_seconds: float = LOOK_EVERY_SECONDS,
    ) -> None:
        self._folder = DataFolder.of(data)
        self._embedders = embedders if isinstance(embedders, Embedders) else Embedders(embedders)
        self._reranking = reranking
        self._weights = weights
        self._look_every_seconds = look_every_seconds
        self._opened: OpenedGeneration | None = None
        self._failure: AssistantError = UnavailableError("warming_up")
        self._looked = float("-inf")
        self._rest = self._rested = 0.0
        self._opening = threading.Lock()
        self._catching_up: threading.Thread | None = None
        self._published: int | None = None
        self._doing: Doing = "nothing"
        self._is_closed = False

    def open(self) -> None:
        """Opens the index now. Raises an AssistantError that says why it cannot; a later use tries again."""
        self._follow(wait=True)
        self._wait()  # for a thread that an earlier look has started
        if self._opened is None:  # not looked again: a further try would hide why this one failed
            raise self._failure.with_traceback(None)

    def ready(self) -> AssistantError | None:
        """None when there is an index to search, else why not."""
        try:
            self._follow()
        except AssistantError as error:
            return error
        return None if self._opened else self._failure

    @property
    def index_status(self) -> IndexStatus:
        """How far this retriever is, without any I/O."""
        opened = self._opened
        return IndexStatus(opened.seen.state.generation if opened else None, self._published, self._doing)

    def read(self, use: Callable[[Retriever], _T]) -> _T:
        """The result of `use` on the current generation, or again on the newest if that was overtaken.

        Raises:
            AssistantError: there is no index to search.
        """
        while True:
            try:
                return self._current().read(use)
            except OvertakenError:
                self._looked = float("-inf")
                self._follow(wait=True)

    def retrieve(
        self, query: str, *, audiences: frozenset[Audience], filters: Filters | None = None, k: int = 10
    ) -> list[Match]:
        """As `Retriever.retrieve`."""
        return self.read(lambda retriever: retriever.retrieve(query, audiences=audiences, filters=filters, k=k))

    def close(self) -> None:
        """Closes the index after its last reader; the retriever must not be used any more."""
        with self._opening:
            self._is_closed = True
            self._switch(None)
        self._wait(CLOSING_SECONDS)

    def _current(self) -> OpenedGeneration:
        self._follow()
        opened = self._opened
        if opened:
            return opened
        raise self._failure.with_traceback(None)  # a kept traceback would hold questions

    def _follow(self, *, wait: bool = False) -> None:
        """Opens the newest generation; while one thread does, others wait or go on with the present one."""
        if self._is_closed:
            raise ValueError("the retriever is closed")
        if time.monotonic() - self._looked < self._look_every_seconds or not self._opening.acquire(blocking=wait):
            return
        try:
            if self._is_closed:
                raise ValueError("the retriever is closed")
            self._looked = time.monotonic()
            self._look()
        except AssistantError as error:
            self._fail(error)
        finally:
            self._opening.release()
        if wait:
            self._wait()

    def _look(self) -> None:
        """Opens the newest generation if it is built; else a background thread derives it, or loads its model."""
        try:
            seen = self._seen()
        except StorageError as error:
            if error.code not in DATABASE_AWAY:
                raise
            log.warning("no look at the catalogue: %s", error)
            self._failure = error
            return
        if self._catching_up or not self._is_behind(seen):
            return
        if self._embedders.is_loaded(seen.state.model) and is_built(self._folder, seen.state):
            try:
                self._switch(self._newest())
            except UnavailableError as error:
                if error.code != "index_broken":
                    raise
                log.warning("index mended from the catalogue: %s", error)
        if self._is_behind(seen) or self._folder.database_url:
            self._catch_up_apart()

    def _seen(self) -> Seen:
        """The published generation, which `index_status` reports from now on."""
        seen = published(self._folder)
        self._published = seen.state.generation or None
        return seen

    def _is_behind(self, seen: Seen) -> bool:
        return self._opened is None or self._opened.seen != seen

    def _catch_up_apart(self) -> None:
        if time.monotonic() < self._rested:
            return
        if self._opened is None:
            self._failure = UnavailableError("index_building")
        self._catching_up = threading.Thread(target=self._catch_up, name="index", daemon=True)
        self._catching_up.start()

    def _catch_up(self) -> None:
        try:
            while self._step():
                pass
            self._rest = 0.0
        except AssistantError as error:
            self._rest_longer()
            if error.code not in DATABASE_AWAY:
                with self._opening:
                    self._fail(error)
        except Exception as error:  # a defect, or something that nobody foresaw and that passes
            self._rest_longer()
            log.exception("index not caught up")
            if self._opened is None:  # else the opened one keeps answering
                with self._opening:
                    self._fail(broken(self._folder.path, type(error).__name__))
        finally:
            self._doing = "nothing"
            self._catching_up = None

    def _rest_longer(self) -> None:
        self._rest = min(2 * self._rest or self._look_every_seconds, LONGEST_REST_SECONDS)
        self._rested = time.monotonic() + self._rest

    def _step(self) -> bool:
        """Derives and opens the newest generation, or tidies it. Returns whether there may be more to do."""
        if self._is_closed:
            return False
        seen = self._seen()
        if self._is_behind(seen):
            self._doing = "loading_model"
            self._embedders.of(seen.state.model)
            self._doing = "building_index"
            log.info("index of generation %d is built", seen.state.generation)
            return self._derive(seen)
        return bool(self._folder.database_url) and self._tidy(seen)

    def _derive(self, seen: Seen) -> bool:
        """Builds and opens the index of `seen`. Returns True also if that was overtaken meanwhile."""
        try:
            rebuild(self._folder)
        except AssistantError:
            if published(self._folder) == seen:
                raise
            return True
        return self._reopen(seen)

    def _tidy(self, seen: Seen) -> bool:
        self._doing = "tidying_index"

        def is_wanted() -> bool:
            return not self._is_closed and published(self._folder) == seen

        try:
            return tidy_words(self._folder, seen.state, is_wanted) and self._reopen(seen)
        except (StorageError, UnavailableError) as error:  # an untidy index still answers
            log.warning("index not tidied: %s", error)
            return False

    def _reopen(self, seen: Seen) -> bool:
        """Opens the newest generation. Returns True also if that is newer than `seen` and not built yet."""
        try:
            opened = self._newest()
        except UnavailableError:
            if published(self._folder) == seen:
                raise
            return True
        with self._opening:
            self._switch(opened)
        return True

    def _wait(self, seconds: float | None = None) -> None:
        thread = self._catching_up
        if thread and thread is not threading.current_thread():
            thread.join(seconds)

    def _fail(self, error: AssistantError) -> None:
        """Closes the index and keeps the error, which is logged unless nothing was open and the same was logged
        before."""
        known = self._failure
        if self._opened or (error.code, error.values) != (known.code, known.values):
            log.warning("index not opened: %s", error)
        self._failure = error
        self._switch(None)

    def _switch(self, opened: OpenedGeneration | None) -> None:
        if opened:  # maybe newer than the last look saw; set first, so that no status serves more than is published
            self._published = max(self._published or 0, opened.seen.state.generation)
        before, self._opened = self._opened, opened
        if before:
            before.retire()
        if opened and self._is_closed:
            self._switch(None)

    def _newest(self) -> OpenedGeneration:
        """The newest generation, with the embedder of its model.

        Raises:
            ModelMismatchError: no embedder has its model.
            ModelError: the vectors of the model have another length.
        """
        seen = published(self._folder)
        if not seen.state.generation:
            raise no_index(self._folder)
        embedder = self._embedders.of(seen.state.model)
        index = Index.open(self._folder, embedder.name)
        try:
            self._embedders.check_length(index.model, index.dimension)
            weights = self._weights or weights_for(self._folder.path, index.model)
        except AssistantError:
            index.close()
            raise
        return OpenedGeneration(Retriever(index, embedder, reranking=self._reranking, weights=weights))
