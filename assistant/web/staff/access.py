"""Access of staff: the services behind a right, and all documents."""

from __future__ import annotations

from starlette.requests import Request

from assistant.records import DocumentInfo
from assistant.roles import Right
from assistant.web.auth import STAFF, require
from assistant.web.services import Services, services


def room_for(request: Request, right: Right) -> Services:
    """Raises UnauthorizedError for who has not signed in, and ForbiddenError for a role that may not."""
    room = services(request)
    require(request, right)
    return room


def documents_of(room: Services) -> dict[str, DocumentInfo]:
    """The documents by their ids; none while nothing can be read."""
    return {} if room.assistant.ready() else {info.id: info for info in room.assistant.documents(STAFF)}
