"""The page of the staff: signing in and out, and the ways to their lists."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import InputError, NotFoundError
from assistant.web.auth import COOKIE, require_same_origin, set_cookie
from assistant.web.contract import READ
from assistant.web.problems import problem_of
from assistant.web.rendering import page
from assistant.web.services import services
from assistant.web.visitor import address_of, language_of

router = APIRouter()


@router.api_route("/staff", methods=READ)
async def staff(request: Request) -> HTMLResponse:
    return HTMLResponse(page(request, "staff.html", possible=services(request).sessions.possible))


@router.post("/staff/session")
async def sign_in(request: Request) -> Response:
    """Begins a session. A form gets the page again, JSON an empty answer; wrong words a sentence."""
    require_same_origin(request)
    room = services(request)
    is_form = "json" not in request.headers.get("content-type", "")
    try:
        if not room.sessions.possible:
            raise NotFoundError("no_staff_token")
        room.sessions.check(await _token(request), address_of(request))
    except InputError as error:
        if not is_form:
            raise
        problem = problem_of(error, language_of(request, room.settings.language))
        return HTMLResponse(page(request, "staff.html", possible=room.sessions.possible, problem=problem), error.status)
    response = RedirectResponse(_back(request), 303) if is_form else Response(status_code=204)
    set_cookie(response, request, room.sessions.begin())
    return response


@router.post("/staff/sign-out")
async def sign_out(request: Request) -> Response:
    require_same_origin(request)
    services(request).sessions.end(request.cookies.get(COOKIE, ""))
    response = RedirectResponse(_back(request), 303)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return response


async def _token(request: Request) -> str:
    body = (await request.body()).decode("utf-8", "replace")
    if "json" not in request.headers.get("content-type", ""):
        return parse_qs(body).get("token", [""])[0].strip()
    try:
        stated: Any = json.loads(body)
    except ValueError:
        stated = None
    return str(stated.get("token", "")) if isinstance(stated, dict) else ""


def _back(request: Request) -> str:
    """The staff page in the visitor's language; never an address that the request names."""
    return f"/staff?lang={language_of(request, services(request).settings.language)}"
