"""The passages that three searches find for a query, with the features that speak for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.embedding.embed import Embedder, QuestionVectors, question_vectors
from assistant.indexing.index import Index
from assistant.indexing.lexical import FIELDS, Field
from assistant.indexing.tables import Similarities
from assistant.language.terms import stems
from assistant.records import Audience
from assistant.retrieving.fuse import FEATURES, Scores, shares
from assistant.retrieving.search_parts import Parts
from assistant.retrieving.wording import Wording, unchanged, word
from assistant.telemetry.stages import Stage

# Candidates of each search; 150 put no more right passages first (mlqa-de, gold/dev; docs/history/RETRIEVAL.md,
# "version 0.1.0").
POOL = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """The collections of `audiences` to search, restricted to `documents` if these are not None.

    Each search brings at most `pool` passages.
    """

    audiences: frozenset[Audience]
    documents: frozenset[str] | None = None
    pool: int = POOL


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages by id with their cosines to the `question` vector, and their features in the same order.

    `features` are (n, len(FEATURES)).
    """

    question: NDArray[np.float32]
    similarities: dict[str, Similarities]
    features: Scores


@Stage("candidates")
def candidates(query: str, index: Index, embedder: Embedder, scope: Scope, parts: Parts) -> Candidates:
    """The best passages by vectors, by stems and by 4-grams; searches that are off in `parts` find nothing."""
    wording = word(query, index.words(scope.audiences)) if parts.wording else unchanged(query)
    asked = question_vectors(embedder, wording.text)
    dense = index.nearest(asked.question, scope.audiences, scope.pool, scope.documents) if parts.dense else []
    legs = {field: _found(field, wording, index, scope, parts) for field in FIELDS}
    ids = dict.fromkeys([*(id for id, _ in dense), *(id for leg in legs.values() for id in leg)])
    near = index.similarities(ids, asked.question, scope.audiences)
    columns = (
        *_cosines(near, parts),
        *(shares(_scores(legs[field], near, scope.pool)) for field in FIELDS),
        _late(near, asked, wording.text, index, scope.audiences) if parts.words else np.zeros(len(near)),
    )
    return Candidates(asked.question, near, np.stack(columns, axis=1).reshape(len(near), len(FEATURES)))


def _found(field: Field, wording: Wording, index: Index, scope: Scope, parts: Parts) -> dict[str, float]:
    if not getattr(parts, field):
        return {}
    return dict(index.lexical(field, getattr(wording, field), scope.audiences, scope.pool, scope.documents))


def _scores(leg: Mapping[str, float], ids: Iterable[str], pool: int) -> Scores:
    """(n,) BM25 of the passages. One that a full list left out gets the score of its last, which is an upper bound."""
    beyond = min(leg.values()) if len(leg) >= pool else 0.0
    return np.array([leg.get(id, beyond) for id in ids])


def _cosines(near: Mapping[str, Similarities], parts: Parts) -> tuple[Scores, Scores]:
    """(n,) cosines to the passage, and (n,) to its closest sentence."""
    whole = np.array([found.passage * parts.dense for found in near.values()])
    if not (parts.dense and parts.sentences):
        return whole, whole
    return whole, np.array([found.sentences.max(initial=-1.0) for found in near.values()])


def _late(
    near: Mapping[str, Similarities], asked: QuestionVectors, text: str, index: Index, audiences: frozenset[Audience]
) -> Scores:
    """(n,) late interaction of the words of the question with those of each passage."""
    if not asked.spans:
        return np.zeros(len(near))
    weights = rarities(asked, text, index, audiences)
    closest = index.closest_words(near, asked.words, audiences)
    missing = np.zeros(len(weights), np.float32)
    return late_interaction(np.stack([closest.get(id, missing) for id in near]), weights) if near else np.zeros(0)


def rarities(asked: QuestionVectors, text: str, index: Index, audiences: frozenset[Audience]) -> NDArray[np.float32]:
    """(w,) how rare each word of the question `text` is among the passages, 0 to 1, by its rarest stem."""
    terms = [stems(span.of(text)) for span in asked.spans]
    rarity = index.rarity({term for several in terms for term in several}, audiences)
    return np.array([max((rarity[term] for term in several), default=0.0) for several in terms], np.float32)


def late_interaction(closest: NDArray[np.float32], weights: NDArray[np.float32]) -> Scores:
    """(n,) the mean cosine of the question's words to the closest word of each passage, rare words counting more.

    Args:
        closest: (n, w) cosines, w at least 1; zeros for a passage without words.
        weights: (w,) what each word counts, not negative; all the same where all are zero.
    """
    return np.asarray(np.average(closest, axis=1, weights=weights if weights.any() else None), np.float64)
