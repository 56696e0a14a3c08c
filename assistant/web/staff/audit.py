"""Who did what, in the audit log and as a line in the server's: never what is in a file, a question or an answer."""

from __future__ import annotations

import logging

from starlette.requests import Request

from assistant.errors import StorageError
from assistant.web.auth import key_of, session_of
from assistant.web.cookies import session_key
from assistant.web.services import services_of
from assistant.web.shared.audit_log import Actor
from assistant.web.shared.sessions import digest_of
from assistant.web.staff_sessions import STAFF_SUBJECT
from assistant.web.visitor import address_of

log = logging.getLogger("assistant.web")


async def audit(request: Request, done: str, **about: object) -> None:
    """Writes it down. What is done is done, so that a log that cannot be written is told to the server's own log only.

    The staff share one token, so "who" is the session: the same eight digits while it lasts.
    """
    await audit_of(request, actor_of(request), done, **about)


async def audit_of(request: Request, actor: Actor, done: str, **about: object) -> None:
    """The same of somebody whom the request does not show yet, or no longer."""
    services, request_id = services_of(request), getattr(request.state, "request_id", "-")
    fields = {"request_id": request_id, "who": actor.who, "done": done, **about}
    log.info("audit", extra={"fields": fields})
    try:
        await services.shared.call(lambda: services.audit.add(actor, done, about, request=request_id))
    except StorageError as error:
        log.error("not in the audit log", extra={"fields": {**fields, "code": error.code}})


def actor_of(request: Request) -> Actor:
    """Who sends the request."""
    address, key, session = address_of(request), key_of(request), session_of(request)
    if key:
        return Actor(key.prefix, key.name, "key", address)
    if "authorization" in request.headers or session is None:
        return Actor("token", "", services_of(request).sessions.role, address)
    return session_actor(session.subject, session.name, session.role, session_key(request), address)


def session_actor(subject: str, name: str, role: str, key: str, address: str) -> Actor:
    """Whose session it is; of the shared token which one."""
    digits = f"session {digest_of(key)[:8]}"
    return Actor(digits if subject == STAFF_SUBJECT else subject, name, role, address)
