"""The middleware of every request: log and request id, security headers, limits of size, who calls, unexpected errors.

Plain ASGI, so that streams are not buffered.
"""

from __future__ import annotations

import asyncio
import logging
import re
import secrets
import time
from collections.abc import AsyncIterator, Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.errors import (
    AddressError,
    AssistantError,
    HeadersError,
    NotFoundError,
    SlowError,
    TooLargeError,
    UnavailableError,
)
from assistant.telemetry import logs
from assistant.web import problems
from assistant.web.auth import caller_of
from assistant.web.stopping import Stopping

log = logging.getLogger("assistant.web")

BODY_SECONDS = 20
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
# For original files: no script, no form, no origin of its own, whatever a browser takes the file for.
DOWNLOAD_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
# Half a year, and short enough for an operator who gives up a domain. Without subdomains, which are not ours.
STRICT_TRANSPORT = "max-age=15552000"
# Holds the longest question that a setting allows, as the chat without script sends it: an umlaut takes six bytes.
MAX_ADDRESS_BYTES = 32_768
# The limit of Uvicorn's slower parser; its faster one has none.
MAX_HEADER_BYTES = 65_536
SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # same-origin, not no-referrer: with the latter browsers send "Origin: null" with our own sign-in form
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
# What websites may show in a frame: the chat, and the documents that it cites with what they load.
FRAMED = re.compile(r"/|/documents/.+")
# What is still answered while the server stops, for whoever monitors it.
WHILE_STOPPING = frozenset({"/healthz", "/metrics"})
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


class RequestLog:
    """Gives each request an id (a proxy's X-Request-ID is kept) and writes one line when it ends.

    The line has the route and no query, no address and no question. Id and status (0: no answer) are in its state.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = _request_id(scope)
        scope.setdefault("state", {}).update(request_id=request_id, status=0)
        with logs.marked(request_id=request_id, **scope["app"].state.services.network):
            await self._logged(scope, receive, send)

    async def _logged(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, noted = time.perf_counter(), scope["state"]

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                noted["status"] = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = noted["request_id"]
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            seconds = time.perf_counter() - started
            fields = {
                "request_id": noted["request_id"],
                "method": scope["method"],
                "route": route_of(scope),
                "status": noted["status"],
                "took_ms": round(seconds * 1000, 1),
            }
            log.info("request", extra={"fields": fields})
            scope["app"].state.services.metrics.requested(scope["method"], route_of(scope), noted["status"], seconds)


class SecurityHeaders:
    """Adds the security headers that a response does not set itself.

    `frame_ancestors` are the origins that may show the pages of `FRAMED` in a frame; no site may show others.
    """

    def __init__(self, app: ASGIApp, frame_ancestors: Sequence[str] = ()) -> None:
        self.app = app
        self._framed = _framing(frame_ancestors)
        self._unframed = _framing(())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in {**SECURITY_HEADERS, **self._of(scope, headers)}.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)

    def _of(self, scope: Scope, headers: MutableHeaders) -> dict[str, str]:
        found = self._framed if FRAMED.fullmatch(scope["path"]) else self._unframed
        if headers.get("content-disposition", "").startswith("attachment"):
            found = {**self._unframed, "Content-Security-Policy": DOWNLOAD_POLICY}
        return found | ({"Strict-Transport-Security": STRICT_TRANSPORT} if scope["scheme"] == "https" else {})


def _framing(origins: Sequence[str]) -> dict[str, str]:
    """The headers for pages that these origins may show in a frame.

    X-Frame-Options cannot list origins, so it is only sent to allow none.
    """
    allowed = " ".join(origins) or "'none'"
    policy = f"{CONTENT_SECURITY_POLICY}; frame-ancestors {allowed}"
    return {"Content-Security-Policy": policy} | ({} if origins else {"X-Frame-Options": "DENY"})


class HeadLimit:
    """Refuses addresses over `MAX_ADDRESS_BYTES`, headers over `MAX_HEADER_BYTES` in all, and paths with a NUL, which
    not every database takes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (error := _refusal(scope)):
            await problems.respond(Request(scope), error)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _refusal(scope: Scope) -> AssistantError | None:
    if "\0" in scope["path"]:
        return NotFoundError("unknown_path")
    address = len(scope.get("raw_path") or b"") + len(scope["query_string"])
    if address > MAX_ADDRESS_BYTES:
        return AddressError("address_too_long", length=address, limit=MAX_ADDRESS_BYTES)
    headers = sum(len(name) + len(value) for name, value in scope["headers"])
    if headers > MAX_HEADER_BYTES:
        return HeadersError("headers_too_long", length=headers, limit=MAX_HEADER_BYTES)
    return None


