"""Our retriever as a LangChain retriever, so that it fits into any LangChain program.

Imported late: it brings LangChain with it.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import run_in_executor
from pydantic import ConfigDict, Field, InstanceOf, TypeAdapter

from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.embedding.models import load_embedder
from assistant.indexing.index import no_index, published_generation
from assistant.records import PUBLIC, Audience, DocumentType, Filters, Hit
from assistant.retrieving.embedders import Embedders, coming_of
from assistant.retrieving.live_retriever import LiveRetriever
from assistant.retrieving.rerank import reranking_of
from assistant.retrieving.retrieve import Retriever
from assistant.settings.loading import load


class PassageRetriever(BaseRetriever):
    """Finds the `k` best passages that `audiences` may see; `metadata` says where each stands.

    Thread-safe; `ainvoke` searches in a thread. Errors of ours pass through, each with its remedy.

    Example:
        with PassageRetriever.open("data", k=4, type="study") as retriever:
            retriever.invoke("Wie hoch ist der Zuschuss?")
    """

    retriever: Retriever | LiveRetriever
    audiences: frozenset[Audience] = PUBLIC
    filters: InstanceOf[Filters] = Filters()
    k: int = Field(10, ge=1)

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    @classmethod
    def open(
        cls,
        data: Path | str | None = None,
        *,
        embeddings: Embeddings | Embedder | None = None,
        audiences: Collection[Audience] = PUBLIC,
        k: int = 10,
        type: DocumentType | None = None,
        lab: str | None = None,
        topic: str | None = None,
        date_from: datetime.date | str | None = None,
        date_to: datetime.date | str | None = None,
        documents: Iterable[str] = (),
    ) -> Self:
        """A retriever over the newest generation of the folder `data`, which follows later ones; to be closed.

        The settings say what is left out, the folder and the model, and name the reranker. Dates are inclusive, as text
        "2025-05-20"; `documents` are ids.

        Raises:
            UnavailableError: nothing was ingested into the folder yet.
            ModelMismatchError: the folder was made with another model.
            ModelError: the model cannot be loaded or asked.
            SettingsError: a setting is unknown or wrong.
            ValueError: an audience, a type or a date is none.
        """
        settings = load(data=Path(data) if data is not None else None)
        stated = {"type": type, "lab": lab, "topic": topic, "date_from": date_from, "date_to": date_to}
        filters = TypeAdapter(Filters).validate_python(stated | {"documents": frozenset(documents)})
        if not published_generation(settings.folder):  # said before a model is unpacked into a mistyped folder
            raise no_index(settings.folder)
        reranking = reranking_of(settings)
        embedders = Embedders(_embedder(embeddings) or load_embedder(settings), coming_of(settings))
        live = LiveRetriever(settings.folder, embedders, reranking)
        found = cls(retriever=live, audiences=frozenset(audiences), filters=filters, k=k)
        if reranking:
            reranking.warm_up()
        live.open()
        return found

    def close(self) -> None:
        """Closes what `open` has opened; a Retriever that was given stays as it is."""
        if isinstance(self.retriever, LiveRetriever):
            self.retriever.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        wanted = self.k if k is None else k
        if wanted < 1:
            raise ValueError(f"k is {wanted}, at least 1 is needed")
        matches = self.retriever.retrieve(query, audiences=self.audiences, filters=self.filters, k=wanted)
        return [_document(match.hit) for match in matches]

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        search = partial(self._get_relevant_documents, query, run_manager=run_manager.get_sync(), k=k)
        return await run_in_executor(None, search)


def _embedder(embeddings: Embeddings | Embedder | None) -> Embedder | None:
    if isinstance(embeddings, Embeddings):
        from assistant.indexing.embedding.langchain_embedder import LangChainEmbedder

        return LangChainEmbedder(embeddings)
    return embeddings


def _document(hit: Hit) -> Document:
    passage, info = hit.passage, hit.document
    place = {"document_id": info.id, "page": passage.page, "start": passage.start, "end": passage.end}
    described = {
        name: getattr(info, name)
        for name in ("title", "path", "type", "date", "lab", "topic", "language", "audience", "url")
    }
    found = {"rank": hit.rank, "similarity": hit.similarity, "score": hit.score}
    newer = {"superseded_by": hit.superseded_by.id if hit.superseded_by else None}
    metadata = {"source": info.url or info.path, "headings": list(passage.headings)}
    return Document(id=passage.id, page_content=passage.text, metadata=metadata | place | described | found | newer)
