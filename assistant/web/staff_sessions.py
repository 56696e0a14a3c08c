"""How staff prove who they are: the staff token, API keys, and the sessions of browsers that signed in."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import unicodedata
from collections.abc import Callable
from typing import NoReturn

from assistant.errors import UnauthorizedError
from assistant.settings.settings import Settings
from assistant.web.oidc.provider import federation
from assistant.web.shared.keys import MARK, ApiKey, ApiKeys
from assistant.web.shared.limiter import SharedLimiter
from assistant.web.shared.sessions import Session, Sessions
from assistant.web.shared.store import SharedStore

FAILURES_A_MINUTE = 10
STAFF_SUBJECT = "staff"


class StaffSessions:
    """The sessions of signed-in browsers, shared by all workers, and the check of tokens.

    A session ends so many hours after it began, minutes after its last use (0: never by that), and when the staff token
    or its role changes. After too many wrong tokens or codes of the provider a visitor has to wait. `failed` is told of
    each sign-in that fails.
    """

    def __init__(self, settings: Settings, store: SharedStore, failed: Callable[[], None]) -> None:
        self._token = _digest(settings.staff_token.get_secret_value()) if settings.staff_token else None
        self.role = settings.staff_token_role
        self._in_browsers = settings.staff_token_in_browsers
        self._federation = federation(settings)
        self._store = store
        self.keys = ApiKeys(store)
        self.failed = failed
        self._failures = SharedLimiter(store, "sign_ins", FAILURES_A_MINUTE, "too_many_sign_ins")
        self._limiters: dict[int, SharedLimiter] = {}
        self.kept = Sessions(store, settings.session_hours, settings.session_idle_minutes * 60 or None)

    @property
    def takes_token(self) -> bool:
        """Whether browsers sign in with a staff token."""
        return self._token is not None and self._in_browsers

    @property
    def has_provider(self) -> bool:
        """Whether browsers sign in by a provider."""
        return self._federation is not None

    async def check(self, token: str, address: str) -> None:
        """Returns if the token is right; hashes are compared in constant time.

        Raises:
            UnauthorizedError: it is wrong, which counts for the visitor at `address`.
            RateLimitError: there were too many wrong ones before, whether this one is right or not.
        """
        await self.refuse_too_many(address)
        if self._token is None or not hmac.compare_digest(_digest(token), self._token):
            await self._fail(address)
        await self.refuse_too_many(address)  # wrong tokens that came at the same time are counted by now

    async def key(self, token: str, address: str) -> ApiKey | None:
        """The open API key of that token; None if it does not look like one, and may be the staff token.

        Raises:
            UnauthorizedError: there is no such key, or it has expired; that counts as a wrong token.
            RateLimitError: as in `check`.
        """
        if not token.startswith(MARK):
            return None
        await self.refuse_too_many(address)
        found = await self._store.call(lambda: self.keys.find(token))
        if found is None or found.state != "open":
            await self._fail(address, found.state if found else "")
        await self.refuse_too_many(address)
        return found

    def limiter_of(self, key: ApiKey) -> SharedLimiter:
        """The limiter of the key; keys with the same limit share it, each counted by itself."""
        if key.limit not in self._limiters:
            self._limiters[key.limit] = SharedLimiter(self._store, "keys", key.limit, "key_limit")
        return self._limiters[key.limit]

    async def refuse_too_many(self, address: str) -> None:
        """Raises RateLimitError if there were too many wrong tokens or codes from `address`."""
        await self._failures.check(address)

    async def count_wrong(self, address: str) -> None:
        """Counts a wrong token or code; raises as `refuse_too_many` if it is one too many."""
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
            return self.takes_token and session.role == self.role
        return self.has_provider

    def _proof(self, key: str, subject: str, role: str) -> str:
        """A MAC that only a server with the same staff token, or the same provider, can compute."""
        secret = self._token if subject == STAFF_SUBJECT else self._federation
        bound = json.dumps([subject, role, key]).encode()
        return hmac.new(secret or b"", bound, hashlib.sha256).hexdigest()


def _digest(text: str) -> bytes:
    """The hash of a token in NFC, because some keyboards type an umlaut as two characters."""
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode("utf-8", "surrogatepass")).digest()