class BodyLimit:
    """Reads a body of at most `max_bytes` before the app sees the request.

    Bodies for the paths in `streamed` have limits of their own, in bytes, and are passed on chunk by chunk, so that the
    app can refuse a caller before it reads. It gets an AssistantError for a body that exceeds its limit or stalls, and
    the state of the request says that it `is_streamed`.
    """

    def __init__(self, app: ASGIApp, max_bytes: int, streamed: Mapping[str, int] | None = None) -> None:
        self.app = app
        self.max_bytes = max_bytes
        self.streamed = streamed or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in ("GET", "HEAD", "OPTIONS"):
            await self.app(scope, receive, send)
            return
        if limit := self.streamed.get(scope["path"]):
            scope.setdefault("state", {})["is_streamed"] = True
            await self.app(scope, _counted(receive, limit), send)
            return
        try:
            body = await self._read(scope, receive)
        except AssistantError as error:
            response = problems.respond(Request(scope), error)
            response.headers["Connection"] = "close"
            await response(scope, receive, send)
            return
        except ClientDisconnect as error:
            await (await problems.respond_to_nobody(Request(scope), error))(scope, receive, send)
            return
        await self.app(scope, _replay(body, receive), send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes:
        too_large = TooLargeError("body_too_large", limit=self.max_bytes)
        stated = dict(scope["headers"]).get(b"content-length", b"0")
        if stated.isdigit() and int(stated) > self.max_bytes:
            raise too_large
        body = bytearray()
        try:
            async with asyncio.timeout(BODY_SECONDS):
                async for chunk in _chunks(receive):
                    body += chunk
                    if len(body) > self.max_bytes:
                        raise too_large
        except TimeoutError as error:
            raise SlowError("body_too_slow", seconds=BODY_SECONDS) from error
        return bytes(body)


class UntilStopped:
    """Refuses requests once the server stops, and cancels those whose answer has not begun when its patience ends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        stopping: Stopping = scope["app"].state.services.stopping
        if scope["type"] != "http" or scope["path"] in WHILE_STOPPING:
            await self.app(scope, receive, send)
        elif stopping.is_stopping:
            await _stopped(scope, receive, send)
        else:
            await self._run(stopping, scope, receive, send)

    async def _run(self, stopping: Stopping, scope: Scope, receive: Receive, send: Send) -> None:
        is_told = False
        task = asyncio.current_task()
        assert task

        def tell() -> None:
            nonlocal is_told
            is_told = not _has_begun(scope)
            if is_told:
                task.cancel()

        try:
            with stopping.running(tell):
                await self.app(scope, receive, send)
        except asyncio.CancelledError:
            if not is_told:
                raise
            task.uncancel()
            await _stopped(scope, receive, send)


def _has_begun(scope: Scope) -> bool:
    """Whether the answer has begun, as `RequestLog` notes."""
    return bool(scope["state"]["status"])


async def _stopped(scope: Scope, receive: Receive, send: Send) -> None:
    response = problems.respond(Request(scope), UnavailableError("server_stopping"))
    response.headers["Connection"] = "close"
    await response(scope, receive, send)


class UnexpectedErrors:
    """Turns an unexpected exception into a problem that reveals nothing of it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except Exception as error:
            if scope["type"] != "http" or _has_begun(scope):
                raise
            await problems.respond_unexpected(Request(scope), error)(scope, receive, send)


class Callers:
    """Puts the caller into the state of each request with credentials; other requests cost nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and {b"authorization", b"cookie"} & {name for name, _ in scope["headers"]}:
            request = Request(scope)
            scope.setdefault("state", {})["caller"] = await caller_of(request, scope["app"].state.services.sessions)
        await self.app(scope, receive, send)


async def _chunks(receive: Receive) -> AsyncIterator[bytes]:
    """The chunks of a body. Raises ClientDisconnect if it is cut off, for half a form may mean something else."""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        yield message.get("body", b"")
        more = message.get("more_body", False)


def _counted(receive: Receive, limit: int) -> Receive:
    """Passes chunks on, at most `limit` bytes in all, each within BODY_SECONDS after the one before."""
    total, has_more = 0, True

    async def next_message() -> Message:
        nonlocal total, has_more
        try:
            async with asyncio.timeout(BODY_SECONDS if has_more else None):
                message = await receive()
        except TimeoutError as error:
            raise SlowError("body_too_slow", seconds=BODY_SECONDS) from error
        total += len(message.get("body", b""))
        has_more = message.get("more_body", False)
        if total > limit:
            raise TooLargeError("body_too_large", limit=limit)
        return message

    return next_message


def _replay(body: bytes, receive: Receive) -> Receive:
    """The whole body first, then what else the connection sends, such as that the client has left."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def next_message() -> Message:
        return messages.pop() if messages else await receive()

    return next_message


def _request_id(scope: Scope) -> str:
    given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
    return given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)


def route_of(scope: Scope) -> str:
    """The pattern of the route, which holds no id or typed text; "(none)" if the request was refused before."""
    return getattr(scope.get("route"), "path", "(none)")
