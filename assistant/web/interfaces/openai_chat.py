"""The chat API that OpenAI's clients speak: /v1/models and /v1/chat/completions.

An answer has the same rights, limits and proofs as on any other way. The key of a client is the staff's token, or
`public` for what everybody may see, because these clients do not go without one.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from typing import Any

from fastapi import APIRouter, Request
from fastapi.sse import EventSourceResponse, format_sse_event
from pydantic import ValidationError
from starlette.responses import JSONResponse, Response

from assistant.answering.writing.talk import Listener
from assistant.errors import AssistantError, NotFoundError, UnavailableError
from assistant.records import Answer, Language
from assistant.web.answers.asking import AdmittedQuestion, admit, answer, answer_while_there
from assistant.web.answers.stream import UNBUFFERED
from assistant.web.auth import audiences_of
from assistant.web.contract import READ, sentence_json
from assistant.web.fields import MAX_HISTORY, AskRequest
from assistant.web.interfaces.markdown import rest_of, sentences_of
from assistant.web.interfaces.openai_contract import (
    AS_PARTS,
    AS_TEXT,
    MODEL,
    ChatCompletion,
    ChatRequest,
    Completion,
    Model,
    Models,
    error_json,
    model_json,
)
from assistant.web.openapi_routes import ANYBODY, INTERFACES, parsed, replied_as_openai, streamed
from assistant.web.problems import explained, headers_of, problem_for, unexpected
from assistant.web.services import services_of
from assistant.web.visitor import origin_of

router = APIRouter(prefix="/v1")

# Of a stream, for the description of the API.
_CHUNKS = (
    "With `stream`: server-sent events with a `chat.completion.chunk` each, the last one with `finish_reason` and the "
    "fields of the answer; or an OpenAiError. Then `[DONE]`."
)
KEEP_ALIVE_SECONDS = 10.0


@router.api_route(
    "/models",
    methods=READ,
    summary="List the models",
    tags=[INTERFACES],
    responses=replied_as_openai(Models, 401, 429),
)
async def models(request: Request) -> Response:
    """The one model that there is."""
    try:
        audiences_of(request)
    except AssistantError as error:
        return _refusal(request, error)
    return JSONResponse({"object": "list", "data": [model_json()]})


@router.api_route(
    "/models/{model}",
    methods=READ,
    summary="One model",
    tags=[INTERFACES],
    responses=replied_as_openai(Model, 404),
    openapi_extra=ANYBODY,
)
async def model(request: Request, model: str) -> Response:
    """The model of that name, `wissens-assistent`."""
    if model != MODEL:
        return _refusal(request, NotFoundError("unknown_model", model=MODEL))
    return JSONResponse(model_json())


@router.post(
    "/chat/completions",
    summary="Ask in a chat",
    tags=[INTERFACES],
    responses=replied_as_openai(ChatCompletion, 400, 401, 404, 422, 429, 503),
    openapi_extra=parsed(ChatRequest) | streamed(_CHUNKS),
)
async def chat(request: Request) -> Response:
    """An answer to the last message of the user, whole or in pieces."""
    try:
        wanted = _parsed(await request.body())
        *before, question = wanted.asked or [""]
        asked = await admit(request, AskRequest(question=question, history=_history(request, before)))
        if wanted.stream:
            return EventSourceResponse(_pieces(request, asked), headers=UNBUFFERED)
        found = await answer_while_there(request, services_of(request), asked)
    except AssistantError as error:
        return _refusal(request, error)
    content = sentences_of(found["sentences"]) + rest_of(found, origin_of(request), _language(found))
    return JSONResponse(Completion().whole(content, found))


def _history(request: Request, before: list[str]) -> list[str]:
    """The questions that came before: clients also send those that were refused, empty ones and ones too long."""
    limit = services_of(request).settings.max_question_characters
    return [one for one in before if one and len(one) <= limit][-MAX_HISTORY:]


def _parsed(body: bytes) -> ChatRequest:
    """Raises InputError for what is no such request, and NotFoundError for another model."""
    try:
        wanted = ChatRequest.model_validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        where = [part for part in first["loc"] if part not in (AS_TEXT, AS_PARTS)]
        raise explained({**first, "loc": where}) from error
    if wanted.model != MODEL:
        raise NotFoundError("unknown_model", model=MODEL)
    return wanted


async def _pieces(request: Request, asked: AdmittedQuestion) -> AsyncIterator[bytes]:
    """The sentences as they are proved, then the sources; a comment whenever nothing has come for a while."""
    frame, grown = Completion(), asyncio.Queue[Answer | None]()
    loop = asyncio.get_running_loop()

    def tell(found: Answer) -> None:
        loop.call_soon_threadsafe(grown.put_nowait, found)

    listener = Listener(tell)
    working = asyncio.ensure_future(answer(services_of(request), asked, listener))
    working.add_done_callback(lambda _: grown.put_nowait(None))
    shown = 0
    try:
        with services_of(request).stopping.running(working.cancel):
            async for found in _until_done(grown):
                if found is None:
                    yield format_sse_event(comment="waiting")
                    continue
                new = [sentence_json(one) for one in found.sentences[shown:]]
                shown += len(new)
                yield _event(frame.piece(sentences_of(new)))
        for content in _outcome(request, frame, working, shown):
            yield _event(content)
        yield format_sse_event(data_str="[DONE]")
    finally:
        listener.gone.set()
        working.cancel()  # the client left; does nothing to what is done


async def _until_done(grown: asyncio.Queue[Answer | None]) -> AsyncIterator[Answer | None]:
    """Each answer that comes, None for each pause without one; ends where None comes."""
    while True:
        try:
            found = await asyncio.wait_for(grown.get(), KEEP_ALIVE_SECONDS)
        except TimeoutError:
            yield None
            continue
        if found is None:
            return
        yield found


def _outcome(
    request: Request, frame: Completion, working: asyncio.Future[dict[str, Any]], shown: int
) -> list[Mapping[str, Any]]:
    """The last pieces, or what went wrong."""
    try:
        found = working.result()
    except asyncio.CancelledError:
        return [error_json(problem_for(request, UnavailableError("server_stopping")))]
    except AssistantError as error:
        return [error_json(problem_for(request, error))]
    except Exception as error:
        return [error_json(unexpected(request, error))]
    rest = sentences_of(found["sentences"][shown:]) + rest_of(found, origin_of(request), _language(found))
    return [frame.piece(rest), frame.last(found)]


def _event(content: Mapping[str, Any]) -> bytes:
    return format_sse_event(data_str=json.dumps(content, ensure_ascii=False))


def _refusal(request: Request, error: AssistantError) -> Response:
    return JSONResponse(error_json(problem_for(request, error)), error.status, headers=headers_of(error))


def _language(found: dict[str, Any]) -> Language:
    return "en" if found["language"] == "en" else "de"
