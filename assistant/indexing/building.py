"""Builds an index folder from the catalogue: beside its place, and by one process of the host at a time."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import VectorServerError
from assistant.indexing.catalog import Catalog, Indexed, batched
from assistant.indexing.exact_vectors import ExactVectors
from assistant.indexing.lexical import LexicalEntry, TantivyIndex, lexical_fields
from assistant.indexing.publications import State
from assistant.indexing.server_vectors import ServerVectors, delete_sets, new_name
from assistant.indexing.vectors import ChromaVectors, VectorItem, VectorStore
from assistant.indexing.vocabulary import Counting
from assistant.records import AUDIENCES, Audience
from assistant.storage.errors import explained_storage
from assistant.storage.folder import BUILDING, ChromaServer, DataFolder, make_own

LOCK = ".lock"
_WRITE_SIZE = 2000
# A server that is killed while it writes may break what it writes (1 of 11 kills): then the set is made once more.
_ATTEMPTS = 3

Exact = Mapping[Audience, ExactVectors]


@contextmanager
def sole_builder(folder: DataFolder) -> Iterator[None]:
    """Holds the host's index folders for one process, which need not be the writer; the others wait."""
    from filelock import FileLock

    with explained_storage(folder.path):
        make_own(folder.indexes)
        lock = FileLock(folder.indexes / LOCK)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextmanager
def beside(folder: DataFolder) -> Iterator[Path]:
    """A new folder beside the indexes; it does not outlive an error, so that a full disk is not kept full."""
    make_own(folder.indexes)
    building = folder.indexes / f"{BUILDING}{secrets.token_hex(4)}"
    building.mkdir()
    try:
        yield building
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def exact_of(catalog: Catalog, state: State, since: int = 0) -> dict[Audience, ExactVectors]:
    """The vectors of a generation that came after the generation `since`, by audience."""
    return {
        audience: ExactVectors(*catalog.vectors(state.generation, audience, state.dimension, since=since))
        for audience in AUDIENCES
    }


def fill_chroma(path: Path, exact: Exact) -> None:
    """Builds Chroma's index in the folder `path`."""
    vectors = ChromaVectors(path)
    try:
        _fill(vectors, exact)
    finally:
        vectors.close()


def make_set(server: ChromaServer, state: State, exact: Exact) -> str:
    """Makes a set of vectors on the server, proves that it is whole, and returns its name.

    Raises:
        VectorServerError: the server is away for longer than a restart takes, or broke the set again and again.
    """
    for attempt in range(1, _ATTEMPTS + 1):
        name = new_name(state)
        try:
            _fill_set(server, name, state, exact)
            return name
        except VectorServerError as error:
            if error.code not in ("chroma_torn", "chroma_failed") or attempt == _ATTEMPTS:
                raise
            delete_sets(server, [name])
    raise AssertionError


def _fill_set(server: ChromaServer, name: str, state: State, exact: Exact) -> None:
    vectors = ServerVectors.make(server, name)
    try:
        _fill(vectors, exact)
        vectors.seal(state.dimension, {audience: len(exact[audience]) for audience in AUDIENCES})
    finally:
        vectors.close()


def _fill(vectors: VectorStore, exact: Exact) -> None:
    for audience in AUDIENCES:
        items = (VectorItem(id, vector) for id, vector in exact[audience].items())
        for batch in batched(items, _WRITE_SIZE):
            vectors.add(audience, batch)


def fill_words(
    building: Path,
    added: Iterable[Indexed],
    removed: Mapping[Audience, list[str]] | None = None,
    leaving: Iterable[Indexed] = (),
) -> None:
    """Adds documents to the lexical index and the vocabulary in `building`, once those that leave are taken out."""
    lexical = TantivyIndex(building / "lexical")
    try:
        for audience, ids in (removed or {}).items():
            lexical.remove(audience, ids)
        for entry in _counting(building, added, leaving):
            lexical.add(entry.document.info.audience, _lexical_entries(entry))
        lexical.commit()
    finally:
        lexical.close()


def _counting(building: Path, entries: Iterable[Indexed], leaving: Iterable[Indexed]) -> Iterator[Indexed]:
    """The entries as they come; their words are counted on the way, those of the `leaving` ones are taken away."""
    with Counting(building / "vocabulary") as vocabulary:
        for entry in leaving:
            vocabulary.remove(entry.document, entry.passages)
        for entry in entries:
            vocabulary.add(entry.document, entry.passages)
            yield entry


def _lexical_entries(entry: Indexed) -> Iterator[LexicalEntry]:
    for passage in entry.passages:
        yield LexicalEntry(passage.id, passage.document_id, lexical_fields(entry.document, passage))
