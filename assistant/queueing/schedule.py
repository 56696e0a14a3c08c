"""What is to be done without anybody who asks: uploads that no run has read, sources whose time has come."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Iterator

from assistant.errors import AssistantError
from assistant.mirroring.mirror import Mirror
from assistant.queueing.jobs import Job, Queue
from assistant.queueing.unread import Unread
from assistant.settings import Settings

log = logging.getLogger("assistant.worker")

EVERY_SECONDS = 5.0


def due(settings: Settings, now: datetime.datetime) -> Iterator[Job]:
    """The jobs that nobody has asked for."""
    if Unread(settings.folder.uploads).changes():
        yield Job("uploads")
    for key, source in settings.sources.items():
        if source.every_minutes:
            last = Mirror.of(key, settings).state.attempted
            if last is None or not last <= now < last + datetime.timedelta(minutes=source.every_minutes):
                yield Job("source", {"key": key})


def keep_adding(queue: Queue, settings: Settings, stopping: threading.Event) -> None:
    """Adds what is due, again and again; what failed for good waits for somebody, and is not added again."""
    told = ""
    while not stopping.is_set():
        try:
            for job in due(settings, datetime.datetime.now(datetime.UTC)):
                queue.add(job, is_new=job.kind == "source")
            told = ""
        except AssistantError as error:
            if error.code != told:
                log.warning("nothing scheduled", extra={"fields": {"code": error.code, "why": str(error)}})
            told = error.code
        stopping.wait(EVERY_SECONDS)
