"""Does everything still fit together? The catalogue within itself, the indexes with it, and it with the files."""

from __future__ import annotations

import os
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sqlalchemy import case, func, or_, select, text, update

from assistant.errors import StorageError, UnavailableError
from assistant.indexing import manifest
from assistant.indexing.catalog import Catalog, Indexed
from assistant.indexing.derived import Stores, build, open_stores
from assistant.indexing.embedding.embed import Vector
from assistant.indexing.embedding.words import WORD_DIMENSION
from assistant.indexing.index import open_catalogue, published_state
from assistant.indexing.publications import State
from assistant.indexing.runs import runs_of
from assistant.indexing.tables import documents, passages, unpacked, visible
from assistant.messages import text as message
from assistant.reading.document import lying_at
from assistant.records import AUDIENCES, Audience, Language
from assistant.storage.checksums import sha256_of
from assistant.storage.errors import explained_storage, refuse_unwritable
from assistant.storage.folder import DataFolder
from assistant.storage.writer import sole_writer

# Of 11,046 passages, 512 beside each other, none had more than two others so close with so few words in common
# (2026-11-30). Where a thread had gone wrong half of an index had .985 and more to each other.
CLOSE = 0.98
IN_COMMON = 0.3
OTHERS = 4

_WORD = re.compile(r"[^\W\d_]+")
# What no index can be built from.
_UNREADABLE = frozenset({"check_vectors", "check_unreadable"})
# Passages are compared with so many others: they were embedded beside each other, in batches of 16 of a few hundred.
_COMPARED = 512
# No damage: another version of the program made it, and this one builds it anew.
_OTHER_FORMAT = "check_index_format"


class Finding(NamedTuple):
    """Something that does not fit: `code` with `values` is a message.

    Damage is a fault of the data folder, in the document of `row` if that is given; what is no damage is only news,
    such as a file that has changed since it was read.
    """

    code: str
    values: dict[str, Any]
    is_damage: bool = True
    row: int | None = None

    def explain(self, language: Language) -> str:
        return message(self.code, language, **self.values)


def check(data: Path | DataFolder) -> list[Finding]:
    """Everything that does not fit in the data folder; it is only read.

    Raises:
        UnavailableError: nothing was ingested yet.
        StorageError: the catalogue cannot be read at all, or the folder cannot be written.
    """
    folder = DataFolder.of(data)
    with closing(open_catalogue(folder)) as catalog, catalog.explained():
        return list(_check(folder, catalog, published_state(folder, catalog)))


def repair(data: Path | DataFolder) -> list[Finding]:
    """Mends what can be mended from the catalogue, and returns what `check` still finds.

    The indexes are built anew. A damaged document is read again by the next ingestion; until then it stays as it is,
    and so do the indexes if it cannot even be read from the catalogue.

    Raises:
        UnavailableError, StorageError: see `check`; also if somebody else writes.
    """
    folder = DataFolder.of(data)
    open_catalogue(folder).close()  # said before a folder is made
    with sole_writer(folder) as writer, explained_storage(folder.path):
        catalog = open_catalogue(folder, writer)
        with closing(catalog), catalog.explained():
            state = published_state(folder, catalog)
            every = _check(folder, catalog, state)
            found = [finding for finding in every if finding.is_damage or finding.code == _OTHER_FORMAT]
            _read_again(catalog, [finding.row for finding in found if finding.row is not None])
            if found and not any(finding.code in _UNREADABLE for finding in found):
                build(folder, catalog, state)
    return check(folder)


def _read_again(catalog: Catalog, rows: Iterable[int]) -> None:
    """No file has this fingerprint, no document this digest, and no passage this key of its vectors."""
    with catalog.writing.begin() as connection:
        for row in rows:
            values = {"fingerprint": "", "digest": ""}
            connection.execute(update(documents).where(documents.c.row == row).values(values))
            keys = select(passages.c.embedding_key).where(passages.c.document_row == row)
            same = passages.c.embedding_key.in_(keys)  # those of a former generation, too
            connection.execute(update(passages).where(same).values(embedding_key=""))


