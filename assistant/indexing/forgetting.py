"""Removes withdrawn documents for good: rows that only earlier generations hold, and what was derived from them.

Without it they stay a while: somebody may still read an earlier generation, other hosts may, and a rollback needs them.
After it there is no generation to roll back to.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, func, select, update

from assistant.errors import UnavailableError
from assistant.indexing.catalog import Catalog
from assistant.indexing.derived import build, tidy
from assistant.indexing.index import open_catalogue
from assistant.indexing.publications import State
from assistant.indexing.publications import forget as forget_rows
from assistant.indexing.tables import documents, passages, state
from assistant.storage.errors import explained_storage
from assistant.storage.folder import DataFolder
from assistant.storage.writer import sole_writer


class Withdrawn(NamedTuple):
    """The numbers of documents and passages that have left the index and are still kept in the catalogue."""

    documents: int
    passages: int


def withdrawn(data: Path | DataFolder) -> Withdrawn:
    """What `forget` would remove; nothing where nothing was ever ingested.

    Raises:
        StorageError: the catalogue cannot be read.
    """
    try:
        catalog = open_catalogue(DataFolder.of(data))
    except UnavailableError:
        return Withdrawn(0, 0)
    with closing(catalog), catalog.explained():
        present = catalog.state()
        with catalog.engine.connect() as connection:
            return _withdrawn(connection, present)


def forget(data: Path | DataFolder) -> Withdrawn:
    """Removes them and builds the index anew without their words; gives what was removed.

    A file is overwritten where they stood. A server overwrites when VACUUM, and later rows, get there.

    Raises:
        StorageError: somebody else writes, or the database cannot be written.
    """
    folder = DataFolder.of(data)
    found = withdrawn(folder)
    if not found.documents:
        return found
    with (
        sole_writer(folder) as writer,
        explained_storage(folder.path),
        closing(open_catalogue(folder, writer)) as catalog,
    ):
        present = catalog.state()
        with catalog.writing.begin() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("PRAGMA secure_delete=ON")
            found = _withdrawn(connection, present)
            forget_rows(connection, present.generation)
            connection.execute(update(state).values(oldest=present.generation))
        build(folder, catalog, present)
        tidy(folder, catalog, keep=(present.generation,))
        _overwrite(catalog)
    return found


def _withdrawn(connection: Connection, present: State) -> Withdrawn:
    has_left = documents.c.removed_generation <= present.generation
    held = select(func.count()).select_from(passages).join(documents).where(has_left)
    number = select(func.count()).select_from(documents).where(has_left)
    return Withdrawn(connection.scalar(number) or 0, connection.scalar(held) or 0)


def _overwrite(catalog: Catalog) -> None:
    """Of a file also what earlier runs removed: it is written anew, and its log of writes emptied."""
    if catalog.engine.dialect.name != "sqlite":
        return
    with catalog.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
