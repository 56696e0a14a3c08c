"""What staff, uploads and hooks want to be ingested, and what goes on: a queue, and without a database server a worker.

Nothing of an ingestion runs in the server: the ordinary command does, in a process of its own, so that no reading
library can harm it, and what it writes is seen as from any other run: the catalogue is followed. With a database server
the workers are processes of their own, `python -m assistant worker`, on whatever hosts.
"""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Sequence
from typing import NamedTuple

from assistant.errors import ConflictError, StorageError
from assistant.mirroring.mirror import Mirror
from assistant.notices import Notice
from assistant.queueing.ingest_process import LAST_SECONDS
from assistant.queueing.jobs import Job, Waiting
from assistant.queueing.local_queue import LocalQueue
from assistant.queueing.local_worker import LocalWorker
from assistant.queueing.performing import Performer
from assistant.queueing.queues import queue_of
from assistant.settings.settings import Settings
from assistant.storage.writer import is_being_written
from assistant.telemetry.logs import because
from assistant.web.ingesting.uploads import Uploads

log = logging.getLogger("assistant.web")

# Several files are sent one after another: a run begins when none has come for so long.
QUIET_SECONDS = 2.0


class Now(NamedTuple):
    """What is going on: a run of a worker, of somebody else, one that waits; what went wrong last; and all jobs."""

    is_running: bool
    is_elsewhere: bool
    is_waiting: bool
    troubles: tuple[Notice, ...]
    jobs: tuple[Waiting, ...] = ()


class Ingestions:
    """Thread-safe. All methods but `start` may block, and raise StorageError where the queue cannot be used."""

    def __init__(self, settings: Settings, uploads: Uploads, command: Sequence[str]) -> None:
        self._settings = settings
        self._uploads = uploads
        self._stopping = threading.Event()
        self._asking = threading.Lock()
        self.queue = queue_of(settings)
        self._worker: threading.Thread | None = None
        if isinstance(self.queue, LocalQueue):
            worker = LocalWorker(settings, self.queue, Performer(settings, command, self._stopping), self._stopping)
            self._worker = threading.Thread(target=worker.work, name="ingestions", daemon=True)

    def start(self) -> None:
        self._uploads.clear()
        if self._worker:
            self._worker.start()

    def stop(self) -> None:
        """Ends the present run of this server, which loses nothing, and begins no more."""
        self._stopping.set()
        if self._worker and self._worker.is_alive():
            self._worker.join(LAST_SECONDS + 2)

    def want_uploads(self) -> None:
        """The uploads will be taken in, soon after the last one of a row, and after the present run."""
        try:
            self.queue.add(Job("uploads"), delay_seconds=QUIET_SECONDS)
        except StorageError as error:  # they are stored: a worker finds them by themselves
            log.warning("uploads not queued", extra=because(error))

    def want_all(self, *, prune: bool) -> None:
        """Whatever was ever taken in will be again; with `prune` documents whose file is gone leave the index.

        Raises:
            ConflictError: there is a run already, here or elsewhere.
        """
        with self._asking:
            going_on = [one for one in self.queue.jobs() if one.state != "failed"]
            is_asked_for = any(one.job.kind == "again" for one in going_on)
            is_running = any(one.state == "running" and one.job.lane == "ingest" for one in going_on)
            if is_asked_for or is_running or is_being_written(self._settings.folder):
                raise ConflictError("ingest_running")
            self.queue.add(Job("again", {"prune": True} if prune else {}))

    def want_source(self, key: str) -> None:
        """The source will be fetched, and its files taken in. Raises UsageError where the settings name none such."""
        self.queue.add(Job("source", {"key": Mirror.of(key, self._settings).key}))

    def now(self) -> Now:
        jobs = self.queue.jobs()
        moment = datetime.datetime.now(datetime.UTC)
        is_running = any(one.state == "running" and one.job.lane == "ingest" for one in jobs)
        is_fetching = any(one.state == "running" and one.job.lane != "ingest" for one in jobs)
        is_elsewhere = not is_running and is_being_written(self._settings.folder)
        is_waiting = is_fetching or any(one.is_soon(moment) for one in jobs)
        troubles = tuple(trouble for one in jobs for trouble in one.troubles)
        return Now(is_running, is_elsewhere, is_waiting, troubles, tuple(jobs))
