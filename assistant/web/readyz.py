"""The answer of /readyz: whether questions can be answered; for staff also the state of each dependency."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assistant.errors import StorageError, UnavailableError
from assistant.records import Language
from assistant.retrieving.live_retriever import IndexStatus
from assistant.web.auth import rights_of
from assistant.web.problems import MEDIA_TYPE, headers_of, problem_for
from assistant.web.readiness import INDEX, DependencyState
from assistant.web.services import services_of


async def ready(request: Request) -> Response:
    """Status 200, or 503 with the reason and a time; for staff the dependencies, and how far the index is, with it.

    Raises:
        UnauthorizedError, RateLimitError: as `rights_of`, for a wrong token.
    """
    services, to_staff = services_of(request), _is_staff(request)
    found = await services.readiness.found()
    language = services.language_of(request)
    listed = {"dependencies": _listed(found, services.assistant.index_status(), language)} if to_staff else {}
    missing = next((one.error for one in found if one.error and one.dependency.is_needed), None)
    if missing is None:
        return JSONResponse({"status": "ready", **listed})
    error = UnavailableError(missing.code, **missing.values)
    return JSONResponse(
        {**problem_for(request, error), **listed}, error.status, headers=headers_of(error), media_type=MEDIA_TYPE
    )


def _is_staff(request: Request) -> bool:
    try:
        return "operate" in rights_of(request)
    except StorageError:  # nobody can tell, and the reason is among what is missing
        return False


def _listed(found: Sequence[DependencyState], index_status: IndexStatus, language: Language) -> list[dict[str, Any]]:
    return [
        {
            "name": one.dependency.name,
            "state": one.state,
            "needed": one.dependency.is_needed,
            **({"detail": (why := one.error.explain(language)).message, "remedy": why.remedy} if one.error else {}),
            **({"progress": index_status._asdict()} if one.dependency.name == INDEX else {}),
        }
        for one in found
    ]