def _check(folder: DataFolder, catalog: Catalog, state: State) -> Iterator[Finding]:
    yield from _check_database(catalog)
    yield from _check_copies(catalog, state)
    torn = list(_check_vectors(catalog, state))
    yield from torn
    yield from _check_collapsed(catalog, state)
    known = {finding.row for finding in torn}
    for row in catalog.originals(state.generation):
        entry = _entry(catalog, row)
        if entry is not None:
            yield from _check_document(row, entry)
        elif row not in known:
            yield Finding("check_unreadable", {"path": _path(catalog, row)}, row=row)
    yield from _check_indexes(folder, catalog, state)
    yield from _check_files(catalog, state)
    for run in runs_of(folder, catalog, 1):
        if run.status == "interrupted":
            yield Finding("check_run", {"started": f"{run.started:%Y-%m-%d %H:%M} UTC"}, is_damage=False)


def _check_database(catalog: Catalog) -> Iterator[Finding]:
    """A file is read from end to end; a server looks after its own."""
    if catalog.engine.dialect.name != "sqlite":
        return
    with catalog.engine.connect() as connection:
        for [said] in connection.execute(text("PRAGMA integrity_check(10)")):
            if said != "ok":
                yield Finding("check_database", {"why": said})
        for table, row, _, _ in connection.execute(text("PRAGMA foreign_key_check")):
            yield Finding("check_database", {"why": f"{table} {row}"})


def _check_copies(catalog: Catalog, state: State) -> Iterator[Finding]:
    """Of the documents with one id exactly one is no copy."""
    columns = (documents.c.row, documents.c.id, documents.c.path, documents.c.is_copy)
    with catalog.engine.connect() as connection:
        rows = connection.execute(select(*columns).where(visible(state.generation))).all()
    originals = Counter(id for _, id, _, is_copy in rows if not is_copy)
    for row, id, path, _ in rows:
        if originals[id] != 1:
            yield Finding("check_copies", {"path": path, "number": originals[id]}, row=row)


def _check_vectors(catalog: Catalog, state: State) -> Iterator[Finding]:
    """Each passage has a vector for itself and one for each of its sentences, of the index's dimension; whole words."""
    size = 2 * state.dimension  # float16
    count: Any = func.json_array_length(passages.c.sentences)
    if catalog.engine.dialect.name == "sqlite":  # a server stores no JSON that is none
        count = case((func.json_valid(passages.c.sentences), count), else_=-1)
    is_torn = or_(
        func.length(passages.c.vector) != size,
        func.length(passages.c.sentence_vectors) != size * count,
        func.length(passages.c.word_vectors) % WORD_DIMENSION != 0,
    )
    query = select(documents.c.row, documents.c.path).join(passages).where(visible(state.generation), is_torn)
    with catalog.engine.connect() as connection:
        for row, path in connection.execute(query.distinct()):
            yield Finding("check_vectors", {"path": path}, row=row)


def _check_collapsed(catalog: Catalog, state: State) -> Iterator[Finding]:
    """Passages of different text have different vectors; compared are those that were stored one after the other."""
    columns = (documents.c.row, documents.c.path, passages.c.text, passages.c.vector)
    whole = func.length(passages.c.vector) == 2 * state.dimension
    query = select(*columns).join(passages).where(visible(state.generation), whole).order_by(passages.c.row)
    found: Counter[tuple[int, str]] = Counter()
    with catalog.engine.connect().execution_options(yield_per=_COMPARED) as connection:
        for rows in connection.execute(query).partitions():
            vectors = unpacked(b"".join(row.vector for row in rows), state.dimension)
            wrong = collapsed([row.text for row in rows], vectors)
            found.update((rows[at].row, rows[at].path) for at in wrong)
    for (row, path), count in found.items():
        yield Finding("check_collapsed", {"path": path, "number": count}, row=row)


def _entry(catalog: Catalog, row: int) -> Indexed | None:
    """None for a document that cannot be read back."""
    try:
        return catalog.indexed_in(row)
    except (ValueError, TypeError, zlib.error):  # JSON or boxes that are none
        return None


def _path(catalog: Catalog, row: int) -> str:
    with catalog.engine.connect() as connection:
        return str(connection.scalar(select(documents.c.path).where(documents.c.row == row)))


