"""A data folder as a retriever that follows the folder's new generations by itself."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from assistant.errors import AssistantError, ModelError, UnavailableError
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.index import Index, published_generation, rebuild
from assistant.records import Audience, Filters
from assistant.retrieving.fuse import Weights, weights_for
from assistant.retrieving.opened import Opened, OvertakenError
from assistant.retrieving.rerank import Reranking
from assistant.retrieving.retrieve import Match, Retriever

LOOK_EVERY_SECONDS = 1.0

log = logging.getLogger(__name__)

_T = TypeVar("_T")


class LiveRetriever:
    """Searches the newest generation of a data folder, opened at the first use. Thread-safe.

    When the newest generation cannot be opened, no older one is shown: what was withdrawn must not come back. The
    weights are those of the data folder unless others are given.
    """

    def __init__(
        self,
        data: Path,
        embedder: Embedder,
        reranking: Reranking | None = None,
        weights: Weights | None = None,
    ) -> None:
        self._data = data
        self._embedder = embedder
        self._reranking = reranking
        self._weights = weights
        self._opened: Opened | None = None
        self._failure: AssistantError = UnavailableError("warming_up")
        self._looked = float("-inf")
        self._opening = threading.Lock()
        self._is_closed = False

    def open(self) -> None:
        """Opens the index now; raises an AssistantError that says why there is none. A later use tries again."""
        self._follow(wait=True)
        self._current()

    def ready(self) -> AssistantError | None:
        """None when there is an index to search, else why not."""
        try:
            self._follow()
        except AssistantError as error:
            return error
        return None if self._opened else self._failure

    def read(self, use: Callable[[Retriever], _T]) -> _T:
        """What `use` finds in the current generation, or in the newest when it is overtaken.

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
        """Closes the index behind its last reader; to be used no more."""
        with self._opening:
            self._is_closed = True
            self._switch(None)

    def _current(self) -> Opened:
        self._follow()
        opened = self._opened
        if opened:
            return opened
        raise self._failure

    def _follow(self, *, wait: bool = False) -> None:
        """Opens the newest generation; while one thread does, the others wait or go on with what there is."""
        if self._is_closed:
            raise ValueError("the retriever is closed")
        if time.monotonic() - self._looked < LOOK_EVERY_SECONDS or not self._opening.acquire(blocking=wait):
            return
        try:
            if self._is_closed:
                raise ValueError("the retriever is closed")
            self._looked = time.monotonic()
            if self._opened is None or published_generation(self._data) != self._opened.generation:
                self._switch(Opened(self._retriever()))
        except AssistantError as error:
            log.warning("index not opened: %s", error)
            self._failure = error
            self._switch(None)
        finally:
            self._opening.release()

    def _switch(self, opened: Opened | None) -> None:
        before, self._opened = self._opened, opened
        if before:
            before.retire()

    def _retriever(self) -> Retriever:
        weights = self._weights or weights_for(self._data, self._embedder.name)
        return Retriever(self._checked(), self._embedder, reranking=self._reranking, weights=weights)

    def _checked(self) -> Index:
        """The newest generation, if the model's vectors still have the length of its own.

        Raises:
            ModelError: they have not: a service may have put another model behind the same name.
        """
        found = self._question_length
        index = self._opened_or_mended()
        if index.dimension not in (0, found):
            index.close()
            raise ModelError("embeddings_dimension", name=self._embedder.name, found=found, expected=index.dimension)
        return index

    @cached_property
    def _question_length(self) -> int:
        """The length of the vectors of questions; to ask for `dimension` may load an engine for passages."""
        return len(self._embedder.embed_query("Aufwärmen"))

    def _opened_or_mended(self) -> Index:
        try:
            return Index.open(self._data, self._embedder.name)
        except UnavailableError as error:
            if error.code != "index_broken":
                raise
            log.warning("index mended from the catalogue: %s", error)
            rebuild(self._data)
            return Index.open(self._data, self._embedder.name)
