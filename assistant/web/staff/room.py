"""The door to what is the staff's."""

from __future__ import annotations

from starlette.requests import Request

from assistant.errors import UnauthorizedError
from assistant.web.auth import audiences_of
from assistant.web.services import Services, services


def staff_room(request: Request) -> Services:
    """Raises UnauthorizedError for everybody else."""
    room = services(request)
    if "internal" not in audiences_of(request):
        raise UnauthorizedError("staff_only")
    return room
