"""Question to passages: what the vectors find and what the words find, fused; of two versions the newer first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.index import Index
from assistant.indexing.lexical import Field
from assistant.indexing.tables import Similarities
from assistant.reading.describing.superseding import superseded
from assistant.records import Audience, Document, DocumentInfo, Filters, Hit
from assistant.retrieving.arrange import Sight, arranged
from assistant.retrieving.fuse import fuse
from assistant.retrieving.parts import Parts
from assistant.retrieving.prefer import yields
from assistant.retrieving.rerank import Reranking, reranked
from assistant.retrieving.wording import Wording, unchanged, word

# Each search brings so many candidates; 150 put no more right passages first (mlqa-de, gold/dev; docs/MEASUREMENTS.md).
POOL = 100

ALL_PARTS = Parts()


@dataclass(frozen=True, slots=True)
class Match:
    """A hit with the cosines of its sentences to the question, (s,) float32, in the order of `passage.sentences`.

    `yields` says that what the newer version says goes before it; not where the question asks for the older one.
    """

    hit: Hit
    sentence_similarities: NDArray[np.float32]
    yields: bool = False


class Retriever:
    """Searches one generation of the index; the audiences pick the collections before anything is searched."""

    def __init__(
        self, index: Index, embedder: Embedder, parts: Parts = ALL_PARTS, reranking: Reranking | None = None
    ) -> None:
        self.index = index
        self.embedder = embedder
        self.parts = parts
        self.reranking = reranking
        self._newest: dict[frozenset[Audience], Mapping[str, DocumentInfo]] = {}

    def retrieve(
        self, query: str, *, audiences: frozenset[Audience], filters: Filters | None = None, k: int = 10
    ) -> list[Match]:
        """At most `k` passages, best first; none when `filters` let no document through."""
        documents = self.index.document_ids(filters, audiences) if filters else None
        if documents is not None and not documents:
            return []
        wording = word(query, self.index.words(audiences)) if self.parts.wording else unchanged(query)
        vector = self.embedder.embed_query(wording.text)
        dense = self.index.nearest(vector, audiences, POOL, documents) if self.parts.dense else []
        legs = [dict(self._lexical(field, wording, audiences, documents)) for field in ("stems", "grams")]
        ids = dict.fromkeys([*(id for id, _ in dense), *legs[0], *legs[1]])
        compared = self.index.similarities(ids, vector, audiences)
        stem_scores, gram_scores = (_scores(leg, compared) for leg in legs)
        ranked = _ranked(compared, stem_scores, gram_scores, self.parts)
        ranked = reranked(ranked, query, self.reranking, lambda ids: self.index.passages(ids, audiences))
        newest = self.newest(audiences)
        kept = arranged(ranked, query, Sight(self.index, audiences, documents, newest), k, self.parts)
        added = [one.passage.id for one in kept if one.passage.id not in compared]
        compared |= self.index.similarities(added, vector, audiences)
        kept = [one for one in kept if one.passage.id in compared]  # a newer generation may have taken some away
        matches = []
        for rank, one in enumerate(kept, 1):
            near, info = compared[one.passage.id], one.document
            hit = Hit(one.passage, info, rank, near.passage, one.score, newest.get(info.id), one.same_in)
            matches.append(Match(hit, near.sentences, yields(info, query, newest)))
        return matches

    def newest(self, audiences: frozenset[Audience]) -> Mapping[str, DocumentInfo]:
        """The newest version, by the id of each older one, as far as `audiences` may see them."""
        if audiences not in self._newest:
            self._newest[audiences] = superseded(self.index.documents(audiences))
        return self._newest[audiences]

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document | None:
        """The document with its text and its newest version; None if there is none, or none for `audiences`."""
        document = self.index.document(document_id, audiences)
        return replace(document, superseded_by=self.newest(audiences).get(document_id)) if document else None

    def _lexical(
        self, field: Field, wording: Wording, audiences: frozenset[Audience], documents: frozenset[str] | None
    ) -> list[tuple[str, float]]:
        if not getattr(self.parts, field):
            return []
        return self.index.lexical(field, getattr(wording, field), audiences, POOL, documents)


def _scores(leg: dict[str, float], ids: Iterable[str]) -> NDArray[np.float32]:
    """(n,) BM25 of the passages; one beyond a full list scores at most what its last one does, and gets that."""
    beyond = min(leg.values()) if len(leg) >= POOL else 0.0
    return np.array([leg.get(id, beyond) for id in ids], np.float32)


def _ranked(
    compared: dict[str, Similarities],
    stem_scores: NDArray[np.float32],
    gram_scores: NDArray[np.float32],
    parts: Parts,
) -> list[tuple[str, float]]:
    """(passage id, fused score), best first, equals by id."""
    whole = np.array([found.passage * parts.dense for found in compared.values()], np.float32)
    closest = np.array([found.sentences.max(initial=-1.0) for found in compared.values()], np.float32)
    if not (parts.dense and parts.sentences):
        closest = whole
    scores = fuse(whole, closest, stem_scores, gram_scores)
    return sorted(zip(compared, map(float, scores), strict=True), key=lambda hit: (-hit[1], hit[0]))
