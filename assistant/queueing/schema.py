"""The tables of the queue in the schema of the database server: procrastinate's own, and why a job failed."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, text

from assistant.errors import StorageError
from assistant.storage.databases import server_engine
from assistant.storage.errors import explained_storage
from assistant.storage.folder import DataFolder
from assistant.storage.migrating import make_schema

# Of those who make the tables at the same moment, the second one waits (pg_advisory_xact_lock).
_MAKING = 0x51554555
_OURS = """
CREATE TABLE queue_troubles (
    job bigint PRIMARY KEY REFERENCES procrastinate_jobs ON DELETE CASCADE,
    told jsonb NOT NULL
);
CREATE TABLE queue_revision (version_num text PRIMARY KEY);
"""


def queue_engine(folder: DataFolder) -> Engine:
    """The engine of the folder's database server, with tables for this release of procrastinate.

    Raises:
        StorageError: the server does not answer, or its tables are of a newer release ("schema_new").
    """
    engine = server_engine(folder)
    with explained_storage(folder.path), engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MAKING})
        make_schema(connection, folder.schema)
        _bring_up(connection)
    return engine


def queue_head() -> str:
    """The last step of this release of procrastinate."""
    return _steps()[-1].stem


def queue_revision(connection: Connection) -> str | None:
    """The last step of procrastinate that the tables have seen; None without tables.

    Raises:
        StorageError: they are of a newer release ("schema_new").
    """
    if connection.scalar(text("SELECT to_regclass('queue_revision')")) is None:
        return None
    found: str = connection.scalars(text("SELECT version_num FROM queue_revision")).one()
    if found > queue_head():
        raise StorageError("schema_new", name="queue", found=found, expected=queue_head())
    return found


def _bring_up(connection: Connection) -> None:
    found = queue_revision(connection)
    head = queue_head()
    if found == head:
        return
    if found is None:
        from procrastinate.schema import SchemaManager

        _run(connection, SchemaManager.get_schema() + _OURS)
    else:
        for step in _steps():
            if step.stem > found:
                _run(connection, step.read_text(encoding="utf-8"))
    connection.execute(text("DELETE FROM queue_revision"))
    connection.execute(text("INSERT INTO queue_revision VALUES (:head)"), {"head": head})


def _steps() -> list[Path]:
    """Procrastinate's own steps from release to release, the oldest first: their names begin with it."""
    from procrastinate.schema import SchemaManager

    return sorted(Path(SchemaManager.get_migrations_path()).glob("*.sql"))


def _run(connection: Connection, statements: str) -> None:
    """Several statements at once, which take no parameters, not even none of them."""
    connection.exec_driver_sql(statements, execution_options={"no_parameters": True})
