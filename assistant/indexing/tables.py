"""The tables of the catalogue, and how a record becomes a row and a row a record."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import astuple
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    and_,
    or_,
)

from assistant.notices import Notice
from assistant.records import Block, Document, DocumentInfo, Origin, Page, Passage, Span
from assistant.storage.migrating import Lineage
from assistant.storage.text_columns import StorableText

# Of catalogues with publications; 3 is from before there were revisions. Programs of that time refuse any other.
SCHEMA_VERSION = 4

# Rows that fit into the processor's cache.
_AT_ONCE = 256
# A float32 without the three bits of its exponent that a float16 does not have.
_SIGN_AND_VALUE = np.int32(~0x70000000)

metadata = MetaData()

# `row` and not `id` is the key: two generations may hold the same document, read by different rules.
documents = Table(
    "documents",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("id", String(64), nullable=False, index=True),
    Column("location", Text, nullable=False),
    Column("path", StorableText, nullable=False),
    Column("title", StorableText, nullable=False),
    Column("type", String(32), nullable=False),
    Column("audience", String(16), nullable=False),
    Column("language", String(8), nullable=False),
    Column("date", Date),
    Column("lab", StorableText),
    Column("topic", StorableText),
    Column("url", StorableText),
    Column("series", StorableText),
    Column("version", StorableText),
    Column("source", Text, nullable=False),
    Column("siblings", Integer, nullable=False),
    Column("is_copy", Boolean, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("content_hash", String(64), nullable=False),
    Column("fingerprint", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("max_tokens", Integer, nullable=False),
    Column("added_generation", Integer, nullable=False, index=True),
    Column("removed_generation", Integer, index=True),
    Column("blocks", JSON, nullable=False),
    Column("pages", JSON, nullable=False),
    Column("warnings", JSON, nullable=False),
    Column("origins", JSON, nullable=False),
    Column("text", StorableText, nullable=False),
    Column("boxes", LargeBinary, nullable=False),
    # A path may have 4,096 bytes, and another one in an archive behind it; a B-tree of PostgreSQL takes 2,700.
    Index("ix_documents_location", "location", postgresql_using="hash"),
    Index("ix_documents_source", "source", postgresql_using="hash"),
)

passages = Table(
    "passages",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("document_row", ForeignKey("documents.row", ondelete="CASCADE"), nullable=False, index=True),
    Column("id", String(96), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("page", Integer),
    Column("embedding_key", String(64), nullable=False, index=True),
    Column("vector", LargeBinary, nullable=False),
    Column("headings", JSON, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("text", StorableText, nullable=False),
    Column("sentence_vectors", LargeBinary, nullable=False),
    Column("word_vectors", LargeBinary, nullable=False),
)

# The present generation. `oldest` is the first one of which every row is still there.
state = Table(
    "state",
    metadata,
    Column("only", Integer, primary_key=True),
    Column("schema_version", Integer, nullable=False),
    Column("generation", Integer, nullable=False),
    Column("model", Text, nullable=False),
    Column("dimension", Integer, nullable=False),
    Column("publication", String(32), nullable=False),
    Column("oldest", Integer, nullable=False),
)

# Each generation that is or was the present one. `publication` is random: another run may have given the same number to
# something else, in another database or before a rollback. `vectors` names the set of vectors on a vector server, which
# was made for the generation `base`; "" and 0 where they lie in the index folder.
publications = Table(
    "publications",
    metadata,
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("publication", String(32), nullable=False),
    Column("model", Text, nullable=False),
    Column("dimension", Integer, nullable=False),
    Column("base", Integer, nullable=False),
    Column("vectors", Text, nullable=False),
    Column("published", DateTime(timezone=True), nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("started", DateTime(timezone=True), nullable=False),
    Column("finished", DateTime(timezone=True)),
    Column("progress", JSON),
    Column("report", JSON),
)

# What the runs were told to take in; the last demand of each path outlives its run.
demands = Table(
    "demands",
    metadata,
    Column("run", Integer, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("audience", String(16)),
    Column("type", String(32)),
)

CATALOGUE = Lineage("catalogue", metadata, head="0002", first="documents")

INFO = tuple(documents.c[name] for name in DocumentInfo.__dataclass_fields__)
PASSAGE = tuple(passages.c[name] for name in ("id", "start", "end", "page", "headings", "sentences", "text"))


class StoredPassage(NamedTuple):
    """A passage with the document that it is part of."""

    passage: Passage
    document: DocumentInfo


class Similarities(NamedTuple):
    """The cosines of a question to a passage and to its sentences, (s,) float32, in reading order."""

    passage: float
    sentences: NDArray[np.float32]


def visible(generation: int) -> ColumnElement[bool]:
    """The condition that a row of `documents` belongs to `generation`."""
    removed = documents.c.removed_generation
    return and_(documents.c.added_generation <= generation, or_(removed.is_(None), removed > generation))


def left(generation: int, since: int) -> ColumnElement[bool]:
    """The condition that a row of `documents` belongs to the generation `since`, and not to the later `generation`."""
    removed = documents.c.removed_generation
    return and_(documents.c.added_generation <= since, removed > since, removed <= generation)


def document_row(document: Document) -> dict[str, Any]:
    """The columns of `documents` that the document itself fills."""
    info = {name: getattr(document.info, name) for name in DocumentInfo.__dataclass_fields__}
    return info | {
        "location": document.location,
        "content_hash": document.content_hash,
        "text": document.text,
        "blocks": [astuple(block) for block in document.blocks],
        "pages": [astuple(page) for page in document.pages],
        "warnings": [warning.as_json() for warning in document.warnings],
        "origins": [astuple(origin) for origin in document.origins],
        "source": document.source or document.location,
        "boxes": zlib.compress(document.boxes),
    }


def info_of(row: Mapping[str, Any]) -> DocumentInfo:
    return DocumentInfo(**{name: row[name] for name in DocumentInfo.__dataclass_fields__})


def document_of(row: Mapping[str, Any]) -> Document:
    return Document(
        info=info_of(row),
        location=row["location"],
        content_hash=row["content_hash"],
        text=row["text"],
        blocks=tuple(Block(*block) for block in row["blocks"]),
        pages=tuple(Page(*page) for page in row["pages"]),
        warnings=tuple(map(Notice.from_json, row["warnings"])),
        source=row["source"],
        boxes=zlib.decompress(row["boxes"]),
        origins=tuple(Origin(*origin) for origin in row["origins"]),
    )


def document_of_passage(passage_id: str) -> str:
    """The id of its document: a passage's is followed by where it starts and ends."""
    return passage_id.rsplit("-", 2)[0]


