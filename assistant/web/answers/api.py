"""The routes below /api for questions, searches and documents, and the two health checks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from assistant.reading.describing.superseding import superseded
from assistant.records import Audience, Hit
from assistant.web import replies
from assistant.web.answers.asking import (
    admit,
    admitted,
    answer,
    answer_while_there,
    checked_text,
    count,
    site_for,
    within,
)
from assistant.web.answers.stream import owner_of, resumed, stream_answer
from assistant.web.auth import audiences_of, audiences_within, require
from assistant.web.contract import READ, beside_json, document_json, hit_json, listed_json
from assistant.web.fields import AskRequest, SearchRequest
from assistant.web.openapi_routes import ANYBODY, DOCUMENTS, OPERATION, QUESTIONS, replied, streamed
from assistant.web.protocol import Assistant, documents_once
from assistant.web.readyz import ready
from assistant.web.services import services_of
from assistant.web.visitor import accepts

router = APIRouter()

# What only a stream has, for the description of the API.
_EVENTS = (
    "Server-sent events with JSON: `sentence` (Sentence) as soon as it is proved, `citation` (Citation) for each that "
    "a sentence is the first to use, `done` (Answer) at the end, or `error` (Problem) as the last one. A comment comes "
    "at once and every ten silent seconds."
)
STREAMED = {
    "parameters": [
        {
            "name": "Last-Event-ID",
            "in": "header",
            "schema": {"type": "string"},
            "description": "The id of the last event that came: with the same question the stream goes on behind it.",
        }
    ],
    **streamed(_EVENTS),
}


@router.api_route(
    "/healthz",
    methods=READ,
    summary="Alive?",
    tags=[OPERATION],
    responses=replied(replies.Alive),
    openapi_extra=ANYBODY,
)
async def healthz() -> dict[str, str]:
    """Says that the server is there, whatever it can do."""
    return {"status": "ok"}


@router.api_route(
    "/readyz",
    methods=READ,
    summary="Ready?",
    tags=[OPERATION],
    responses=replied(replies.Ready, 401, 429, 503),
    openapi_extra=ANYBODY,
)
async def readyz(request: Request) -> Response:
    """Says whether questions can be answered, or why not; to staff also what of it is missing."""
    return await ready(request)


@router.post(
    "/api/ask",
    summary="Ask a question",
    tags=[QUESTIONS],
    responses=replied(replies.Answer, 401, 403, 404, 422, 429, 503),
    openapi_extra=STREAMED,
)
async def ask(request: Request, body: AskRequest) -> Response:
    """An answer as JSON, or as events when the caller accepts text/event-stream; after Last-Event-ID the rest."""
    services = services_of(request)
    streams = accepts(request, "text/event-stream")
    require(request, "ask")
    body = body.model_copy(update={"site": site_for(request, body.site or None)})
    owner = owner_of(body, audiences_within(request))
    if streams and (goes_on := await resumed(request, owner)):
        return goes_on
    asked = await admit(request, body)
    if streams:
        return stream_answer(request, owner, lambda listener: answer(services, asked, listener))
    return JSONResponse(await answer_while_there(request, services, asked))


@router.api_route(
    "/api/search",
    methods=READ,
    summary="Search for passages",
    tags=[QUESTIONS],
    responses=replied(replies.Hits, 401, 422, 429, 503),
)
async def search(request: Request, query: Annotated[SearchRequest, Query()]) -> Response:
    """The passages that are closest to a query, best first."""
    services = services_of(request)
    require(request, "search")
    audiences = audiences_within(request)
    words, k = checked_text(query.q, services.settings.max_question_characters), query.count()
    filters = within(request, query.filters())
    await services.require_ready()
    await count(request, audiences)

    def found() -> Response:
        hits = services.assistant.search(words, audiences=audiences, filters=filters, k=k)
        beside = _beside(services.assistant, audiences) if query.context == "1" else lambda hit: {}
        return JSONResponse({"hits": [hit_json(hit) | beside(hit) for hit in hits]})

    return await services.in_thread(found)


def _beside(assistant: Assistant, audiences: frozenset[Audience]) -> Callable[[Hit], dict[str, str]]:
    """A function that gives the text around a hit."""
    document = documents_once(assistant, audiences)

    def beside(hit: Hit) -> dict[str, str]:
        found = document(hit.document.id)
        return beside_json(found, hit) if found else {"before": "", "after": ""}

    return beside


@router.api_route(
    "/api/documents",
    methods=READ,
    summary="List the documents",
    tags=[DOCUMENTS],
    responses=replied(replies.Documents, 401, 429, 503),
)
async def documents(request: Request) -> Response:
    """The documents that the caller may see, without their text; one such list of the public counts like a question."""
    services, audiences = await admitted(request)

    def listed() -> Response:
        infos = services.assistant.documents(audiences)
        newest = superseded(infos)
        return JSONResponse({"documents": [listed_json(info, newest.get(info.id)) for info in infos]})

    return await services.in_thread(listed)


@router.api_route(
    "/api/documents/{document_id}",
    methods=READ,
    summary="Read a document",
    tags=[DOCUMENTS],
    responses=replied(replies.Document, 401, 404, 429, 503),
)
async def document(request: Request, document_id: str) -> Response:
    """A document with its text, in which the places of quotes and passages are counted."""
    services = services_of(request)
    require(request, "search")
    audiences = audiences_of(request)
    language = services.language_of(request)
    await services.require_ready()

    def read() -> Response:
        document = services.assistant.document(document_id, audiences)
        return JSONResponse(document_json(document, language, is_staff="internal" in audiences))

    return await services.in_thread(read)
