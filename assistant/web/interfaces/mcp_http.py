"""The tools over HTTP, at /mcp (streamable HTTP), with the rights and limits of any other request."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from anyio import to_thread
from starlette.requests import Request
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from assistant.errors import AssistantError, UnavailableError
from assistant.records import Document, Filters, Hit, Language
from assistant.web import problems
from assistant.web.answers.asking import admit, answer_while_there, checked_text, count, within
from assistant.web.auth import audiences_of, audiences_within, require
from assistant.web.fields import AskRequest
from assistant.web.services import services_of
from assistant.web.visitor import origin_of

if TYPE_CHECKING:
    from assistant.web.interfaces.tools import Call

PATH = "/mcp"


class Mcp:
    """The route of the protocol. Its library is loaded by the first request, and runs until the server stops.

    No session is kept: each request stands for itself, on whichever host it arrives.
    """

    def __init__(self) -> None:
        self._stopping = asyncio.Event()
        self._started: asyncio.Future[Any] | None = None
        self._running: asyncio.Task[None] | None = None

    @property
    def route(self) -> Route:
        return Route(PATH, endpoint=self, methods=["POST"])

    @asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """Lets go of what the first request has loaded, if there was one."""
        yield
        self._stopping.set()
        if self._running:
            await self._running

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._started is None:
            self._started = asyncio.get_running_loop().create_future()
            self._running = asyncio.create_task(self._run(self._started))
        try:
            manager = await asyncio.shield(self._started)  # a request that ends early ends it for no other
        except UnavailableError as error:
            await problems.respond(Request(scope), error)(scope, receive, send)
            return
        await manager.handle_request(scope, receive, send)

    async def _run(self, started: asyncio.Future[Any]) -> None:
        """Holds the library's manager open; it must be entered and left by one task."""
        try:
            manager = await to_thread.run_sync(_manager)
        except Exception as error:  # whatever it is, the requests that wait have to hear of it
            started.set_exception(error)
            return
        async with manager.run():
            started.set_result(manager)
            await self._stopping.wait()


def _manager() -> Any:
    """Raises UnavailableError where the library is not installed."""
    try:
        import mcp.server.mcpserver  # noqa: F401
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        raise UnavailableError("mcp_missing") from error
    from mcp.server.transport_security import TransportSecuritySettings

    from assistant.web.interfaces.tools import server_of

    # Which host and origin may ask is decided before: by the proxy, by CORS, and by the token.
    anybody = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    server = server_of(HttpDoor())
    server.streamable_http_app(json_response=True, stateless_http=True, transport_security=anybody)
    return server.session_manager


class HttpDoor:
    """Calls as requests to this server. Implements tools.Door."""

    async def ask(self, call: Call, asked: AskRequest) -> dict[str, Any]:
        request = _request(call)
        return await answer_while_there(request, services_of(request), await admit(request, asked))

    async def search(self, call: Call, query: str, k: int, filters: Filters) -> list[Hit]:
        request = _request(call)
        require(request, "search")
        services, audiences, filters = services_of(request), audiences_within(request), within(request, filters)
        words = checked_text(query, services.settings.max_question_characters)
        await services.require_ready()
        await count(request, audiences)
        searching = partial(services.assistant.search, words, audiences=audiences, filters=filters, k=k)
        return await services.in_thread(searching)

    async def document(self, call: Call, document_id: str) -> Document:
        request = _request(call)
        require(request, "search")
        services, audiences = services_of(request), audiences_of(request)
        await services.require_ready()
        return await services.in_thread(services.assistant.document, document_id, audiences)

    def told(self, call: Call, error: AssistantError) -> str:
        problem = problems.problem_for(_request(call), error)
        return f"{problem['detail']} {problem['remedy']}"

    def language(self, call: Call) -> Language:
        request = _request(call)
        return services_of(request).language_of(request)

    def server(self, call: Call) -> str:
        return origin_of(_request(call))


def _request(call: Call) -> Request:
    request = call.request_context.request
    assert isinstance(request, Request)
    return request
