"""The indexes of one generation, derived from the catalogue: built beside, sealed, switched, checked on opening.

A kill can break a Chroma folder for good, up to a crash of the process that opens it. So an index is never changed in
place: it is built in a folder of its own, closed, written through to the disk, and renamed. Its manifest seals every
file that readers never write; a folder whose seal does not hold is not opened at all, but built anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from assistant.errors import StorageError, UnavailableError
from assistant.indexing.catalog import Catalog, Indexed, State
from assistant.indexing.lexical import LexicalEntry, LexicalIndex, TantivyIndex, lexical_fields
from assistant.indexing.storage import BUILDING, DataFolder
from assistant.indexing.vectors import ChromaVectors, VectorItem, VectorStore
from assistant.records import AUDIENCES, Audience

# Raise it when the fields, their analysis or Chroma's configuration change: older folders are built anew.
FORMAT = 1
MANIFEST = "manifest.json"

# Chroma takes 256 changes a second against 1,190 fresh additions (2 cores, November 2026) and never gives back the room
# of what was removed: beyond a quarter, building from scratch is faster and smaller.
LARGEST_CHANGE = 0.25

_WRITE_SIZE = 2000
# Opening Chroma touches its database, and tantivy its locks.
_UNSEALED = ("chroma.sqlite3", ".tantivy-")


@dataclass(frozen=True)
class Manifest:
    """What a finished index folder holds. `dropped`: passages removed since it was built from scratch.

    `seal`: file -> [size in bytes, time of change in ns, checksum].
    """

    format: int
    generation: int
    model: str
    dimension: int
    counts: dict[Audience, int]
    dropped: int
    seal: dict[str, tuple[int, int, str]]


@dataclass(frozen=True)
class Stores:
    """The two derived indexes of one folder, open."""

    vectors: VectorStore
    lexical: LexicalIndex

    @classmethod
    def at(cls, folder: Path) -> Stores:
        """The stores in `folder`, empty where there are none."""
        vectors = ChromaVectors(folder / "chroma")
        try:
            return cls(vectors, TantivyIndex(folder / "lexical"))
        except StorageError:
            vectors.close()
            raise

    def close(self) -> None:
        self.vectors.close()
        self.lexical.close()

    def counts(self) -> dict[str, tuple[int, int]]:
        """The number of passages by audience, in each of the two."""
        return {audience: (self.vectors.count(audience), self.lexical.count(audience)) for audience in AUDIENCES}

    def remove(self, ids: Mapping[Audience, list[str]]) -> None:
        for audience, gone in ids.items():
            self.vectors.remove(audience, gone)
            self.lexical.remove(audience, gone)

    def add(self, entries: Iterable[Indexed]) -> None:
        """Adds documents; call `lexical.commit` afterwards."""
        waiting: dict[Audience, list[VectorItem]] = {audience: [] for audience in AUDIENCES}
        for entry in entries:
            audience = entry.document.info.audience
            self.lexical.add(audience, _lexical_entries(entry))
            items = waiting[audience]
            items.extend(_vector_items(entry))
            if len(items) >= _WRITE_SIZE:
                self.vectors.add(audience, items)
                items.clear()
        for audience, items in waiting.items():
            self.vectors.add(audience, items)


def _vector_items(entry: Indexed) -> Iterator[VectorItem]:
    for passage, vector in zip(entry.passages, entry.vectors, strict=True):
        yield VectorItem(passage.id, vector, passage.text)


def _lexical_entries(entry: Indexed) -> Iterator[LexicalEntry]:
    for passage in entry.passages:
        yield LexicalEntry(passage.id, passage.document_id, lexical_fields(entry.document, passage))


def build(folder: DataFolder, catalog: Catalog, target: State) -> None:
    """Builds the index of `target` from the catalogue's vectors, beside, and switches it in."""
    with _beside(folder) as building:
        _fill(building, {}, catalog.indexed(target.generation))
        _switch(folder, building, target, dropped=0, counts=catalog.counts(target.generation))


def advance(folder: DataFolder, catalog: Catalog, target: State) -> None:
    """Builds the index of `target` out of that of the generation before it, or from scratch where that is better."""
    counts = catalog.counts(target.generation)
    removed = catalog.removed_passages(target.generation)
    dropped = _dropped(folder, target) + sum(map(len, removed.values()))
    if dropped + catalog.added_count(target.generation) > LARGEST_CHANGE * sum(counts.values()):
        build(folder, catalog, target)
        return
    try:
        with _beside(folder) as building:
            before = folder.index(target.generation - 1)
            shutil.copytree(before, building, dirs_exist_ok=True, ignore=shutil.ignore_patterns(MANIFEST))
            _fill(building, removed, catalog.indexed(target.generation, added_in=target.generation))
            _switch(folder, building, target, dropped, counts)
    except (StorageError, UnavailableError):  # what was copied may be broken: that is no reason to fail
        build(folder, catalog, target)


