"""The catalogue: documents, passages and vectors in one database. It is the truth; the indexes are derived from it.

A row belongs to the generations from `added_generation` up to, not including, `removed_generation`. Readers ask for
one generation, so that what a run is still writing (the next generation) is never seen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, Select, and_, bindparam, func, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from assistant.errors import StorageError
from assistant.indexing.embedding.words import word_cosines
from assistant.indexing.publications import Publication, State, oldest, present, publication_of
from assistant.indexing.tables import (
    CATALOGUE,
    INFO,
    PASSAGE,
    StoredPassage,
    cosines,
    document_of,
    document_of_passage,
    documents,
    info_of,
    left,
    passage_of,
    passages,
    visible,
)
from assistant.records import AUDIENCES, Audience, Document, DocumentInfo, Passage
from assistant.storage import migrating
from assistant.storage.databases import engine_of, file_engine, leave
from assistant.storage.errors import is_of_a_server, storage_error
from assistant.storage.folder import DataFolder
from assistant.storage.writer import Writer

# Far below SQLite's limit of 32,766 variables; more ids a statement are not faster.
IDS_A_STATEMENT = 500
# What a server sends at once of the vectors, 4 MB: a million of them need not be held twice.
ROWS_A_READ = 5000

_PRAGMAS = ("foreign_keys=ON",)

# Where the disk is full a reader cannot make its part of the WAL, which SQLite calls an I/O error; others are of a
# disk that fails. Source: https://www.sqlite.org/rescode.html
_NOT_WRITABLE = (
    *("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_FULL"),
    *("SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHM", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE"),
)

_T = TypeVar("_T")

# By row, not by id: an id is looked up ten times as slowly (200 passages: 17 ms against 1.5).
_BY_ROW = passages.c.row.in_(bindparam("rows", expanding=True))
_PASSAGES = select(*PASSAGE).where(_BY_ROW)
_SENTENCE_VECTORS = select(passages.c.id, passages.c.sentence_vectors).where(_BY_ROW)
_WORD_VECTORS = select(passages.c.id, passages.c.word_vectors).where(_BY_ROW)


class Indexed(NamedTuple):
    """A document with its passages, as the indexes of words need them."""

    document: Document
    passages: list[Passage]


class StoredVectors(NamedTuple):
    """Passages of one audience: for each its id, that of its document, its row, and its vector, (n, d) as stored."""

    ids: list[str]
    document_ids: list[str]
    rows: list[int]
    vectors: NDArray[np.float16]


class Catalog:
    """The reading side. Thread-safe: each call takes a connection of its own from the pool."""

    def __init__(self, engine: Engine, writer: Writer | None = None) -> None:
        self.engine = engine
        self._writer = writer

    @property
    def writing(self) -> Engine:
        """The engine through which the sole writer writes, for whom the catalogue was opened."""
        if self._writer is None:
            raise ValueError("the catalogue was opened for reading")
        return self._writer.through(self.engine)

    @classmethod
    def open(cls, folder: DataFolder, writer: Writer | None = None) -> Catalog:
        """The catalogue of the folder, or of its database server; it must exist. With `writer` it can be written.

        Raises:
            FileNotFoundError: there is none.
            StorageError: it is no catalogue, one that another version of the program wrote, or out of reach.
        """
        if not folder.database_url and not folder.catalogue.is_file():
            raise FileNotFoundError(folder.catalogue)
        catalog = cls(engine_of(folder, folder.catalogue, _PRAGMAS), writer)
        try:
            with catalog.explained():
                catalog._check(folder)
        except (FileNotFoundError, StorageError):
            catalog.close()
            raise
        return catalog

    @classmethod
    def create(cls, folder: DataFolder, writer: Writer) -> Catalog:
        """The catalogue of the folder, made if there is none; an older one in a file is brought up to this program.

        Raises as `open` does; also of an older one on a server, which other hosts may be using.
        """
        catalog = cls(engine_of(folder, folder.catalogue, _PRAGMAS), writer)
        try:
            with catalog.explained():
                if folder.database_url:
                    migrating.make(catalog.writing, CATALOGUE, folder.schema)
                elif not folder.catalogue.is_file() or not catalog._has_tables():
                    catalog.close()
                    _create(folder.catalogue)
                elif catalog._revision(folder) != CATALOGUE.head:
                    migrating.migrate(catalog.writing, CATALOGUE)
        finally:
            catalog.close()
        return cls.open(folder, writer)

    def _has_tables(self) -> bool:
        """False of what a kill between making the file and its tables has left."""
        with self.engine.connect() as connection:
            return migrating.revision_of(connection, CATALOGUE) is not None

    def _check(self, folder: DataFolder) -> None:
        if self._revision(folder) != CATALOGUE.head:
            migrating.check(self.engine, CATALOGUE)

    def _revision(self, folder: DataFolder) -> str:
        """Where the database stands; raises FileNotFoundError if it has no tables."""
        with self.engine.connect() as connection:
            found = migrating.revision_of(connection, CATALOGUE)
        if found is None:
            raise FileNotFoundError(folder.catalogue)
        return found

    def close(self) -> None:
        leave(self.engine)

    def state(self) -> State:
        """What is published; `State(0, "", 0, "")` when nothing is. Raises StorageError when that cannot be read."""
        with self._read() as connection:
            return present(connection)

    def publication(self, generation: int) -> Publication | None:
        """The publication of that number; None where there was none, or it was taken back."""
        with self._read() as connection:
            return publication_of(connection, generation)

    def holds(self, asked: State) -> bool:
        """Whether every row of a generation is still there, for those who read it, or catch up from it."""
        with self._read() as connection:
            found = publication_of(connection, asked.generation)
            return found is not None and found.state == asked and oldest(connection) <= asked.generation

    def infos(self, generation: int) -> list[DocumentInfo]:
        """Every document of `generation`, by path; copies are left out."""
        found = self.rows(select(*INFO).where(visible(generation), ~documents.c.is_copy))
        # Not by the database: each sorts words in its own way.
        return sorted(map(info_of, found), key=lambda info: (info.path, info.id))

    def digests(self, generation: int, audiences: frozenset[Audience]) -> dict[str, str]:
        """By its id, the digest of each document of `generation` that `audiences` may see; equal ones have the same."""
        query = select(documents.c.id, documents.c.digest).where(visible(generation), ~documents.c.is_copy)
        return {row["id"]: row["digest"] for row in self.rows(query.where(documents.c.audience.in_(audiences)))}

    def document(self, generation: int, document_id: str, audiences: frozenset[Audience]) -> Document | None:
        own = and_(documents.c.id == document_id, ~documents.c.is_copy, visible(generation))
        rows = self.rows(select(documents).where(own, documents.c.audience.in_(audiences)))
        if not rows:
            return None
        others = self._other_paths(generation, document_id, audiences)
        return replace(document_of(rows[0]), other_paths=others)

    def document_in(self, row: int) -> Document:
        """The document of a row that exists."""
        return document_of(self.rows(select(documents).where(documents.c.row == row))[0])

    def _other_paths(self, generation: int, document_id: str, audiences: frozenset[Audience]) -> tuple[str, ...]:
        copies = and_(documents.c.id == document_id, documents.c.is_copy, visible(generation))
        query = select(documents.c.path).where(copies, documents.c.audience.in_(audiences))
        return tuple(sorted(row["path"] for row in self.rows(query)))

    def passages(self, rows: Mapping[str, int], info: Callable[[str], DocumentInfo]) -> dict[str, StoredPassage]:
        """The passages of `rows` (id -> row), in their order; `info` tells a document by its id.

        A row that is gone by now, or holds another passage, is left out.
        """
        found = {row.id: row for row in self._of_rows(_PASSAGES, rows)}
        return {id: _stored(found[id], info) for id in rows if id in found}

    def sentence_cosines(self, rows: Mapping[str, int], vector: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """The cosines of `vector`, (d,) of unit length, to the sentences of each of `rows` (id -> row), in their order.

        A row that is gone by now, or holds another passage, is left out.
        """
        found = dict(self._of_rows(_SENTENCE_VECTORS, rows))
        blobs = {id: found[id] for id in rows if id in found}
        compared = cosines(b"".join(blobs.values()), vector)
        ends = np.cumsum([len(blob) // (2 * len(vector)) for blob in blobs.values()], dtype=int).tolist()
        return {id: compared[start:end] for id, start, end in zip(blobs, [0, *ends], ends, strict=False)}

    def closest_words(self, rows: Mapping[str, int], asked: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
        """The cosine of each of the words `asked`, (w, p) of unit length, to the closest word of each of `rows`: (w,).

        A row without words, one that is gone by now, and one that holds another passage are left out.
        """
        blobs = {id: blob for id, blob in self._of_rows(_WORD_VECTORS, rows) if blob}
        if not blobs:
            return {}
        cosines_to_all = word_cosines(b"".join(blobs.values()), asked)
        ends = np.cumsum([len(blob) // asked.shape[1] for blob in blobs.values()], dtype=int)
        closest = np.maximum.reduceat(cosines_to_all, [0, *ends[:-1]], axis=1)
        return dict(zip(blobs, closest.T, strict=True))

    def _of_rows(self, query: Select[Any], rows: Mapping[str, int]) -> Iterator[Any]:
        """What `query` tells of those of `rows` (id -> row) that still hold what they held; not in their order."""
        for batch in batched(rows.values(), IDS_A_STATEMENT):
            with self._read() as connection:
                found = connection.execute(query, {"rows": batch}).all()
            yield from (row for row in found if row.id in rows)

    def counts(self, generation: int) -> dict[Audience, int]:
        """The number of passages by audience; audiences without passages are left out."""
        number = func.count().label("number")
        originals = and_(visible(generation), ~documents.c.is_copy)
        query = select(documents.c.audience, number).join(passages).where(originals)
        return {row["audience"]: row["number"] for row in self.rows(query.group_by(documents.c.audience))}

    def indexed(self, generation: int, since: int = 0) -> Iterator[Indexed]:
        """The documents of `generation` that came after the generation `since`, with their passages.

        One by one, in the order they were added.
        """
        for row in self.originals(generation, since):
            yield self.indexed_in(row)

    def originals(self, generation: int, since: int = 0) -> list[int]:
        """The rows of the documents that `indexed` yields: all but copies."""
        condition = and_(visible(generation), ~documents.c.is_copy, documents.c.added_generation > since)
        query = select(documents.c.row).where(condition).order_by(documents.c.row)
        return [row["row"] for row in self.rows(query)]

    def indexed_in(self, document_row: int) -> Indexed:
        """The document of a row that exists, with its passages."""
        document = self.document_in(document_row)
        own = select(*PASSAGE).where(passages.c.document_row == document_row)
        rows = self.rows(own.order_by(passages.c.start, passages.c.end))
        return Indexed(document, [passage_of(row, document.id) for row in rows])

    def leaving(self, generation: int, since: int) -> Iterator[Indexed]:
        """The documents, but copies, that the generation `since` held, and `generation` does not."""
        query = select(documents.c.row).where(left(generation, since), ~documents.c.is_copy)
        for row in self.rows(query.order_by(documents.c.row)):
            yield self.indexed_in(row["row"])

    def added_count(self, generation: int, since: int) -> int:
        """The number of passages of `generation` that came after the generation `since`."""
        query = select(func.count()).select_from(passages).join(documents)
        condition = and_(visible(generation), documents.c.added_generation > since)
        with self._read() as connection:
            return connection.scalar(query.where(condition)) or 0

    def removed_passages(self, generation: int, since: int) -> dict[Audience, list[str]]:
        """The ids of the passages that the generation `since` held, and `generation` does not, by audience."""
        query = select(documents.c.audience, passages.c.id).join(passages).where(left(generation, since))
        query = query.order_by(passages.c.row)
        ids: dict[Audience, list[str]] = {audience: [] for audience in AUDIENCES}
        for row in self.rows(query):
            ids[row["audience"]].append(row["id"])
        return ids

    def vectors(self, generation: int, audience: Audience, dimension: int, since: int = 0) -> StoredVectors:
        """The vectors of the passages of `generation` that came after the generation `since`.

        Raises:
            StorageError: a vector has another length.
        """
        query = (
            select(passages.c.id, documents.c.id.label("document_id"), passages.c.row, passages.c.vector)
            .join(documents, documents.c.row == passages.c.document_row)
            .where(documents.c.audience == audience, ~documents.c.is_copy)
            .where(documents.c.added_generation > since, visible(generation))
            .order_by(passages.c.row)
        )
        ids: list[str] = []
        document_ids: list[str] = []
        rows: list[int] = []
        stored = bytearray()
        with self._read() as connection, connection.execution_options(yield_per=ROWS_A_READ).execute(query) as found:
            for id, document_id, row, blob in found:
                if len(blob) != 2 * dimension:
                    why = f"{id}: {len(blob)} ≠ {2 * dimension}"
                    raise StorageError("vectors_torn", path=self.engine.url.database, why=why)
                ids.append(id)
                document_ids.append(document_id)
                rows.append(row)
                stored += blob
        return StoredVectors(ids, document_ids, rows, np.frombuffer(stored, dtype="<f2").reshape(-1, dimension))

    def rows(self, query: Select[Any]) -> list[Any]:
        """What `query` gives, each row by the names of its columns."""
        with self._read() as connection:
            return list(connection.execute(query).mappings())

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        with self.explained(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Turns what the database reports while it is read into a StorageError."""
        try:
            yield
        except (DatabaseError, NoConnectionError) as error:
            raise _unreadable(Path(str(self.engine.url.database)), error) from error


def _unreadable(path: Path, error: DatabaseError | NoConnectionError) -> StorageError:
    """What it means that the database cannot be read. Readers write, too: which part of it they read (WAL)."""
    cause = getattr(error, "orig", error)
    if is_of_a_server(error) or getattr(cause, "sqlite_errorname", "").startswith(_NOT_WRITABLE):
        return storage_error(path.parent, error)
    return StorageError("catalogue_broken", path=path, why=cause)


def _stored(row: Any, info: Callable[[str], DocumentInfo]) -> StoredPassage:
    document = info(document_of_passage(row.id))
    return StoredPassage(passage_of(row._mapping, document.id), document)


def batched(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """`items` in lists of `size`; the last may be shorter. As itertools.batched, which Python 3.11 lacks."""
    left = iter(items)
    while batch := list(islice(left, size)):
        yield batch


def _create(path: Path) -> None:
    """Made beside and switched in: no reader meets it without its tables, or while its journal becomes a WAL."""
    beside = path.with_name(f".{path.name}")
    for file in (beside, path):
        for suffix in ("", "-wal", "-shm"):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
    engine = file_engine(beside, _PRAGMAS)
    migrating.make(engine, CATALOGUE)
    engine.dispose()
    beside.replace(path)
