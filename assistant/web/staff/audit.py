"""What staff change, one line in the log each: who, what, on which file; never what is in it."""

from __future__ import annotations

import hashlib
import logging

from starlette.requests import Request

from assistant.web.auth import session_key

log = logging.getLogger("assistant.web")


def audit(request: Request, done: str, **about: object) -> None:
    """Writes the line. The staff share one token, so "who" is the session: the same eight digits while it lasts."""
    if "authorization" in request.headers:
        who = "token"
    else:
        who = f"session {hashlib.sha256(session_key(request).encode()).hexdigest()[:8]}"
    request_id = getattr(request.state, "request_id", "-")
    log.info("audit", extra={"fields": {"request_id": request_id, "who": who, "done": done, **about}})
