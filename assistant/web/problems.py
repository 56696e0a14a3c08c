"""The one place that turns errors into responses: problem+json (RFC 9457), or a page for a browser."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Match

from assistant.errors import AssistantError, InputError, MalformedError, MediaTypeError
from assistant.messages import explain, text
from assistant.records import Language
from assistant.telemetry.logs import because
from assistant.web.auth import rights_of
from assistant.web.look.rendering import page
from assistant.web.services import services_of
from assistant.web.visitor import accepts

log = logging.getLogger("assistant.web")

MEDIA_TYPE = "application/problem+json"
# What of 5xx names neither folder nor service.
TOLD_TO_ALL = frozenset({"warming_up", "server_stopping", "oidc_away", "oidc_answer", "oidc_clock"})
NEUTRAL = {"no_index": "nothing_ingested"}
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_TITLED = (400, 401, 403, 404, 405, 408, 413, 414, 415, 422, 429, 431, 500, 503)


def problem_of(error: AssistantError, language: Language, *, to_staff: bool = False) -> dict[str, Any]:
    """The error as a problem object, in the visitor's language.

    Why the server cannot do its work may name its folders and services: that is for the log and for staff, the public
    learns that it cannot.
    """
    if error.status >= 500 and error.code not in TOLD_TO_ALL and not to_staff:
        neutral = _problem(NEUTRAL.get(error.code, "out_of_order"), error.status, language, **error.values)
        return neutral | {"type": f"urn:wissens-assistent:{error.code}"}
    return _problem(error.code, error.status, language, **error.values)


def respond(request: Request, error: AssistantError) -> Response:
    """The response to an error that people caused or can mend."""
    return _response(request, problem_for(request, error), headers=headers_of(error))


def problem_for(request: Request, error: AssistantError) -> dict[str, Any]:
    """The error as a problem object, in the language and with the rights of the caller; the log gets one of ours."""
    language = services_of(request).language_of(request)
    if error.status >= 500:
        log.warning("refused", extra=because(error))
    return problem_of(error, language, to_staff=error.status >= 500 and is_staff(request))


def respond_unexpected(request: Request, error: Exception) -> Response:
    """The response to a defect of ours."""
    return _response(request, unexpected(request, error))


def unexpected(request: Request, error: Exception) -> dict[str, Any]:
    """A defect of ours as a problem. The log gets where it happened, not the words, which may hold a question."""
    frames = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)]
    request_id = getattr(request.state, "request_id", "-")
    fields = {"request_id": request_id, "error": type(error).__name__, "frames": frames[-12:]}
    log.error("unexpected", extra={"fields": fields})
    language = services_of(request).language_of(request)
    return defect(request_id, language)


def defect(request_id: str, language: Language) -> dict[str, Any]:
    """What is told of a defect of ours: nothing but the number under which the log has it."""
    return _problem("unexpected", 500, language, request_id=request_id)


async def respond_to_assistant_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, AssistantError)
    return respond(request, error)


async def respond_to_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    return respond(request, explained({**first, "loc": first["loc"][1:]}))  # without "body" or "query"


async def respond_to_http_error(request: Request, error: Exception) -> Response:
    """What the router itself refuses: unknown paths, those with a slash too many at their end, and methods."""
    assert isinstance(error, HTTPException)
    if error.status_code == 404 and request.scope["path"].endswith("/"):
        return _without_slash(request)
    language = services_of(request).language_of(request)
    # 400: JSON that is nested too deep, or holds a number that is too long
    codes = {400: "json_invalid", 404: "unknown_path", 405: "method_not_allowed"}
    code = codes.get(error.status_code, "request_refused")
    problem = _problem(code, error.status_code, language, method=request.method, status=error.status_code)
    headers = {"Allow": ", ".join(_allowed(request))} if error.status_code == 405 else error.headers
    return _response(request, problem, headers=headers)


def _allowed(request: Request) -> list[str]:
    """The methods of every route at this address; the router would name those of the first one only."""
    scopes = [{**request.scope, "method": method} for method in _METHODS]
    matching = [any(route.matches(scope)[0] is Match.FULL for route in request.app.routes) for scope in scopes]
    return [method for method, is_known in zip(_METHODS, matching, strict=True) if is_known]


def _without_slash(request: Request) -> Response:
    """Leads on without naming a host: that of the request is whatever its sender wrote."""
    path, query = quote("/" + request.scope["path"].strip("/\\"), safe="/"), request.url.query
    return RedirectResponse(f"{path}?{query}" if query else path, 307)


async def respond_to_nobody(_request: Request, _error: Exception) -> Response:
    """What stands in the log for a caller who has left: the status that nginx made usual for it."""
    return Response(status_code=499)


def explained(finding: Mapping[str, Any]) -> InputError:
    """A finding of pydantic as an error for people; it names the field, never repeats the value."""
    where = [str(part) for part in finding["loc"]]
    field = ".".join(where) or "JSON"
    match str(finding["type"]):
        case "json_invalid":
            return MalformedError("json_invalid")
        case "missing" if not where:
            return MalformedError("json_invalid")
        case "model_attributes_type" | "dict_type" | "model_type" if not where:
            is_json = not isinstance(finding.get("input"), bytes)
            return MalformedError("json_invalid") if is_json else MediaTypeError("content_type")
        case "missing":
            return InputError("field_missing", field=field)
        case "extra_forbidden":
            return InputError("field_unknown", field=field)
        case "literal_error":
            return InputError("field_choice", field=field, choices=finding["ctx"]["expected"].replace(" or ", ", "))
        case "string_too_long" | "too_long":
            limit, length = finding["ctx"]["max_length"], len(finding["input"])
            return InputError("field_too_long", field=field, length=length, limit=limit)
        case "greater_than_equal":
            return InputError("field_below", field=field, limit=finding["ctx"]["ge"])
        case "less_than_equal":
            return InputError("field_above", field=field, limit=finding["ctx"]["le"])
        case "day":
            return InputError("field_date", field=field)
        case kind:
            return InputError(_CODES.get(kind, "field_bad"), field=field)


_CODES = {
    "string_type": "field_text",
    "string_unicode": "field_text",
    "list_type": "field_list",
    "int_type": "field_number",
    "int_parsing": "field_number",
    "int_parsing_size": "field_number",
    "int_from_float": "field_number",
    "decimal_parsing": "field_percent",
    "model_attributes_type": "field_object",
    "model_type": "field_object",
    "dict_type": "field_object",
}


def is_staff(request: Request) -> bool:
    """Whether the caller may know what the server lacks; nobody may whose token is wrong, or cannot be looked up."""
    try:
        return "operate" in rights_of(request)
    except AssistantError:
        return False


def _problem(code: str, status: int, language: Language, /, **values: object) -> dict[str, Any]:
    explanation = explain(code, language, **values)
    title = text(f"web_problem_{status if status in _TITLED else 'other'}", language)
    return {
        "type": f"urn:wissens-assistent:{code}",
        "title": title,
        "status": status,
        "detail": explanation.message,
        "remedy": explanation.remedy,
    }


def headers_of(error: AssistantError) -> dict[str, str]:
    if error.status == 401:
        return {"WWW-Authenticate": "Bearer"}
    if error.status == 503:
        return {"Retry-After": "2"}
    if error.status in (409, 429) and "seconds" in error.values:
        return {"Retry-After": str(error.values["seconds"])}
    return {}


def _response(request: Request, problem: dict[str, Any], headers: Mapping[str, str] | None = None) -> Response:
    status = problem["status"]
    if request.url.path.startswith("/api/") or not accepts(request, "text/html"):
        return JSONResponse(problem, status, headers=headers, media_type=MEDIA_TYPE)
    return HTMLResponse(page(request, "error.html", problem=problem), status, headers=headers)
