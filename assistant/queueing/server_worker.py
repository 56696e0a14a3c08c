"""A worker on the queue of a database server: procrastinate's, with its signs of life, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from assistant.errors import StorageError
from assistant.queueing import schedule
from assistant.queueing.jobs import KINDS, FailedError, Job, Kind, StoppedError
from assistant.queueing.performing import Performer
from assistant.queueing.server_queue import LIFE_SECONDS, TASK, ServerQueue, queue_for
from assistant.settings.settings import Settings
from assistant.storage.databases import connect_arguments, server_url

log = logging.getLogger("assistant.worker")

# An ingestion, and a few sources beside it; the lanes see to it that nothing is done twice at once.
AT_ONCE = 4
BEAT_SECONDS = 5.0
LOOK_SECONDS = 2.0
# A database server that is away is looked for again.
LOST_SECONDS = 2.0

T = TypeVar("T")


class ServerWorker:
    """One worker process of several, on whatever hosts."""

    def __init__(self, settings: Settings, queue: ServerQueue, performer: Performer, stopping: threading.Event) -> None:
        self._settings = settings
        self._queue = queue
        self._performer = performer
        self._stopping = stopping

    def work(self) -> None:
        """Works until `stopping` is set; a database server that goes away is waited for.

        Raises:
            StorageError: it cannot be worked with at the start.
        """
        self._queue.jobs()
        arguments = (self._queue, self._settings, self._stopping)
        threading.Thread(target=schedule.keep_adding, args=arguments, name="schedule", daemon=True).start()
        while not self._stopping.is_set():
            try:
                asyncio.run(self._until_lost())
            except Exception as error:  # psycopg's, the pool's and procrastinate's: the server is away
                if self._stopping.is_set():
                    return
                log.warning("database lost", extra={"fields": {"why": f"{type(error).__name__}: {error}"}})
            self._stopping.wait(LOST_SECONDS)

    async def _until_lost(self) -> None:
        async with self._app().open_async() as app:
            working = asyncio.create_task(
                app.run_worker_async(
                    concurrency=AT_ONCE,
                    install_signal_handlers=False,
                    delete_jobs="successful",
                    fetch_job_polling_interval=LOOK_SECONDS,
                    update_heartbeat_interval=BEAT_SECONDS,
                    stalled_worker_timeout=LIFE_SECONDS,
                )
            )
            rescuing = asyncio.create_task(self._rescue(app))
            stopping = asyncio.create_task(self._told_to_stop())
            try:
                await asyncio.wait([working, rescuing, stopping], return_when=asyncio.FIRST_COMPLETED)
            finally:
                for task in (rescuing, stopping, working):
                    task.cancel()
                ended = await asyncio.gather(working, rescuing, stopping, return_exceptions=True)
            for error in ended:
                if isinstance(error, Exception):
                    raise error

    async def _told_to_stop(self) -> None:
        while not self._stopping.is_set():
            await asyncio.sleep(0.1)

    async def _rescue(self, app: Any) -> None:
        """Gives to others what workers have left that died."""
        while True:
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=LIFE_SECONDS):
                log.warning("worker died", extra={"fields": {"job": job.task_name.removeprefix(TASK)}})
                await asyncio.to_thread(self._queue.rescue, job.id)
            await asyncio.sleep(BEAT_SECONDS)

    def _app(self) -> Any:
        from procrastinate import App, PsycopgConnector

        assert self._settings.database_url
        url = server_url(self._settings.database_url.get_secret_value()).set(drivername="postgresql")
        connector = PsycopgConnector(
            conninfo=url.render_as_string(hide_password=False),
            kwargs=connect_arguments(self._settings.database_schema),
            min_size=1,
            max_size=AT_ONCE + 2,
            timeout=10,
        )
        app = App(connector=connector)
        for kind in KINDS:
            app.task(name=TASK + kind, queue=queue_for(kind), pass_context=True)(self._task(kind))
        return app

    def _task(self, kind: Kind) -> Any:
        async def task(context: Any, values: dict[str, Any], **_counts: Any) -> None:
            """Only a job that failed for good raises, which makes it a dead letter."""
            final = await asyncio.to_thread(self._do, context.job.id, Job(kind, values))
            if final is not None:
                raise final

        return task

    def _do(self, id: int, job: Job) -> FailedError | None:
        """Does a job and says what became of it; gives what went wrong for good."""
        try:
            done = self._performer.perform(job)
        except StoppedError:
            return self._kept(partial(self._queue.give_back, id))
        except FailedError as error:
            for other in error.next:
                self._kept(partial(self._queue.add, other))
            return error if self._kept(partial(self._queue.fail, id, error)) else None
        for other in done.next:
            self._kept(partial(self._queue.add, other))
        for other in done.settled:
            self._kept(partial(self._queue.settle, other))
        return None

    def _kept(self, note: Callable[[], T]) -> T:
        """What `note` gives, as soon as the database server takes it."""
        while True:
            try:
                return note()
            except StorageError:  # a worker that stops leaves its job to be found
                if self._stopping.wait(LOST_SECONDS):
                    raise
