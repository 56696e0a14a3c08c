"""Whether one of our own pages sent a request, or a page of another website."""

from __future__ import annotations

from starlette.requests import Request

from assistant.errors import ForbiddenError


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
