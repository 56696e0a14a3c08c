"""Our retriever as a LangChain retriever, so that it fits into any LangChain program."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.records import Audience, Filters, Hit
from assistant.retrieving.retrieve import Retriever


class PassageRetriever(BaseRetriever):
    """Finds the `k` best passages that `audiences` may see; `metadata` says where each stands.

    Example:
        PassageRetriever(retriever=Retriever(index, embedder), k=4).invoke("Wie hoch ist der Zuschuss?")
    """

    retriever: Retriever
    audiences: frozenset[Audience] = frozenset({"public"})
    filters: Filters = Filters()
    k: int = 10

    model_config = ConfigDict(arbitrary_types_allowed=True)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        matches = self.retriever.retrieve(query, audiences=self.audiences, filters=self.filters, k=self.k)
        return [_document(match.hit) for match in matches]


def _document(hit: Hit) -> Document:
    passage, info = hit.passage, hit.document
    place = {"document_id": info.id, "page": passage.page, "start": passage.start, "end": passage.end}
    described = {"title": info.title, "path": info.path, "type": info.type, "date": info.date, "url": info.url}
    found = {"similarity": hit.similarity, "score": hit.score}
    return Document(id=passage.id, page_content=passage.text, metadata=place | described | found)
