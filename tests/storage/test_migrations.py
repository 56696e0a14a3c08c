"""The tables of each database, and the steps that lead to them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from fakes import ToyEmbedder
from papers import paper
from sqlalchemy import Engine, inspect, text

from assistant.__main__ import main
from assistant.errors import StorageError
from assistant.feedback.store import FeedbackStore
from assistant.indexing.catalog import Catalog
from assistant.indexing.index import published_generation
from assistant.indexing.ingest import ingest_documents
from assistant.queueing.schema import queue_engine, queue_head
from assistant.storage import migrating
from assistant.storage.databases import engine_of, leave, server_engine
from assistant.storage.folder import DataFolder
from assistant.storage.migrating import Lineage
from assistant.storage.writer import sole_writer
from assistant.web.migrating import LINEAGES, migrate, standing

EACH = pytest.mark.parametrize(("lineage", "file_of"), LINEAGES, ids=[lineage.name for lineage, _ in LINEAGES])
FileOf = Callable[[DataFolder], Path]


@pytest.fixture
def folder(place: Path | DataFolder) -> DataFolder:
    folder = DataFolder.of(place)
    folder.path.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def first(folder: DataFolder, lineage: Lineage, file_of: FileOf) -> Iterator[Engine]:
    """A database of the first revision, empty."""
    engine = engine_of(folder, file_of(folder))
    migrating.make(engine, lineage, folder.schema)  # the schema, too
    with engine.begin() as connection:
        lineage.metadata.drop_all(connection)
        connection.execute(text(f"DELETE FROM {lineage.revisions.name}"))
        _apply(connection, lineage, migrating._known(lineage)[0])
    yield engine
    leave(engine)


def _apply(connection: Any, lineage: Lineage, revision: str) -> None:
    from alembic import command

    configuration = migrating._configuration(lineage)
    configuration.attributes |= {"connection": connection, "tell": lambda name, step: None}
    command.upgrade(configuration, revision)


@EACH
def test_the_steps_lead_to_the_very_tables_of_the_program(first: Engine, lineage: Lineage) -> None:
    steps: list[tuple[str, str]] = []
    migrating.migrate(first, lineage, lambda name, step: steps.append((name, step)))
    assert steps == [(lineage.name, revision) for revision in migrating._known(lineage)[1:]]
    with first.connect() as connection:
        options = {"version_table": lineage.revisions.name, "compare_type": True}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, lineage.metadata) == []
    migrating.check(first, lineage)


@EACH
def test_the_head_in_the_code_is_that_of_the_steps(lineage: Lineage, file_of: FileOf) -> None:
    assert migrating._known(lineage)[-1] == lineage.head


@EACH
def test_a_newer_database_is_refused_and_left_alone(first: Engine, lineage: Lineage, folder: DataFolder) -> None:
    with first.begin() as connection:
        migrating.stamp(connection, lineage, "9999")
        tables = inspect(connection).get_table_names()
    for act in (lambda: migrating.check(first, lineage), lambda: migrate(folder), lambda: standing(folder)):
        with pytest.raises(StorageError) as refused:
            act()
        assert (refused.value.code, refused.value.values["found"]) == ("schema_new", "9999")
    with first.connect() as connection:
        assert inspect(connection).get_table_names() == tables


def test_all_lineages_share_a_schema(on_server: DataFolder) -> None:
    on_server.path.mkdir()
    told: list[tuple[str, str]] = []
    expected = [*((lineage.name, lineage.head) for lineage, _ in LINEAGES), ("queue", queue_head())]
    assert [(one.name, one.found, one.is_current) for one in standing(on_server)] == [
        (name, "-", False) for name, _ in expected
    ]
    migrate(on_server, lambda name, step: told.append((name, step)))
    assert told == expected
    assert all(one.is_current for one in standing(on_server))
    migrate(on_server, lambda name, step: told.append((name, step)))
    assert len(told) == len(expected)


def test_the_tables_of_a_newer_queue_are_refused_before_any_is_touched(on_server: DataFolder) -> None:
    on_server.path.mkdir()
    queue_engine(on_server)
    with server_engine(on_server).begin() as connection:
        connection.execute(text("UPDATE queue_revision SET version_num = '99.00.00_01_pre_x'"))
    for act in (lambda: migrate(on_server), lambda: standing(on_server)):
        with pytest.raises(StorageError) as refused:
            act()
        assert (refused.value.code, refused.value.values["name"]) == ("schema_new", "queue")
    with server_engine(on_server).connect() as connection:
        assert all(migrating.revision_of(connection, lineage) is None for lineage, _ in LINEAGES)


def test_an_older_server_is_refused_until_it_is_migrated(on_server: DataFolder) -> None:
    on_server.path.mkdir()
    migrate(on_server)
    engine = server_engine(on_server)
    with engine.begin() as connection:
        for statement in (
            "DROP TABLE publications",
            "ALTER TABLE state DROP COLUMN publication, DROP COLUMN oldest",
            "INSERT INTO state VALUES (1, 3, 7, 'toy', 64)",
            "UPDATE catalogue_revision SET version_num = '0001'",
            "ALTER TABLE feedback_state RENAME TO kept_aside",
        ):
            connection.execute(text(statement))
    for act in (lambda: published_generation(on_server), lambda: _create(on_server)):
        with pytest.raises(StorageError) as refused:
            act()
        assert (refused.value.code, "python -m assistant migrate" in refused.value.remedy) == ("schema_old", True)
    migrate(on_server)
    assert published_generation(on_server) == 7


def _create(folder: DataFolder) -> None:
    with sole_writer(folder) as writer:
        Catalog.create(folder, writer).close()


def test_a_kill_between_the_steps_of_a_file_leaves_it_as_it_was(tmp_path: Path) -> None:
    """Tables of SQLite are changed within the transaction, not before it."""
    folder = DataFolder(tmp_path)
    FeedbackStore.open(folder).close()
    with closing(sqlite3.connect(folder.feedback)) as file:
        file.executescript(
            "DROP TABLE feedback_revision; ALTER TABLE feedback_state RENAME TO state;"
            "ALTER TABLE state ADD COLUMN schema_version INTEGER NOT NULL DEFAULT 2; CREATE TABLE feedback_state (x);"
        )
        before = file.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall()
        with pytest.raises(StorageError):
            migrate(folder)  # the name is taken: the last step fails
        assert file.execute("SELECT sql FROM sqlite_master ORDER BY name").fetchall() == before


def test_the_command_says_what_is_to_do_and_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_LANGUAGE", "en")
    assert main(["migrate", "--check"]) == 0
    FeedbackStore.open(Path("data")).close()
    with closing(sqlite3.connect(DataFolder(Path("data")).feedback)) as file:
        file.executescript(
            "DROP TABLE feedback_revision; ALTER TABLE feedback_state RENAME TO state;"
            "ALTER TABLE state ADD COLUMN schema_version INTEGER NOT NULL DEFAULT 2;"
        )
    capsys.readouterr()
    assert main(["migrate", "--check"]) == 1
    assert "feedback: revision -, needed is 0002" in capsys.readouterr().out
    assert main(["migrate"]) == 0
    assert "feedback: revision 0002" in capsys.readouterr().out
    assert main(["migrate", "--check"]) == 0


def test_the_check_tells_before_an_upgrade_that_all_has_to_be_embedded_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_LANGUAGE", "en")
    ingest_documents(Path("data"), [paper("Die Frist endet im Mai.")], ToyEmbedder("ollama:former"), 64)
    for settings, is_told in (
        ({"EMBEDDING_MODEL": "ollama:former"}, False),
        ({"EMBEDDING_MODEL": "ollama:present"}, True),
        ({"NEXT_EMBEDDING_MODEL": "ollama:former"}, False),
    ):
        for name, value in settings.items():
            monkeypatch.setenv(f"ASSISTANT_{name}", value)
        assert main(["migrate", "--check"]) == 0  # no table is behind: the units would migrate
        assert ("python -m assistant ingest --reembed" in capsys.readouterr().out) == is_told
