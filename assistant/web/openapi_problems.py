"""The errors in the description of the API: for each status a real one, with its words and its headers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.errors import (
    AddressError,
    AssistantError,
    ConflictError,
    ForbiddenError,
    HeadersError,
    InputError,
    MalformedError,
    MediaTypeError,
    NotFoundError,
    RateLimitError,
    SlowError,
    TooLargeError,
    UnauthorizedError,
    UnavailableError,
)
from assistant.web.interfaces.openai_contract import error_json
from assistant.web.middleware import BODY_SECONDS, MAX_ADDRESS_BYTES, MAX_HEADER_BYTES
from assistant.web.openapi_routes import JSON, OPENAI_ERROR, PROBLEM
from assistant.web.problems import MEDIA_TYPE, defect, problem_of

DESCRIPTIONS = {
    400: "What was sent cannot be read.",
    401: "The token is wrong, or missing where only the staff may call.",
    403: "Not from this website, not in this role, or not with this key.",
    404: "There is no such thing, or not for the caller.",
    408: "The body did not come in time.",
    409: "What goes on now does not allow it.",
    413: "The body is too large.",
    414: "The address is too long.",
    415: "The body is not of the kind that is wanted.",
    422: "A field is wrong.",
    429: "Too many calls from one address, or too many wrong tokens.",
    431: "The headers are too long.",
    500: "A defect of the server.",
    503: "The server cannot answer now.",
}
EXAMPLES: dict[int, AssistantError] = {
    400: MalformedError("json_invalid"),
    401: UnauthorizedError("wrong_token"),
    403: ForbiddenError("site_origin", key="messe", origin="https://example.org"),
    404: NotFoundError("unknown_document", id="c5ad25ad14f1ae2c1f9e"),
    408: SlowError("body_too_slow", seconds=BODY_SECONDS),
    409: ConflictError("ingest_running"),
    413: TooLargeError("body_too_large", limit=65_536),
    414: AddressError("address_too_long", length=40_000, limit=MAX_ADDRESS_BYTES),
    415: MediaTypeError("content_type"),
    422: InputError("field_missing", field="question"),
    429: RateLimitError("rate_limit", limit=30, seconds=17),
    431: HeadersError("headers_too_long", length=80_000, limit=MAX_HEADER_BYTES),
    503: UnavailableError("warming_up"),
}
SECONDS = {"required": True, "schema": {"type": "integer", "minimum": 1}, "description": "seconds until the next try"}
HEADERS: dict[int, dict[str, Any]] = {
    401: {"WWW-Authenticate": {"required": True, "schema": {"type": "string", "const": "Bearer"}}},
    429: {"Retry-After": SECONDS},
    503: {"Retry-After": SECONDS},
}


def problem_responses(used: Iterable[tuple[str, int]]) -> dict[str, Any]:
    """The responses of these kinds and statuses, by the names that references give them."""
    return {f"{kind}_{status}": _response(kind, status) for kind, status in used}


def _response(kind: str, status: int) -> dict[str, Any]:
    problem = problem_of(EXAMPLES[status], "de") if status in EXAMPLES else defect("0a1b2c3d4e5f6071", "de")
    content = {
        PROBLEM: _content_of(problem),
        OPENAI_ERROR: {JSON: {"schema": {"$ref": "#/components/schemas/OpenAiError"}, "example": error_json(problem)}},
    }[kind]
    if (kind, status) == (OPENAI_ERROR, 503):  # of a server that stops
        content |= _content_of(problem)
    headers = {"headers": HEADERS[status]} if status in HEADERS else {}
    return {"description": DESCRIPTIONS[status], "content": content, **headers}


def _content_of(problem: dict[str, Any]) -> dict[str, Any]:
    return {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": problem}}
