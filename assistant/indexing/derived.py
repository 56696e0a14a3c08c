"""The indexes of one generation, derived from the catalogue: built beside, sealed, switched, checked on opening.

A kill can break a Chroma folder for good, up to a crash of the process that opens it. So an index is never changed in
place: it is built in a folder of its own, closed, written through to the disk, and renamed. Its manifest seals every
file that readers never write; a folder whose seal does not hold is not opened at all, but built anew. A small change
takes the vectors of an earlier generation, its base, as they are, and patches them (`patched.py`).
"""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.errors import StorageError, UnavailableError
from assistant.indexing import manifest as manifests
from assistant.indexing.catalog import Catalog, Indexed
from assistant.indexing.exact import ExactVectors
from assistant.indexing.lexical import LexicalEntry, LexicalIndex, TantivyIndex, lexical_fields, link
from assistant.indexing.manifest import broken
from assistant.indexing.patched import PatchedVectors
from assistant.indexing.publications import State
from assistant.indexing.vectors import ChromaVectors, VectorItem, VectorStore
from assistant.indexing.vocabulary import Counting, Vocabulary
from assistant.records import AUDIENCES, Audience
from assistant.storage.folder import BUILDING, DataFolder

# What is compared one by one, or asked for and dropped: beyond a tenth of the index, building it anew is better.
LARGEST_PATCH = 0.1

_WRITE_SIZE = 2000


@dataclass(frozen=True)
class Stores:
    """The two derived indexes of one generation and its vocabulary, open for reading."""

    vectors: PatchedVectors
    lexical: LexicalIndex
    vocabulary: Vocabulary

    def close(self) -> None:
        self.vectors.close()
        self.lexical.close()
        self.vocabulary.close()

    def counts(self) -> dict[str, tuple[int, int]]:
        """The number of passages by audience, in each of the two indexes."""
        return {audience: (self.vectors.count(audience), self.lexical.count(audience)) for audience in AUDIENCES}


def build(folder: DataFolder, catalog: Catalog, target: State) -> None:
    """Builds the index of `target` from the catalogue's vectors, beside, and switches it in."""
    with _beside(folder) as building:
        vectors = ChromaVectors(building / "chroma")
        try:
            _fill_lexical(building, {}, _counting(building, _adding(vectors, catalog.indexed(target.generation))))
        finally:
            vectors.close()
        _switch(folder, building, catalog, target, target.generation, {audience: [] for audience in AUDIENCES})


def advance(folder: DataFolder, catalog: Catalog, target: State) -> None:
    """Builds the index of `target` out of that of the generation before it, or from scratch where that is better."""
    before = _published(catalog, target, target.generation - 1)
    try:
        manifest = manifests.read(folder.index(before.generation), before)
    except UnavailableError:
        build(folder, catalog, target)
        return
    leaving = catalog.removed_passages(target.generation, before.generation, manifest.base)
    dropped = {audience: manifest.dropped[audience] + leaving[audience] for audience in AUDIENCES}
    patch = catalog.added_count(target.generation, since=manifest.base) + sum(map(len, dropped.values()))
    if patch > LARGEST_PATCH * sum(catalog.counts(target.generation).values()):
        build(folder, catalog, target)
        return
    try:
        with _beside(folder) as building:
            link(folder.index(before.generation) / "lexical", building / "lexical")
            shutil.copytree(folder.index(before.generation) / "vocabulary", building / "vocabulary")
            added = catalog.indexed(target.generation, before.generation)
            counted = _counting(building, added, catalog.leaving(target.generation, before.generation))
            _fill_lexical(building, catalog.removed_passages(target.generation, before.generation), counted)
            _switch(folder, building, catalog, target, manifest.base, dropped)
    except (StorageError, UnavailableError):  # what was taken over may be broken: that is no reason to fail
        build(folder, catalog, target)


def mend(folder: DataFolder, catalog: Catalog, present: State) -> None:
    """Builds the index of the published generation anew unless it is sound."""
    try:
        open_stores(folder, catalog, present).close()
    except UnavailableError:
        build(folder, catalog, present)


def tidy(folder: DataFolder, keep: Iterable[int]) -> None:
    """Removes the index folders of other generations than `keep` and those that they are based on."""
    kept = set(keep)
    bases = {manifests.base_of(folder.index(generation)) for generation in kept}
    folder.tidy(frozenset(kept | {base for base in bases if base is not None}))


def open_stores(folder: DataFolder, catalog: Catalog, expected: State) -> Stores:
    """The indexes of the generation `expected`, if they are whole and hold what the catalogue holds.

    Raises:
        UnavailableError: a folder is missing, broken, behind, or of another format.
    """
    own = folder.index(expected.generation)
    manifest = manifests.read(own, expected)
    if manifest.base != expected.generation:
        manifests.read(folder.index(manifest.base), _published(catalog, expected, manifest.base))
    vectors = folder.index(manifest.base) / "chroma"
    return _opened(own, vectors, catalog, expected, manifest.base, manifest.dropped)