def mend(folder: DataFolder, catalog: Catalog, present: State) -> None:
    """Builds the index of the published generation anew unless it is sound."""
    try:
        open_stores(folder.index(present.generation), present, catalog.counts(present.generation)).close()
    except UnavailableError:
        build(folder, catalog, present)


def _dropped(folder: DataFolder, target: State) -> int:
    """Passages dropped so far in the index before `target`; too many to build on it where it is not sound."""
    before = target._replace(generation=target.generation - 1)
    try:
        return _sound(folder.index(before.generation), before).dropped
    except UnavailableError:
        return 1 << 62


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


def _fill(building: Path, removed: Mapping[Audience, list[str]], added: Iterable[Indexed]) -> None:
    stores = Stores.at(building)
    try:
        stores.remove(removed)
        stores.add(added)
        stores.lexical.commit()
    finally:
        stores.close()


def _switch(folder: DataFolder, building: Path, target: State, dropped: int, counts: Mapping[Audience, int]) -> None:
    """Proves that `building` holds what it should, seals it, and makes it the index of `target`."""
    stores = Stores.at(building)
    try:
        _compare(building, stores, target.dimension, dict(counts))
    finally:
        stores.close()
    manifest = Manifest(FORMAT, *target, dict(counts), dropped, _seal(building))
    (building / MANIFEST).write_text(json.dumps(asdict(manifest)), encoding="utf-8")
    _write_through(building)
    final = folder.index(target.generation)
    shutil.rmtree(final, ignore_errors=True)
    building.rename(final)
    _sync(folder.indexes)


def open_stores(folder: Path, expected: State, counts: Mapping[Audience, int]) -> Stores:
    """The indexes of `folder`, if they are those of `expected`, whole, and as many as `counts`.

    Raises:
        UnavailableError: the folder is missing, broken, behind, or of another format.
    """
    _sound(folder, expected)
    try:
        stores = Stores.at(folder)
    except StorageError as error:
        raise _broken(folder, error.values["why"]) from error
    try:
        _compare(folder, stores, expected.dimension, dict(counts))
    except UnavailableError:
        stores.close()
        raise
    return stores


def _sound(folder: Path, expected: State) -> Manifest:
    """The manifest of `folder`, once it fits `expected` and its seal holds.

    Raises:
        UnavailableError: it does not.
    """
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise _broken(folder, error) from error
    found = State(manifest.generation, manifest.model, manifest.dimension)
    if (manifest.format, found) != (FORMAT, expected):
        raise _broken(folder, f"{found}, format {manifest.format} ≠ {expected}, format {FORMAT}")
    for name, (size, changed_ns, checksum) in manifest.seal.items():
        if not _holds(folder / name, size, changed_ns, checksum):
            raise _broken(folder, name)
    return manifest


def _holds(path: Path, size: int, changed_ns: int, checksum: str) -> bool:
    """Whether the file is as it was; it is read only where its time differs (a restored backup)."""
    try:
        status = path.stat()
        if status.st_size != size:
            return False
        return status.st_mtime_ns == changed_ns or _checksum(path) == checksum
    except OSError:
        return False


def _compare(folder: Path, stores: Stores, dimension: int, counts: dict[Audience, int]) -> None:
    """Raises UnavailableError unless both indexes hold `counts` and answer."""
    anything = np.full(dimension, dimension**-0.5, np.float32)
    try:
        found = stores.counts()
        for audience in AUDIENCES:
            stores.vectors.nearest(anything, audience, 1)
    except StorageError as error:
        raise _broken(folder, error.values["why"]) from error
    expected = {audience: (counts.get(audience, 0),) * 2 for audience in AUDIENCES}
    if found != expected:
        raise _broken(folder, f"{found} ≠ {expected}")


def _broken(folder: Path, why: object) -> UnavailableError:
    return UnavailableError("index_broken", path=folder, why=why)


def _seal(folder: Path) -> dict[str, tuple[int, int, str]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns, _checksum(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(_UNSEALED)
    }


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]


def _write_through(folder: Path) -> None:
    """Waits until every file and folder below has reached the disk."""
    for path in [*folder.rglob("*"), folder]:
        _sync(path)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
