"""The description of the API, an OpenAPI 3.1 document at /api/openapi.json: made from the routes themselves.

Parameters, bodies and shapes are those that the routes are served with. What only the middleware knows (a head or a
body that is too large, a defect) is added here, the examples come from `openapi_examples/`.
Source: https://spec.openapis.org/oas/v3.1.0
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from importlib.resources import files
from typing import Any, cast

from anyio import to_thread
from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute
from starlette.responses import Response
from starlette.routing import BaseRoute

from assistant.settings.settings import Settings
from assistant.web.contract import READ
from assistant.web.look.static_files import StaticFile
from assistant.web.openapi_problems import problem_responses
from assistant.web.openapi_routes import ANYBODY, JSON, OPENAI_ERROR, OPERATION, PROBLEM, replied, without_null
from assistant.web.openapi_schemas import shapes, tidy

router = APIRouter()

PATH = "/api/openapi.json"
EXAMPLES = files("assistant.web") / "openapi_examples"
ABOUT = (
    "Asks the documents of a network. Every sentence of an answer is proved by citations: verbatim quotes with their "
    "place.\n\n"
    "Everybody may ask about what is public. With the token of the staff (`Authorization: Bearer …`), or in a browser "
    "where the staff have signed in, the same calls see internal documents, too; calls with a lock are for the staff "
    "only. A role may be too low for a call, and a key made for something else: 403 says which is needed.\n\n"
    "Errors are `application/problem+json`: `detail` says what happened, `remedy` what to do, in the language of "
    "`Accept-Language` or `?lang=` (de, en). With 429 and 503 `Retry-After` says after how many seconds it is worth "
    "another try. A browser that asks for `text/html` gets them as a page, outside of `/api`. A method that an "
    "address does not know is answered with 405 and `Allow`. New fields may come; none goes.\n\n"
    "Whatever can be read by GET can be asked for by HEAD. `POST /mcp` is the Model Context Protocol (streamable HTTP) "
    "with the tools ask, search and document."
)
TAGS = {
    "questions": "Questions, answers, searches and votes",
    "documents": "The documents that answers cite",
    "lists": "Funding programmes and outcomes of meetings, each entry with its citation",
    "interfaces": "The chat API that OpenAI's clients speak. The key is the staff's token, or `public`",
    "use": "For the staff: what had no answer, votes, numbers",
    "ingestion": "For the staff: uploads, ingestion runs, what became of each file",
    "operation": "For operators",
}
SECURITY_SCHEMES = {
    "staff_token": {"type": "http", "scheme": "bearer", "description": "the token of the staff"},
    "api_key": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "wak_…",
        "description": "a key that an admin made: for `ask`, `search`, `internal`, `ingest`, `metrics`",
    },
    "staff_session": {
        "type": "apiKey",
        "in": "cookie",
        "name": "staff_session",
        "description": "a browser that has signed in; over TLS the cookie's name begins with `__Host-`",
    },
}
# What every call may meet, and every one with a body.
ALWAYS, WITH_A_BODY = (414, 431, 500, 503), (400, 408, 413)
OUTSIDE_OF_API = ("/healthz", "/readyz", "/metrics")


class Description:
    """The document of a server with these routes and settings; made when somebody first asks for it."""

    def __init__(self, routes: Iterable[BaseRoute], settings: Settings) -> None:
        self._routes = [route for route in routes if isinstance(route, APIRoute) and _is_ours(route.path)]
        self._settings = settings
        self._file: StaticFile | None = None

    def file(self) -> StaticFile:
        """The document as it goes out. Slow at first: not for the event loop."""
        if self._file is None:
            document = described(self._routes, self._settings)
            self._file = StaticFile.of(JSON, json.dumps(document, ensure_ascii=False).encode())
        return self._file


@router.api_route(
    PATH,
    methods=READ,
    summary="This document",
    tags=[OPERATION],
    responses=replied(dict[str, Any]),
    openapi_extra=ANYBODY,
)
async def openapi(request: Request) -> Response:
    """The description of the API (OpenAPI 3.1)."""
    description: Description = request.app.state.description
    return (await to_thread.run_sync(description.file)).response(request)


def described(routes: Iterable[APIRoute], settings: Settings) -> dict[str, Any]:
    """The OpenAPI document of these routes, with the limits of these settings."""
    document = get_openapi(
        title="Wissens-Assistent",
        version=version("wissens-assistent"),
        description=ABOUT,
        routes=[_one_method(route) for route in routes],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        tags=[{"name": name, "description": told} for name, told in TAGS.items()],
    )
    used = {status for _, _, operation in operations(document) for status in _tell_problems(operation)}
    document["components"]["schemas"] |= shapes()
    document = tidy(document, settings)
    document["components"] |= {"responses": problem_responses(sorted(used)), "securitySchemes": SECURITY_SCHEMES}
    document["security"] = [{}, *({name: []} for name in SECURITY_SCHEMES)]
    for _, _, operation in operations(document):
        _show_examples(operation)
    return document


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(path, method, operation) of each."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _is_ours(path: str) -> bool:
    """Whether programs call it: the rest are pages, and what pages load."""
    return path.startswith(("/api/", "/v1/")) or path in OUTSIDE_OF_API


def _one_method(route: APIRoute) -> APIRoute:
    """The route without HEAD, and with a name by which it is called in the document."""
    one = copy.copy(route)
    (method,) = (one.methods or set()) - {"HEAD"}
    one.methods = {method}
    one.operation_id = operation_id(method, one.path)
    one.response_field = None  # the shape is stated in `responses`
    return one


def operation_id(method: str, path: str) -> str:
    """`get_documents_document_id` for GET /api/documents/{document_id}."""
    return re.sub(r"[^a-z0-9]+", "_", f"{method.lower()}_{path.removeprefix('/api/')}".lower()).strip("_")


def _tell_problems(operation: dict[str, Any]) -> set[tuple[str, int]]:
    """Replaces each stated problem by a reference, and the framework's own; gives what is referred to."""
    responses = operation["responses"]
    kinds = {status: one.get("description") for status, one in responses.items()}
    stated = {int(status): str(kind) for status, kind in kinds.items() if kind in (PROBLEM, OPENAI_ERROR)}
    for status in (*ALWAYS, *(WITH_A_BODY if "requestBody" in operation else ())):
        stated.setdefault(status, PROBLEM)
    if operation.get("security") != []:  # a role that may not, a key for something else
        stated.setdefault(403, OPENAI_ERROR if OPENAI_ERROR in stated.values() else PROBLEM)
    if JSON in operation.get("requestBody", {}).get("content", {}) and OPENAI_ERROR not in stated.values():
        stated[415] = PROBLEM
    succeeded = {status: one for status, one in responses.items() if status.startswith("2")}
    refused = {str(status): {"$ref": f"#/components/responses/{kind}_{status}"} for status, kind in stated.items()}
    operation["responses"] = succeeded | dict(sorted(refused.items()))
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = without_null(parameter["schema"])
    return {(kind, status) for status, kind in stated.items()}


def _show_examples(operation: dict[str, Any]) -> None:
    """Puts the example of the operation into its parameters, its body and its reply."""
    file = EXAMPLES / f"{operation['operationId']}.json"
    if not file.is_file():
        return
    shown = cast(dict[str, Any], json.loads(file.read_text(encoding="utf-8")))
    for parameter in operation.get("parameters", ()):
        if parameter["name"] in shown.get("parameters", {}):
            parameter["example"] = shown["parameters"][parameter["name"]]
    if "body" in shown:
        (body,) = operation["requestBody"]["content"].values()
        body["example"] = shown["body"]
    replies = next(one for status, one in operation["responses"].items() if status.startswith("2"))["content"]
    for media_type, reply in shown["replies"].items():
        replies[media_type]["example"] = reply
