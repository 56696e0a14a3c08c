"""Stores that workers share, on each database that there is: one contract for all of them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text
from storage_servers import Postgres

from assistant.storage.databases import server_url
from assistant.storage.folder import DataFolder
from assistant.web.shared.store import SharedStore

_numbers = itertools.count(1)
BACKENDS = ("sqlite", "postgresql")


class Clock:
    """A clock that is moved by hand; it begins at a moment of 2026."""

    def __init__(self) -> None:
        self.now = 1_780_000_000.0

    def __call__(self) -> float:
        return self.now


def folder_of(backend: str, path: Path, server: Postgres) -> DataFolder:
    """A place of its own: a folder, or a folder and a new schema of the server."""
    if backend == "sqlite":
        return DataFolder(path)
    return DataFolder(path, server.url(), f"shared_{next(_numbers)}")


@contextmanager
def store_of(folder: DataFolder, clock: Clock | None = None) -> Iterator[SharedStore]:
    with closing(SharedStore(folder, clock)) as store:
        yield store


def drop(server: Postgres) -> None:
    """Removes every schema that `folder_of` made."""
    engine = create_engine(server_url(server.url()))
    with engine.begin() as connection:
        names = connection.execute(text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'shared\\_%'"))
        for (name,) in names.all():
            connection.execute(text(f'DROP SCHEMA "{name}" CASCADE'))
    engine.dispose()
