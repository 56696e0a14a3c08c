"""Copies the tables of a database server into SQLite files, all of one moment, and such files into a server."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Connection, MetaData, Table, func, insert, select, text

from assistant.errors import StorageError
from assistant.storage import migrating
from assistant.storage.databases import file_engine, server_engine
from assistant.storage.folder import DataFolder
from assistant.storage.migrating import Lineage
from assistant.storage.writer import Writer

# Passages with their vectors are about 5 KB each.
ROWS_AT_ONCE = 500


def write_out(folder: DataFolder, files: Mapping[Path, Lineage]) -> None:
    """Writes the tables of each lineage into its file; what the server holds is all of one moment.

    A lineage that has no tables yet gets no file.

    Raises:
        StorageError: the tables are not those of this program, or the server does not answer.
    """
    engine = server_engine(folder)
    with engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True) as source:
        for file, lineage in files.items():
            if migrating.revision_of(source, lineage) is None:
                continue
            migrating.check(engine, lineage)
            target = file_engine(file)
            migrating.make(target, lineage)
            with target.begin() as connection:
                _copy(lineage.metadata, source, connection)
            target.dispose()


def read_in(folder: DataFolder, writer: Writer, files: Mapping[Path, Lineage]) -> None:
    """Fills the schema with what the files hold, which is of this program; all of it or nothing.

    Raises:
        StorageError: the schema holds something already ("restore_not_empty_schema").
    """
    engine = writer.through(server_engine(folder))
    for lineage in files.values():
        if not migrating.make(engine, lineage, folder.schema):
            migrating.check(engine, lineage)
    with engine.begin() as target:
        for file, lineage in files.items():
            check_empty(target, folder, lineage)
            if file.is_file():
                source = file_engine(file)
                with source.connect() as connection:
                    _copy(lineage.metadata, connection, target)
                source.dispose()
                for table in lineage.metadata.sorted_tables:
                    _count_on(target, table)


def empty(folder: DataFolder, writer: Writer, files: Mapping[Path, Lineage]) -> None:
    """Takes back what `read_in` has done."""
    with writer.through(server_engine(folder)).begin() as connection:
        for lineage in files.values():
            for table in reversed(lineage.metadata.sorted_tables):
                connection.execute(table.delete())


def check_empty(connection: Connection, folder: DataFolder, lineage: Lineage) -> None:
    """Raises StorageError ("restore_not_empty_schema") if a table of the lineage holds a row."""
    for table in lineage.metadata.sorted_tables:
        if connection.scalar(select(func.count()).select_from(table)):
            raise StorageError("restore_not_empty_schema", schema=folder.schema, table=table.name)


def _copy(metadata: MetaData, source: Connection, target: Connection) -> None:
    for table in metadata.sorted_tables:
        with source.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table)) as rows:
            for part in rows.mappings().partitions():
                target.execute(insert(table), [dict(row) for row in part])


def _count_on(connection: Connection, table: Table) -> None:
    """New rows get the numbers after those that were read in."""
    column = table.autoincrement_column
    if column is None or not isinstance(column.autoincrement, str | bool) or column.autoincrement is False:
        return
    sequence = connection.scalar(
        text("SELECT pg_get_serial_sequence(:table, :column)"), {"table": f'"{table.name}"', "column": column.name}
    )
    if sequence:
        last = connection.scalar(select(func.max(column))) or 0
        connection.execute(text("SELECT setval(:sequence, :next, false)"), {"sequence": sequence, "next": last + 1})
