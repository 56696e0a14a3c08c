"""An answer as server-sent events: sentence, citation, done; or error as the last one.

A sentence of a language model is sent as soon as it is proved, all others with the whole answer. What was sent stands:
`done` holds it as well, whatever became of the rest. Each event has the id STREAM.NUMBER; who sends the question again
with `Last-Event-ID` gets what follows that event, while the answer runs and shortly after (`streams.py`).
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from fastapi.sse import EventSourceResponse
from pydantic import BaseModel
from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from assistant.answering.writing.talk import Listener
from assistant.errors import AssistantError, UnavailableError
from assistant.records import Answer, Audience
from assistant.web.answers.relay import RelayedReader
from assistant.web.answers.streams import Owner, Reader, Stream, Streams
from assistant.web.contract import citation_json, sentence_json
from assistant.web.problems import problem_for, unexpected
from assistant.web.services import services_of

# Nginx and others hold small responses back unless told.
UNBUFFERED = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}

Event = tuple[str, dict[str, Any]]
Work = Callable[[Listener], Awaitable[dict[str, Any]]]


class StreamResponse(EventSourceResponse):
    """Sends what one reader reads, and tells when its line is closed."""

    def __init__(self, streams: Streams, reader: Reader | RelayedReader) -> None:
        super().__init__(reader.frames(), headers=UNBUFFERED)
        self._streams = streams
        self._reader = reader

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        finally:
            self._streams.leave(self._reader)


def owner_of(body: BaseModel, audiences: frozenset[Audience]) -> Owner:
    """Who may go on reading the answer to `body`."""
    return Owner(audiences, hashlib.sha256(body.model_dump_json().encode()).digest())


async def resumed(request: Request, owner: Owner) -> StreamResponse | None:
    """What follows the event that the header Last-Event-ID names, None if that is no event of this caller's."""
    streams = services_of(request).streams
    last = request.headers.get("last-event-id")
    reader = await streams.find(last, owner) if last else None
    return StreamResponse(streams, reader) if reader else None


def stream_answer(request: Request, owner: Owner, work: Work) -> StreamResponse:
    """The response that runs `work` (it gives the contract's answer object) and sends its parts."""

    async def fill(stream: Stream) -> None:
        await _fill(request, stream, work)

    streams = services_of(request).streams
    return StreamResponse(streams, streams.begin(owner, fill).follow(0))


async def _fill(request: Request, stream: Stream, work: Work) -> None:
    """Sends the parts of the answer while it grows, and what became of it."""
    loop = asyncio.get_running_loop()
    sent = _Sent()

    def grown(answer: Answer) -> None:
        if stream.is_over:  # told by a thread that nobody waits for
            return
        for event in sent.new(_parts(answer)):
            stream.send(*event)

    def tell(answer: Answer) -> None:
        loop.call_soon_threadsafe(grown, answer)

    try:
        answer = await work(Listener(tell, stream.gone))
    except asyncio.CancelledError:
        if stream.is_stopped:
            stream.send("error", problem_for(request, UnavailableError("server_stopping")))
        raise
    except AssistantError as error:
        stream.send("error", problem_for(request, error))
    except Exception as error:
        stream.send("error", unexpected(request, error))
    else:
        for event in sent.new(answer):
            stream.send(*event)
        stream.send("done", answer)


def _parts(answer: Answer) -> dict[str, Any]:
    return {
        "sentences": [sentence_json(sentence) for sentence in answer.sentences],
        "citations": [citation_json(citation) for citation in answer.citations],
    }


class _Sent:
    """How much of a growing answer has been sent."""

    def __init__(self) -> None:
        self._sentences = 0
        self._numbers: set[int] = set()

    def new(self, answer: dict[str, Any]) -> Iterator[Event]:
        """Each new sentence, followed by the citations that it is the first to use."""
        citations = {citation["number"]: citation for citation in answer["citations"]}
        for sentence in answer["sentences"][self._sentences :]:
            yield "sentence", sentence
            for number in sentence["citations"]:
                if number in citations and number not in self._numbers:
                    self._numbers.add(number)
                    yield "citation", citations[number]
        self._sentences = len(answer["sentences"])
