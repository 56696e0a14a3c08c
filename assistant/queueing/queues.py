"""Which queue a network has: that of its database server, or a file of its data folder."""

from __future__ import annotations

from assistant.queueing.local import LocalQueue
from assistant.queueing.served import ServedQueue
from assistant.settings import Settings


def queue_of(settings: Settings) -> LocalQueue | ServedQueue:
    """The queue; nothing is opened yet."""
    return ServedQueue(settings.folder) if settings.database_url else LocalQueue(settings.data)
