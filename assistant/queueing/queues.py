"""Which queue a network has: that of its database server, or a file of its data folder."""

from __future__ import annotations

from assistant.queueing.local_queue import LocalQueue
from assistant.queueing.server_queue import ServerQueue
from assistant.settings.settings import Settings


def queue_of(settings: Settings) -> LocalQueue | ServerQueue:
    """The queue; nothing is opened yet."""
    return ServerQueue(settings.folder) if settings.database_url else LocalQueue(settings.data)
