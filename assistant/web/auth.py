"""Who asks: the public, or staff by bearer token or by session. Rights are audiences, nothing else."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from urllib.parse import urlsplit

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
SESSION_HOURS = 8
MAX_SESSIONS = 1_000
FAILURES_A_MINUTE = 10


class StaffSessions:
    """Signed-in browsers. Only hashes of the session keys are held, in memory, for eight hours.

    Who gives a wrong token too often waits, whichever way the token comes.
    Not thread-safe: used on the event loop only.
    """

    def __init__(self, staff_token: SecretStr | None, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._token = _digest(staff_token.get_secret_value()) if staff_token else None
        self._failures = RateLimiter(FAILURES_A_MINUTE, clock=clock)
        self._open: TTLCache[bytes, bool] = TTLCache(MAX_SESSIONS, SESSION_HOURS * 3600, timer=clock)

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
        self._open[_digest(key)] = True
        return key

    def holds(self, key: str) -> bool:
        return _digest(key) in self._open

    def end(self, key: str) -> None:
        self._open.pop(_digest(key), None)


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
    key = request.cookies.get(COOKIE)
    if key and sessions.holds(key) and is_same_origin(request):
        return STAFF
    return PUBLIC


def is_same_origin(request: Request) -> bool:
    """False if a browser says that another origin sent this.

    A request that says nothing comes from no browser, or only reads: what it reads stays closed to other origins.
    """
    origin = request.headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == request.headers.get("host", "")
    if request.method in ("GET", "HEAD"):
        return True
    return request.headers.get("sec-fetch-site", "none") in ("none", "same-origin")


def require_same_origin(request: Request) -> None:
    """Guards what changes a session.

    Raises:
        ForbiddenError: another origin sent the request.
    """
    if not is_same_origin(request):
        raise ForbiddenError("wrong_origin")


def set_cookie(response: Response, request: Request, key: str) -> None:
    """Readable by no script, sent to no other site, and only through TLS where there is TLS."""
    response.set_cookie(
        COOKIE,
        key,
        max_age=SESSION_HOURS * 3600,
        path="/",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
