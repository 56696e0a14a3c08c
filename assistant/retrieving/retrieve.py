"""Question to passages: what the vectors find and what the words find, fused."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.embed import Embedder
from assistant.indexing.index import Index
from assistant.indexing.lexical import Field
from assistant.indexing.tables import Similarities
from assistant.language.terms import grams, stems
from assistant.records import Audience, Filters, Hit
from assistant.retrieving.fuse import fuse

# Each search brings so many candidates; 150 put no more right passages first (mlqa-de, gold/dev; docs/MEASUREMENTS.md).
POOL = 100


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
        compared = self.index.similarities(ids, vector, audiences)
        best = _ranked(compared, *(_scores(leg, compared) for leg in legs))[:k]
        stored = self.index.passages([id for id, _ in best], audiences)
        kept = [(id, score) for id, score in best if id in stored]  # a newer generation may have taken some away
        return [
            Match(Hit(*stored[id], rank, compared[id].passage, score), compared[id].sentences)
            for rank, (id, score) in enumerate(kept, 1)
        ]

    def _lexical(
        self, field: Field, query: str, audiences: frozenset[Audience], documents: frozenset[str] | None
    ) -> list[tuple[str, float]]:
        tokens = stems(query) if field == "stems" else grams(query)
        return self.index.lexical(field, tokens, audiences, POOL, documents)


def _scores(leg: dict[str, float], ids: Iterable[str]) -> NDArray[np.float32]:
    """(n,) BM25 of the passages; one beyond a full list scores at most what its last one does, and gets that."""
    beyond = min(leg.values()) if len(leg) >= POOL else 0.0
    return np.array([leg.get(id, beyond) for id in ids], np.float32)


def _ranked(
    compared: dict[str, Similarities], stem_scores: NDArray[np.float32], gram_scores: NDArray[np.float32]
) -> list[tuple[str, float]]:
    """(passage id, fused score), best first, equals by id."""
    whole = np.array([found.passage for found in compared.values()], np.float32)
    closest = np.array([found.sentences.max(initial=-1.0) for found in compared.values()], np.float32)
    scores = fuse(whole, closest, stem_scores, gram_scores)
    return sorted(zip(compared, map(float, scores), strict=True), key=lambda hit: (-hit[1], hit[0]))
