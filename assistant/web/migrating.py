"""`python -m assistant migrate`: the tables of every database of a network, brought up to this program."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from assistant.command_line import Commands, add_command, add_data
from assistant.feedback.tables import FEEDBACK
from assistant.indexing.embedding.models import model_name
from assistant.indexing.index import REEMBED, published
from assistant.indexing.publications import State
from assistant.indexing.tables import CATALOGUE
from assistant.messages import text
from assistant.queueing.schema import queue_engine, queue_head, queue_revision
from assistant.records import Language
from assistant.retrieving.embedders import coming_of
from assistant.settings.settings import Settings
from assistant.storage import migrating
from assistant.storage.databases import engine_of, leave, server_engine
from assistant.storage.errors import explained_storage
from assistant.storage.folder import DataFolder
from assistant.storage.migrating import Lineage
from assistant.storage.writer import sole_writer
from assistant.web.shared.store import FILE as SERVER_FILE
from assistant.web.shared.tables import SERVER

# Each lineage, and where it lies unless there is a database server.
LINEAGES: tuple[tuple[Lineage, Callable[[DataFolder], Path]], ...] = (
    (CATALOGUE, lambda folder: folder.catalogue),
    (FEEDBACK, lambda folder: folder.feedback),
    (SERVER, lambda folder: folder.path / SERVER_FILE),
)

Tell = Callable[[str, str], None]


class Standing(NamedTuple):
    """Where the tables of a name stand ("-" where there are none, or from before there were revisions)."""

    name: str
    found: str
    expected: str

    @property
    def is_current(self) -> bool:
        return self.found == self.expected


def standing(folder: DataFolder) -> list[Standing]:
    """Where the tables that are to be there stand; files that are made at their first use may be missing.

    Raises:
        StorageError: the database does not answer, or is newer than this program.
    """
    with explained_storage(folder.path):
        found = [
            Standing(lineage.name, _found(engine, lineage) or "-", lineage.head) for lineage, engine in _engines(folder)
        ]
        return [*found, _queue(folder)] if folder.database_url else found


def migrate(folder: DataFolder, tell: Tell = lambda name, step: None) -> None:
    """Makes what tables a server lacks, and brings up older ones, each lineage in one transaction; `tell` hears of it.

    Raises:
        StorageError: a run is writing, the database does not answer, or it is newer than this program.
    """
    if not folder.database_url and not folder.path.exists():
        return
    with sole_writer(folder), explained_storage(folder.path):
        standing(folder)  # where one is too new, none is touched
        for lineage, engine in _engines(folder):
            if folder.database_url and migrating.make(engine, lineage, folder.schema):
                tell(lineage.name, lineage.head)
            elif _found(engine, lineage) != lineage.head:
                migrating.migrate(engine, lineage, tell)
        if folder.database_url and not (queue := _queue(folder)).is_current:
            queue_engine(folder)
            tell(queue.name, queue.expected)


def _queue(folder: DataFolder) -> Standing:
    """The queue's tables, which are procrastinate's and have steps of its own."""
    with server_engine(folder).connect() as connection:
        return Standing("queue", queue_revision(connection) or "-", queue_head())


def _engines(folder: DataFolder) -> Iterator[tuple[Lineage, Engine]]:
    for lineage, file_of in LINEAGES:
        file = file_of(folder)
        if folder.database_url or file.is_file():
            engine = engine_of(folder, file)
            try:
                yield lineage, engine
            finally:
                leave(engine)


def _found(engine: Engine, lineage: Lineage) -> str | None:
    with engine.connect() as connection:
        found = migrating.revision_of(connection, lineage)
    if found not in (None, "", lineage.head):
        migrating.check_known(lineage, str(found))
    return found


def _is_foreign(state: State, settings: Settings) -> bool:
    """Whether the index has to be embedded anew, for the model is another one than before."""
    coming = coming_of(settings)
    return bool(state.generation) and state.model not in (model_name(settings), coming and coming.name)


def add_migrate(commands: Commands, language: Language) -> None:
    command = add_command(commands, "migrate", text("migrate_description", language), run, for_all=True)
    add_data(command, language)
    command.add_argument("--check", action="store_true", help=text("migrate_check", language))


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints each step; with --check only what is to do, also of the index; 1 where tables are behind."""
    settings = settings.with_data(arguments.data)
    folder, language = settings.folder, settings.language
    if arguments.check:
        behind = [one for one in standing(folder) if not one.is_current]
        for one in behind:
            print(text("migrate_behind", language, **one._asdict()))
        print(text("migrate_to_do" if behind else "migrate_current", language))
        if not behind and _is_foreign(published(folder).state, settings):
            print(text("migrate_reembed", language, command=REEMBED))
        return int(bool(behind))

    def tell(name: str, step: str) -> None:
        print(text("migrate_step", language, name=name, step=step), flush=True)

    migrate(folder, tell)
    print(text("migrate_current", language))
    return 0
