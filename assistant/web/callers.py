"""Middleware that identifies the caller of a request once; routes only read the result."""

from __future__ import annotations

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.web.auth import caller_of


class Callers:
    """Puts the caller into the state of each request with credentials; other requests cost nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and {b"authorization", b"cookie"} & {name for name, _ in scope["headers"]}:
            request = Request(scope)
            scope.setdefault("state", {})["caller"] = await caller_of(request, scope["app"].state.services.sessions)
        await self.app(scope, receive, send)
