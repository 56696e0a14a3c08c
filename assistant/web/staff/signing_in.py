"""Signing in and out. A browser that asks for what is the staff's gets the sign-in in its place, and goes on after it.

What a form sent when its session had ended stands in the sign-in page itself and is sent, by one click, after it:
nothing typed is lost, and nothing is kept on the server.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import InputError, NotFoundError, UnauthorizedError, UnavailableError
from assistant.web.auth import require, session_of
from assistant.web.contract import READ
from assistant.web.cookies import forget_cookie, has_cookie, session_key, set_cookie
from assistant.web.forms import form_fields
from assistant.web.look.rendering import page
from assistant.web.oidc.provider import host_of
from assistant.web.problems import problem_for, respond
from assistant.web.same_origin import is_same_origin, require_same_origin
from assistant.web.services import services_of
from assistant.web.staff.audit import audit, audit_of, session_actor
from assistant.web.staff_sessions import STAFF_SUBJECT
from assistant.web.visitor import accepts, address_of

router = APIRouter()

HOME = "/staff"
LONGEST_ADDRESS = 2000
_FORM = "application/x-www-form-urlencoded"


class Onward(NamedTuple):
    """Where a browser goes on after the sign-in: an address on this server, and the form that it sent there."""

    address: str = ""
    form: str = ""

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [(name, value) for name, values in parse_qs(self.form).items() for value in values]

    @property
    def typed(self) -> list[str]:
        """What somebody seems to have written: the values of several words."""
        return [value for _, value in self.fields if sum(word.isalpha() for word in value.split()) > 1]


NOWHERE = Onward()


@router.post(f"{HOME}/session")
async def sign_in(request: Request) -> Response:
    """Begins a session. JSON gets an empty answer; a form goes on where it was, or gets the page again with what is
    wrong."""
    require_same_origin(request)
    services = services_of(request)
    is_form = "json" not in request.headers.get("content-type", "")
    fields = await form_fields(request) if is_form else await _stated(request)
    onward = Onward(own_address(fields.get("next", "")), fields.get("form", ""))
    try:
        if not services.sessions.takes_token:
            raise NotFoundError("no_staff_token")
        await services.sessions.check(fields.get("token", "").strip(), address_of(request))
    except InputError as error:
        if not is_form:
            raise
        return sign_in_page(request, onward, problem=problem_for(request, error), status=error.status)
    await services.sessions.end(session_key(request))
    response = _going_on(request, onward) if is_form else Response(status_code=204)
    key = await services.sessions.begin()
    who = session_actor(STAFF_SUBJECT, "", services.sessions.role, key, address_of(request))
    await audit_of(request, who, "sign_in", by="token")
    set_cookie(response, request, key, hours=services.settings.session_hours)
    return response


@router.post(f"{HOME}/sign-out")
async def sign_out(request: Request) -> Response:
    """Ends the session, or with `everywhere` all of them, which is for admins; who has not signed in ends nothing."""
    require_same_origin(request)
    sessions = services_of(request).sessions
    everywhere = bool((await form_fields(request)).get("everywhere"))
    if everywhere and session_of(request):
        require(request, "everybody")
        await sessions.end_all()
        await audit(request, "sign_out_everybody")
    session = session_of(request)
    await sessions.end(session_key(request))
    if session:
        await audit(request, "sign_out")
    there = "" if session is None or session.subject == STAFF_SUBJECT else await _sign_out_there(request)
    if there:
        provider = host_of(services_of(request).settings)
        response: Response = HTMLResponse(page(request, "signed_out.html", address=there, provider=provider))
    else:
        response = RedirectResponse(f"{_home(request)}&done={'everywhere' if everywhere else 'here'}", 303)
    forget_cookie(response, request)
    return response


async def _sign_out_there(request: Request) -> str:
    """Where the browser signs out of the provider; "" where that is not offered, or not now.

    Source: OpenID Connect RP-Initiated Logout 1.0, with `client_id`: no token is kept that could be a hint.
    """
    services = services_of(request)
    try:
        ending = (await services.provider.addresses()).ending
    except UnavailableError:
        return ""
    home = services.settings.oidc_redirect_uri.removesuffix("/oidc/back") or f"{request.base_url}".rstrip("/") + HOME
    home = f"{home}?done=here"
    wanted = {"client_id": services.settings.oidc_client_id, "post_logout_redirect_uri": home}
    return f"{ending}{'&' if '?' in ending else '?'}{urlencode(wanted)}" if ending else ""


async def respond_to_unauthorized(request: Request, error: Exception) -> Response:
    """The sign-in where a browser wanted a page of the staff; the problem for everybody else."""
    assert isinstance(error, UnauthorizedError)
    is_page = accepts(request, "text/html") and not request.url.path.startswith("/api/")
    if error.code != "staff_only" or not is_page:
        return respond(request, error)
    address = own_address(f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path)
    return sign_in_page(request, Onward(address, await _sent(request)), status=error.status)


def sign_in_page(
    request: Request,
    onward: Onward = NOWHERE,
    *,
    problem: dict[str, Any] | None = None,
    done: str | None = None,
    status: int = 200,
) -> HTMLResponse:
    """The form; it says where it leads, what it keeps, and whether a session has ended."""
    services = services_of(request)
    values: dict[str, Any] = {
        "onward": onward,
        "has_ended": bool(onward.address) and problem is None and (has_cookie(request) or request.method not in READ),
        "sent_files": "multipart" in request.headers.get("content-type", ""),
        "done": done,
        "takes_token": services.sessions.takes_token,
        "provider": host_of(services.settings) if services.sessions.has_provider else "",
    }
    values["away"] = f"{HOME}/oidc?{urlencode({'next': onward.address})}" if onward.address else f"{HOME}/oidc"
    return HTMLResponse(page(request, "sign_in.html", problem=problem, **values), status)


def own_address(address: str) -> str:
    """The address if it is a path on this server, else "": what browsers would take elsewhere is none."""
    is_plain = len(address) <= LONGEST_ADDRESS and address.isascii() and address.isprintable()
    if not is_plain or "\\" in address or " " in address or address.startswith("//") or not address.startswith("/"):
        return ""
    return "" if urlsplit(address).netloc or urlsplit(address).scheme else address


def _going_on(request: Request, onward: Onward) -> Response:
    if not (onward.address and onward.form):
        return RedirectResponse(onward.address or _home(request), 303)
    return HTMLResponse(page(request, "send_again.html", onward=onward, staff=True))


async def _sent(request: Request) -> str:
    """The form of the request as it was encoded, if one of our own pages sent it; files cannot be kept.

    Where files are sent, bodies of any kind may be as long as all uploads together: nothing of them is read.
    """
    is_form = request.headers.get("content-type", "").startswith(_FORM)
    is_streamed = getattr(request.state, "is_streamed", False)  # by middleware.BodyLimit
    if request.method in READ or not is_form or is_streamed or not is_same_origin(request):
        return ""
    return (await request.body()).decode("utf-8", "replace")


async def _stated(request: Request) -> dict[str, str]:
    try:
        stated: Any = json.loads(await request.body())
    except (ValueError, RecursionError):
        return {}
    return {"token": str(stated.get("token", ""))} if isinstance(stated, dict) else {}


def _home(request: Request) -> str:
    return f"{HOME}?lang={services_of(request).language_of(request)}"