def _published(catalog: Catalog, like: State, generation: int) -> State:
    """What a folder of `generation` must be of, so that an index of `like` can be made of it."""
    found = catalog.publication(generation)
    return like._replace(generation=generation, publication=found.state.publication if found else "")


def _opened(
    own: Path,
    vectors: Path,
    catalog: Catalog,
    expected: State,
    base: int,
    dropped: Mapping[Audience, list[str]],
) -> Stores:
    """The stores that lie in `own` and `vectors`, compared with the catalogue; see `open_stores`."""
    generation, dimension = expected.generation, expected.dimension
    recent = {
        audience: ExactVectors(*catalog.vectors(generation, audience, dimension, since=base)) for audience in AUDIENCES
    }
    gone = {audience: frozenset(dropped[audience]) for audience in AUDIENCES}
    counts = catalog.counts(generation)
    try:
        chroma = ChromaVectors(vectors)
    except StorageError as error:
        raise broken(vectors, error.values["why"]) from error
    try:
        lexical, vocabulary = TantivyIndex(own / "lexical"), Vocabulary(own / "vocabulary")
        stores = Stores(PatchedVectors(chroma, gone, recent), lexical, vocabulary)
        _compare(own, stores, dimension, counts)
    except StorageError as error:
        chroma.close()
        raise broken(own, error.values["why"]) from error
    except UnavailableError:
        chroma.close()
        raise
    return stores


def _compare(own: Path, stores: Stores, dimension: int, counts: Mapping[Audience, int]) -> None:
    """Raises UnavailableError or StorageError unless both indexes hold `counts` and answer."""
    anything = np.full(dimension, dimension**-0.5, np.float32)
    for audience in AUDIENCES:
        stores.vectors.nearest(anything, audience, 1)
    expected = {audience: (counts.get(audience, 0),) * 2 for audience in AUDIENCES}
    if (found := stores.counts()) != expected:
        raise broken(own, f"{found} ≠ {expected}")


@contextmanager
def _beside(folder: DataFolder) -> Iterator[Path]:
    """A new folder beside the indexes; it does not outlive an error, so that a full disk is not kept full."""
    folder.indexes.mkdir(parents=True, exist_ok=True)
    building = folder.indexes / f"{BUILDING}{secrets.token_hex(4)}"
    building.mkdir()
    try:
        yield building
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def _adding(vectors: VectorStore, entries: Iterable[Indexed]) -> Iterator[Indexed]:
    """The entries as they come; their vectors are added on the way, many at once."""
    waiting: dict[Audience, list[VectorItem]] = {audience: [] for audience in AUDIENCES}
    for entry in entries:
        audience = entry.document.info.audience
        items = waiting[audience]
        items.extend(_vector_items(entry))
        if len(items) >= _WRITE_SIZE:
            vectors.add(audience, items)
            items.clear()
        yield entry
    for audience, items in waiting.items():
        vectors.add(audience, items)


def _counting(building: Path, entries: Iterable[Indexed], leaving: Iterable[Indexed] = ()) -> Iterator[Indexed]:
    """The entries as they come; their words are counted on the way, those of the `leaving` ones are taken away."""
    with Counting(building / "vocabulary") as vocabulary:
        for entry in leaving:
            vocabulary.remove(entry.document, entry.passages)
        for entry in entries:
            vocabulary.add(entry.document, entry.passages)
            yield entry


def _fill_lexical(building: Path, removed: Mapping[Audience, list[str]], added: Iterable[Indexed]) -> None:
    lexical = TantivyIndex(building / "lexical")
    try:
        for audience, ids in removed.items():
            lexical.remove(audience, ids)
        for entry in added:
            lexical.add(entry.document.info.audience, _lexical_entries(entry))
        lexical.commit()
    finally:
        lexical.close()


def _vector_items(entry: Indexed) -> Iterator[VectorItem]:
    for passage, vector in zip(entry.passages, entry.vectors, strict=True):
        yield VectorItem(passage.id, vector)


def _lexical_entries(entry: Indexed) -> Iterator[LexicalEntry]:
    for passage in entry.passages:
        yield LexicalEntry(passage.id, passage.document_id, lexical_fields(entry.document, passage))


def _switch(
    folder: DataFolder,
    building: Path,
    catalog: Catalog,
    target: State,
    base: int,
    dropped: Mapping[Audience, list[str]],
) -> None:
    """Proves that `building` holds what it should, seals it, and makes it the index of `target`."""
    vectors = building / "chroma" if base == target.generation else folder.index(base) / "chroma"
    _opened(building, vectors, catalog, target, base, dropped).close()
    manifests.write(building, target, base, catalog.counts(target.generation), dropped)
    final = folder.index(target.generation)
    shutil.rmtree(final, ignore_errors=True)
    building.rename(final)
    manifests.sync(folder.indexes)
