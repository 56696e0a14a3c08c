"""One published generation, opened for reading: what retrieval sees of the index."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelMismatchError, UnavailableError
from assistant.indexing.catalog import Catalog, State
from assistant.indexing.derived import Stores, mend, open_stores
from assistant.indexing.exact import ExactVectors
from assistant.indexing.lexical import Field
from assistant.indexing.storage import DataFolder, explained_storage, sole_writer
from assistant.indexing.tables import Similarities, StoredPassage
from assistant.indexing.vectors import first_allowed
from assistant.indexing.vocabulary import Words
from assistant.records import Audience, Document, DocumentInfo, Filters

INGEST = "python ingest.py PATH"
REEMBED = "python ingest.py --reembed"

# Up to here looking at each vector is faster than any index (24 ms for 100,000; FACTS: November 2026, 2 cores).
EXACT_PASSAGES = 20_000


class Index:
    """Searches one generation. The caller's audiences pick the collections before anything is searched.

    Thread-safe. A later generation does not change it: open it anew to see that.
    """

    def __init__(self, catalog: Catalog, stores: Stores, state: State) -> None:
        self.generation = state.generation
        self.model = state.model
        self.dimension = state.dimension
        self._catalog = catalog
        self._stores = stores
        self._infos = catalog.infos(state.generation)
        self._counts = catalog.counts(state.generation)
        self._exact: dict[Audience, ExactVectors] = {}
        self._loading = threading.Lock()

    @classmethod
    def open(cls, data: Path, model: str) -> Index:
        """The published generation in the folder `data`, made with the embedding model `model`.

        Raises:
            UnavailableError: nothing was ingested yet ("no_index"), or the derived index is missing, broken or behind
                ("index_broken"): `rebuild` mends that.
            ModelMismatchError: the index was made with another model.
        """
        folder = DataFolder(data)
        catalog = open_catalogue(folder)
        try:
            state = catalog.state()
            if not state.generation:
                raise UnavailableError("no_index", data=data, command=INGEST)
            check_model(state, model)
            stores = open_stores(folder, catalog, state)
            return cls(catalog, stores, state)
        except BaseException:
            catalog.close()
            raise

    def nearest(
        self,
        vector: NDArray[np.float32],
        audiences: frozenset[Audience],
        k: int,
        documents: frozenset[str] | None = None,
    ) -> list[tuple[str, float]]:
        """At most `k` (passage id, cosine), best first; with `documents` only passages of these."""
        return _best((self._nearest(vector, audience, k, documents) for audience in audiences), k)

    def _nearest(
        self, vector: NDArray[np.float32], audience: Audience, k: int, documents: frozenset[str] | None
    ) -> list[tuple[str, float]]:
        if documents is None:
            return self._stores.vectors.nearest(vector, audience, k)
        exact = self._exact_vectors(audience)
        rows = exact.rows(documents)
        if len(rows) <= EXACT_PASSAGES:
            return exact.nearest(vector, k, rows)

        def search(asked: int) -> list[tuple[str, float]]:
            return self._stores.vectors.nearest(vector, audience, asked)

        def is_wanted(id: str) -> bool:
            return id.rsplit("-", 2)[0] in documents

        return first_allowed(search, is_wanted, k, self._counts.get(audience, 0))

    def _exact_vectors(self, audience: Audience) -> ExactVectors:
        with self._loading:
            if audience not in self._exact:
                found = self._catalog.vectors(self.generation, audience, self.dimension)
                self._exact[audience] = ExactVectors(*found)
            return self._exact[audience]

    def lexical(
        self,
        field: Field,
        weights: Mapping[str, float],
        audiences: frozenset[Audience],
        k: int,
        documents: frozenset[str] | None = None,
    ) -> list[tuple[str, float]]:
        """At most `k` (passage id, BM25), best first; see `LexicalIndex.search`."""
        search = self._stores.lexical.search
        return _best((search(field, weights, audience, k, documents) for audience in audiences), k)

    def words(self, audiences: frozenset[Audience]) -> Words:
        """The words that the documents of `audiences` hold, and their abbreviations."""
        return self._stores.vocabulary.words(audiences)

    def rarity(self, stems: Iterable[str], audiences: frozenset[Audience]) -> dict[str, float]:
        """How rare each stem is among the passages of `audiences`: 0 when all hold it, 1 when none does.

        The inverse document frequency ln(1 + (N - n + 0.5) / (n + 0.5)) as a share of its largest value, so that it
        means the same in a small and a large index. Source: Robertson and Zaragoza 2009, "The Probabilistic Relevance
        Framework".
        """
        total = self.passage_count(audiences)
        frequency = self._stores.lexical.frequency
        holding = {stem: sum(frequency("stems", stem, audience) for audience in audiences) for stem in stems}
        return {stem: _idf(min(n, total), total) / _idf(0, total) for stem, n in holding.items()}

    def passages(self, ids: Iterable[str], audiences: frozenset[Audience]) -> dict[str, StoredPassage]:
        """The passages `ids` in their order; unknown ones and those of other audiences are left out."""
        wanted = list(dict.fromkeys(ids))
        return self._catalog.passages(self.generation, wanted, audiences)

    def similarities(
        self, ids: Iterable[str], vector: NDArray[np.float32], audiences: frozenset[Audience]
    ) -> dict[str, Similarities]:
        """The exact cosines of `vector` to the passages `ids` and their sentences; left out as in `passages`."""
        wanted = list(dict.fromkeys(ids))
        return self._catalog.similarities(self.generation, wanted, audiences, vector)

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        """The documents of `audiences`, by path."""
        return [info for info in self._infos if info.audience in audiences]

    def document_ids(self, filters: Filters, audiences: frozenset[Audience]) -> frozenset[str]:
        """The ids of the documents that `filters` let through. A document without a date fails a filter on dates."""
        return frozenset(info.id for info in self.documents(audiences) if _passes(info, filters))

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document | None:
        """The document with its text; None if there is none, or none for `audiences`."""
        return self._catalog.document(self.generation, document_id, audiences)

    def passage_count(self, audiences: frozenset[Audience]) -> int:
        return sum(self._counts.get(audience, 0) for audience in audiences)

    def published(self) -> int:
        """The number of the generation that readers should see by now."""
        return self._catalog.state().generation

    def close(self) -> None:
        self._stores.close()
        self._catalog.close()


def published_generation(data: Path) -> int:
    """The number of the generation that readers should see; 0 when there is none yet."""
    try:
        catalog = Catalog.open(DataFolder(data).catalogue)
    except FileNotFoundError:
        return 0
    try:
        return catalog.state().generation
    finally:
        catalog.close()


def rebuild(data: Path) -> None:
    """Builds the derived index of the published generation from the catalogue, unless it is sound by now.

    Nothing is embedded again.

    Raises:
        UnavailableError: nothing was ingested yet.
        StorageError: another process writes, or the folder cannot be written.
    """
    folder = DataFolder(data)
    catalog = open_catalogue(folder)
    try:
        with sole_writer(folder), explained_storage(data):
            state = catalog.state()
            if not state.generation:
                raise UnavailableError("no_index", data=data, command=INGEST)
            mend(folder, catalog, state)
    finally:
        catalog.close()


def check_model(state: State, model: str) -> None:
    """Raises ModelMismatchError when the index of `state` was made with another model than `model`."""
    if state.generation and state.model != model:
        raise ModelMismatchError("model_mismatch", index_model=state.model, model=model, command=REEMBED)


def open_catalogue(folder: DataFolder) -> Catalog:
    """The catalogue of the data folder. Raises UnavailableError ("no_index") if nothing was ingested yet."""
    try:
        return Catalog.open(folder.catalogue)
    except FileNotFoundError as error:
        raise UnavailableError("no_index", data=folder.path, command=INGEST) from error


def _best(found: Iterable[list[tuple[str, float]]], k: int) -> list[tuple[str, float]]:
    """The `k` best of several lists, equals by id."""
    return sorted((hit for hits in found for hit in hits), key=lambda hit: (-hit[1], hit[0]))[:k]


def _idf(holding: int, total: int) -> float:
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5))


def _passes(info: DocumentInfo, filters: Filters) -> bool:
    if filters.documents and info.id not in filters.documents:
        return False
    for wanted, has in ((filters.type, info.type), (filters.lab, info.lab), (filters.topic, info.topic)):
        if wanted is not None and (has or "").casefold() != wanted.casefold():
            return False
    return _in_time(info, filters)


def _in_time(info: DocumentInfo, filters: Filters) -> bool:
    if filters.date_from is None and filters.date_to is None:
        return True
    if info.date is None:
        return False
    return (filters.date_from or info.date) <= info.date <= (filters.date_to or info.date)
