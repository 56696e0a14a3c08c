"""Nearest passages by cosine. The only module that imports Chroma; to its server speaks `chroma_api.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.ranking import best_first
from assistant.records import AUDIENCES, Audience
from assistant.storage.errors import storage_error

# 238 questions of gold/dev, 100 asked for: recall@10 .998 of its 8,734 different passages (1.4 ms), .996 of 100,000, of
# which most are copies moved as neighbours lie apart (2.1 ms); recall@100 .992, .987
# (docs/history/RETRIEVAL.md, "How fast").
EF_SEARCH = 500

# So much more is asked for than would be left if the hits were allowed as often as all others: a second search for
# more costs as much as the first.
SPARE = 1.3

# Every write goes into the HNSW files at once. With Chroma's 1000 the rest stays in a log, which each process that
# opens the folder, readers too, replays into these very files (seen with 1.5.9); two at a time could break them.
SYNC_THRESHOLD = 1


class VectorItem(NamedTuple):
    """A passage to be stored: `vector` (d,) float32, unit length."""

    id: str
    vector: NDArray[np.float32]


class VectorStore(Protocol):
    """Passages of each audience, apart from one another, found by cosine similarity."""

    def add(self, audience: Audience, items: Sequence[VectorItem]) -> None:
        """Stores items whose ids are new."""

    def nearest(self, vector: NDArray[np.float32], audience: Audience, k: int) -> list[tuple[str, float]]:
        """At most `k` (id, cosine), best first, equals by id; empty for k = 0 or an empty collection."""

    def count(self, audience: Audience) -> int:
        """The number of passages of `audience`."""

    def ids(self, audience: Audience) -> set[str]:
        """The ids of all passages of `audience`."""

    def close(self) -> None:
        """Lets go of files and memory; the store is not usable afterwards."""


def first_allowed(
    search: Callable[[int], list[tuple[str, float]]],
    is_allowed: Callable[[str], bool],
    k: int,
    total: int,
    share: float,
) -> list[tuple[str, float]]:
    """The `k` best hits that are allowed, which about `share` of all `total` are.

    Asks for so many more, drops the others, and asks for more again where too few are left and there may be more.
    """
    asked = min(round(SPARE * k / max(share, 1e-6)), total)
    while True:
        found = search(asked)
        hits = [hit for hit in found if is_allowed(hit[0])]
        if len(hits) >= k or len(found) < asked or asked >= total:
            return hits[:k]
        asked = min(4 * max(asked, 1), total)


class ChromaVectors:
    """A VectorStore in a folder of its own. One process at a time may write, and readers must open it afterwards."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._client = _client(folder)
        try:
            with _explained(folder):
                self._collections: dict[Audience, Any] = {name: self._collection(name) for name in AUDIENCES}
                self._batch: int = self._client.get_max_batch_size()
        except BaseException:
            self._client.close()
            raise

    def _collection(self, audience: Audience) -> Any:
        configuration: Any = {"hnsw": {"space": "cosine", "ef_search": EF_SEARCH, "sync_threshold": SYNC_THRESHOLD}}
        return self._client.get_or_create_collection(audience, configuration=configuration, embedding_function=None)

    def add(self, audience: Audience, items: Sequence[VectorItem]) -> None:
        collection = self._collections[audience]
        with _explained(self._folder):
            for start in range(0, len(items), self._batch):
                batch = items[start : start + self._batch]
                collection.add(
                    ids=[item.id for item in batch],
                    embeddings=np.stack([item.vector for item in batch]),
                )

    def nearest(self, vector: NDArray[np.float32], audience: Audience, k: int) -> list[tuple[str, float]]:
        if k <= 0:
            return []
        with _explained(self._folder):
            found = self._collections[audience].query(
                query_embeddings=vector.reshape(1, -1), n_results=k, include=["distances"]
            )
        similarities = [1.0 - float(distance) for distance in found["distances"][0]]
        return best_first(zip(found["ids"][0], similarities, strict=True))

    def count(self, audience: Audience) -> int:
        with _explained(self._folder):
            return int(self._collections[audience].count())

    def ids(self, audience: Audience) -> set[str]:
        found: set[str] = set()
        with _explained(self._folder):
            for start in range(0, self._collections[audience].count(), self._batch):
                found.update(self._collections[audience].get(limit=self._batch, offset=start, include=[])["ids"])
        return found

    def close(self) -> None:
        self._client.close()


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings
    from chromadb.errors import ChromaError

    settings = Settings(anonymized_telemetry=False)
    path = str(folder.resolve())  # Chroma's cache is by path: a relative one may mean another folder later
    try:
        return chromadb.PersistentClient(path, settings)
    except (ChromaError, ValueError) as error:
        # What failed to start stays in Chroma's cache by path until the next attempt fails, too (while it cleans up):
        # without that attempt, what is built anew in this place could not be opened.
        with suppress(ChromaError, ValueError, AttributeError):
            again: Any = chromadb.PersistentClient(path, settings)
            again.close()
        raise storage_error(folder, error) from error


@contextmanager
def _explained(folder: Path) -> Iterator[None]:
    """Turns Chroma's errors, which tell nothing apart by type, into a StorageError for `folder`."""
    from chromadb.errors import ChromaError

    try:
        yield
    except ChromaError as error:
        raise storage_error(folder, error) from error
