"""LangChain's own tests for retrievers, on a small index."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fakes import ToyEmbedder
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import RetrieversIntegrationTests

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.records import Document
from assistant.retrieving.langchain import PassageRetriever
from assistant.retrieving.retrieve import Retriever


@pytest.fixture(scope="module")
def ours(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    """Beside the fixture `retriever` of the room, which the class below has another one for."""
    data = tmp_path_factory.mktemp("data")
    embedder = ToyEmbedder()
    ingest_documents(data, documents, embedder, 64)
    index = Index.open(data, embedder.name)
    yield Retriever(index, embedder)
    index.close()


@pytest.mark.anyio
class TestPassageRetriever(RetrieversIntegrationTests):
    @pytest.fixture
    def anyio_backend(self) -> str:
        return "asyncio"

    @pytest.fixture(autouse=True)
    def _index(self, ours: Retriever) -> None:
        self._ours = ours

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return PassageRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"retriever": self._ours}

    @property
    def retriever_query_example(self) -> str:
        return "Wie wird die Batterie gefördert?"
