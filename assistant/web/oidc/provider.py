"""What the provider says of itself: its addresses and its keys, kept for an hour; and its tokens for codes.

Nothing that it answers is shown to anybody: whatever is wrong with it is one of our own sentences.
Source: OpenID Connect Discovery 1.0; RFC 6749, 7636.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import urlsplit

from assistant.errors import InputError, SettingsError, UnavailableError
from assistant.settings.addresses import is_safe_address
from assistant.settings.settings import Settings

if TYPE_CHECKING:
    from joserfc.jwk import Key

KEPT_SECONDS = 3600.0
# Tokens with made-up key names cost the provider no more than that.
REFRESH_SECONDS = 10.0
TIMEOUT_SECONDS = 8.0
LONGEST_BYTES = 1_000_000
_KINDS = ("RSA", "EC", "OKP")


Clock = Callable[[], float]


class Addresses(NamedTuple):
    """Where the provider does what; `ending` is "" where it does not sign out."""

    authorization: str
    token: str
    keys: str
    ending: str
    authentication: str


class Provider:
    """Of one server. For the event loop only."""

    def __init__(
        self, settings: Settings, clock: Clock = time.monotonic, timeout_seconds: float = TIMEOUT_SECONDS
    ) -> None:
        """Raises SettingsError where it is set, but what speaks with it is not installed."""
        if settings.oidc_issuer and not (find_spec("authlib") and find_spec("joserfc")):
            raise SettingsError("oidc_missing")
        self.settings = settings
        self._known: tuple[float, Addresses] | None = None
        self._keys: tuple[float, Mapping[str, Key]] | None = None
        self._clock = clock
        self._timeout_seconds = timeout_seconds
        self._asking = asyncio.Lock()

    async def addresses(self) -> Addresses:
        """Raises UnavailableError where the provider is away, or is none of the issuer in the settings."""
        async with self._asking:
            if self._known is None or self._clock() - self._known[0] > KEPT_SECONDS:
                issuer = self.settings.oidc_issuer
                stated = await self._read(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
                if stated.get("issuer") != issuer:
                    raise UnavailableError("oidc_answer", why="another issuer")
                self._known = self._clock(), self._addresses(stated)
            return self._known[1]

    async def key(self, name: str | None) -> Key:
        """The key of that name; without a name the only one. One that is not known yet is asked for again.

        Raises:
            UnavailableError: there is no such key, or the provider is away.
        """
        where = (await self.addresses()).keys
        async with self._asking:
            age = self._clock() - self._keys[0] if self._keys else float("inf")
            if age > KEPT_SECONDS or (self._found(name) is None and age > REFRESH_SECONDS):
                self._keys = self._clock(), _keys(await self._read(where))
            found = self._found(name)
        if found is None:
            raise UnavailableError("oidc_answer", why="unknown key")
        return found

    async def token(self, code: str, verifier: str, redirect_uri: str) -> str:
        """The ID token for a code.

        Raises:
            InputError: the code was used before, or is none.
            UnavailableError: the provider is away, or answers something else.
        """
        from authlib.integrations.base_client.errors import OAuthError
        from authlib.integrations.httpx_client import AsyncOAuth2Client

        addresses, secret = await self.addresses(), self.settings.oidc_client_secret
        client = AsyncOAuth2Client(
            self.settings.oidc_client_id,
            secret.get_secret_value() if secret else None,
            token_endpoint_auth_method=addresses.authentication,
            timeout=self._timeout_seconds,
        )
        sent = {"code": code, "code_verifier": verifier, "redirect_uri": redirect_uri}
        try:
            async with asyncio.timeout(2 * self._timeout_seconds), client:
                given = await client.fetch_token(addresses.token, grant_type="authorization_code", **sent)
        except OAuthError as error:
            if error.error == "invalid_grant":
                raise InputError("oidc_again") from error
            raise UnavailableError("oidc_answer", why="the code was refused") from error
        except _what_says_away() as error:
            raise UnavailableError("oidc_away", why=type(error).__name__) from error
        except (ValueError, OverflowError, RecursionError) as error:
            raise UnavailableError("oidc_answer", why="no JSON") from error
        found = given.get("id_token") if isinstance(given, Mapping) else None
        if not isinstance(found, str):
            raise UnavailableError("oidc_answer", why="no ID token")
        return found

    def _found(self, name: str | None) -> Key | None:
        keys = self._keys[1] if self._keys else {}
        if name is None:
            return next(iter(keys.values())) if len(keys) == 1 else None
        return keys.get(name)

    def _addresses(self, stated: Mapping[str, Any]) -> Addresses:
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri", "end_session_endpoint")
        found = [stated.get(name) or "" for name in names]
        if not all(isinstance(one, str) and is_safe_address(one) for one in found[:3]):
            raise UnavailableError("oidc_answer", why="no addresses")
        ending = found[3] if isinstance(found[3], str) and is_safe_address(found[3]) else ""
        ways = stated.get("token_endpoint_auth_methods_supported")
        is_basic = not isinstance(ways, list) or "client_secret_basic" in ways  # the way of who states none
        way = "client_secret_basic" if is_basic else "client_secret_post"
        way = way if self.settings.oidc_client_secret else "none"
        authorization, token, keys = (str(one) for one in found[:3])
        return Addresses(authorization, token, keys, ending, way)

    async def _read(self, address: str) -> Mapping[str, Any]:
        """The JSON object at that address."""
        import httpx

        try:
            async with (
                asyncio.timeout(2 * self._timeout_seconds),
                httpx.AsyncClient(timeout=self._timeout_seconds) as client,
                client.stream("GET", address, headers={"Accept": "application/json"}) as response,
            ):
                body = b""
                async for piece in response.aiter_bytes():
                    body += piece
                    if len(body) > LONGEST_BYTES:
                        raise UnavailableError("oidc_answer", why="too long")
                response.raise_for_status()
        except (httpx.HTTPError, TimeoutError) as error:
            raise UnavailableError("oidc_away", why=type(error).__name__) from error
        return _object(body)


def _what_says_away() -> tuple[type[Exception], ...]:
    """The errors of who is not reached: those of httpx, and of httpx2, by which newer versions of authlib ask."""
    names = [name for name in ("httpx", "httpx2") if find_spec(name)]
    return TimeoutError, *(import_module(name).HTTPError for name in names)


def host_of(settings: Settings) -> str:
    """The provider's name, for the button."""
    return settings.oidc_name or urlsplit(settings.oidc_issuer).hostname or ""


def federation(settings: Settings) -> bytes | None:
    """What sessions are bound to that were begun by the provider: with another one of these settings they end."""
    if not settings.oidc_issuer:
        return None
    secret = settings.oidc_client_secret.get_secret_value() if settings.oidc_client_secret else ""
    roles = sorted(settings.oidc_roles.items())
    bound = [settings.oidc_issuer, settings.oidc_client_id, secret, settings.oidc_roles_claim, roles]
    return hashlib.sha256(json.dumps(bound).encode()).digest()


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise UnavailableError("oidc_answer", why="no JSON") from error
    if not isinstance(found, dict):
        raise UnavailableError("oidc_answer", why="no JSON object")
    return cast(Mapping[str, Any], found)


def _keys(stated: Mapping[str, Any]) -> Mapping[str, Key]:
    """The keys that sign, by their names; what we do not know is left out."""
    from joserfc.errors import JoseError
    from joserfc.jwk import JWKRegistry

    found: dict[str, Key] = {}
    listed = stated.get("keys")
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and one.get("kty") in _KINDS and one.get("use", "sig") == "sig":
            try:
                found[str(one.get("kid", ""))] = JWKRegistry.import_key(one)
            except (JoseError, ValueError, TypeError, KeyError):
                continue
    return found
