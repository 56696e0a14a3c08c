"""The indexes of one generation, derived from the catalogue: built beside, sealed, switched, checked on opening.

A kill can break a Chroma folder for good, up to a crash of the process that opens it. So an index is never changed in
place: it is built in a folder of its own, closed, written through to the disk, and renamed. Its manifest seals every
file that readers never write; a folder whose seal does not hold is not opened at all, but built anew. A small change
takes the vectors of an earlier generation, its base, as they are, and patches them (`patched_vectors.py`).

Each host has folders of its own. With a Chroma server they hold no vectors: the writer makes a set of them there and
notes its name in the catalogue, where the other hosts find it (`vector_placement.py`).
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from assistant.errors import StorageError, UnavailableError, VectorServerError
from assistant.indexing import manifest as manifests
from assistant.indexing.building import Exact, beside, exact_of, fill_chroma, fill_words, sole_builder
from assistant.indexing.catalog import Catalog, Indexed
from assistant.indexing.lexical import LexicalIndex, TantivyIndex, link
from assistant.indexing.manifest import Manifest, broken
from assistant.indexing.patched_vectors import PatchedVectors
from assistant.indexing.publications import State
from assistant.indexing.server_vectors import ServerVectors
from assistant.indexing.vector_placement import (
    Placement,
    is_small_patch,
    mend_placement,
    place,
    place_again,
    placement_of,
    tidy_sets,
)
from assistant.indexing.vectors import ChromaVectors
from assistant.indexing.vocabulary import Vocabulary
from assistant.records import AUDIENCES, Audience
from assistant.storage.atomic_files import sync
from assistant.storage.folder import DataFolder


@dataclass(frozen=True)
class Stores:
    """The two derived indexes of one generation and its vocabulary, open for reading; `exact` holds every vector."""

    exact: Exact
    vectors: PatchedVectors
    lexical: LexicalIndex
    vocabulary: Vocabulary
    placed: Placement

    def close(self) -> None:
        self.vectors.close()
        self.lexical.close()
        self.vocabulary.close()


class _Built(NamedTuple):
    """An index folder that lies beside its place yet, and what its manifest is to say of it.

    `base` is the state that the folder with the vectors was built for; None where a server holds them.
    """

    place: Path
    target: State
    base: State | None
    on_server: Placement
    is_tidy: bool


def advance(folder: DataFolder, catalog: Catalog, target: State) -> Placement:
    """Builds the index of `target`, still to be published, out of earlier ones, or from scratch where that is better.

    Returns what is to be published of its vectors. For the writer.

    Raises:
        VectorServerError: the vector server does not answer, for longer than a restart takes.
    """
    found = place(folder.chroma, catalog, target) if folder.chroma else Placement()
    with sole_builder(folder):
        _derive(folder, catalog, target, found)
    return found


def derive(folder: DataFolder, catalog: Catalog, present: State) -> None:
    """Builds this host's index of the published generation out of earlier ones, unless it is sound by now."""
    with sole_builder(folder):
        try:
            open_stores(folder, catalog, present).close()
        except UnavailableError:
            _derive(folder, catalog, present, placement_of(catalog, present))
            _tidy(folder, (present.generation, present.generation - 1))


def tidy_words(folder: DataFolder, catalog: Catalog, present: State, is_wanted: Callable[[], bool]) -> bool:
    """Builds the lexical index anew if it still counts passages that have left; whether it did.

    With them scores are slightly off, on each host in another way. Ends soon after it `is_wanted` no more.
    """
    with sole_builder(folder):
        manifest = manifests.read(folder.index(present.generation), present)
        if manifest.is_tidy:
            return False
        with beside(folder) as building:
            fill_words(building, _while(is_wanted, catalog.indexed(present.generation)))
            if not is_wanted():
                shutil.rmtree(building, ignore_errors=True)
                return False
            base = manifest.base_state if manifest.base else None
            on_server = placement_of(catalog, present)
            _switch(folder, catalog, _Built(building, present, base, on_server, is_tidy=True))
        return True


def build(folder: DataFolder, catalog: Catalog, present: State) -> None:
    """Builds all that is derived of the published generation anew, on the vector server, too. For the writer."""
    if folder.chroma:
        place_again(folder.chroma, catalog, present)
    with sole_builder(folder):
        _build(folder, catalog, present, placement_of(catalog, present))


def mend(folder: DataFolder, catalog: Catalog, present: State) -> None:
    """As `derive`; what the vector server lacks is made, too. For the writer."""
    if folder.chroma:
        mend_placement(folder.chroma, catalog, present)
    derive(folder, catalog, present)


def tidy(folder: DataFolder, catalog: Catalog, keep: Iterable[int]) -> None:
    """Removes the index folders of other generations than `keep` and those that they are based on.

    Sets on the vector server go that no generation needs any more. For the writer.
    """
    with sole_builder(folder):
        _tidy(folder, keep)
    if folder.chroma:
        tidy_sets(folder.chroma, catalog)


def open_stores(folder: DataFolder, catalog: Catalog, expected: State) -> Stores:
    """The indexes of the generation `expected`, if they are whole and hold what the catalogue holds.

    What a vector server lacks, or does not answer, is looked up in memory.

    Raises:
        UnavailableError: a folder is missing, broken, behind, or of another format.
        StorageError: the catalogue cannot be read.
    """
    own = folder.index(expected.generation)
    manifest = manifests.read(own, expected)
    if manifest.base and manifest.base != expected.generation:
        manifests.read(folder.index(manifest.base), manifest.base_state)
    return _opened(folder, own, catalog, expected, manifest.base, placement_of(catalog, expected))