def passage_row(passage: Passage) -> dict[str, Any]:
    """The columns of `passages` that the passage itself fills."""
    return {
        "id": passage.id,
        "start": passage.start,
        "end": passage.end,
        "page": passage.page,
        "headings": list(passage.headings),
        "sentences": [astuple(span) for span in passage.sentences],
        "text": passage.text,
    }


def passage_of(row: Mapping[str, Any], document_id: str) -> Passage:
    return Passage(
        document_id=document_id,
        start=row["start"],
        end=row["end"],
        text=row["text"],
        sentences=tuple(Span(*span) for span in row["sentences"]),
        headings=tuple(row["headings"]),
        page=row["page"],
    )


def packed(vectors: NDArray[np.float32]) -> bytes:
    """Vectors as little-endian float16: half the room, and the cosine moves by less than 0.001."""
    return vectors.astype("<f2").tobytes()


def unpacked(blob: bytes, dimension: int) -> NDArray[np.float32]:
    """The rows that `packed` wrote, as (n, dimension) float32, unit length again."""
    vectors = np.frombuffer(blob, dtype="<f2").reshape(-1, dimension).astype(np.float32)
    lengths = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return np.asarray(vectors / lengths, np.float32)


def cosines(blob: bytes, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n,) cosines of the rows that `packed` wrote, of unit length but for 0.00002, to `vector`, (d,) of unit length.

    Moved to where a float32 has them, sign, exponent and fraction of a float16 mean 2**-112 times as much; the vector
    makes up for that. It is exact, and five times as fast as numpy's conversion. The products are not made by BLAS: see
    `exact_vectors.py`.
    """
    halves = np.frombuffer(blob, dtype="<i2").reshape(-1, len(vector))
    scaled = vector * np.float32(2.0**112)
    found = np.empty(len(halves), np.float32)
    wide = np.empty((min(len(halves), _AT_ONCE), len(vector)), np.int32)
    for start in range(0, len(halves), _AT_ONCE):
        end = min(start + _AT_ONCE, len(halves))
        rows = wide[: end - start]
        np.copyto(rows, halves[start:end])
        rows <<= 13
        rows &= _SIGN_AND_VALUE
        np.einsum("ij,j->i", rows.view(np.float32), scaled, out=found[start:end])
    return found
