"""Question to passages: what the vectors find and what the words find, fused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.embed import Embedder
from assistant.indexing.index import Index
from assistant.indexing.lexical import Field
from assistant.indexing.tables import StoredPassage
from assistant.language.terms import grams, stems
from assistant.records import Audience, Filters, Hit
from assistant.retrieving.fuse import fuse

# Each search brings so many candidates; what none of the three has among its first 150 was never first after fusion.
POOL = 150


@dataclass(frozen=True, slots=True)
class Match:
    """A hit with the cosines of its sentences to the question, (s,) float32, in the order of `passage.sentences`."""

    hit: Hit
    sentence_similarities: NDArray[np.float32]


class Retriever:
    """Searches one generation of the index; the audiences pick the collections before anything is searched."""

    def __init__(self, index: Index, embedder: Embedder) -> None:
        self.index = index
        self.embedder = embedder

    def retrieve(
        self, query: str, *, audiences: frozenset[Audience], filters: Filters | None = None, k: int = 10
    ) -> list[Match]:
        """At most `k` passages, best first; none when `filters` let no document through."""
        documents = self.index.document_ids(filters, audiences) if filters else None
        if documents is not None and not documents:
            return []
        vector = self.embedder.embed_query(query)
        dense = self.index.nearest(vector, audiences, POOL, documents)
        legs = [dict(self._lexical(field, query, audiences, documents)) for field in ("stems", "grams")]
        ids = dict.fromkeys([*(id for id, _ in dense), *legs[0], *legs[1]])
        found = list(self.index.passages(ids, audiences).values())
        return _ranked(found, vector, *(_scores(leg, found) for leg in legs), k=k) if found else []

    def _lexical(
        self, field: Field, query: str, audiences: frozenset[Audience], documents: frozenset[str] | None
    ) -> list[tuple[str, float]]:
        tokens = stems(query) if field == "stems" else grams(query)
        return self.index.lexical(field, tokens, audiences, POOL, documents)


def _scores(leg: dict[str, float], found: Sequence[StoredPassage]) -> NDArray[np.float32]:
    """(n,) BM25 of the passages; one beyond a full list scores at most what its last one does, and gets that."""
    beyond = min(leg.values()) if len(leg) >= POOL else 0.0
    return np.array([leg.get(stored.passage.id, beyond) for stored in found], np.float32)


def _ranked(
    found: Sequence[StoredPassage],
    vector: NDArray[np.float32],
    stem_scores: NDArray[np.float32],
    gram_scores: NDArray[np.float32],
    *,
    k: int,
) -> list[Match]:
    similarities = np.stack([stored.vector for stored in found]) @ vector
    by_sentence = [stored.sentence_vectors @ vector for stored in found]
    closest = np.array([cosines.max(initial=-1.0) for cosines in by_sentence], np.float32)
    scores = fuse(similarities, closest, stem_scores, gram_scores)
    order = sorted(range(len(found)), key=lambda i: (-scores[i], found[i].passage.id))[:k]
    return [
        Match(Hit(found[i].passage, found[i].document, rank, float(similarities[i]), float(scores[i])), by_sentence[i])
        for rank, i in enumerate(order, 1)
    ]
