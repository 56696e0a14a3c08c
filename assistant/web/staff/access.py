"""Access of staff: the services behind a right, and all documents."""

from __future__ import annotations

from starlette.requests import Request

from assistant.records import STAFF, DocumentInfo
from assistant.settings.roles import Right
from assistant.web.auth import require
from assistant.web.services import Services, services_of


def services_for(request: Request, right: Right) -> Services:
    """Raises UnauthorizedError for who has not signed in, and ForbiddenError for a role that may not."""
    services = services_of(request)
    require(request, right)
    return services


def documents_of(services: Services) -> dict[str, DocumentInfo]:
    """The documents by their ids; none while nothing can be read."""
    return {} if services.assistant.ready() else {info.id: info for info in services.assistant.documents(STAFF)}
