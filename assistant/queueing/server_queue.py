"""The queue of several hosts: procrastinate's tables in the schema of the database server.

What procrastinate does: keeps jobs, gives each to one worker, one of a lane at a time, and knows by their signs of life
which workers have died. A try that failed becomes a new job, which waits: so that it keeps nothing else from its lane,
it has a lower priority.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, RowMapping, text

from assistant.errors import NotFoundError, StorageError
from assistant.notices import Notice
from assistant.queueing.jobs import FETCHING, KINDS, MOST_TRIES, FailedError, Job, Kind, Waiting, pause_seconds
from assistant.queueing.schema import queue_engine
from assistant.storage.errors import explained_storage, storage_error
from assistant.storage.folder import DataFolder

TASK = "assistant."
# A job that kills its worker each time is not given to the next one for ever.
MOST_DEATHS = 40
# Without a sign of life for so long a worker counts as dead: its job is done by another within half a minute.
LIFE_SECONDS = 20.0

_LISTED = text(
    """
    SELECT id, task_name, args, status::text AS status, coalesce(scheduled_at, now()) AS due, told
    FROM procrastinate_jobs LEFT JOIN queue_troubles ON job = id
    WHERE status IN ('todo', 'doing', 'failed') ORDER BY id
    """
)
_STATES: Mapping[str, Any] = {"todo": "waiting", "doing": "running", "failed": "failed"}
_FORGET = text("DELETE FROM procrastinate_jobs WHERE id = :id AND status = 'failed' RETURNING args, task_name")
_FORGET_FAILED = text("DELETE FROM procrastinate_jobs WHERE queueing_lock = :name AND status = 'failed'")
_SETTLE = text(
    "DELETE FROM procrastinate_jobs USING queue_troubles"
    " WHERE job = id AND queueing_lock = :name AND status IN ('todo', 'failed')"
)
_HURRY = text(
    "UPDATE procrastinate_jobs SET scheduled_at = now() + :delay * interval '1 second', priority = 0"
    " WHERE queueing_lock = :name AND status = 'todo'"
)
_KNOWN = text("SELECT 1 FROM procrastinate_jobs WHERE queueing_lock = :name AND status IN ('todo', 'doing', 'failed')")
_TELL = text("INSERT INTO queue_troubles VALUES (:job, :told) ON CONFLICT (job) DO UPDATE SET told = excluded.told")
_GIVEN_UP = text("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = :id AND status = 'doing'")
_OVER = text("DELETE FROM procrastinate_jobs WHERE id = :id AND status = 'doing'")
_NOW = text("SELECT now()")
_ALIVE = text(
    "SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - :seconds * interval '1 second')"
)
_DOING = text("SELECT args, task_name FROM procrastinate_jobs WHERE id = :id AND status = 'doing' FOR UPDATE")


class ServerQueue:
    """A Queue on the database server; its tables are made at the first use."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._opening = Lock()
        self._engine: Engine | None = None

    def add(self, job: Job, *, delay_seconds: float = 0.0, is_new: bool = True) -> bool:
        with self._transaction() as connection:
            if not is_new and connection.execute(_KNOWN, {"name": job.key}).first():
                return False
            connection.execute(_FORGET_FAILED, {"name": job.key})
            if _defer(connection, job, delay_seconds) is not None:
                return True
            connection.execute(_HURRY, {"name": job.key, "delay": delay_seconds})
            return False

    def jobs(self) -> list[Waiting]:
        with self._transaction() as connection:
            return [_waiting(row) for row in connection.execute(_LISTED).mappings()]

    def retry(self, id: int) -> None:
        with self._transaction() as connection:
            _defer(connection, _forgotten(connection, id))

    def dismiss(self, id: int) -> None:
        with self._transaction() as connection:
            _forgotten(connection, id)

    def settle(self, job: Job) -> None:
        with self._transaction() as connection:
            connection.execute(_SETTLE, {"name": job.key})

    def is_worked(self) -> bool:
        with self._transaction() as connection:
            return bool(connection.scalar(_ALIVE, {"seconds": LIFE_SECONDS}))

    # For the workers: see server_worker.py. A job may be gone: who took its worker for dead gave it to another.

    def fail(self, id: int, error: FailedError) -> bool:
        """Notes a try that failed; whether that was the last one: otherwise the next one waits already."""
        with self._transaction() as connection:
            row = connection.execute(_DOING, {"id": id}).mappings().first()
            if row is None:
                return False
            args, job = _of(row)
            tries = args["tries"] + 1
            if error.is_final or tries >= MOST_TRIES:
                _tell(connection, id, error)
                return True
            again = {**args, "tries": tries}
            new = _defer(connection, job, pause_seconds(tries), again, priority=-tries)
            if new is not None:
                _tell(connection, new, error)
            return False

    def give_back(self, id: int) -> None:
        """A job of a worker that stops waits again as if nobody had begun it."""
        with self._transaction() as connection:
            row = connection.execute(_DOING, {"id": id}).mappings().first()
            if row is not None:
                args, job = _of(row)
                _defer(connection, job, 0.0, args)

    def rescue(self, id: int) -> None:
        """A job of a worker that has died waits again, under a new number."""
        with self._transaction() as connection:
            row = connection.execute(_DOING, {"id": id}).mappings().first()
            if row is None:  # another worker was quicker
                return
            args, job = _of(row)
            args = {**args, "deaths": args.get("deaths", 0) + 1}
            if args["deaths"] >= MOST_DEATHS:
                _tell(connection, id, FailedError([Notice.of("worker_died", number=args["deaths"])]))
                connection.execute(_GIVEN_UP, {"id": id})
                return
            connection.execute(_OVER, {"id": id})
            _defer(connection, job, 0.0, args)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        from procrastinate.exceptions import ConnectorException

        try:
            with explained_storage(self._folder.path), self._opened().begin() as connection:
                yield connection
        except ConnectorException as error:
            cause = error.__cause__
            raise storage_error(self._folder.path, cause if isinstance(cause, Exception) else error) from error

    def _opened(self) -> Engine:
        with self._opening:
            if self._engine is None:
                self._engine = queue_engine(self._folder)
            return self._engine


