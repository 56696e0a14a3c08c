"""Several networks behind one server: each request goes to the app of the network whose host it names.

Nothing is shared between the apps but the models and the processor: each has its own settings, index, sessions and
limits, so what one network holds cannot be named in another's app.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from assistant.errors import AssistantError, NotFoundError
from assistant.records import Language
from assistant.settings.networks import host_of
from assistant.web.problems import MEDIA_TYPE, headers_of, problem_of
from assistant.web.services import Services
from assistant.web.visitor import language_of

# What asks by the address of the machine: a load balancer.
_ALIVE, _READY = "/healthz", "/readyz"


def several(apps: Mapping[str, FastAPI], hosts: Mapping[str, str], default: Language) -> Starlette:
    """The apps of several networks, by their key, as one app; `hosts` says which network each host belongs to.

    `default` is the language of what is said where no network speaks.
    """

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as running:
            for app in apps.values():
                await running.enter_async_context(app.router.lifespan_context(app))
            yield

    return Starlette(routes=[Mount("/", app=_ByHost(apps, hosts, default))], lifespan=lifespan)


class _ByHost:
    def __init__(self, apps: Mapping[str, FastAPI], hosts: Mapping[str, str], default: Language) -> None:
        self._apps = {host: apps[key] for host, key in hosts.items()}
        self._networks: list[Services] = [app.state.services for app in apps.values()]
        self._default = default

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self._apps.get(host_of(Headers(scope=scope).get("host", "")))
        if app is not None:
            await app(scope, receive, send)
        elif scope["type"] == "websocket":  # of which there are none
            await WebSocketClose()(scope, receive, send)
        else:
            await (await self._without_network(Request(scope)))(scope, receive, send)

    async def _without_network(self, request: Request) -> Response:
        if request.url.path == _ALIVE:
            return JSONResponse({"status": "ok"})
        try:
            if request.url.path != _READY:
                raise NotFoundError("unknown_host")
            for services in self._networks:
                await services.require_ready()
        except AssistantError as error:
            problem = problem_of(error, language_of(request, self._default))
            return JSONResponse(problem, error.status, headers_of(error), MEDIA_TYPE)
        return JSONResponse({"status": "ready"})
