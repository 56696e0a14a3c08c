"""Works on the queue of one host: in a server, or in `python -m assistant worker`, whichever begins first.

One process works at a time, the one that holds DATA/worker.lock; another takes over when it ends, however that ends.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from functools import partial

from assistant.errors import AssistantError
from assistant.queueing import schedule
from assistant.queueing.ingest_process import LOOK_SECONDS
from assistant.queueing.jobs import FailedError, StoppedError, Waiting
from assistant.queueing.local_queue import LocalQueue
from assistant.queueing.performing import Performer
from assistant.settings.settings import Settings
from assistant.storage.errors import storage_error
from assistant.storage.folder import make_own
from assistant.storage.writer import is_being_written
from assistant.telemetry.logs import Complaint

log = logging.getLogger("assistant.worker")

LOCK = "worker.lock"
# How often a process that does not work looks whether it has to.
STANDBY_SECONDS = 1.0


class LocalWorker:
    """Three threads: ingestions, fetches, and what is due without anybody who asks."""

    def __init__(self, settings: Settings, queue: LocalQueue, performer: Performer, stopping: threading.Event) -> None:
        self._settings = settings
        self._queue = queue
        self._performer = performer
        self._stopping = stopping

    def work(self) -> None:
        """Works until `stopping` is set, once no other process does."""
        from filelock import FileLock, Timeout

        lock, complaint = FileLock(self._settings.data / LOCK, timeout=0), Complaint(log, "no work")
        while not self._stopping.is_set():
            try:
                make_own(self._settings.data)
                with lock:
                    self._alone()
            except Timeout:
                complaint.over()
                self._stopping.wait(STANDBY_SECONDS)
            except OSError as error:  # a full or read-only disk, which may pass
                complaint.tell(storage_error(self._settings.data, error))
                self._stopping.wait(STANDBY_SECONDS)

    def _alone(self) -> None:
        self._kept(self._queue.give_back)
        others = [self._thread("fetches", self._lane, True), self._thread("schedule", self._schedule)]
        self._lane(is_fetching=False)
        for thread in others:
            thread.join()

    def _thread(self, name: str, work: Callable[..., None], *values: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=values, name=name, daemon=True)
        thread.start()
        return thread

    def _schedule(self) -> None:
        schedule.keep_adding(self._queue, self._settings, self._stopping)

    def _lane(self, is_fetching: bool) -> None:
        complaint = Complaint(log, "no work")
        while not self._stopping.is_set():
            one = None
            try:
                # who writes is waited for here, where the job still counts as waiting
                is_free = is_fetching or not is_being_written(self._settings.folder)
                one = self._queue.take(is_fetching=is_fetching) if is_free else None
                complaint.over()
            except AssistantError as error:
                complaint.tell(error)
            if one:
                self._do(one)
            else:
                self._stopping.wait(LOOK_SECONDS)

    def _do(self, one: Waiting) -> None:
        try:
            done = self._performer.perform(one.job)
        except StoppedError:
            self._kept(partial(self._queue.give_back, one.id))
        except FailedError as error:
            for job in error.next:
                self._kept(partial(self._queue.add, job))
            self._kept(partial(self._queue.finish, one.id, error))
        else:
            for job in done.next:
                self._kept(partial(self._queue.add, job))
            for job in done.settled:  # before it is finished: who waits for that shall see no trouble that is over
                self._kept(partial(self._queue.settle, job))
            self._kept(partial(self._queue.finish, one.id))

    def _kept(self, note: Callable[[], object]) -> None:
        """Notes it as soon as the disk takes it: until then a job counts as running, and would keep its lane.

        A worker that stops meanwhile leaves its job to whoever works next, who begins it anew.
        """
        complaint = Complaint(log, "not noted")
        while True:
            try:
                note()
                return
            except AssistantError as error:
                complaint.tell(error)
            if self._stopping.wait(STANDBY_SECONDS):
                return