def _opened(
    folder: DataFolder, own: Path, catalog: Catalog, expected: State, base: int, on_server: Placement
) -> Stores:
    """The stores of `expected`, of which the words lie in `own`, compared with the catalogue; see `open_stores`."""
    base = on_server.base if folder.chroma else base
    exact = exact_of(catalog, expected)
    recent = exact_of(catalog, expected, since=base) if base else exact
    counts = catalog.counts(expected.generation)
    chroma = own / "chroma" if base == expected.generation else folder.index(base) / "chroma"
    try:
        found = ServerVectors(folder.chroma, on_server.vectors) if folder.chroma else ChromaVectors(chroma)
    except StorageError as error:
        raise broken(chroma, error.values["why"]) from error
    with ExitStack() as opened:
        vectors = opened.enter_context(closing(PatchedVectors(found, exact, recent)))
        try:
            lexical = opened.enter_context(closing(TantivyIndex(own / "lexical")))
            vocabulary = opened.enter_context(closing(Vocabulary(own / "vocabulary")))
            stores = Stores(exact, vectors, lexical, vocabulary, on_server)
            _compare(own, stores, expected.dimension, counts)
        except StorageError as error:
            raise broken(own, error.values["why"]) from error
        opened.pop_all()
        return stores


def _compare(own: Path, stores: Stores, dimension: int, counts: Mapping[Audience, int]) -> None:
    """Raises UnavailableError or StorageError unless both indexes hold `counts` and answer."""
    vectors, lexical = stores.vectors, stores.lexical
    expected = {audience: (counts.get(audience, 0),) * 2 for audience in AUDIENCES}
    if isinstance(vectors.base, ServerVectors):
        found = {audience: (counts.get(audience, 0), lexical.count(audience)) for audience in AUDIENCES}
        try:
            vectors.base.check()
        except VectorServerError as error:
            vectors.back_off(error)
    else:
        anything = np.full(dimension, dimension**-0.5, np.float32)
        for audience in AUDIENCES:
            vectors.approximate(anything, audience, 1)
        found = {audience: (vectors.count(audience), lexical.count(audience)) for audience in AUDIENCES}
    if found != expected:
        raise broken(own, f"{found} ≠ {expected}")


def _while(is_wanted: Callable[[], bool], entries: Iterable[Indexed]) -> Iterator[Indexed]:
    looked = time.monotonic()
    for entry in entries:
        if time.monotonic() - looked > 1:
            if not is_wanted():
                return
            looked = time.monotonic()
        yield entry


def _derive(folder: DataFolder, catalog: Catalog, target: State, on_server: Placement) -> None:
    start = _start(folder, catalog, target)
    if start is not None:
        try:
            _build_from(folder, catalog, target, start, on_server)
            return
        except (StorageError, UnavailableError):  # what was taken over may be broken: that is no reason to fail
            pass
    _build(folder, catalog, target, on_server)


def _start(folder: DataFolder, catalog: Catalog, target: State) -> Manifest | None:
    """The latest earlier index of this host whose rows are all still there, if it is near enough to `target`."""
    for generation in reversed(folder.generations()):
        published = catalog.publication(generation) if generation < target.generation else None
        if published is None or not catalog.holds(published.state):
            continue
        if (published.state.model, published.state.dimension) != (target.model, target.dimension):
            continue
        try:
            manifest = manifests.read(folder.index(generation), published.state)
            if _is_near(folder, catalog, target, manifest):
                return manifest
        except UnavailableError:
            continue
    return None


def _is_near(folder: DataFolder, catalog: Catalog, target: State, start: Manifest) -> bool:
    """Raises UnavailableError if the folder with the vectors is not sound."""
    held = start
    if not folder.chroma:
        held = manifests.read(folder.index(start.base), start.base_state)
    return is_small_patch(catalog, target, held.generation, sum(held.counts.values()))


def _build_from(folder: DataFolder, catalog: Catalog, target: State, start: Manifest, on_server: Placement) -> None:
    earlier, since = folder.index(start.generation), start.generation
    removed = catalog.removed_passages(target.generation, since)
    with beside(folder) as building:
        link(earlier / "lexical", building / "lexical")
        shutil.copytree(earlier / "vocabulary", building / "vocabulary")
        added, leaving = catalog.indexed(target.generation, since), catalog.leaving(target.generation, since)
        fill_words(building, added, removed, leaving)
        base = None if folder.chroma else start.base_state
        is_tidy = start.is_tidy and not any(removed.values())
        _switch(folder, catalog, _Built(building, target, base, on_server, is_tidy))


def _build(folder: DataFolder, catalog: Catalog, target: State, on_server: Placement) -> None:
    with beside(folder) as building:
        if not folder.chroma:
            fill_chroma(building / "chroma", exact_of(catalog, target))
        fill_words(building, catalog.indexed(target.generation))
        base = None if folder.chroma else target
        _switch(folder, catalog, _Built(building, target, base, on_server, is_tidy=True))


def _switch(folder: DataFolder, catalog: Catalog, built: _Built) -> None:
    """Proves that a folder holds what it should, seals it, and makes it the index of its target."""
    place, target, base, on_server, is_tidy = built
    _opened(folder, place, catalog, target, base.generation if base else 0, on_server).close()
    manifests.write(place, target, base, catalog.counts(target.generation), is_tidy=is_tidy)
    final, former = folder.index(target.generation), place.with_name(f"{place.name}-former")
    with suppress(FileNotFoundError):
        final.rename(former)  # also where files of another user keep it from being removed
    place.rename(final)
    sync(folder.indexes)
    shutil.rmtree(former, ignore_errors=True)


def _tidy(folder: DataFolder, keep: Iterable[int]) -> None:
    kept = set(keep)
    bases = {manifests.base_of(folder.index(generation)) for generation in kept}
    folder.tidy(frozenset(kept | {base for base in bases if base is not None}))
