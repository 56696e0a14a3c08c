"""Each request is observed by the numbers of /metrics, and by a collector of traces where the settings name one."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from assistant.telemetry import logs
from assistant.telemetry.stages import observed_by
from assistant.telemetry.traces import Facts
from assistant.web.metrics import METHODS
from assistant.web.middleware import route_of

# Asked by machines every few seconds, or sent from memory: nothing of theirs is worth a span.
UNTRACED = re.compile(r"/(healthz|readyz|metrics|widget\.js|static/.*)")


class TrustedProxies(ProxyHeadersMiddleware):
    """Uvicorn's middleware, which also notes whether a trusted proxy sent the request; later its address is gone."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            client = scope.get("client")
            scope.setdefault("state", {})["is_from_proxy"] = bool(client) and client[0] in self.trusted_hosts
        await super().__call__(scope, receive, send)


class Instrumentation:
    """Tells the stages of each request; with traces, the request is a span and its lines are marked with its trace.

    It goes on from the trace that a trusted proxy names. Whoever else sends `traceparent` begins one of ours: strangers
    neither choose ids nor switch tracing off.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        services = scope["app"].state.services
        if services.traces is None or UNTRACED.fullmatch(scope["path"]):
            with observed_by(services.metrics):
                await self.app(scope, receive, send)
            return
        with (
            services.traces.request(_parent(scope), partial(_told, scope)) as trace_id,
            observed_by(services.metrics, services.traces),
            logs.marked(trace_id=trace_id),
        ):
            await self.app(scope, receive, send)


def _parent(scope: Scope) -> str | None:
    if not scope["state"]["is_from_proxy"]:
        return None
    found: bytes | None = dict(scope["headers"]).get(b"traceparent")
    return found.decode("latin-1") if found else None


def _told(scope: Scope) -> tuple[str, Facts]:
    """Name and facts of a request that has ended; id and status are noted by RequestLog."""
    method = scope["method"] if scope["method"] in METHODS else "other"
    route = route_of(scope)
    facts = {
        "http.request.method": method,
        "http.route": route,
        "http.response.status_code": scope["state"]["status"],
        "assistant.request_id": scope["state"]["request_id"],
        **{f"assistant.{name}": key for name, key in scope["app"].state.services.network.items()},
    }
    return f"{method} {route}", facts
