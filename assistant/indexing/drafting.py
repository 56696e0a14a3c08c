"""The next generation while a run writes it: rows that no reader sees until `publish` makes them the present.

What a killed run has added stays and is found again by the next run (`Draft.pending`). A generation holds only what
the run that publishes it has confirmed: a folder taken in by mistake and interrupted is never published later.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update

from assistant.indexing.catalog import IDS_A_STATEMENT, Catalog, batched
from assistant.indexing.embedding.embed import EmbeddingInput, PassageVectors
from assistant.indexing.embedding.words import packed_words, unpacked_words
from assistant.indexing.publications import State, forget, new_publication, publish
from assistant.indexing.tables import (
    demands,
    document_row,
    documents,
    packed,
    passage_row,
    passages,
    runs,
    unpacked,
    visible,
)
from assistant.records import Audience, Document, DocumentType, Passage

RUNS_KEPT = 100
# 64 MB: with SQLite's own 2 MB, adding a passage takes three times as long from 50,000 on.
LARGE_CACHE = "PRAGMA cache_size = -65536"
_OWN = ("row", "id", "location", "source", "siblings", "is_copy", "digest")


class Demand(NamedTuple):
    """A path that a run was told to take in, resolved; and what was demanded of all files below it."""

    path: str
    audience: Audience | None = None
    type: DocumentType | None = None


class Recipe(NamedTuple):
    """What decides how a file becomes passages and vectors; the same recipe means there is nothing to do."""

    fingerprint: str
    model: str
    max_tokens: int

    def splits_like(self, other: Recipe) -> bool:
        """Whether the same text becomes the same passages and vectors."""
        return (self.model, self.max_tokens) == (other.model, other.max_tokens)

    def to_try_again(self) -> Recipe:
        """The same for what was not read to the end: no file has this fingerprint, so the next run reads it again."""
        return self._replace(fingerprint="")


class Known(NamedTuple):
    """A document row that the catalogue holds already; a copy has the content of another row, and no passages.

    `siblings` is how many documents its source gave. `digest` is equal for documents that are equal.
    """

    row: int
    id: str
    location: str
    source: str
    recipe: Recipe
    siblings: int
    is_copy: bool
    digest: str


class Drafted(NamedTuple):
    """A document, ready to be stored: its passages, with the key and the vectors of each. A copy has none.

    `siblings` and `digest` are those of `Known`.
    """

    document: Document
    recipe: Recipe
    digest: str
    siblings: int = 1
    is_copy: bool = False
    passages: Sequence[Passage] = ()
    keys: Sequence[str] = ()
    vectors: Sequence[PassageVectors] = ()


class Confirmed(NamedTuple):
    """A live document that was read again and is as it was."""

    row: int
    recipe: Recipe
    siblings: int


class Draft:
    """The writing side of the catalogue, which was opened for the sole writer, for one run."""

    def __init__(self, catalog: Catalog) -> None:
        self._engine = catalog.engine
        self._writing = catalog.writing
        self.published = catalog.state()
        self.generation = self.published.generation + 1

    def live(self) -> dict[str, Known]:
        """The published documents, by location."""
        return self._known(visible(self.published.generation))

    def pending(self) -> dict[str, Known]:
        """Documents that an earlier, unfinished run has added for the next generation, by location."""
        return self._known(documents.c.added_generation == self.generation)

    def _known(self, condition: Any) -> dict[str, Known]:
        query = select(*(documents.c[name] for name in (*_OWN, *Recipe._fields))).where(condition)
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(documents.c.row)).mappings().all()
        return {
            row["location"]: Known(
                recipe=Recipe(*(row[name] for name in Recipe._fields)), **{name: row[name] for name in _OWN}
            )
            for row in found
        }

    def vectors(self, keys: Collection[str]) -> dict[str, PassageVectors]:
        """The vectors that any row holds already, by embedding key; unknown keys are left out."""
        found: dict[str, PassageVectors] = {}
        names = ("embedding_key", "vector", "sentence_vectors", "word_vectors")
        columns = [passages.c[name] for name in names]
        with self._engine.connect() as connection:
            for batch in batched(keys, IDS_A_STATEMENT):
                rows = connection.execute(select(*columns).where(passages.c.embedding_key.in_(batch)))
                for key, vector, sentences, words in rows:
                    dimension = len(vector) // 2
                    found[key] = PassageVectors(
                        unpacked(vector, dimension)[0],
                        unpacked(sentences, dimension),
                        unpacked_words(words),
                    )
        return found

    def add(self, entries: Iterable[Drafted], confirmed: Iterable[Confirmed] = ()) -> None:
        """Adds documents with all their passages, and notes the confirmed ones, in one transaction: a kill leaves all
        of it, or nothing."""
        drafted = {entry.document.location: entry for entry in entries}
        own = documents.c.added_generation == self.generation
        with self._writing.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql(LARGE_CACHE)
            for batch in batched(drafted, IDS_A_STATEMENT):
                connection.execute(delete(documents).where(documents.c.location.in_(batch), own))
            self._insert(connection, list(drafted.values()))
            for known in confirmed:
                values = known.recipe._asdict() | {"siblings": known.siblings}
                connection.execute(update(documents).where(documents.c.row == known.row).values(values))

    def _insert(self, connection: Connection, entries: Sequence[Drafted]) -> None:
        """All at once: a server answers each statement after a round trip."""
        if not entries:
            return
        stored = insert(documents).returning(documents.c.row, sort_by_parameter_order=True)
        keys = connection.scalars(stored, [_document_row(entry, self.generation) for entry in entries])
        rows = [row for key, entry in zip(keys, entries, strict=True) for row in _passage_rows(entry, key)]
        if rows:
            connection.execute(insert(passages), rows)

    def make_copy(self, row: int) -> None:
        """Takes the passages from a pending document, because another one has the same content."""
        with self._writing.begin() as connection:
            connection.execute(delete(passages).where(passages.c.document_row == row))
            connection.execute(update(documents).where(documents.c.row == row).values(is_copy=True))

    def schedule(self, confirmed: Collection[str], gone: Collection[str]) -> None:
        """Decides what the next generation holds: pending documents at the `confirmed` locations, which replace the
        published ones there, and the published ones at other locations, save those that are `gone`."""
        kept = set(confirmed)
        stale = [known.row for location, known in self.pending().items() if location not in kept]
        leaving = kept.union(gone)
        removed = [known.row for location, known in self.live().items() if location in leaving]
        generation = documents.c.removed_generation
        with self._writing.begin() as connection:
            connection.execute(update(documents).where(generation == self.generation).values(removed_generation=None))
            for batch in batched(stale, IDS_A_STATEMENT):
                connection.execute(delete(documents).where(documents.c.row.in_(batch)))
            for batch in batched(removed, IDS_A_STATEMENT):
                condition = documents.c.row.in_(batch)
                connection.execute(update(documents).where(condition).values(removed_generation=self.generation))

    def target(self, model: str) -> State:
        """The state that `publish` will set: the next generation, embedded with `model`, newly named."""
        query = select(func.length(passages.c.vector)).join(documents).where(visible(self.generation)).limit(1)
        with self._engine.connect() as connection:
            size = connection.scalar(query)
        dimension = size // 2 if size else self.published.dimension
        return State(self.generation, model, dimension, new_publication())

    def publish(self, target: State, vectors: str = "", base: int = 0) -> None:
        """Makes `target` the present generation, for every reader at once; see `Publication` for the rest.

        Rows that only generations hold which nobody needs any more are deleted.

        Raises:
            StorageError: another run has published meanwhile.
        """
        with self._writing.begin() as connection:
            kept = publish(connection, self.published, target, vectors, base)
        with self._writing.begin() as connection:
            forget(connection, kept)

    def begin_run(self, asked: Iterable[Demand]) -> int:
        """Notes that a run has started; returns its number. Only the last runs are remembered, and for each path what
        was last asked of it."""
        with self._writing.begin() as connection:
            key = connection.execute(insert(runs).values(started=_now())).inserted_primary_key
            number = int(key[0]) if key else 0
            for demand in asked:
                connection.execute(insert(demands).values(run=number, **demand._asdict()))
            connection.execute(delete(runs).where(runs.c.row <= number - RUNS_KEPT))
            newer = demands.alias()
            again = select(newer.c.path).where(newer.c.path == demands.c.path, newer.c.run > demands.c.run).exists()
            connection.execute(delete(demands).where(demands.c.run <= number - RUNS_KEPT, again))
        return number

    def note_progress(self, number: int, progress: dict[str, Any]) -> None:
        with self._writing.begin() as connection:
            connection.execute(update(runs).where(runs.c.row == number).values(progress=progress))

    def end_run(self, number: int, report: dict[str, Any]) -> None:
        with self._writing.begin() as connection:
            connection.execute(update(runs).where(runs.c.row == number).values(finished=_now(), report=report))


def embedding_key(model: str, item: EmbeddingInput) -> str:
    """A key that is equal for passages with the same vectors: the same model, context, text and sentences."""
    spans = ",".join(f"{span.start}-{span.end}" for span in item.sentences)
    parts = "\0".join((model, item.context, item.text, spans))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def _document_row(entry: Drafted, generation: int) -> dict[str, Any]:
    own = {"siblings": entry.siblings, "is_copy": entry.is_copy, "digest": entry.digest}
    return document_row(entry.document) | entry.recipe._asdict() | own | {"added_generation": generation}


def _passage_rows(entry: Drafted, document: int) -> list[dict[str, Any]]:
    return [
        passage_row(passage)
        | {
            "document_row": document,
            "embedding_key": key,
            "vector": packed(vectors.passage),
            "sentence_vectors": packed(vectors.sentences),
            "word_vectors": packed_words(vectors.words),
        }
        for passage, key, vectors in zip(entry.passages, entry.keys, entry.vectors, strict=True)
    ]


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
