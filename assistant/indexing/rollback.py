"""`python ingest.py --rollback`: the generation before the present one becomes the present one again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from assistant.indexing.derived import mend
from assistant.indexing.index import open_catalogue, published_state
from assistant.indexing.publications import State, take_back
from assistant.storage.errors import explained_storage
from assistant.storage.folder import DataFolder
from assistant.storage.writer import sole_writer


def roll_back(data: Path | DataFolder) -> tuple[State, State]:
    """Takes the present generation back, as one transaction; returns it and the one that is present from now on.

    Raises:
        UnavailableError: nothing was ingested yet.
        StorageError: the rows of the generation before are gone, somebody else writes, or the database cannot be
            written. Nothing was changed.
    """
    folder = DataFolder.of(data)
    open_catalogue(folder).close()  # said before a folder is made
    with sole_writer(folder) as writer, explained_storage(folder.path):
        catalog = open_catalogue(folder, writer)
        with closing(catalog):
            taken = published_state(folder, catalog)
            with catalog.writing.begin() as connection:
                present = take_back(connection, taken)
            mend(folder, catalog, present)
    return taken, present
