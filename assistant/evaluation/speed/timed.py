"""An index that tells what the searches in it take, part by part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.catalog import Catalog
from assistant.indexing.derived import Stores
from assistant.indexing.index import Index
from assistant.indexing.lexical import Field
from assistant.indexing.publications import State
from assistant.indexing.tables import Similarities, StoredPassage
from assistant.records import Audience

PARTS = ("dense", "lexical", "exact", "words", "passages")


class TimedIndex(Index):
    """Adds up in `seconds` what its own methods take, by one of PARTS; for one thread."""

    def __init__(self, catalog: Catalog, stores: Stores, state: State) -> None:
        super().__init__(catalog, stores, state)
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._is_timing = False

    def nearest(
        self,
        vector: NDArray[np.float32],
        audiences: frozenset[Audience],
        k: int,
        documents: frozenset[str] | None = None,
    ) -> list[tuple[str, float]]:
        with self._timing("dense"):
            return super().nearest(vector, audiences, k, documents)

    def lexical(
        self,
        field: Field,
        weights: Mapping[str, float],
        audiences: frozenset[Audience],
        k: int,
        documents: frozenset[str] | None = None,
    ) -> list[tuple[str, float]]:
        with self._timing("lexical"):
            return super().lexical(field, weights, audiences, k, documents)

    def cosines(
        self, ids: Iterable[str], vector: NDArray[np.float32], audiences: frozenset[Audience]
    ) -> dict[str, float]:
        with self._timing("exact"):
            return super().cosines(ids, vector, audiences)

    def similarities(
        self, ids: Iterable[str], vector: NDArray[np.float32], audiences: frozenset[Audience]
    ) -> dict[str, Similarities]:
        with self._timing("exact"):
            return super().similarities(ids, vector, audiences)

    def rarity(self, stems: Iterable[str], audiences: frozenset[Audience]) -> dict[str, float]:
        with self._timing("words"):
            return super().rarity(stems, audiences)

    def closest_words(
        self, ids: Iterable[str], asked: NDArray[np.float32], audiences: frozenset[Audience]
    ) -> dict[str, NDArray[np.float32]]:
        with self._timing("words"):
            return super().closest_words(ids, asked, audiences)

    def passages(self, ids: Iterable[str], audiences: frozenset[Audience]) -> dict[str, StoredPassage]:
        with self._timing("passages"):
            return super().passages(ids, audiences)

    @contextmanager
    def _timing(self, part: str) -> Iterator[None]:
        """What is called on the way belongs to the part that called it."""
        if self._is_timing:
            yield
            return
        self._is_timing, start = True, perf_counter()
        try:
            yield
        finally:
            self._is_timing = False
            self.seconds[part] += perf_counter() - start
