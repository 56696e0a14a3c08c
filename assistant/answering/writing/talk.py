"""A talk with a language model: what it writes, piece by piece, within bounds of time and length.

The model is asked on an event loop in a thread of its own, so that a talk that is given up ends at once, at the model's
server too.
"""

from __future__ import annotations

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.answering.writing.prompt import Message
from assistant.errors import GoneError
from assistant.records import Answer, Fallback

if TYPE_CHECKING:
    from assistant.answering.writing.model import Model

LOOK_EVERY_SECONDS = 0.1  # whether the reader is still there
# Words of German office prose have about two tokens and seven characters; more than this is more than was allowed.
CHARACTERS_A_TOKEN = 8


class BrokenOffError(Exception):
    """The model's answer goes no further; `why` says so without its words, which may hold the question."""

    def __init__(self, fallback: Fallback, why: str) -> None:
        self.fallback: Fallback = fallback
        self.why = why
        super().__init__(fallback, why)


def _nobody(_: Answer) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Listener:
    """Who reads an answer while it grows: `tell` gets it after each sentence, from the thread that asks; `gone` is set
    when nobody reads any more."""

    tell: Callable[[Answer], None] = _nobody
    gone: threading.Event = field(default_factory=threading.Event)


class Talk:
    """Asks one model. Thread-safe; the thread starts with the first question and ends with the program or `close`."""

    def __init__(self, model: Model, *, max_tokens: int) -> None:
        self._model = model
        self._max_tokens = max_tokens
        self._loop: asyncio.AbstractEventLoop | None = None
        self._starting = threading.Lock()

    def stream(self, messages: Sequence[Message], until: Callable[[], float], gone: threading.Event) -> Generator[str]:
        """What the model writes, piece by piece; `until` tells at any time up to when (time.monotonic) it may.

        Raises:
            BrokenOffError: it is too slow, cannot be asked, or writes more than it may.
            GoneError: `gone` is set.
        """
        pieces: queue.SimpleQueue[object] = queue.SimpleQueue()
        asking = asyncio.run_coroutine_threadsafe(self._pump(messages, pieces), self._running())
        tokens = characters = 0
        try:
            while (piece := _next(pieces, until, gone)) is not None:
                text = _text(piece)
                tokens, characters = tokens + bool(text), characters + len(text)
                if tokens > self._max_tokens or characters > self._max_tokens * CHARACTERS_A_TOKEN:
                    raise BrokenOffError("model_too_long", f"more than {self._max_tokens} tokens")
                yield text
        finally:
            asking.cancel()  # does nothing to what is finished

    def close(self) -> None:
        """Ends the thread; to be used no more."""
        with self._starting:
            if self._loop:
                self._loop.call_soon_threadsafe(self._loop.stop)
                self._loop = None

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_run, args=(self._loop,), name="language-model", daemon=True).start()
            return self._loop

    async def _pump(self, messages: Sequence[Message], pieces: queue.SimpleQueue[object]) -> None:
        from langsmith import tracing_context

        try:
            # LangChain would send questions to its maker's service where the environment switches that on.
            with tracing_context(enabled=False):
                async for chunk in self._model.astream(list(messages)):
                    pieces.put(chunk)
            pieces.put(None)
        except (Exception, asyncio.CancelledError) as error:  # services and their clients fail in every way there is
            pieces.put(error)  # of a talk that was closed, too: else its reader would wait until its time is over


def _run(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        loop.run_until_complete(_end(asyncio.all_tasks(loop)))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


async def _end(tasks: Iterable[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _next(pieces: queue.SimpleQueue[object], until: Callable[[], float], gone: threading.Event) -> object:
    """The next chunk of the model, None at the end."""
    while not gone.is_set():
        left = until() - time.monotonic()
        if left <= 0:
            raise BrokenOffError("model_slow", "timeout")
        try:
            piece = pieces.get(timeout=min(left, LOOK_EVERY_SECONDS))
        except queue.Empty:
            continue
        if isinstance(piece, BaseException):
            why = type(piece).__name__
            raise BrokenOffError("model_slow" if "timeout" in why.lower() else "model_down", why) from piece
        return piece
    raise GoneError


def _text(chunk: object) -> str:
    """The words of a chunk of LangChain's.

    Raises:
        BrokenOffError: it says that the model was stopped at its limit.
    """
    told = getattr(chunk, "response_metadata", {})
    if "length" in (told.get("finish_reason"), told.get("done_reason")):
        raise BrokenOffError("model_too_long", "finish reason")
    return str(getattr(chunk, "text", ""))
