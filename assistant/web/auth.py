"""Who sends a request: the public, or somebody with a role, by bearer token or session. See `roles.py` for rights."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import Response

from assistant.errors import AssistantError, ForbiddenError, UnauthorizedError
from assistant.records import Audience
from assistant.roles import OF_THE_PUBLIC, Right, Role, least_role, rights_of_role
from assistant.web.shared.keys import MARK, ApiKey, ApiKeys
from assistant.web.shared.limiter import SharedLimiter
from assistant.web.shared.sessions import Session, Sessions
from assistant.web.shared.store import SharedStore
from assistant.web.visitor import address_of

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})
COOKIE = "staff_session"
# Browsers accept a cookie of this name only over TLS and from this host: no neighbouring host can plant one.
COOKIE_OF_TLS = f"__Host-{COOKIE}"
FAILURES_A_MINUTE = 10
# As a token for the OpenAI interface it means a caller of the public (interfaces/openai_chat.py).
PUBLIC_KEY = "public"
STAFF_SUBJECT = "staff"


@dataclass(frozen=True, slots=True)
class Caller:
    """The credentials of a request, before any right is required."""

    session: Session | None = None  # that of the cookie, if it is open
    has_token: bool = False
    rights: frozenset[Right] = frozenset()  # of the token
    key: ApiKey | None = None  # the API key, if the token is one
    error: AssistantError | None = None  # what is wrong with the token, or why the sessions cannot be read


NOBODY = Caller()


class StaffSessions:
    """The sessions of signed-in browsers, shared by all workers, and the check of tokens.

    A session ends `hours` after it began, `idle_minutes` after its last use (0: never by that), and when the staff
    token or its `role` changes. After too many wrong tokens or codes of the provider a visitor has to wait.
    """

    def __init__(
        self,
        staff_token: SecretStr | None,
        store: SharedStore,
        *,
        hours: int = 8,
        idle_minutes: int = 0,
        role: Role = "admin",
        in_browsers: bool = True,
        federation: bytes | None = None,
    ) -> None:
        self._token = _digest(staff_token.get_secret_value()) if staff_token else None
        self.role = role
        self._in_browsers = in_browsers
        self._federation = federation
        self._store = store
        self.keys = ApiKeys(store)
        self.failed: Callable[[], None] = lambda: None  # told of each sign-in that fails
        self._failures = SharedLimiter(store, "sign_ins", FAILURES_A_MINUTE, "too_many_sign_ins")
        self._limiters: dict[int, SharedLimiter] = {}
        self.kept = Sessions(store, hours, idle_minutes * 60 or None)

    @property
    def possible(self) -> bool:
        """Whether browsers sign in with a staff token."""
        return self._token is not None and self._in_browsers

    @property
    def by_provider(self) -> bool:
        """Whether browsers sign in by a provider."""
        return self._federation is not None

    async def check(self, token: str, address: str) -> None:
        """Returns if the token is right; hashes are compared in constant time.

        Raises:
            UnauthorizedError: it is wrong, which counts for the visitor at `address`.
            RateLimitError: there were too many wrong ones before, whether this one is right or not.
        """
        await self.may_try(address)
        if self._token is None or not hmac.compare_digest(_digest(token), self._token):
            await self._fail(address)
        await self.may_try(address)  # wrong tokens that came at the same time are counted by now

    async def key(self, token: str, address: str) -> ApiKey | None:
        """The open API key of that token; None if it does not look like one, and may be the staff token.

        Raises:
            UnauthorizedError: there is no such key, or it has expired; that counts as a wrong token.
            RateLimitError: as in `check`.
        """
        if not token.startswith(MARK):
            return None
        await self.may_try(address)
        found = await self._store.call(lambda: self.keys.find(token))
        if found is None or found.state != "open":
            await self._fail(address, found.state if found else "")
        await self.may_try(address)
        return found

    def limiter_of(self, key: ApiKey) -> SharedLimiter:
        """The limiter of the key; keys with the same limit share it, each counted by itself."""
        if key.limit not in self._limiters:
            self._limiters[key.limit] = SharedLimiter(self._store, "keys", key.limit, "key_limit")
        return self._limiters[key.limit]

    async def may_try(self, address: str) -> None:
        """Raises RateLimitError if there were too many wrong tokens or codes from `address`."""
        await self._failures.check(address)

    async def count_wrong(self, address: str) -> None:
        """Counts a wrong token or code; raises as `may_try` if it is one too many."""
        await self._failures.enter(address)

    async def _fail(self, address: str, state: str = "") -> NoReturn:
        self.failed()
        await self.count_wrong(address)
        raise UnauthorizedError("key_over" if state else "wrong_token")

    async def begin(self, subject: str = STAFF_SUBJECT, name: str = "", role: str = "") -> str:
        """The key of a new session, for the cookie, of a subject of the provider or by default of the staff token."""
        key = secrets.token_urlsafe(32)
        who = {"subject": subject, "name": name, "role": role or self.role}
        proof = self._proof(key, who["subject"], who["role"])
        await self._store.call(lambda: self.kept.begin(key, **who, proof=proof))
        return key

    async def find(self, key: str) -> Session | None:
        """The open session of that key; the call counts as its use."""
        session = await self._store.call(lambda: self.kept.find(key)) if key else None
        if session is None or not self._is_bound(session):
            return None
        if not hmac.compare_digest(session.proof, self._proof(key, session.subject, session.role)):
            return None
        return session

    async def end(self, key: str) -> None:
        if key:
            await self._store.call(lambda: self.kept.end(key))

    async def end_all(self) -> None:
        """Signs out every browser."""
        await self._store.call(self.kept.end_all)

    def _is_bound(self, session: Session) -> bool:
        """Whether its way of signing in is still enabled, for the staff token with the same role."""
        if session.subject == STAFF_SUBJECT:
            return self.possible and session.role == self.role
        return self.by_provider

    def _proof(self, key: str, subject: str, role: str) -> str:
        """A MAC that only a server with the same staff token, or the same provider, can compute."""
        secret = self._token if subject == STAFF_SUBJECT else self._federation
        bound = json.dumps([subject, role, key]).encode()
        return hmac.new(secret or b"", bound, hashlib.sha256).hexdigest()


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
    """The caller that `callers.Callers` found; NOBODY if the request was refused before."""
    found: Caller = getattr(request.state, "caller", NOBODY)
    return found


def session_key(request: Request) -> str:
    """The key in the cookie of the request, "" without one."""
    return request.cookies.get(_cookie_name(request), "")


def has_cookie(request: Request) -> bool:
    """Whether the browser sends a session cookie, be it of an expired session."""
    return bool(session_key(request))


def is_same_origin(request: Request) -> bool:
    """False if a browser says that another origin sent the request.

    Requests without that information come from no browser, or only read, and other origins cannot see the response.
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
    """Guards requests that change a session.

    Raises:
        ForbiddenError: another origin sent the request.
    """
    if not is_same_origin(request):
        raise ForbiddenError("wrong_origin")


def set_cookie(response: Response, request: Request, key: str, *, hours: int) -> None:
    """Sets a cookie that no script can read, that goes to no other site, and over TLS only if TLS is in use."""
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


def _as_typed(value: str) -> str:
    """The value of a header, which is decoded as Latin-1, as it was typed: curl sends umlauts in UTF-8."""
    try:
        return value.encode("latin-1").decode()
    except UnicodeError:
        return value


def _digest(text: str) -> bytes:
    """The hash of a token in NFC, because some keyboards type an umlaut as two characters."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")).digest()
