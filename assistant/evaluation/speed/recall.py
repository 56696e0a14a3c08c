"""What the approximate index misses: its nearest passages beside those of an exact scan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.metrics import Ratio
from assistant.evaluation.report import Number
from assistant.indexing.derived import open_stores
from assistant.indexing.exact_vectors import ExactVectors
from assistant.indexing.index import open_catalogue
from assistant.indexing.vectors import ChromaVectors, VectorItem
from assistant.records import AUDIENCES, Audience
from assistant.storage.folder import DataFolder

Vector = NDArray[np.float32]
Nearest = Callable[[Vector, Audience, int], list[tuple[str, float]]]

AUDIENCE: Audience = "public"
ASKED = 100  # as many as a search asks for
CUTOFFS = (10, 100)
SEED = 5
_LOOKED_THROUGH = 1000


def recall_in(folder: DataFolder, queries: Sequence[Vector]) -> tuple[Number, ...]:
    """Recall of the vectors of the generation that is published there, on its public passages if it has any."""
    with closing(open_catalogue(folder)) as catalog, closing(open_stores(folder, catalog, catalog.state())) as stores:
        audience: Audience = "public" if len(stores.exact["public"]) else "internal"
        return recall(stores.vectors.approximate, stores.exact[audience], queries, audience)


def recall_of_more(data: Path, folder: Path, size: int, queries: Sequence[Vector]) -> tuple[Number, ...]:
    """Recall on `size` vectors, made of the public ones in `data` if it has any; their index is kept in `folder`."""
    with closing(open_catalogue(DataFolder(data))) as catalog:
        state = catalog.state()
        public, internal = (catalog.vectors(state.generation, one, state.dimension).vectors for one in AUDIENCES)
    stored = public if len(public) else internal
    vectors = more_of(np.unique(stored, axis=0).astype(np.float32), size)
    ids = [f"{number}-0-0" for number in range(size)]
    with closing(ChromaVectors(folder)) as store:
        if store.count(AUDIENCE) != size:
            store.add(AUDIENCE, [VectorItem(id, vector) for id, vector in zip(ids, vectors, strict=True)])
        return recall(store.nearest, ExactVectors(ids, ids, list(range(size)), vectors), queries)


def recall(
    nearest: Nearest, exact: ExactVectors, queries: Sequence[Vector], audience: Audience = AUDIENCE
) -> tuple[Number, ...]:
    """The share of the exactly nearest passages that `nearest` finds, when it is asked for ASKED."""
    found = [[id for id, _ in nearest(query, audience, ASKED)] for query in queries]
    right = [[id for id, _ in exact.nearest(query, ASKED)] for query in queries]
    return tuple(
        Number.of(
            f"recall@{cutoff}",
            Ratio(
                tuple(float(len(set(a[:cutoff]) & set(b[:cutoff]))) for a, b in zip(found, right, strict=True)),
                tuple(float(len(b[:cutoff])) for b in right),
            ),
        )
        for cutoff in CUTOFFS
    )


def more_of(vectors: Vector, size: int) -> Vector:
    """(size, d) unit vectors: the (n, d) given ones, then copies of them, each moved as two neighbours lie apart.

    A copy is a vector plus the difference of another one and its nearest neighbour, both taken at random. So copies lie
    around their originals as near, and in as many directions, as real passages do, which are harder for a graph than
    clusters of any one shape.
    """
    dice = np.random.default_rng(SEED)
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    neighbours = _neighbours(vectors)
    copies = max(size - len(vectors), 0)
    origins, others = dice.integers(len(vectors), size=(2, copies))
    moved = vectors[origins] + vectors[others] - vectors[neighbours[others]]
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    return np.concatenate([vectors, moved])[:size]


def _neighbours(vectors: Vector) -> NDArray[np.int64]:
    """(n,) the place of the nearest other vector of each."""
    nearest = []
    for start in range(0, len(vectors), _LOOKED_THROUGH):
        cosines = vectors[start : start + _LOOKED_THROUGH] @ vectors.T
        cosines[np.arange(len(cosines)), np.arange(start, start + len(cosines))] = -1
        nearest.append(cosines.argmax(axis=1))
    return np.concatenate(nearest)
