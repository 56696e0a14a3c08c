"""The tables of a database and their history: made where there are none, compared, and brought up to this program.

Each database of ours has a lineage of its own (catalogue, feedback, server); with a database server all of them lie in
one schema, each with its own table of revisions. The steps are Alembic's, in `migrations/versions/<lineage>/`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Column, Connection, Engine, MetaData, String, Table, inspect, select, text

from assistant.errors import StorageError

MIGRATIONS = Path(__file__).parent / "migrations"
MIGRATE = "python -m assistant migrate"
# Of those who make the tables at the same moment, the second one waits (pg_advisory_xact_lock).
_MAKING = 0x41535354


@dataclass(frozen=True)
class Lineage:
    """Tables that change together; `head` is their newest revision, and `first` one of which any database has it."""

    name: str
    metadata: MetaData
    head: str
    first: str

    @property
    def revisions(self) -> Table:
        """The table in which Alembic notes where a database stands."""
        return Table(f"{self.name}_revision", MetaData(), Column("version_num", String(32), primary_key=True))


def revision_of(connection: Connection, lineage: Lineage) -> str | None:
    """Where the database stands: "" with tables from before there were revisions, None without any tables."""
    has_table = inspect(connection).has_table
    if has_table(lineage.revisions.name):
        found: str | None = connection.scalar(select(lineage.revisions.c.version_num))
        return found
    return "" if has_table(lineage.first) else None


def check(engine: Engine, lineage: Lineage) -> None:
    """Returns when the database is of this program.

    Raises:
        StorageError: it has no tables, older ones ("schema_old"), or newer ones ("schema_new").
    """
    with engine.connect() as connection:
        found = revision_of(connection, lineage)
    if found == lineage.head:
        return
    if found is None:
        raise StorageError("schema_missing", command=MIGRATE)
    check_known(lineage, found)
    raise StorageError("schema_old", name=lineage.name, found=found or "-", expected=lineage.head, command=MIGRATE)


def check_known(lineage: Lineage, found: str) -> None:
    """Raises StorageError ("schema_new") for a revision that this program does not know; "" is older than any."""
    if found and found not in _known(lineage):
        raise StorageError("schema_new", name=lineage.name, found=found, expected=lineage.head)


def make(engine: Engine, lineage: Lineage, schema: str = "") -> bool:
    """Makes the tables where there are none; whether it did. `schema` of a database server is made, too."""
    with engine.begin() as connection:
        _hold(connection)
        if connection.dialect.name == "postgresql" and schema:
            make_schema(connection, schema)
        if revision_of(connection, lineage) is not None:
            return False
        lineage.metadata.create_all(connection)
        stamp(connection, lineage, lineage.head)
    return True


def make_schema(connection: Connection, schema: str) -> None:
    """Makes the schema unless it is there: IF NOT EXISTS alone would ask for the right to make one all the same."""
    if not inspect(connection).has_schema(schema):
        connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema}"'))


def stamp(connection: Connection, lineage: Lineage, revision: str) -> None:
    """Notes that the database stands at `revision`."""
    table = lineage.revisions
    table.create(connection, checkfirst=True)
    connection.execute(table.delete())
    connection.execute(table.insert().values(version_num=revision))


def migrate(engine: Engine, lineage: Lineage, tell: Callable[[str, str], None] = lambda name, step: None) -> None:
    """Brings the database up to this program, in one transaction; `tell` hears each step.

    Raises:
        StorageError: it is newer than this program ("schema_new").
    """
    from alembic import command

    with engine.begin() as connection:
        _hold(connection)
        found = revision_of(connection, lineage)
        check_known(lineage, found or "")
        if found == "":
            stamp(connection, lineage, _known(lineage)[0])
        configuration = _configuration(lineage)
        configuration.attributes |= {"connection": connection, "tell": tell}
        command.upgrade(configuration, lineage.head)


def _hold(connection: Connection) -> None:
    """Begins a transaction that holds the tables, too: SQLite's own would begin behind them. A second one waits."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MAKING})


def _known(lineage: Lineage) -> list[str]:
    """All revisions of this program, the first one first."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_configuration(lineage))
    return [script.revision for script in scripts.walk_revisions()][::-1]


def _configuration(lineage: Lineage) -> Any:
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(MIGRATIONS))
    configuration.set_main_option("version_locations", str(MIGRATIONS / "versions" / lineage.name))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["lineage"] = lineage
    return configuration
