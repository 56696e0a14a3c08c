"""Sets of vectors on a Chroma server: each is made once, sealed, and never changed afterwards.

A set is a collection for each audience; its metadata say `complete` only once all of it is there and answers. So what
a killed run has left, or a server that was killed meanwhile has broken, is never searched.
"""

from __future__ import annotations

import re
import secrets
import threading
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.errors import VectorServerError
from assistant.indexing.chroma_api import ChromaApi, Collection
from assistant.indexing.publications import State
from assistant.indexing.ranking import best_first
from assistant.indexing.vectors import EF_SEARCH, VectorItem
from assistant.records import AUDIENCES, Audience
from assistant.storage.folder import ChromaServer

# A search takes milliseconds, and what does not come is looked up in memory.
ANSWER_SECONDS = 2.0
# A server that was killed is back in that time, so that a long run need not begin anew.
BUILDER_PATIENCE = 60.0
# Chroma's own default; smaller is safer for readers of a folder, which a server is not.
_SYNC_THRESHOLD = 1000
_OURS = re.compile(r"(g\d+-[0-9a-f]{12}-[0-9a-f]{4})-(?:" + "|".join(AUDIENCES) + ")")


def new_name(state: State) -> str:
    """A name for a set of `state`, that no other set has."""
    return f"g{state.generation}-{state.publication[:12]:0<12}-{secrets.token_hex(2)}"


class ServerVectors:
    """A VectorStore: the set `name` on a Chroma server. Asks for nothing before it is used; thread-safe.

    `add` and `seal` are for the one who makes the set.

    Raises:
        VectorServerError: on every use, while the server does not answer; or the set is missing or not complete.
    """

    def __init__(self, server: ChromaServer, name: str, patience: float = 0.0) -> None:
        self.name = name
        self._server = server
        self._api = ChromaApi(server, patience)
        self._collections: dict[Audience, Collection] = {}
        self._opening = threading.Lock()

    @classmethod
    def make(cls, server: ChromaServer, name: str) -> ServerVectors:
        """A new, empty set of that name, to be filled and sealed."""
        made = cls(server, name, BUILDER_PATIENCE)
        configuration = {"hnsw": {"space": "cosine", "ef_search": EF_SEARCH, "sync_threshold": _SYNC_THRESHOLD}}
        try:
            for audience in AUDIENCES:
                collection = made._api.create(f"{name}-{audience}", {"complete": False}, configuration)
                made._collections[audience] = collection
        except VectorServerError:
            made.close()
            raise
        return made

    def add(self, audience: Audience, items: Sequence[VectorItem]) -> None:
        """Stores items; the same once more does no harm."""
        if items:
            vectors = np.stack([item.vector for item in items])
            self._api.upsert(self._collections[audience], [item.id for item in items], vectors)

    def seal(self, dimension: int, counts: dict[Audience, int]) -> None:
        """Proves that the set holds `counts` and answers, and says so in it.

        Raises:
            VectorServerError: it does not ("chroma_torn").
        """
        anything = np.full(dimension, max(dimension, 1) ** -0.5, np.float32)
        for audience, collection in self._collections.items():
            expected, found = counts.get(audience, 0), self._api.count(collection)
            if found != expected:
                raise self._torn(f"{collection.name}: {found} ≠ {expected}")
            if expected and not self._api.query(collection, anything, 1, self._server.timeout_seconds):
                raise self._torn(f"{collection.name}: 0 ≠ 1")
        for audience, collection in self._collections.items():
            said = {"complete": True, "count": counts.get(audience, 0), "dimension": dimension}
            self._api.describe(collection, said)
            self._collections[audience] = collection._replace(metadata=said)

    def nearest(self, vector: NDArray[np.float32], audience: Audience, k: int) -> list[tuple[str, float]]:
        if k <= 0:
            return []
        found = self._api.query(self._collection(audience), vector, k, ANSWER_SECONDS)
        return best_first((id, 1.0 - distance) for id, distance in found)

    def count(self, audience: Audience) -> int:
        """What the seal says; without one, what is there by now."""
        collection = self._collection(audience)
        said = collection.metadata.get("count")
        return self._api.count(collection) if said is None else int(said)

    def ids(self, audience: Audience) -> set[str]:
        return set(self._api.ids(self._collection(audience)))

    def check(self) -> None:
        """Raises VectorServerError unless the set is complete and holds what its seal says."""
        for audience in AUDIENCES:
            expected, found = self.count(audience), self._api.count(self._collection(audience))
            if expected != found:
                raise self._torn(f"{self.name}-{audience}: {found} ≠ {expected}")

    def close(self) -> None:
        self._api.close()

    def _collection(self, audience: Audience) -> Collection:
        with self._opening:
            if audience not in self._collections:
                self._collections[audience] = self._opened(f"{self.name}-{audience}")
            return self._collections[audience]

    def _opened(self, name: str) -> Collection:
        found = self._api.collection(name)
        if found is None or found.metadata.get("complete") is not True:
            raise self._torn(f"{name}: {'not complete' if found else 'missing'}")
        return found

    def _torn(self, why: str) -> VectorServerError:
        return VectorServerError("chroma_torn", url=self._server.url, why=why)


def delete_sets(server: ChromaServer, names: Iterable[str]) -> None:
    """Removes the sets of these names, as far as they are there."""
    api = ChromaApi(server)
    try:
        for name in names:
            for audience in AUDIENCES:
                api.delete(f"{name}-{audience}")
    finally:
        api.close()


def set_names(server: ChromaServer) -> set[str]:
    """The names of all sets on the server, those that are not complete, too."""
    api = ChromaApi(server)
    try:
        found = (_OURS.fullmatch(collection.name) for collection in api.collections())
        return {match[1] for match in found if match}
    finally:
        api.close()