def queue_for(kind: Kind) -> str:
    """The queue of procrastinate's in which jobs of a kind wait."""
    return "fetch" if kind in FETCHING else "ingest"


def _defer(
    connection: Connection,
    job: Job,
    delay_seconds: float = 0.0,
    args: Mapping[str, Any] | None = None,
    priority: int = 0,
) -> int | None:
    """The id of the new job; None where the same waits already."""
    from procrastinate import jobs, sync_psycopg_connector
    from procrastinate.exceptions import AlreadyEnqueued
    from procrastinate.manager import JobManager

    now: datetime.datetime = connection.scalar(_NOW)  # by the clock that decides what is due
    new = jobs.Job(
        id=None,
        queue=queue_for(job.kind),
        priority=priority,
        lock=job.lane,
        queueing_lock=job.key,
        task_name=TASK + job.kind,
        task_kwargs=dict(args) if args else {"values": dict(job.values), "tries": 0, "added": now.isoformat()},
        scheduled_at=now + datetime.timedelta(seconds=delay_seconds) if delay_seconds else None,
    )
    try:
        with connection.begin_nested():
            driver = connection.connection.driver_connection
            manager = JobManager(sync_psycopg_connector.SyncPsycopgConnector())
            return manager.defer_job(new, connection=driver).id
    except AlreadyEnqueued:
        return None


def _forgotten(connection: Connection, id: int) -> Job:
    row = connection.execute(_FORGET, {"id": id}).mappings().first()
    if row is None:
        raise NotFoundError("unknown_job", id=id)
    return _of(row)[1]


def _tell(connection: Connection, id: int, error: FailedError) -> None:
    told = json.dumps([trouble.as_json() for trouble in error.troubles])
    connection.execute(_TELL, {"job": id, "told": told})


def _of(row: RowMapping) -> tuple[dict[str, Any], Job]:
    kind = row["task_name"].removeprefix(TASK)
    if kind not in KINDS:
        raise StorageError("schema_new", name="queue", found=kind, expected=", ".join(KINDS))
    return row["args"], Job(kind, row["args"]["values"])


def _waiting(row: RowMapping) -> Waiting:
    args, job = _of(row)
    added = datetime.datetime.fromisoformat(args["added"])
    troubles = tuple(Notice.from_json(one) for one in row["told"] or ())
    return Waiting(row["id"], job, _STATES[row["status"]], args["tries"], added, row["due"], troubles)
