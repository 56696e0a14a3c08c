"""A store of facts that were extracted from documents, so that a list over thousands of documents is fast.

An `Extractor` makes a value from one document. `FactStore` keeps it beside the catalogue (DATA/facts.sqlite), by the id
and digest of the document and the version of the extractor:

    TASKS = Extractor("tasks", 1, tasks_of, tuple[Task, ...])      # tasks_of(document: Document) -> tuple[Task, ...]
    kept = FactStore(data_folder)                                  # one for a data folder; thread-safe
    for found in kept.facts(TASKS, index, audiences, documents):   # of `index.documents(audiences)`, those you want
        found.document, found.value

The value may be anything that pydantic writes as JSON and reads back: frozen dataclasses of texts, Decimal, dates,
tuples, Literal. Use `Proof` (proof.py) for the words that prove a fact; it becomes a Quote where it is shown, for what
is the newest version depends on who looks. Raise the version of an extractor when it finds other facts.

Everything here is derived: the folder's catalogue is the truth, and the file may be deleted at any time. It is only
asked for documents that the caller may see. What the open generation does not hold any more is deleted from the file at
the next question. Where the file cannot be written, each process extracts the facts anew.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    delete,
    event,
    insert,
    select,
)
from sqlalchemy.exc import DatabaseError

from assistant.indexing.catalog import IDS_A_STATEMENT, batched
from assistant.indexing.index import Index
from assistant.knowledge.minutes.classifier.classifier import SILENT, OutcomeClassifier
from assistant.records import STAFF, Audience, Document, DocumentInfo

FILE = "facts.sqlite"
WRITTEN_AT_ONCE = 50  # documents; a kill costs the work on as many

# SQLite's errors for a file that is damaged, no database, or has other tables. It is then created anew.
_WORTHLESS = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")

log = logging.getLogger(__name__)

_T = TypeVar("_T")

_metadata = MetaData()
_facts = Table(
    "facts",
    _metadata,
    Column("document_id", String(64), primary_key=True),
    Column("extractor", String(64), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("value", LargeBinary, nullable=False),
)


@dataclass(frozen=True)
class Extractor(Generic[_T]):
    """`extract` makes a value of `type` from one document. It may be slow, but must not raise, whatever the text."""

    name: str
    version: int
    extract: Callable[[Document], _T]
    type: Any

    def written(self, value: _T) -> bytes:
        return bytes(_adapter(self.type).dump_json(value))

    def read(self, written: bytes) -> _T:
        """Raises ValueError for what `written` did not write."""
        value: _T = _adapter(self.type).validate_json(written)
        return value


@cache
def _adapter(type: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(type)


class Extracted(NamedTuple, Generic[_T]):
    """A document with the value that an extractor made from it."""

    document: DocumentInfo
    value: _T


class _Remembered(NamedTuple):
    version: int
    digest: str
    value: Any


class FactStore:
    """The facts of one data folder. Thread-safe; two processes may share the folder.

    Args:
        data: the folder.
        classifier: what reads minutes for the extractors that need one.
    """

    def __init__(self, data: Path, classifier: OutcomeClassifier = SILENT) -> None:
        self.classifier = classifier
        self._file = _File(data / FILE)
        self._lock = threading.Lock()  # of all below; never held while a document is read for its facts
        self._extracting: dict[str, threading.Lock] = {}  # by extractor
        self._publication = ""  # of which nothing is kept that it does not hold
        self._memory: dict[tuple[str, str], _Remembered] = {}

    def facts(
        self, extractor: Extractor[_T], index: Index, audiences: frozenset[Audience], documents: Iterable[DocumentInfo]
    ) -> list[Extracted[_T]]:
        """The value of each of `documents`, in their order; hidden and unknown documents are left out.

        Missing values are extracted in the calling thread. Other threads that need missing values of the same extractor
        wait meanwhile; those that need known ones do not.

        Raises:
            StorageError: the catalogue cannot be read.
        """
        digests = index.digests(audiences)
        wanted = [info for info in documents if info.id in digests]
        with self._lock:
            self._forget_what_left(index)
            self._remember_written(extractor, _others(wanted, self._held(extractor, wanted, digests)))
            values = self._held(extractor, wanted, digests)
            extracting = self._extracting.setdefault(extractor.name, threading.Lock())
        if unknown := _others(wanted, values):
            with extracting:
                values |= self._extracted(extractor, index, audiences, unknown, digests)
        return [Extracted(info, values[info.id]) for info in wanted if info.id in values]

    def close(self) -> None:
        self._file.close()

    def _forget_what_left(self, index: Index) -> None:
        """Deletes the values of documents that `index` does not hold."""
        if index.state.publication == self._publication:
            return
        present = index.digests(STAFF)
        self._memory = {key: one for key, one in self._memory.items() if key[0] in present}
        self._file.keep_only(present)
        self._publication = index.state.publication

    def _held(
        self, extractor: Extractor[_T], infos: Sequence[DocumentInfo], digests: Mapping[str, str]
    ) -> dict[str, _T]:
        """The values in memory that were made from the present text of `infos`, by document id."""
        held = {info.id: self._memory.get((info.id, extractor.name)) for info in infos}
        return {id: one.value for id, one in held.items() if one and one[:2] == (extractor.version, digests[id])}

    def _remember_written(self, extractor: Extractor[_T], infos: Sequence[DocumentInfo]) -> None:
        for row in self._file.rows(extractor.name, [info.id for info in infos]):
            if row.version != extractor.version:
                continue
            try:
                value = extractor.read(row.value)
            except ValueError:  # written by another program: ignored
                continue
            self._memory[row.document_id, extractor.name] = _Remembered(row.version, row.digest, value)

    def _extracted(
        self,
        extractor: Extractor[_T],
        index: Index,
        audiences: frozenset[Audience],
        unknown: Sequence[DocumentInfo],
        digests: Mapping[str, str],
    ) -> dict[str, _T]:
        """The values of `unknown` by document id: those that another thread has kept meanwhile, and new ones."""
        with self._lock:
            values = self._held(extractor, unknown, digests)
        for some in batched(_others(unknown, values), WRITTEN_AT_ONCE):
            documents = [document for info in some if (document := index.document(info.id, audiences))]
            new = {document.id: extractor.extract(document) for document in documents}
            with self._lock:
                self._keep(extractor, new, digests, index.state.publication)
            values |= new
        return values

    def _keep(
        self, extractor: Extractor[_T], new: Mapping[str, _T], digests: Mapping[str, str], publication: str
    ) -> None:
        rows = []
        for id, value in new.items():
            self._memory[id, extractor.name] = _Remembered(extractor.version, digests[id], value)
            rows.append((id, extractor.name, extractor.version, digests[id], extractor.written(value)))
        self._file.write(rows)
        # A slow thread may bring back what a newer generation has withdrawn; then the next question deletes it again.
        if publication != self._publication:
            self._publication = ""


def _others(infos: Sequence[DocumentInfo], known: Collection[str]) -> list[DocumentInfo]:
    return [info for info in infos if info.id not in known]


class _File:
    """The file of the store. Errors are only logged, for nothing in it is lost that cannot be extracted again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine: Engine | None = None

    def rows(self, extractor: str, ids: Collection[str]) -> list[Any]:
        """The stored rows of these documents; none where the database cannot be read."""

        def read(connection: Connection) -> list[Any]:
            own = select(_facts).where(_facts.c.extractor == extractor)
            queries = (own.where(_facts.c.document_id.in_(some)) for some in batched(ids, IDS_A_STATEMENT))
            return [row for query in queries for row in connection.execute(query)]

        return self._tried(read) or []

    def write(self, rows: Sequence[tuple[str, str, int, str, bytes]]) -> None:
        """Writes (document id, extractor, version, digest, value) over what was kept for the same document and
        extractor."""
        named = [dict(zip(_facts.columns.keys(), row, strict=True)) for row in rows]
        own = [_facts.c.document_id == bindparam("id"), _facts.c.extractor == bindparam("name")]

        def replace(connection: Connection) -> None:
            connection.execute(delete(_facts).where(*own), [{"id": row[0], "name": row[1]} for row in rows])
            connection.execute(insert(_facts), named)

        if rows:
            self._tried(replace)

    def keep_only(self, ids: Collection[str]) -> None:
        """Deletes the rows of documents that are not in `ids`."""

        def remove(connection: Connection) -> None:
            held = set(connection.scalars(select(_facts.c.document_id).distinct()))
            for gone in batched(held.difference(ids), IDS_A_STATEMENT):
                connection.execute(delete(_facts).where(_facts.c.document_id.in_(gone)))

        self._tried(remove)

    def close(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
        self._engine = None

    def _tried(self, use: Callable[[Connection], _T]) -> _T | None:
        try:
            with self._opened().begin() as connection:
                return use(connection)
        except (DatabaseError, OSError) as error:
            log.warning("facts not kept: %s", error)
            self.close()
            if getattr(getattr(error, "orig", None), "sqlite_errorname", "") in _WORTHLESS:
                self._path.unlink(missing_ok=True)
            return None

    def _opened(self) -> Engine:
        if self._engine is None:
            self._engine = create_engine(URL.create("sqlite", database=str(self._path)), connect_args={"timeout": 30})
            event.listen(self._engine, "connect", _prepare)
            _metadata.create_all(self._engine)
        return self._engine


def _prepare(connection: Any, _record: object) -> None:
    """Makes SQLite overwrite deleted rows: a withdrawn text must not remain in the file."""
    connection.execute("PRAGMA secure_delete=ON").close()
