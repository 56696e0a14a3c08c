"""The assistant as the server, the command line and the evaluation hold it: one data folder, one model, one object."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import TypeVar

from assistant.answering.ask import answer
from assistant.answering.opened import Opened, OvertakenError
from assistant.errors import AssistantError, NotFoundError, UnavailableError
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.embedding.models import load_embedder
from assistant.indexing.index import Index, published_generation, rebuild
from assistant.records import Answer, Audience, Document, DocumentInfo, Filters, Hit, Question
from assistant.retrieving.retrieve import Retriever
from assistant.settings import Settings

LOOK_EVERY_SECONDS = 1.0

log = logging.getLogger(__name__)

_T = TypeVar("_T")


class Assistant:
    """Answers questions from the documents of a data folder, and follows the folder's new generations by itself.

    Thread-safe. Slow work (loading the model) happens in `warm_up`; until then every question raises UnavailableError.
    When the newest generation cannot be opened, no older one is shown: what was withdrawn must not come back.
    """

    def __init__(self, settings: Settings, embedder: Embedder | None = None) -> None:
        self._settings = settings
        self._embedder = embedder
        self._opened: Opened | None = None
        self._failure: AssistantError = UnavailableError("warming_up")
        self._looked = float("-inf")
        self._opening = threading.Lock()

    def warm_up(self) -> None:
        """Loads the model and opens the index.

        Raises:
            AssistantError: why questions cannot be answered; a later ingestion may mend it.
        """
        try:
            self._embedder = self._embedder or load_embedder(self._settings)
            self._embedder.embed_query("Aufwärmen")
        except AssistantError as error:
            self._failure = error
            raise
        self._follow(wait=True)
        self._current()

    def ready(self) -> AssistantError | None:
        """None when questions can be answered, else why not."""
        try:
            self._follow()
        except AssistantError as error:
            return error
        return None if self._opened else self._failure

    def ask(self, question: Question) -> Answer:
        """The answer to `question` from what its audiences may see; raises UnavailableError while there is no index."""
        return self._read(lambda retriever: answer(question, retriever))

    def search(self, query: str, *, audiences: frozenset[Audience], filters: Filters, k: int) -> list[Hit]:
        """The `k` best passages."""
        matches = self._read(lambda retriever: retriever.retrieve(query, audiences=audiences, filters=filters, k=k))
        return [match.hit for match in matches]

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        """All documents that `audiences` may see, by path."""
        return self._read(lambda retriever: retriever.index.documents(audiences))

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document:
        """The document with its text; raises NotFoundError, also for one that `audiences` may not see."""
        document = self._read(lambda retriever: retriever.document(document_id, audiences))
        if document is None:
            raise NotFoundError("unknown_document", id=document_id)
        return document

    def _read(self, use: Callable[[Retriever], _T]) -> _T:
        """What `use` finds in the current generation, or in the newest when it is overtaken."""
        while True:
            try:
                return self._current().read(use)
            except OvertakenError:
                self._looked = float("-inf")
                self._follow(wait=True)

    def _current(self) -> Opened:
        self._follow()
        if self._opened:
            return self._opened
        raise self._failure

    def _follow(self, *, wait: bool = False) -> None:
        """Opens the newest generation; while one thread does, the others wait or go on with what there is."""
        if self._embedder is None or time.monotonic() - self._looked < LOOK_EVERY_SECONDS:
            return
        if not self._opening.acquire(blocking=wait):
            return
        try:
            self._looked = time.monotonic()
            if self._opened is None or published_generation(self._settings.data) != self._opened.generation:
                self._switch(Opened(Retriever(self._opened_or_mended(self._embedder.name), self._embedder)))
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

    def _opened_or_mended(self, model: str) -> Index:
        try:
            return Index.open(self._settings.data, model)
        except UnavailableError as error:
            if error.code != "index_broken":
                raise
            log.warning("index mended from the catalogue: %s", error)
            rebuild(self._settings.data)
            return Index.open(self._settings.data, model)
