"""Answers as numbered server-sent events, kept for a minute, so that a client whose connection broke can resume.

The worker that makes an answer holds its events in memory and shares them with the other workers, to which the client
may reconnect (`relay.py`). Not thread-safe: for the event loop only.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Coroutine
from functools import partial
from typing import Any, NamedTuple

from fastapi.sse import format_sse_event

from assistant.errors import StorageError
from assistant.records import Audience
from assistant.telemetry.logs import because
from assistant.web.answers.relay import KEEP_ALIVE_SECONDS, RelayedReader
from assistant.web.shared.answers import SharedAnswers
from assistant.web.shared.sessions import digest_of
from assistant.web.shared.tables import STREAM_SECONDS

log = logging.getLogger("assistant.web")

# To reconnect before an answer is abandoned; a phone that changes networks takes one to three seconds.
GRACE_SECONDS = 5.0
KEEP_SECONDS = STREAM_SECONDS
# Of finished answers, which have about 20 kB each.
MAX_KEPT = 500
MAX_KEPT_BYTES = 16_000_000
# Characters of a text at which some clients end a line.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
_LONGEST_NUMBER = 6


class Owner(NamedTuple):
    """Who may resume a stream: a caller of these audiences with the same question, given by its checksum."""

    audiences: frozenset[Audience]
    question: bytes

    @property
    def digest(self) -> str:
        return digest_of(f"{sorted(self.audiences)}{self.question.hex()}")


class Stream:
    """The events of one answer; `gone` is set when nobody waits for it any more."""

    def __init__(self, key: str, owner: Owner) -> None:
        self.key = key
        self.owner = owner
        self.gone = threading.Event()
        self.frames: list[bytes] = []
        self.is_over = False
        self.is_stopped = False
        self.reader: Reader | None = None
        self.changed = asyncio.Event()
        self._giving_up: asyncio.TimerHandle | None = None

    def send(self, name: str, content: dict[str, Any]) -> None:
        """Adds an event; its id is STREAM.NUMBER, counted from 1."""
        id = f"{self.key}.{len(self.frames) + 1}"
        content_line = json.dumps(content, ensure_ascii=False).translate(_LINE_ENDS)
        self.frames.append(format_sse_event(id=id, event=name, data_str=content_line))
        self.tell()

    def tell(self) -> None:
        self.changed.set()
        if self.reader:
            self.reader.news.set()

    def follow(self, after: int) -> Reader:
        """A reader of the events behind the first `after` ones; it replaces the reader whose connection broke."""
        self.tell()
        if self._giving_up:
            self._giving_up.cancel()
        self.reader = Reader(self, after)
        return self.reader

    def leave(self, reader: Reader, give_up: Callable[[], object]) -> None:
        """To be called when a connection is closed; `give_up` is called if no reader comes back in time."""
        if reader is not self.reader:
            return
        self.reader = None
        self.leave_for_others(give_up)

    def leave_for_others(self, give_up: Callable[[], object]) -> None:
        """Calls `give_up` later, unless somebody reads the stream here again."""
        if not self.is_over and self.reader is None:
            self._giving_up = asyncio.get_running_loop().call_later(GRACE_SECONDS, give_up)


class Reader:
    """One connection of a client."""

    def __init__(self, stream: Stream, after: int) -> None:
        self.stream = stream
        self.news = asyncio.Event()
        self._after = after

    async def frames(self) -> AsyncIterator[bytes]:
        """The events as they come, until the stream ends or another reader takes over.

        A comment comes at once and after every ten silent seconds, so that proxies keep the connection open.
        """
        yield format_sse_event(comment="ok")
        while self._reads:
            self.news.clear()
            while self._reads and self._after < len(self.stream.frames):
                self._after += 1
                yield self.stream.frames[self._after - 1]
            if self.stream.is_over:
                return
            try:
                await asyncio.wait_for(self.news.wait(), KEEP_ALIVE_SECONDS)
            except TimeoutError:
                yield format_sse_event(comment="waiting")

    @property
    def _reads(self) -> bool:
        return self.stream.reader is self


class Streams:
    """The answers that are running or ended within the last minute; with `shared` also those of other workers.

    Each is found by the digest of its key: the time of a wrong guess tells nothing about the right one.
    """

    def __init__(self, shared: SharedAnswers | None = None) -> None:
        self._shared = shared
        self._beside: set[asyncio.Task[None]] = set()
        self._elsewhere: set[RelayedReader] = set()
        self._running: dict[str, tuple[Stream, asyncio.Task[None]]] = {}
        self._kept: OrderedDict[str, Stream] = OrderedDict()
        self._kept_bytes = 0

    def begin(self, owner: Owner, fill: Callable[[Stream], Coroutine[Any, Any, None]]) -> Stream:
        """A new stream, whose events `fill` sends."""
        stream = Stream(secrets.token_urlsafe(16), owner)  # 128 bits: nobody guesses one
        place = digest_of(stream.key)
        task = asyncio.create_task(fill(stream))
        self._running[place] = stream, task
        task.add_done_callback(lambda _: self._finish(place, stream))
        if self._shared:
            self._begin(_share(self._shared, place, stream))
        return stream

    async def find(self, last_event_id: str, owner: Owner) -> Reader | RelayedReader | None:
        """A reader of the events behind that id; None if there is no such stream for this caller."""
        key, _, number = last_event_id.rpartition(".")
        if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
            return None
        place = digest_of(key)
        stream = self._running[place][0] if place in self._running else self._kept.get(place)
        if stream is None:
            return await self._find_elsewhere(place, owner, int(number)) if self._shared else None
        if stream.owner != owner or int(number) > len(stream.frames):
            return None
        return stream.follow(int(number))

    def leave(self, reader: Reader | RelayedReader) -> None:
        """To be called when a connection is closed; the answer is abandoned if no client comes back in time."""
        if isinstance(reader, RelayedReader):
            self._elsewhere.discard(reader)
        else:
            reader.stream.leave(reader, lambda: self._begin(self._left(reader.stream)))

    def stop(self) -> None:
        """Ends all running answers, because the server stops; a last event may say so."""
        for stream, _ in list(self._running.values()):
            stream.is_stopped = True
            self._give_up(stream)
        for reader in self._elsewhere:
            reader.is_stopped = True

    async def shared(self, seconds: float) -> None:
        """Returns when all finished answers are shared, or after that many seconds."""
        if self._beside:
            await asyncio.wait(self._beside, timeout=seconds)

    async def _find_elsewhere(self, place: str, owner: Owner, number: int) -> RelayedReader | None:
        assert self._shared
        look = partial(self._shared.find, place, owner.digest, number, KEEP_SECONDS)
        try:
            if not await self._shared.store.call(look):
                return None
        except StorageError as error:
            log.warning("answer not found", extra=because(error))
            return None
        reader = RelayedReader(self._shared, place, number)
        self._elsewhere.add(reader)
        return reader

    async def _left(self, stream: Stream) -> None:
        """Abandons the stream if nobody reads it, here or through another worker."""
        if await self._is_read_elsewhere(stream):
            stream.leave_for_others(lambda: self._begin(self._left(stream)))
        elif stream.reader is None:
            self._give_up(stream)

    async def _is_read_elsewhere(self, stream: Stream) -> bool:
        if self._shared is None or stream.reader is not None:
            return False
        try:
            return await self._shared.store.call(partial(self._shared.is_read, digest_of(stream.key), GRACE_SECONDS))
        except StorageError:  # logged where it is shared
            return False

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Starts work that nobody waits for; the event loop itself holds no reference to it."""
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    def _give_up(self, stream: Stream) -> None:
        running = self._running.get(digest_of(stream.key))
        if running:
            stream.gone.set()
            running[1].cancel()

    def _finish(self, place: str, stream: Stream) -> None:
        del self._running[place]
        stream.is_over = True
        stream.tell()
        self._kept[place] = stream
        self._kept_bytes += _size(stream)
        while len(self._kept) > MAX_KEPT or self._kept_bytes > MAX_KEPT_BYTES:
            self._forget(next(iter(self._kept)))
        asyncio.get_running_loop().call_later(KEEP_SECONDS, self._forget, place)

    def _forget(self, place: str) -> None:
        stream = self._kept.pop(place, None)
        if stream:
            self._kept_bytes -= _size(stream)


async def _share(answers: SharedAnswers, place: str, stream: Stream) -> None:
    """Writes the events to the shared store as they come. If that fails, the answer itself goes on."""
    sent, is_over = 0, False
    while not is_over:
        await stream.changed.wait()
        await asyncio.sleep(0)  # so that the last event and the end are written together
        stream.changed.clear()
        frames, is_over = stream.frames[sent:], stream.is_over
        if not stream.frames:  # nobody knows its key yet
            continue
        try:
            await answers.store.call(
                partial(answers.add, place, stream.owner.digest, sent + 1, frames, is_over=is_over)
            )
        except StorageError as error:
            log.warning("answer not shared", extra=because(error))
            return
        sent += len(frames)


def _size(stream: Stream) -> int:
    return sum(map(len, stream.frames))
