"""The cookie of a session: what a browser that signed in sends with each request."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

COOKIE = "staff_session"
# Browsers accept a cookie of this name only over TLS and from this host: no neighbouring host can plant one.
COOKIE_OF_TLS = f"__Host-{COOKIE}"


def session_key(request: Request) -> str:
    """The key in the cookie of the request, "" without one."""
    return request.cookies.get(_cookie_name(request), "")


def has_cookie(request: Request) -> bool:
    """Whether the browser sends a session cookie, be it of an expired session."""
    return bool(session_key(request))


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
