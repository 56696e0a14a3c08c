"""The ingestion runs of a data folder: the report of each, and the progress of the present one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Row, select

from assistant.indexing.catalog import Catalog
from assistant.indexing.drafting import Demand
from assistant.indexing.report import report_worded
from assistant.indexing.tables import demands, runs
from assistant.records import Language
from assistant.storage.folder import DataFolder
from assistant.storage.writer import is_being_written

Status = Literal["running", "finished", "interrupted"]


class IngestionRun(NamedTuple):
    """`progress` counts files, done ones and new passages; `report` is there once it is finished, as it is kept.

    `paths` are what it was told to take in; empty for ready documents, and where nobody noted them yet.
    """

    number: int
    status: Status
    started: datetime.datetime
    finished: datetime.datetime | None
    progress: dict[str, int] | None
    report: dict[str, Any] | None
    paths: tuple[str, ...] = ()

    def report_in(self, language: Language) -> dict[str, Any] | None:
        """The report of `ingest.py --json`."""
        return None if self.report is None else report_worded(self.report, language)


def latest_runs(data: Path | DataFolder, limit: int = 20) -> list[IngestionRun]:
    """The latest runs, newest first; none where nothing was ever ingested.

    Raises:
        StorageError: the catalogue cannot be read.
    """
    folder = DataFolder.of(data)
    try:
        catalog = Catalog.open(folder)
    except FileNotFoundError:
        return []
    with closing(catalog):
        return runs_of(folder, catalog, limit)


def runs_of(folder: DataFolder, catalog: Catalog, limit: int) -> list[IngestionRun]:
    """See `latest_runs`. Only the newest can be running, and only while somebody writes."""
    columns = (runs.c.row, runs.c.started, runs.c.finished, runs.c.progress, runs.c.report)
    with catalog.explained(), catalog.engine.connect() as connection:
        rows = connection.execute(select(*columns).order_by(runs.c.row.desc()).limit(limit)).all()
        paths: dict[int, list[str]] = {row.row: [] for row in rows}
        for asked in _demands(connection):
            if asked.run in paths:
                paths[asked.run].append(asked.path)
    is_written = bool(rows) and rows[0].finished is None and is_being_written(folder)
    return [_run(row, tuple(paths[row.row]), is_running=is_written and place == 0) for place, row in enumerate(rows)]


def demanded(data: Path | DataFolder) -> list[Demand]:
    """For each path that was ever taken in what was last asked of it, the latest last; raises as `latest_runs` does."""
    try:
        catalog = Catalog.open(DataFolder.of(data))
    except FileNotFoundError:
        return []
    with closing(catalog), catalog.explained(), catalog.engine.connect() as connection:
        newest = {asked.path: asked for asked in _demands(connection)}
    in_order = sorted(newest.values(), key=lambda asked: asked.run)
    return [Demand(asked.path, asked.audience, asked.type) for asked in in_order]


def _demands(connection: Connection) -> Sequence[Row[*tuple[Any, ...]]]:
    """What the runs were told to take in, the oldest first."""
    return connection.execute(select(demands).order_by(demands.c.run, demands.c.path)).all()


def _run(row: Row[*tuple[Any, ...]], paths: tuple[str, ...], *, is_running: bool) -> IngestionRun:
    unfinished: Status = "running" if is_running else "interrupted"
    status = unfinished if row.finished is None else "finished"
    finished = row.finished and row.finished.replace(tzinfo=datetime.UTC)
    started = row.started.replace(tzinfo=datetime.UTC)
    return IngestionRun(row.row, status, started, finished, row.progress, row.report, paths)
