"""Vectors in memory, for searches that a filter has narrowed down and for what came after an index was built."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class ExactVectors:
    """Passages of one audience with their vectors (n, d) float16; the best are found by looking at each."""

    def __init__(self, ids: list[str], documents: list[str], vectors: NDArray[np.float16]) -> None:
        self._ids = np.array(ids, dtype=object)
        self._vectors = vectors
        self._numbers = {document: number for number, document in enumerate(dict.fromkeys(documents))}
        self._document = np.array([self._numbers[document] for document in documents], dtype=np.int64)

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> set[str]:
        return set(self._ids)

    def rows(self, documents: frozenset[str]) -> NDArray[np.int64]:
        """The rows of the passages of `documents`, ascending."""
        wanted = [self._numbers[document] for document in documents if document in self._numbers]
        return np.flatnonzero(np.isin(self._document, wanted))

    def nearest(
        self, vector: NDArray[np.float32], k: int, rows: NDArray[np.int64] | None = None
    ) -> list[tuple[str, float]]:
        """At most `k` (id, cosine) among `rows` (all without), best first, equals by id."""
        rows = np.arange(len(self)) if rows is None else rows
        if k <= 0 or not len(rows):
            return []
        chosen = self._vectors[rows].astype(np.float32)
        similarities = chosen @ vector / np.linalg.norm(chosen, axis=1)
        best = np.argsort(-similarities, kind="stable")[:k]
        hits = [(str(self._ids[rows[i]]), float(similarities[i])) for i in best]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))
