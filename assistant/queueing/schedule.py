"""Jobs that nobody asks for: uploads that no run has read yet, and sources whose time has come."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress

from assistant.errors import AssistantError, StorageError
from assistant.mirroring.mirror import Mirror
from assistant.queueing.jobs import Job, Queue
from assistant.queueing.unread_uploads import UnreadUploads
from assistant.settings.settings import Settings
from assistant.telemetry.logs import Complaint

log = logging.getLogger("assistant.worker")

EVERY_SECONDS = 5.0


def due(settings: Settings, now: datetime.datetime, asked: Mapping[str, datetime.datetime]) -> Iterator[Job]:
    """The jobs that nobody has asked for; `asked` is when which was last yielded, by its key.

    A source notes itself when it was last fetched. Where the disk refuses that, `asked` is all that is known.
    """
    if UnreadUploads(settings.folder.uploads).changes():
        yield Job("uploads")
    for key, source in settings.sources.items():
        job = Job("source", {"key": key})
        every = datetime.timedelta(minutes=source.every_minutes)
        lasts = (_attempted(Mirror.of(key, settings)), asked.get(job.key))
        if every and not any(last and last <= now < last + every for last in lasts):
            yield job


def _attempted(mirror: Mirror) -> datetime.datetime | None:
    """When it was last fetched, where the disk tells; a fetch will say why it does not."""
    with suppress(StorageError):
        return mirror.state.attempted
    return None


def keep_adding(queue: Queue, settings: Settings, stopping: threading.Event) -> None:
    """Adds what is due, again and again; what failed for good waits for somebody, and is not added again."""
    complaint = Complaint(log, "nothing scheduled")
    asked: dict[str, datetime.datetime] = {}
    while not stopping.is_set():
        now = datetime.datetime.now(datetime.UTC)
        try:
            for job in due(settings, now, asked):
                queue.add(job, is_new=job.kind == "source")
                asked[job.key] = now
            complaint.over()
        except AssistantError as error:
            complaint.tell(error)
        stopping.wait(EVERY_SECONDS)
