"""Answers as numbered events, kept for a moment: who loses the line goes on where it broke.

In memory only. Not thread-safe: used on the event loop only.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any, NamedTuple

from fastapi.sse import format_sse_event

from assistant.records import Audience

# A phone that changes from one network to another is back after one to three seconds.
GRACE_SECONDS = 5.0
# A tunnel, a lift, a lid that is shut and opened: after a minute nobody waits for the end of a sentence.
KEEP_SECONDS = 60.0
# An answer has about 20 kB as events. Those that have ended may take what a few open documents take.
MAX_KEPT = 500
MAX_KEPT_BYTES = 16_000_000
# Proxies close a line that is silent for half a minute or a minute.
KEEP_ALIVE_SECONDS = 10.0
# Of a text these are signs, but many a client's idea of a line ends at them.
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
_LONGEST_NUMBER = 6


class Owner(NamedTuple):
    """Who may go on reading: a caller with these rights who sends the same question, known by its checksum."""

    audiences: frozenset[Audience]
    question: bytes


class Stream:
    """The events of one answer. `gone` is set when nobody waits for the rest any more."""

    def __init__(self, key: str, owner: Owner) -> None:
        self.key = key
        self.owner = owner
        self.gone = threading.Event()
        self.frames: list[bytes] = []
        self.is_over = False
        self.is_stopped = False
        self.reader: Reader | None = None
        self._giving_up: asyncio.TimerHandle | None = None

    def send(self, name: str, content: dict[str, Any]) -> None:
        """Adds an event; its id is STREAM.NUMBER, counted from 1."""
        id = f"{self.key}.{len(self.frames) + 1}"
        content_line = json.dumps(content, ensure_ascii=False).translate(_LINE_ENDS)
        self.frames.append(format_sse_event(id=id, event=name, data_str=content_line))
        self.tell()

    def tell(self) -> None:
        if self.reader:
            self.reader.news.set()

    def follow(self, after: int) -> Reader:
        """A reader of what comes after the first `after` events, in the place of the one before, whose line broke."""
        self.tell()
        if self._giving_up:
            self._giving_up.cancel()
        self.reader = Reader(self, after)
        return self.reader

    def leave(self, reader: Reader, give_up: Callable[[], object]) -> None:
        """The reader's line is closed; `give_up` is called if none comes back in time."""
        if reader is not self.reader:
            return
        self.reader = None
        if not self.is_over:
            self._giving_up = asyncio.get_running_loop().call_later(GRACE_SECONDS, give_up)


class Reader:
    """One line to a client."""

    def __init__(self, stream: Stream, after: int) -> None:
        self.stream = stream
        self.news = asyncio.Event()
        self._after = after

    async def frames(self) -> AsyncIterator[bytes]:
        """The events as they come; a comment at once and after ten silent seconds, so that proxies open and keep the
        line. Ends with the stream, or when another reader takes over."""
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
    """The running answers, and those that ended within the last minute, by the checksum of their key."""

    def __init__(self) -> None:
        self._running: dict[bytes, tuple[Stream, asyncio.Task[None]]] = {}
        self._kept: OrderedDict[bytes, Stream] = OrderedDict()
        self._kept_bytes = 0

    def begin(self, owner: Owner, fill: Callable[[Stream], Coroutine[Any, Any, None]]) -> Stream:
        """A new stream; `fill` sends its events, whoever reads them."""
        stream = Stream(secrets.token_urlsafe(16), owner)  # 128 bits: nobody guesses one
        place = _digest(stream.key)
        task = asyncio.create_task(fill(stream))
        self._running[place] = stream, task
        task.add_done_callback(lambda _: self._finish(place, stream))
        return stream

    def find(self, last_event_id: str, owner: Owner) -> Reader | None:
        """A reader of what follows the event of that id; None if there is no such stream for this caller."""
        key, _, number = last_event_id.rpartition(".")
        if not (number.isascii() and number.isdigit() and len(number) <= _LONGEST_NUMBER):
            return None
        place = _digest(key)
        stream = self._running[place][0] if place in self._running else self._kept.get(place)
        if stream is None or stream.owner != owner or int(number) > len(stream.frames):
            return None
        return stream.follow(int(number))

    def leave(self, reader: Reader) -> None:
        """The reader's line is closed. Who does not come back in time costs nothing more."""
        reader.stream.leave(reader, lambda: self._give_up(reader.stream))

    def stop(self) -> None:
        """The server stops: each running answer ends at once, its last event may say so."""
        for stream, _ in list(self._running.values()):
            stream.is_stopped = True
            self._give_up(stream)

    def __len__(self) -> int:
        return len(self._running) + len(self._kept)

    def _give_up(self, stream: Stream) -> None:
        running = self._running.get(_digest(stream.key))
        if running:
            stream.gone.set()
            running[1].cancel()

    def _finish(self, place: bytes, stream: Stream) -> None:
        del self._running[place]
        stream.is_over = True
        stream.tell()
        self._kept[place] = stream
        self._kept_bytes += _size(stream)
        while len(self._kept) > MAX_KEPT or self._kept_bytes > MAX_KEPT_BYTES:
            self._forget(next(iter(self._kept)))
        asyncio.get_running_loop().call_later(KEEP_SECONDS, self._forget, place)

    def _forget(self, place: bytes) -> None:
        stream = self._kept.pop(place, None)
        if stream:
            self._kept_bytes -= _size(stream)


def _size(stream: Stream) -> int:
    return sum(map(len, stream.frames))


def _digest(key: str) -> bytes:
    """Found by checksum, so that the time of a wrong guess tells nothing of the right key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