def _check_document(row: int, entry: Indexed) -> Iterator[Finding]:
    """A passage is what stands in the document."""
    document = entry.document
    path = document.info.path
    if not entry.passages:
        yield Finding("check_no_passages", {"path": path}, row=row)
    for passage in entry.passages:
        if passage.text != document.text[passage.start : passage.end]:
            yield Finding("check_passage", {"path": path, "id": passage.id}, row=row)


def _check_indexes(folder: DataFolder, catalog: Catalog, state: State) -> Iterator[Finding]:
    """Both indexes hold the passages of the catalogue, and no others.

    Raises:
        StorageError: the folder cannot be written, so that no index can be opened, damaged or not.
    """
    try:
        with closing(open_stores(folder, catalog, state)) as stores:
            for audience in AUDIENCES:
                yield from _compared(stores, audience, _ids(catalog, state, audience))
    except (StorageError, UnavailableError) as error:
        if folder.path.is_dir():
            refuse_unwritable(folder.path)
        found = manifest.format_of(folder.index(state.generation))
        if found not in (None, manifest.FORMAT):
            yield Finding(_OTHER_FORMAT, {"found": found, "expected": manifest.FORMAT}, is_damage=False)
        else:
            yield Finding("check_index", {"why": error.values.get("why") or str(error)})


def _ids(catalog: Catalog, state: State, audience: Audience) -> set[str]:
    query = select(passages.c.id).join(documents).where(visible(state.generation), documents.c.audience == audience)
    with catalog.engine.connect() as connection:
        return set(connection.scalars(query))


def _compared(stores: Stores, audience: Audience, expected: set[str]) -> Iterator[Finding]:
    for name, found in (("vectors", stores.vectors.ids(audience)), ("lexical", stores.lexical.ids(audience))):
        if found != expected:
            numbers = {"missing": len(expected - found), "surplus": len(found - expected)}
            yield Finding("check_ids", {"index": name, "audience": audience, **numbers})


def _check_files(catalog: Catalog, state: State) -> Iterator[Finding]:
    """Which files, or whole folders, are gone, and which files have changed since they were read.

    A file inside a file goes with its holder.
    """
    columns = (documents.c.location, documents.c.source, documents.c.content_hash)
    with catalog.engine.connect() as connection:
        rows = connection.execute(select(*columns).where(visible(state.generation))).all()
    missing = {source for _, source, _ in rows if not os.path.isfile(lying_at(source))}
    for place, count in sorted(Counter(map(_topmost_missing, missing)).items()):
        code = "check_file_gone" if place in missing else "check_folder_gone"
        yield Finding(code, {"path": place, "count": count}, is_damage=False)
    for location, source, content_hash in rows:
        if location == source and source not in missing and _hash(lying_at(source)) != content_hash:
            yield Finding("check_file_changed", {"path": source}, is_damage=False)


def _topmost_missing(source: str) -> str:
    """The missing file itself, or the uppermost of its folders that is missing or empty: a drive, say, that is not
    mounted."""
    gone = path = lying_at(source)
    while gone != gone.parent and not _holds_something(gone.parent):
        gone = gone.parent
    return source if gone == path else str(gone)


def _holds_something(folder: Path) -> bool:
    """Whether there is something in it; True where that cannot be known."""
    try:
        with os.scandir(folder) as entries:
            return any(True for _ in entries)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def _hash(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:  # as good as changed: the next ingestion tells why
        return ""


def collapsed(texts: Sequence[str], vectors: Vector) -> list[int]:
    """Which of the texts have about the same vector as OTHERS that share few words with them; vectors (n, d)."""

    @cache
    def words(at: int) -> frozenset[str]:
        return frozenset(_WORD.findall(texts[at].casefold()))

    def differs(one: int, other: int) -> bool:
        return len(words(one) & words(other)) < IN_COMMON * len(words(one) | words(other))

    close = vectors @ vectors.T > CLOSE
    np.fill_diagonal(close, False)
    suspects = np.flatnonzero(close.sum(axis=1) >= OTHERS).tolist()
    return [at for at in suspects if sum(differs(at, one) for one in np.flatnonzero(close[at]).tolist()) >= OTHERS]
