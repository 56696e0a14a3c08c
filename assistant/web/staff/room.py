"""The door to what not everybody may."""

from __future__ import annotations

from starlette.requests import Request

from assistant.roles import Right
from assistant.web.auth import require
from assistant.web.services import Services, services


def room_for(request: Request, right: Right) -> Services:
    """Raises UnauthorizedError for who has not signed in, and ForbiddenError for a role that may not."""
    room = services(request)
    require(request, right)
    return room
