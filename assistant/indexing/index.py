"""One published generation, opened for reading: what retrieval sees of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, closing
from copy import copy
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelMismatchError, UnavailableError
from assistant.indexing import derived, manifest
from assistant.indexing.catalog import Catalog
from assistant.indexing.derived import Stores, derive, open_stores
from assistant.indexing.document_filter import FilterableDocuments
from assistant.indexing.lexical import Field, idf
from assistant.indexing.publications import NOTHING, State
from assistant.indexing.ranking import best_first
from assistant.indexing.remembered import Remembered
from assistant.indexing.tables import Similarities, StoredPassage, document_of_passage
from assistant.indexing.vector_placement import Placement, placement_of
from assistant.indexing.vectors import first_allowed
from assistant.indexing.vocabulary import Words
from assistant.language.terms import stems
from assistant.records import Audience, Document, DocumentInfo, Filters, Within
from assistant.storage.errors import explained_storage
from assistant.storage.folder import DataFolder
from assistant.storage.writer import Writer

REEMBED = "python -m assistant ingest --reembed"

# Up to here looking at each vector is as fast as Chroma (2.0 ms; 50,000 vectors 2.3 ms; November 2026, 2 cores) and
# misses none. With a filter that is faster than Chroma at any size.
EXACT_PASSAGES = 50_000

# A filter that lets half of 100,000 passages through: 55 ms when its documents are named in the two lexical queries,
# 6 ms when more is asked for; one that lets a tenth through costs the same either way.
LEAST_SHARE = 0.1

MOST_REMEMBERED = 16  # things made of one generation, for the few audiences and the last days
MOST_SITES = 32  # that search in a part of it


class Seen(NamedTuple):
    """The published state as a reader last saw it, and where a vector server holds its vectors."""

    state: State
    placed: Placement


class Index:
    """Searches one generation. The caller's audiences pick the collections before anything is searched.

    Thread-safe. A later generation does not change it: open it anew to see that. What is made of all its documents may
    be `remembered` until it is closed.
    """

    def __init__(self, catalog: Catalog, stores: Stores, state: State) -> None:
        self.state = state
        self.seen = Seen(state, stores.placed)
        self.generation = state.generation
        self.model = state.model
        self.dimension = state.dimension
        self._catalog = catalog
        self._stores = stores
        self._documents = FilterableDocuments(catalog.infos(state.generation))
        self._exact = stores.exact
        self.remembered, self._narrowed = Remembered(MOST_REMEMBERED), Remembered(MOST_SITES)

    @classmethod
    def open(cls, data: Path | DataFolder, model: str) -> Self:
        """The published generation in the folder `data`, made with the embedding model `model`.

        Raises:
            UnavailableError: nothing was ingested yet ("no_index"), or the derived index is missing, broken or behind
                ("index_broken"): `rebuild` mends that.
            ModelMismatchError: the index was made with another model.
            StorageError: the catalogue cannot be read, or is damaged.
        """
        folder = DataFolder.of(data)
        with ExitStack() as opened:
            catalog = opened.enter_context(closing(open_catalogue(folder)))
            state = published_state(folder, catalog)
            check_model(state, model)
            stores = opened.enter_context(closing(open_stores(folder, catalog, state)))
            index = cls(catalog, stores, state)
            opened.pop_all()
            return index

    def within(self, within: Within) -> Self:
        """The same generation, whose `documents` and `document_ids` are only those that a website searches in."""
        return self._narrowed.once(within, lambda: self._within(within))

    def _within(self, within: Within) -> Self:
        narrowed = copy(self)
        narrowed._documents = self._documents.within(within)
        narrowed.remembered, narrowed._narrowed = Remembered(MOST_REMEMBERED), Remembered(MOST_SITES)
        return narrowed

    def nearest(
        self,
        vector: NDArray[np.float32],
        audiences: frozenset[Audience],
        k: int,
        documents: frozenset[str] | None = None,
    ) -> list[tuple[str, float]]:
        """At most `k` (passage id, cosine), best first; with `documents` only passages of these."""
        return best_first(hit for audience in audiences for hit in self._nearest(vector, audience, k, documents))[:k]

    def _nearest(
        self, vector: NDArray[np.float32], audience: Audience, k: int, documents: frozenset[str] | None
    ) -> list[tuple[str, float]]:
        exact = self._exact[audience]
        if documents is not None:
            return exact.nearest(vector, k, exact.places(documents))
        if len(exact) <= EXACT_PASSAGES:
            return exact.nearest(vector, k)
        return self._stores.vectors.nearest(vector, audience, k)

    def lexical(
        self,
        field: Field,
        weights: Mapping[str, float],
        audiences: frozenset[Audience],
        k: int,
        documents: frozenset[str] | None = None,
    ) -> list[tuple[str, float]]:
        """At most `k` (passage id, BM25), best first; see `LexicalIndex.search`."""
        search = partial(self._stores.lexical.search, field, weights, among=audiences)
        return best_first(hit for audience in audiences for hit in self._lexical(search, audience, k, documents))[:k]

    def _lexical(
        self,
        search: Callable[..., list[tuple[str, float]]],
        audience: Audience,
        k: int,
        documents: frozenset[str] | None,
    ) -> list[tuple[str, float]]:
        """Naming thousands of documents in a query takes longer than asking for more and dropping the others."""
        exact = self._exact[audience]
        share = len(exact.places(documents)) / max(len(exact), 1) if documents is not None else 0.0
        if documents is None or share < LEAST_SHARE:
            return search(audience, k, documents)

        def is_wanted(id: str) -> bool:
            return document_of_passage(id) in documents

        return first_allowed(partial(search, audience), is_wanted, k, len(exact), share)

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
        return {stem: idf(min(n, total), total) / idf(0, total) for stem, n in holding.items()}

    def knows(self, word: str, audiences: frozenset[Audience]) -> bool:
        """Whether passages of `audiences` hold each stem of the word."""
        return all(rare < 1 for rare in self.rarity(stems(word), audiences).values())

    def passages(self, ids: Iterable[str], audiences: frozenset[Audience]) -> dict[str, StoredPassage]:
        """The passages `ids` in their order; unknown ones and those of other audiences are left out."""
        return self._catalog.passages(self._rows(ids, audiences), self._documents.info)

    def cosines(
        self, ids: Iterable[str], vector: NDArray[np.float32], audiences: frozenset[Audience]
    ) -> dict[str, float]:
        """The exact cosines of `vector` to the passages `ids`, without their sentences; left out as in `passages`.

        From memory, in a fraction of a millisecond.
        """
        wanted = list(dict.fromkeys(ids))
        found: dict[str, float] = {}
        for audience in audiences:
            found |= self._exact[audience].cosines(wanted, vector)
        return {id: found[id] for id in wanted if id in found}

    def similarities(
        self, ids: Iterable[str], vector: NDArray[np.float32], audiences: frozenset[Audience]
    ) -> dict[str, Similarities]:
        """The exact cosines of `vector` to the passages `ids` and their sentences; left out as in `passages`."""
        to_passages = self.cosines(ids, vector, audiences)
        to_sentences = self._catalog.sentence_cosines(self._rows(to_passages, audiences), vector)
        return {id: Similarities(to_passages[id], sentences) for id, sentences in to_sentences.items()}

    def closest_words(
        self, ids: Iterable[str], asked: NDArray[np.float32], audiences: frozenset[Audience]
    ) -> dict[str, NDArray[np.float32]]:
        """The cosine of each of the words `asked`, (w, p), to the closest word of each of the passages `ids`: (w,).

        Left out as in `passages`, and passages without words.
        """
        return self._catalog.closest_words(self._rows(ids, audiences), asked)

    def _rows(self, ids: Iterable[str], audiences: frozenset[Audience]) -> dict[str, int]:
        """The rows in the catalogue of those of `ids` that are for `audiences`, in their order."""
        wanted = list(dict.fromkeys(ids))
        found: dict[str, int] = {}
        for audience in audiences:
            found |= self._exact[audience].rows(wanted)
        return {id: found[id] for id in wanted if id in found}

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        """The documents of `audiences`, by path."""
        return self._documents.of(audiences)

    def document_ids(self, filters: Filters, audiences: frozenset[Audience]) -> frozenset[str]:
        """The ids of the documents that `filters` let through. A document without a date fails a filter on dates."""
        return self._documents.passing(filters, audiences)

    def digests(self, audiences: frozenset[Audience]) -> dict[str, str]:
        """The digest of each document of `audiences`, by its id: as long as it is equal, the document is the same."""
        return self._catalog.digests(self.generation, audiences)

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document | None:
        """The document with its text; None if there is none, or none for `audiences`."""
        return self._catalog.document(self.generation, document_id, audiences)

    def passage_count(self, audiences: frozenset[Audience]) -> int:
        return sum(len(self._exact[audience]) for audience in audiences)

    def is_overtaken(self) -> bool:
        """Whether rows of this generation are gone by now, so that what was found may have gaps."""
        return not self._catalog.holds(self.state)

    def close(self) -> None:
        self.remembered.forget()
        self._narrowed.forget()
        self._stores.close()
        self._catalog.close()


def published_generation(data: Path | DataFolder) -> int:
    """The number of the generation that readers should see; 0 when there is none yet."""
    return published(DataFolder.of(data)).state.generation


def published(folder: DataFolder) -> Seen:
    """What readers should see; generation 0 when there is nothing yet. Raises StorageError when that cannot be read."""
    try:
        catalog = Catalog.open(folder)
    except FileNotFoundError:
        return Seen(NOTHING, Placement())
    with closing(catalog):
        state = catalog.state()
        return Seen(state, placement_of(catalog, state))


def is_built(folder: DataFolder, state: State) -> bool:
    """Whether this host has an index of that publication, which may be broken; or there is nothing to build."""
    return not state.generation or manifest.is_of(folder.index(state.generation), state)


def tidy_words(folder: DataFolder, state: State, is_wanted: Callable[[], bool]) -> bool:
    """See `derived.tidy_words`."""
    with closing(open_catalogue(folder)) as catalog, explained_storage(folder.path):
        return derived.tidy_words(folder, catalog, state, is_wanted)


def rebuild(data: Path | DataFolder) -> None:
    """Builds this host's index of the published generation from the catalogue, unless it is sound by now.

    Nothing is embedded again. Of several processes one builds, the others wait for it.

    Raises:
        UnavailableError: nothing was ingested yet, or the generation was overtaken meanwhile.
        StorageError: the folder cannot be written.
    """
    folder = DataFolder.of(data)
    with closing(open_catalogue(folder)) as catalog, explained_storage(folder.path):
        derive(folder, catalog, published_state(folder, catalog))


def check_model(state: State, model: str) -> None:
    """Raises ModelMismatchError when the index of `state` was made with another model than `model`."""
    if state.generation and state.model != model:
        raise ModelMismatchError("model_mismatch", index_model=state.model, model=model, command=REEMBED)


def open_catalogue(folder: DataFolder, writer: Writer | None = None) -> Catalog:
    """The catalogue of the data folder. Raises UnavailableError ("no_index") if nothing was ingested yet."""
    try:
        return Catalog.open(folder, writer)
    except FileNotFoundError as error:
        raise no_index(folder) from error


def published_state(folder: DataFolder, catalog: Catalog) -> State:
    """The published generation of the folder, whose catalogue is open. Raises as `open_catalogue` does."""
    state = catalog.state()
    if not state.generation:
        raise no_index(folder)
    return state


def no_index(folder: DataFolder) -> UnavailableError:
    """The error that says that nothing was ingested yet."""
    return UnavailableError("no_index", data=folder.path)
