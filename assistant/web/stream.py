"""An answer as server-sent events: sentence, citation, done; or error as the last one."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

from fastapi.sse import EventSourceResponse, format_sse_event
from starlette.requests import Request

from assistant.errors import AssistantError
from assistant.web.problems import problem_of, unexpected
from assistant.web.services import services
from assistant.web.visitor import language_of

KEEP_ALIVE_SECONDS = 10.0
# Nginx and others hold small responses back unless told.
UNBUFFERED = {"Cache-Control": "no-store, no-transform", "X-Accel-Buffering": "no"}

Work = Callable[[], Awaitable[dict[str, Any]]]


def stream_answer(request: Request, work: Work) -> EventSourceResponse:
    """The response that runs `work` (it gives the contract's answer object) and sends its parts."""
    return EventSourceResponse(_frames(request, work), headers=UNBUFFERED)


async def _frames(request: Request, work: Work) -> AsyncIterator[bytes]:
    """A comment at once and every ten seconds, so that proxies open and keep the line; then the events."""
    task = asyncio.ensure_future(work())
    try:
        yield format_sse_event(comment="ok")
        while not (await asyncio.wait({task}, timeout=KEEP_ALIVE_SECONDS))[0]:
            yield format_sse_event(comment="waiting")
        for name, content in _outcome(request, task):
            yield format_sse_event(event=name, data_str=json.dumps(content, ensure_ascii=False))
    finally:
        task.cancel()  # the visitor left; does nothing to a finished task


def _outcome(request: Request, task: asyncio.Future[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        answer = task.result()
    except AssistantError as error:
        yield "error", problem_of(error, language_of(request, services(request).settings.language))
    except Exception as error:
        yield "error", unexpected(request, error)
    else:
        yield from _events(answer)


def _events(answer: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each sentence is followed by the citations that it is the first to use."""
    waiting = {citation["number"]: citation for citation in answer["citations"]}
    for sentence in answer["sentences"]:
        yield "sentence", sentence
        for number in sentence["citations"]:
            if number in waiting:
                yield "citation", waiting.pop(number)
    yield "done", answer
