"""An answer that one worker makes and another one sends on, because the browser came back to that other one."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

from fastapi.sse import format_sse_event

from assistant.errors import StorageError
from assistant.telemetry.logs import because
from assistant.web.shared.answers import SharedAnswers

log = logging.getLogger("assistant.web")

# As long as a sentence more takes to come.
LOOK_SECONDS = 0.25
# Proxies close a line that is silent for half a minute or a minute.
KEEP_ALIVE_SECONDS = 10.0


class RelayedReader:
    """One connection to a client, for the answer of another worker."""

    def __init__(self, answers: SharedAnswers, place: str, after: int) -> None:
        self._answers = answers
        self._place = place
        self._after = after
        self.is_stopped = False

    async def frames(self) -> AsyncIterator[bytes]:
        """The events as they come; a comment at once and after ten silent seconds.

        Ends with the stream. Where its worker was killed, or the store fails, it ends without `done` or `error`: the
        client sends the question again, as after any broken line, and is answered anew.
        """
        yield format_sse_event(comment="ok")
        silent_seconds = 0.0
        while not self.is_stopped:
            try:
                news = await self._answers.store.call(lambda: self._answers.news(self._place, self._after))
            except StorageError as error:
                log.warning("answer not followed", extra=because(error))
                return
            for frame in news.frames:
                self._after, silent_seconds = self._after + 1, 0.0
                yield frame
            if not news.goes_on:
                return
            await asyncio.sleep(LOOK_SECONDS)
            silent_seconds += LOOK_SECONDS
            if silent_seconds >= KEEP_ALIVE_SECONDS:
                silent_seconds = 0.0
                yield format_sse_event(comment="waiting")
