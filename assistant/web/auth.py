"""Who asks: the public, or staff by bearer token or by session. Rights are audiences, nothing else."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from cachetools import TTLCache
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response

from assistant.errors import ForbiddenError, RateLimitError, UnauthorizedError
from assistant.records import Audience
from assistant.web.limits import RateLimiter
from assistant.web.visitor import address_of

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})
COOKIE = "staff_session"
# Browsers take a cookie of this name only through TLS and from this host itself: no neighbour can plant one.
COOKIE_OF_TLS = f"__Host-{COOKIE}"
MAX_SESSIONS = 1_000
FAILURES_A_MINUTE = 10


@dataclass(slots=True)
class _Session:
    """An open session; `seen` is when it was last used, in seconds of the clock."""

    seen: float


class StaffSessions:
    """Signed-in browsers. Only hashes of the session keys are held, in memory.

    A session ends `hours` after it began, and `idle_minutes` after it was last used (0: not by that). Who gives a wrong
    token too often waits, whichever way the token comes. Not thread-safe: used on the event loop only.
    """

    def __init__(
        self,
        staff_token: SecretStr | None,
        *,
        hours: int = 8,
        idle_minutes: int = 0,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._token = _digest(staff_token.get_secret_value()) if staff_token else None
        self._clock = clock
        self._idle_seconds = idle_minutes * 60 or float("inf")
        self._failures = RateLimiter(FAILURES_A_MINUTE, clock=clock)
        self._open: TTLCache[bytes, _Session] = TTLCache(MAX_SESSIONS, hours * 3600, timer=clock)

    @property
    def possible(self) -> bool:
        """Whether a staff token is set at all."""
        return self._token is not None

    def check(self, token: str, address: str) -> None:
        """Returns when the token is right; compared as hashes in constant time.

        Raises:
            UnauthorizedError: it is wrong; that counts for the visitor at `address`.
            RateLimitError: the visitor gave too many wrong ones; this one was not looked at.
        """
        seconds = self._failures.wait_seconds(address)
        if seconds:
            raise RateLimitError("too_many_sign_ins", limit=FAILURES_A_MINUTE, seconds=seconds)
        if self._token is None or not hmac.compare_digest(_digest(token), self._token):
            self._failures.count(address)
            raise UnauthorizedError("wrong_token")

    def begin(self) -> str:
        """The key of a new session, for the cookie."""
        key = secrets.token_urlsafe(32)
        self._open[_digest(key)] = _Session(self._clock())
        return key

    def holds(self, key: str) -> bool:
        """Whether the session is open; asking counts as using it."""
        session = self._open.get(_digest(key))
        if session is None:
            return False
        if session.seen + self._idle_seconds <= self._clock():
            self.end(key)
            return False
        session.seen = self._clock()
        return True

    def end(self, key: str) -> None:
        self._open.pop(_digest(key), None)

    def end_all(self) -> None:
        """Signs out every browser: the staff share one token, so nobody can tell whose session is whose."""
        self._open.clear()


def audiences_of(request: Request, sessions: StaffSessions) -> frozenset[Audience]:
    """What the caller may see.

    Raises:
        UnauthorizedError: there is an Authorization header, and its token is wrong.
        RateLimitError: there is one, and too many before it were wrong.
    """
    header = request.headers.get("authorization")
    if header is not None:
        scheme, _, token = header.partition(" ")
        sessions.check(token.strip() if scheme.lower() == "bearer" else "", address_of(request))
        return STAFF
    if sessions.holds(session_key(request)) and is_same_origin(request):
        return STAFF
    return PUBLIC


def session_key(request: Request) -> str:
    """The key in the cookie of the request, "" without one."""
    return request.cookies.get(_cookie_name(request), "")


def has_cookie(request: Request) -> bool:
    """Whether this browser was signed in, as far as it remembers."""
    return bool(session_key(request))


def is_same_origin(request: Request) -> bool:
    """False if a browser says that another origin sent this.

    A request that says nothing comes from no browser, or only reads: what it reads stays closed to other origins.
    Source: OWASP, Cross-Site Request Forgery Prevention (Fetch Metadata first, the origin where browsers send none:
    over plain HTTP).
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if request.method in ("GET", "HEAD") and origin is None:
        return True
    if site is not None:
        return site in ("none", "same-origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host", "")


def require_same_origin(request: Request) -> None:
    """Guards what changes a session.

    Raises:
        ForbiddenError: another origin sent the request.
    """
    if not is_same_origin(request):
        raise ForbiddenError("wrong_origin")


def set_cookie(response: Response, request: Request, key: str, *, hours: int) -> None:
    """Readable by no script, sent to no other site, and only through TLS where there is TLS."""
    is_secure = request.url.scheme == "https"
    response.set_cookie(
        _cookie_name(request),
        key,
        max_age=hours * 3600,
        path="/",
        httponly=True,
        samesite="strict",
        secure=is_secure,
    )


def forget_cookie(response: Response, request: Request) -> None:
    is_secure = request.url.scheme == "https"
    response.delete_cookie(_cookie_name(request), path="/", httponly=True, samesite="strict", secure=is_secure)


def _cookie_name(request: Request) -> str:
    return COOKIE_OF_TLS if request.url.scheme == "https" else COOKIE


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
