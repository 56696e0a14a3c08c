"""Query -> Hits: three searches, one score, one order. Read this second, after `answering/ask.py`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.index import Index
from assistant.indexing.ranking import best_first
from assistant.reading.decode import clean
from assistant.reading.describing.superseding import superseded
from assistant.records import Audience, Document, DocumentInfo, Filters, Hit, Within
from assistant.retrieving.arrange import Sight, arranged
from assistant.retrieving.candidates import POOL, Scope, candidates
from assistant.retrieving.fuse import LEARNT, Scores, Weights, fuse
from assistant.retrieving.newer_versions import yields
from assistant.retrieving.rerank import Reranking, reranked
from assistant.retrieving.search_parts import Parts
from assistant.retrieving.wording import word
from assistant.telemetry.stages import Stage

ALL_PARTS = Parts()

DocumentOf = Callable[[str], Document | None]
"""The document of an id; None if there is none that the caller may see."""


@dataclass(frozen=True, slots=True)
class Match:
    """A hit with what only the answering needs.

    Attributes:
        sentence_similarities: (s,) float32, the cosines to the question, in the order of `passage.sentences`.
        yields: the hit is of an older version, and the question does not ask for that.
    """

    hit: Hit
    sentence_similarities: NDArray[np.float32]
    yields: bool = False


class Retriever:
    """Searches one generation of the index; the audiences pick the collections before anything is searched."""

    def __init__(
        self,
        index: Index,
        embedder: Embedder,
        parts: Parts = ALL_PARTS,
        reranking: Reranking | None = None,
        weights: Weights = LEARNT,
    ) -> None:
        self.index = index
        self.embedder = embedder
        self.parts = parts
        self.weights = weights
        self.reranking = reranking

    def within(self, within: Within) -> Self:
        """The same, whose index lists only documents that a website searches in."""
        if not within:
            return self
        return type(self)(self.index.within(within), self.embedder, self.parts, self.reranking, self.weights)

    @Stage("retrieve")
    def retrieve(
        self,
        query: str,
        *,
        audiences: frozenset[Audience],
        filters: Filters | None = None,
        k: int = 10,
        today: datetime.date | None = None,
    ) -> list[Match]:
        """At most `k` passages, best first; none when `filters` let no document through.

        "neueste" is seen from `today`, by default the day of the call.
        """
        query = clean(query)  # a shell may hand over half a character, which no model takes
        documents = self.index.document_ids(filters, audiences) if filters else None
        if documents is not None and not documents:
            return []
        scope = Scope(audiences, documents, max(POOL, 2 * k))  # duplicates among them are dropped
        found = candidates(query, self.index, self.embedder, scope, self.parts)
        compared = found.similarities
        ranked = ordered(compared, fuse(found.features, self.weights))
        ranked = reranked(ranked, query, self.reranking, lambda ids: self.index.passages(ids, audiences))
        newest = self.newest(audiences)
        sight = Sight(self.index, audiences, documents, newest, today or datetime.date.today())
        kept = arranged(ranked, query, sight, k, self.parts)
        added = [one.passage.id for one in kept if one.passage.id not in compared]
        compared |= self.index.similarities(added, found.question, audiences)
        kept = [one for one in kept if one.passage.id in compared]  # a newer generation may have removed some
        matches = []
        for rank, one in enumerate(kept, 1):
            near, info = compared[one.passage.id], one.document
            hit = Hit(one.passage, info, rank, near.passage, one.score, newest.get(info.id), one.same_in)
            matches.append(Match(hit, near.sentences, yields(info, query, newest)))
        return matches

    def spelled(self, query: str, audiences: frozenset[Audience]) -> str:
        """The query as the documents of `audiences` spell it."""
        return word(clean(query), self.index.words(audiences)).text if self.parts.wording else query

    def newest(self, audiences: frozenset[Audience]) -> Mapping[str, DocumentInfo]:
        """The newest version of each older document, by the id of that, among what `audiences` may see."""
        return self.index.remembered.once(("newest", audiences), lambda: superseded(self.index.documents(audiences)))

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document | None:
        """The document with its text and its newest version; None if there is none that `audiences` may see."""
        document = self.index.document(document_id, audiences)
        return replace(document, superseded_by=self.newest(audiences).get(document_id)) if document else None

    def documents_once(self, audiences: frozenset[Audience]) -> DocumentOf:
        """Reads documents for one answer, each of them once."""
        return cache(lambda document_id: self.document(document_id, audiences))


def ordered(ids: Iterable[str], scores: Scores) -> list[tuple[str, float]]:
    """(passage id, score), best first, equals by id."""
    return best_first(zip(ids, map(float, scores), strict=True))
