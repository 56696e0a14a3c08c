"""An answer as server-sent events: sentence, citation, done; or error as the last one.

A sentence of a language model is sent as soon as it is proved, all others with the whole answer. What was sent stands:
`done` holds it as well, whatever became of the rest.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

from fastapi.sse import EventSourceResponse, format_sse_event
from starlette.requests import Request

from assistant.answering.talk import Listener
from assistant.errors import AssistantError
from assistant.records import Answer
from assistant.web.contract import citation_json, sentence_json
from assistant.web.problems import problem_of, unexpected
from assistant.web.services import services
from assistant.web.visitor import language_of

KEEP_ALIVE_SECONDS = 10.0
# Nginx and others hold small responses back unless told.
UNBUFFERED = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}

Event = tuple[str, dict[str, Any]]
Work = Callable[[Listener], Awaitable[dict[str, Any]]]


def stream_answer(request: Request, work: Work) -> EventSourceResponse:
    """The response that runs `work` (it gives the contract's answer object) and sends its parts."""
    return EventSourceResponse(_frames(request, work), headers=UNBUFFERED)


async def _frames(request: Request, work: Work) -> AsyncIterator[bytes]:
    """A comment at once and every ten seconds, so that proxies open and keep the line; then the events."""
    grown: asyncio.Queue[Answer | None] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def tell(answer: Answer) -> None:
        loop.call_soon_threadsafe(grown.put_nowait, answer)

    listener = Listener(tell)
    task = asyncio.ensure_future(work(listener))
    task.add_done_callback(lambda _: grown.put_nowait(None))
    sent = _Sent()
    try:
        yield format_sse_event(comment="ok")
        async for answer in _until_done(grown):
            if answer is None:
                yield format_sse_event(comment="waiting")
            else:
                for event in sent.new(_parts(answer)):
                    yield _frame(event)
        for event in _outcome(request, task, sent):
            yield _frame(event)
    finally:
        listener.gone.set()
        task.cancel()  # the visitor left; does nothing to a finished task


async def _until_done(grown: asyncio.Queue[Answer | None]) -> AsyncIterator[Answer | None]:
    """Each answer that comes, None after ten seconds without one; ends where None comes."""
    while True:
        try:
            answer = await asyncio.wait_for(grown.get(), KEEP_ALIVE_SECONDS)
        except TimeoutError:
            yield None
            continue
        if answer is None:
            return
        yield answer


def _frame(event: Event) -> bytes:
    name, content = event
    return format_sse_event(event=name, data_str=json.dumps(content, ensure_ascii=False))


def _outcome(request: Request, task: asyncio.Future[dict[str, Any]], sent: _Sent) -> Iterator[Event]:
    try:
        answer = task.result()
    except AssistantError as error:
        yield "error", problem_of(error, language_of(request, services(request).settings.language))
    except Exception as error:
        yield "error", unexpected(request, error)
    else:
        yield from sent.new(answer)
        yield "done", answer


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
