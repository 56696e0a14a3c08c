"""The assistant as the server, the command line and the evaluation hold it: one data folder, one model, one object."""

from __future__ import annotations

import logging
import threading
import time

from assistant.answering.ask import answer
from assistant.errors import AssistantError, NotFoundError, UnavailableError
from assistant.indexing.embed import Embedder, load_embedder
from assistant.indexing.index import Index, published_generation, rebuild
from assistant.records import Answer, Audience, Document, DocumentInfo, Filters, Hit, Question
from assistant.retrieving.retrieve import Retriever
from assistant.settings import Settings

LOOK_EVERY_SECONDS = 1.0

log = logging.getLogger(__name__)


class Assistant:
    """Answers questions from the documents of a data folder, and follows the folder's new generations by itself.

    Thread-safe. Slow work (loading the model) happens in `warm_up`; until then every question raises UnavailableError.
    """

    def __init__(self, settings: Settings, embedder: Embedder | None = None) -> None:
        self._settings = settings
        self._embedder = embedder
        self._retriever: Retriever | None = None
        self._retired: Index | None = None
        self._failure: AssistantError | None = UnavailableError("warming_up")
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
        self._current()

    def ready(self) -> AssistantError | None:
        """None when questions can be answered, else why not."""
        self._follow()
        return None if self._retriever else self._failure

    def ask(self, question: Question) -> Answer:
        """The answer to `question` from what its audiences may see; raises UnavailableError while there is no index."""
        return answer(question, self._current())

    def search(self, query: str, *, audiences: frozenset[Audience], filters: Filters, k: int) -> list[Hit]:
        """The `k` best passages."""
        matches = self._current().retrieve(query, audiences=audiences, filters=filters, k=k)
        return [match.hit for match in matches]

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        """All documents that `audiences` may see, by path."""
        return self._current().index.documents(audiences)

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document:
        """The document with its text; raises NotFoundError, also for one that `audiences` may not see."""
        document = self._current().index.document(document_id, audiences)
        if document is None:
            raise NotFoundError("unknown_document", id=document_id)
        return document

    def _current(self) -> Retriever:
        self._follow()
        if self._retriever:
            return self._retriever
        raise self._failure or UnavailableError("warming_up")

    def _follow(self) -> None:
        """Opens the newest generation; while one thread does, the others go on with the one before."""
        if self._embedder is None or time.monotonic() - self._looked < LOOK_EVERY_SECONDS:
            return
        if not self._opening.acquire(blocking=self._retriever is None):
            return
        try:
            self._looked = time.monotonic()
            if self._retriever is None or published_generation(self._settings.data) != self._retriever.index.generation:
                self._open(self._embedder)
        finally:
            self._opening.release()

    def _open(self, embedder: Embedder) -> None:
        try:
            index = self._opened_or_mended(embedder.name)
        except AssistantError as error:
            log.warning("index not opened: %s", error)
            self._failure = error
            return
        before = self._retriever
        self._retriever = Retriever(index, embedder)
        if self._retired:
            self._retired.close()  # a question that still reads it has had a whole generation of time
        self._retired = before.index if before else None

    def _opened_or_mended(self, model: str) -> Index:
        try:
            return Index.open(self._settings.data, model)
        except UnavailableError as error:
            if error.code != "index_broken":
                raise
            log.warning("index rebuilt from the catalogue: %s", error)
            rebuild(self._settings.data)
            return Index.open(self._settings.data, model)
