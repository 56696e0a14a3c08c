"""The usual LangChain pipeline asked the same questions: RecursiveCharacterTextSplitter, Chroma, the same model.

It gets the texts as our readers made them, without front matter, so that only splitting and searching differ; sizes are
those of LangChain's own tutorial, distance and index settings Chroma's defaults.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import UnavailableError
from assistant.indexing.embedding.embed import Embedder
from assistant.records import Audience, Document, Filters, Hit, Passage

NAME = "LangChain"
FOLDER = "langchain"
COMPLETE = "complete.json"
CHUNK_CHARACTERS, CHUNK_OVERLAP = 1000, 200
PACKAGES = ("langchain_chroma", "langchain_text_splitters")


def refuse_missing_packages() -> None:
    """To be asked before anything slow is done.

    Raises:
        UnavailableError: a package of that stack is not installed.
    """
    for package in PACKAGES:
        if importlib.util.find_spec(package) is None:
            raise UnavailableError("peers_missing", package=package.replace("_", "-"))


class LangChainSearcher:
    """A Searcher over LangChain's own index of `documents`, kept below `data` and built anew when they have changed.

    It knows neither audiences nor filters: all documents are searched.

    Raises:
        UnavailableError: a package of that stack is not installed.
    """

    def __init__(self, data: Path, documents: Iterable[Document], embedder: Embedder) -> None:
        refuse_missing_packages()
        unique = {document.id: document for document in documents}
        self._infos = {id: document.info for id, document in unique.items()}
        self._store = _opened(data / FOLDER, list(unique.values()), embedder)

    def search(self, query: str, *, audiences: frozenset[Audience], filters: Filters, k: int) -> list[Hit]:
        """At most `k` chunks, best first; `similarity` is the cosine, computed from the squared distance."""
        found = self._store.similarity_search_with_score(query, k)
        return [self._hit(rank, chunk, 1 - distance / 2) for rank, (chunk, distance) in enumerate(found, 1)]

    def _hit(self, rank: int, chunk: Any, similarity: float) -> Hit:
        document, start = chunk.metadata["document"], chunk.metadata["start_index"]
        text = chunk.page_content
        passage = Passage(document, start, start + len(text), text, ())
        return Hit(passage, self._infos[document], rank, similarity, similarity)


def _opened(folder: Path, documents: Sequence[Document], embedder: Embedder) -> Any:
    from langchain_chroma import Chroma

    from assistant.indexing.embedding.langchain_embedder import PassageEmbeddings

    recipe, embeddings = _recipe(documents, embedder), PassageEmbeddings(embedder)
    complete = _read(folder / COMPLETE)
    if complete and complete["recipe"] == recipe:
        return Chroma(embedding_function=embeddings, persist_directory=str(folder.resolve() / complete["place"]))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    place = tempfile.mkdtemp(dir=folder.resolve())  # Chroma remembers in the process what it opened at a path
    store = Chroma.from_documents(_chunks(documents), embeddings, persist_directory=place)
    (folder / COMPLETE).write_text(json.dumps({"recipe": recipe, "place": Path(place).name}), encoding="utf-8")
    return store


def _recipe(documents: Sequence[Document], embedder: Embedder) -> dict[str, Any]:
    """What the index is made of: another recipe, another index."""
    checksum = hashlib.sha256()
    for document in documents:
        checksum.update(f"{document.id}\0{document.text}\0".encode())
    sizes = [CHUNK_CHARACTERS, CHUNK_OVERLAP]
    return {"model": embedder.name, "sizes": sizes, "documents": len(documents), "sha256": checksum.hexdigest()}


def _read(file: Path) -> Any:
    """What the file holds; None if it is not there or was cut off."""
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def _chunks(documents: Sequence[Document]) -> Any:
    from langchain_core.documents import Document as Text
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(
        chunk_size=CHUNK_CHARACTERS, chunk_overlap=CHUNK_OVERLAP, add_start_index=True
    )
    return splitter.split_documents(
        [Text(document.text, metadata={"document": document.id}) for document in documents if document.text]
    )
