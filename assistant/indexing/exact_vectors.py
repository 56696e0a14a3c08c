"""Vectors in memory, compared one by one: the nearest ones, or the cosines of given ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache, partial

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.ranking import best_first

# Of 100,000 vectors, copying 10 % takes 2 ms, 20 % 6 ms, and looking at all of them 6 ms.
MOST_COPIED = 0.15

# One search looks up the same documents for each of its parts (5,556 documents of 11,111: 1.9 ms), the next often too.
FILTERS_KEPT = 8


class ExactVectors:
    """Passages of one audience with their rows in the catalogue and their vectors, (n, d), kept as float32.

    A place is where a passage stands in the matrix. Products are made by einsum, in the caller's thread alone: BLAS
    would split them among threads that wait for one another when several searches run at once, or others take the cores
    (10,000 vectors on a busy machine: .3 ms against 24; docs/history/RETRIEVAL.md, "How fast").
    """

    def __init__(
        self, ids: list[str], documents: list[str], rows: list[int], vectors: NDArray[np.float16 | np.float32]
    ) -> None:
        self._ids = ids
        self._rows = rows
        self._place = {id: place for place, id in enumerate(ids)}
        numbers = {document: number for number, document in enumerate(dict.fromkeys(documents))}
        document_of = np.array([numbers[document] for document in documents], dtype=np.int64)
        # Not of a method: with one, the vectors of a closed generation would stay until the garbage collector comes by.
        self.places = lru_cache(FILTERS_KEPT)(partial(_places, numbers, document_of))
        self._vectors = _unit(vectors)

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, id: str) -> bool:
        return id in self._place

    @property
    def ids(self) -> set[str]:
        return set(self._ids)

    def items(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """Each id with its vector, (d,) of unit length."""
        return zip(self._ids, self._vectors, strict=True)

    def rows(self, ids: Iterable[str]) -> dict[str, int]:
        """The rows in the catalogue of those of `ids` that are here, in their order."""
        return {id: self._rows[self._place[id]] for id in ids if id in self._place}

    def cosines(self, ids: Iterable[str], vector: NDArray[np.float32]) -> dict[str, float]:
        """The cosines of `vector`, (d,) of unit length, to those of `ids` that are here, in their order."""
        places = {id: self._place[id] for id in ids if id in self._place}
        return dict(zip(places, self._cosines(vector, np.array([*places.values()], np.int64)).tolist(), strict=True))

    def nearest(
        self, vector: NDArray[np.float32], k: int, places: NDArray[np.int64] | None = None
    ) -> list[tuple[str, float]]:
        """At most `k` (id, cosine) among `places` (all without), best first, equals by id."""
        if k <= 0:
            return []
        cosines = self._cosines(vector, places)
        best = _largest(cosines, k)
        found = best if places is None else places[best]
        ids = (self._ids[place] for place in found.tolist())
        return best_first(zip(ids, cosines[best].tolist(), strict=True))[:k]

    def _cosines(self, vector: NDArray[np.float32], places: NDArray[np.int64] | None = None) -> NDArray[np.float32]:
        """Of many places it is faster to look at all than to copy them."""
        if places is None:
            return np.asarray(np.einsum("ij,j->i", self._vectors, vector), np.float32)
        if len(places) > MOST_COPIED * len(self):
            return np.asarray(self._cosines(vector)[places], np.float32)
        return np.asarray(np.einsum("ij,j->i", self._vectors[places], vector), np.float32)


def _places(numbers: Mapping[str, int], document_of: NDArray[np.int64], documents: frozenset[str]) -> NDArray[np.int64]:
    """The places of the passages of `documents`, ascending; `document_of` is the number of each place's document."""
    is_wanted = np.zeros(len(numbers), dtype=bool)
    is_wanted[[numbers[document] for document in documents if document in numbers]] = True
    return np.flatnonzero(is_wanted[document_of])


def _largest(values: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """The places of the `k` largest, and of those that equal the least of them, in no order."""
    if len(values) <= k:
        return np.arange(len(values))
    return np.flatnonzero(values >= np.partition(values, -k)[-k])


def _unit(vectors: NDArray[np.float16 | np.float32]) -> NDArray[np.float32]:
    rows = vectors.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    rows /= np.maximum(lengths, np.finfo(np.float32).tiny)[:, None]
    return rows
