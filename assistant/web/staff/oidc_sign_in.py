"""The way over the provider: there by a link, back with a code, on to where the browser wanted to go.

One random key in a cookie is all that the browser keeps meanwhile: state, nonce and verifier follow from it, so no
other browser can finish what this one began, and no worker remembers anything.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import secrets
from typing import Any
from urllib.parse import quote, unquote, urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError, ForbiddenError, InputError, NotFoundError, UnavailableError
from assistant.web.contract import READ
from assistant.web.cookies import session_key, set_cookie
from assistant.web.look.rendering import page
from assistant.web.oidc.tokens import checked, name_in, role_in
from assistant.web.problems import problem_of
from assistant.web.services import Services, services_of
from assistant.web.staff.audit import audit_of, session_actor
from assistant.web.staff.signing_in import HOME, Onward, own_address, sign_in_page
from assistant.web.visitor import address_of, origin_of

log = logging.getLogger("assistant.web")
router = APIRouter()

PATH = f"{HOME}/oidc"
BACK = f"{PATH}/back"
COOKIE = "staff_on_the_way"
# Long enough for a password, a second factor and a call about it.
ON_THE_WAY_SECONDS = 900
_LONGEST_CODE = 4000
# A browser drops a cookie of more than 4096 bytes.
_LONGEST_ONWARD = 3000


@router.api_route(PATH, methods=READ)
async def away(request: Request) -> Response:
    """Leads to the provider; back where it should go on, `next` says."""
    services = _services(request)
    try:
        addresses = await services.provider.addresses()
    except UnavailableError as error:
        return _failed(request, error)
    key, onward = secrets.token_urlsafe(32), own_address(request.query_params.get("next", ""))
    wanted = {
        "response_type": "code",
        "client_id": services.settings.oidc_client_id,
        "redirect_uri": _back(request, services),
        "scope": services.settings.oidc_scopes,
        "state": _derived(key, "state"),
        "nonce": _derived(key, "nonce"),
        "code_challenge": _challenge(_derived(key, "verifier")),
        "code_challenge_method": "S256",
        "ui_locales": services.language_of(request),
    }
    joined = "&" if "?" in addresses.authorization else "?"
    response = RedirectResponse(f"{addresses.authorization}{joined}{urlencode(wanted)}", 303)
    onward = quote(onward, safe="")
    value = f"{key}.{onward if len(onward) <= _LONGEST_ONWARD else ''}"
    response.set_cookie(_cookie(request), value, ON_THE_WAY_SECONDS, **_guarded(request))
    return response


@router.api_route(BACK, methods=READ)
async def back(request: Request) -> Response:
    """Begins the session of whom the provider sends back. The page leads on by itself: a redirect from another website
    would come without the cookie of the session."""
    services = _services(request)
    key, _, onward = request.cookies.get(_cookie(request), "").partition(".")
    try:
        who = await _who(request, services, key)
    except AssistantError as error:
        return _failed(request, error)
    await services.sessions.end(session_key(request))
    address = own_address(unquote(onward)) or f"{HOME}?lang={services.language_of(request)}"
    response = HTMLResponse(page(request, "signed_in.html", address=address))
    key = await services.sessions.begin(**who)
    actor = session_actor(who["subject"], who["name"], who["role"], key, address_of(request))
    await audit_of(request, actor, "sign_in", by="provider")
    set_cookie(response, request, key, hours=services.settings.session_hours)
    return _forget(request, response)


async def _who(request: Request, services: Services, key: str) -> dict[str, str]:
    """Who comes back: subject, name and role.

    Raises:
        InputError: the browser did not go from here, or comes a second time, or the provider let nobody in.
        ForbiddenError: the person has no role here.
        RateLimitError: the visitor brought too many codes that are none.
        UnavailableError: the provider is away, or its answer does not hold.
    """
    sent = request.query_params
    if not key or not hmac.compare_digest(sent.get("state", "").encode(), _derived(key, "state").encode()):
        raise InputError("oidc_state")
    issuer = sent.get("iss", services.settings.oidc_issuer)  # RFC 9207: the answer of another provider
    if sent.get("error") or issuer != services.settings.oidc_issuer:
        raise InputError("oidc_denied")
    code = sent.get("code", "")
    if not code or len(code) > _LONGEST_CODE:
        raise InputError("oidc_state")
    token = await _token(request, services, code, _derived(key, "verifier"))
    claims = await checked(token, services.provider, _derived(key, "nonce"))
    role = role_in(claims, services.settings)
    if role is None:
        raise ForbiddenError("oidc_no_role", contact=services.settings.contact or "-")
    return {"subject": f"oidc:{claims['sub']}"[:255], "name": name_in(claims), "role": role}


async def _token(request: Request, services: Services, code: str, verifier: str) -> str:
    """The ID token for a code: nobody has the provider asked for made-up ones again and again."""
    await services.sessions.refuse_too_many(address_of(request))
    try:
        return await services.provider.token(code, verifier, _back(request, services))
    except InputError:
        await services.sessions.count_wrong(address_of(request))
        raise


def _failed(request: Request, error: AssistantError) -> Response:
    """The sign-in with what went wrong; the log says more."""
    services = services_of(request)
    fields = {"code": error.code, "why": error.values.get("why", "")}
    services.sessions.failed()
    log.warning("sign-in by the provider failed", extra={"fields": fields})
    problem: dict[str, Any] = problem_of(error, services.language_of(request))
    return _forget(request, sign_in_page(request, Onward(), problem=problem, status=error.status))


def _services(request: Request) -> Services:
    services = services_of(request)
    if not services.settings.oidc_issuer:
        raise NotFoundError("unknown_path")
    return services


def _back(request: Request, services: Services) -> str:
    """The address to which the provider sends back: that of the settings, or the host that was asked."""
    return services.settings.oidc_redirect_uri or f"{origin_of(request)}{BACK}"


def _derived(key: str, what: str) -> str:
    digest = hmac.new(key.encode("utf-8", "surrogatepass"), what.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _challenge(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _cookie(request: Request) -> str:
    return f"__Host-{COOKIE}" if request.url.scheme == "https" else COOKIE


def _guarded(request: Request) -> dict[str, Any]:
    """Lax: it has to come along when the provider sends the browser back."""
    return {"path": "/", "httponly": True, "samesite": "lax", "secure": request.url.scheme == "https"}


def _forget(request: Request, response: Response) -> Response:
    response.delete_cookie(_cookie(request), **_guarded(request))
    return response
