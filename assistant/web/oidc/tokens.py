"""Whether an ID token is what it says: signed by the provider, for us, for this sign-in, now.

Source: OpenID Connect Core 1.0, 3.1.3.7; RFC 8725 (a list of algorithms, none of them symmetric).
"""

from __future__ import annotations

import hmac
import math
import time
from collections.abc import Callable, Mapping
from typing import Any

from assistant.errors import UnavailableError
from assistant.settings.roles import ROLES, Role
from assistant.settings.settings import Settings
from assistant.web.oidc.provider import Provider

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
# Two clocks that are set right differ by less.
SKEW_SECONDS = 60
LONGEST_TOKEN = 100_000

Clock = Callable[[], float]
Claims = Mapping[str, Any]


async def checked(token: str, provider: Provider, nonce: str, clock: Clock = time.time) -> Claims:
    """The claims of the token.

    Raises:
        UnavailableError: it is not one for this sign-in, or not one that holds now; or its key cannot be had.
    """
    from joserfc import jws, jwt
    from joserfc.errors import JoseError

    try:
        if len(token) > LONGEST_TOKEN:
            raise ValueError("too long")
        header = jws.extract_compact(token.encode()).headers()
        if header.get("alg") not in ALGORITHMS:
            raise ValueError("algorithm")
        key = await provider.key(header.get("kid"))
        claims = jwt.decode(token, key, algorithms=list(ALGORITHMS)).claims
    except (JoseError, ValueError, TypeError, RecursionError) as error:
        raise UnavailableError("oidc_answer", why=f"token: {type(error).__name__}") from error
    if wrong := _wrong(claims, provider.settings, nonce, clock()):
        raise UnavailableError("oidc_clock" if wrong in ("exp", "nbf", "iat") else "oidc_answer", why=f"token: {wrong}")
    return claims


def _wrong(claims: Claims, settings: Settings, nonce: str, now: float) -> str:
    """The name of the claim that is wrong, "" if none is; of one that should be a time and is none, that in words."""
    client, for_whom = settings.oidc_client_id, claims.get("aud")
    audiences = for_whom if isinstance(for_whom, list) else [for_whom]
    if claims.get("iss") != settings.oidc_issuer:
        return "iss"
    if client not in audiences:
        return "aud"
    if claims.get("azp", None if len(audiences) > 1 else client) != client:
        return "azp"
    if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), nonce.encode()):
        return "nonce"
    if not isinstance(claims.get("sub"), str) or not claims["sub"]:
        return "sub"
    return _not_now(claims, now)


def _not_now(claims: Claims, now: float) -> str:
    moments = {"exp": claims.get("exp"), "nbf": claims.get("nbf", 0), "iat": claims.get("iat")}
    for name, moment in moments.items():
        if isinstance(moment, bool) or not isinstance(moment, int | float) or math.isnan(moment):
            return f"{name} is no time"
        holds = now < moment + SKEW_SECONDS if name == "exp" else moment <= now + SKEW_SECONDS
        if not holds:
            return name
    return ""


def role_in(claims: Claims, settings: Settings) -> Role | None:
    """The highest role that the claims give by the settings; None: none."""
    found = _at(claims, settings.oidc_roles_claim)
    values = found if isinstance(found, list) else [found]
    given = {settings.oidc_roles[value] for value in values if isinstance(value, str) and value in settings.oidc_roles}
    return next((role for role in reversed(ROLES) if role in given), None)


def _at(claims: Claims, path: str) -> Any:
    """The claim of that name, or, parted by dots, inside of others: "realm_access.roles"."""
    if path in claims:
        return claims[path]
    found: Any = claims
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found


def name_in(claims: Claims) -> str:
    """What a person is called, for the log of what they do; "" if the provider does not say."""
    stated = (claims.get(name) for name in ("preferred_username", "name", "email"))
    name = next((one for one in stated if isinstance(one, str) and one.strip()), "")
    return "".join(sign for sign in name if sign.isprintable())[:200].strip()
