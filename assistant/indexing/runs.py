"""The ingestion runs of a data folder: what came of each, and how far the present one is."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from sqlalchemy import Row, select

from assistant.indexing.catalog import Catalog
from assistant.indexing.storage import DataFolder, is_being_written
from assistant.indexing.tables import runs

Status = Literal["running", "finished", "interrupted"]


class IngestionRun(NamedTuple):
    """`progress` counts files, done ones and new passages; `report` is that of `ingest.py --json` once finished."""

    number: int
    status: Status
    started: datetime.datetime
    finished: datetime.datetime | None
    progress: dict[str, int] | None
    report: dict[str, Any] | None


def latest_runs(data: Path, limit: int = 20) -> list[IngestionRun]:
    """The latest runs, newest first; none where nothing was ever ingested.

    Raises:
        StorageError: the catalogue cannot be read.
    """
    folder = DataFolder(data)
    try:
        catalog = Catalog.open(folder.catalogue)
    except FileNotFoundError:
        return []
    try:
        return runs_of(folder, catalog, limit)
    finally:
        catalog.close()


def runs_of(folder: DataFolder, catalog: Catalog, limit: int) -> list[IngestionRun]:
    """See `latest_runs`. Only the newest can be running, and only while somebody writes."""
    columns = (runs.c.row, runs.c.started, runs.c.finished, runs.c.progress, runs.c.report)
    with catalog.explained(), catalog.engine.connect() as connection:
        rows = connection.execute(select(*columns).order_by(runs.c.row.desc()).limit(limit)).all()
    is_written = bool(rows) and rows[0].finished is None and is_being_written(folder)
    return [_run(row, is_running=is_written and place == 0) for place, row in enumerate(rows)]


def _run(row: Row[*tuple[Any, ...]], *, is_running: bool) -> IngestionRun:
    unfinished: Status = "running" if is_running else "interrupted"
    status = unfinished if row.finished is None else "finished"
    finished = row.finished and row.finished.replace(tzinfo=datetime.UTC)
    return IngestionRun(row.row, status, row.started.replace(tzinfo=datetime.UTC), finished, row.progress, row.report)
