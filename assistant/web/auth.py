"""Who sends a request: the public, or somebody with a role, by bearer token or session. See `roles.py` for rights."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

from assistant.errors import AssistantError, ForbiddenError, UnauthorizedError
from assistant.records import PUBLIC, STAFF, Audience
from assistant.settings.roles import OF_THE_PUBLIC, Right, least_role, rights_of_role
from assistant.web.cookies import session_key
from assistant.web.same_origin import is_same_origin
from assistant.web.shared.keys import ApiKey
from assistant.web.shared.sessions import Session
from assistant.web.staff_sessions import StaffSessions
from assistant.web.visitor import address_of

# As a token for the OpenAI interface it means a caller of the public (interfaces/openai_chat.py).
PUBLIC_KEY = "public"


@dataclass(frozen=True, slots=True)
class Caller:
    """The credentials of a request, before any right is required."""

    session: Session | None = None  # that of the cookie, if it is open
    has_token: bool = False
    rights: frozenset[Right] = frozenset()  # of the token
    key: ApiKey | None = None  # the API key, if the token is one
    error: AssistantError | None = None  # what is wrong with the token, or why the sessions cannot be read


NOBODY = Caller()


async def caller_of(request: Request, sessions: StaffSessions) -> Caller:
    """The caller of a request. Errors are kept for later, because not every route needs rights."""
    header = request.headers.get("authorization")
    scheme, _, token = (header or "").partition(" ")
    token = _as_typed(token.strip()) if scheme.lower() == "bearer" else ""
    if token == PUBLIC_KEY and request.url.path.startswith("/v1/"):
        return NOBODY
    session, error, rights, key = None, None, frozenset[Right](), None
    try:
        session = await sessions.find(session_key(request))
        if header is not None:
            key = await sessions.key(token, address_of(request))
            if key is None:
                await sessions.check(token, address_of(request))
            rights = key.rights if key else rights_of_role(sessions.role)
    except AssistantError as refused:
        error = refused
    return Caller(session, header is not None, rights, key, error)


def rights_of(request: Request) -> frozenset[Right]:
    """The rights of the caller. A session counts only for requests from our own pages.

    Raises:
        UnauthorizedError: the token is wrong.
        RateLimitError: there were too many wrong tokens before.
        StorageError: the sessions cannot be read now.
    """
    caller = _caller(request)
    if caller.error is not None:
        raise caller.error
    if caller.has_token:
        return caller.rights
    if caller.session is not None and is_same_origin(request):
        return OF_THE_PUBLIC | rights_of_role(caller.session.role)
    return OF_THE_PUBLIC


def audiences_of(request: Request) -> frozenset[Audience]:
    """The audiences of the caller; raises as `rights_of`.

    The API key of a website sees internal documents only within what the website searches in: `audiences_within`.
    """
    return PUBLIC if site_of_key(request) else audiences_within(request)


def audiences_within(request: Request) -> frozenset[Audience]:
    """The same for questions and searches, which are restricted to the website of an API key."""
    return STAFF if "internal" in rights_of(request) else PUBLIC


def key_of(request: Request) -> ApiKey | None:
    """The API key of the caller."""
    return _caller(request).key


def site_of_key(request: Request) -> str:
    """The website that the caller's API key is bound to; "" without one."""
    key = key_of(request)
    return key.site if key else ""


def require(request: Request, right: Right) -> None:
    """Returns if the caller has the right.

    Raises:
        UnauthorizedError: the caller has not signed in, or the token is wrong.
        ForbiddenError: the caller's role or API key does not have it.
    """
    rights = rights_of(request)
    if right in rights:
        return
    if key_of(request):
        raise ForbiddenError("key_scope", scope=right)
    if not rights - OF_THE_PUBLIC:
        raise UnauthorizedError("staff_only")
    raise ForbiddenError("needs_admin" if least_role(right) == "admin" else "needs_staff")


def is_signed_in(request: Request) -> bool:
    """Whether the browser has an open session."""
    return _caller(request).session is not None


def rights_on_pages(request: Request) -> frozenset[Right]:
    """The rights of the browser's session, for what pages show, wherever the request comes from."""
    session = _caller(request).session
    return rights_of_role(session.role) if session else frozenset()


def session_of(request: Request) -> Session | None:
    """The open session of the browser."""
    return _caller(request).session


def _caller(request: Request) -> Caller:
    """The caller that `middleware.Callers` found; NOBODY if the request was refused before."""
    found: Caller = getattr(request.state, "caller", NOBODY)
    return found


def _as_typed(value: str) -> str:
    """The value of a header, which is decoded as Latin-1, as it was typed: curl sends umlauts in UTF-8."""
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value
