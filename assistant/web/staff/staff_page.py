"""The staff's home: where to go, and how things stand today."""

from __future__ import annotations

from collections import Counter
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from assistant.errors import AssistantError
from assistant.feedback.gaps import gaps
from assistant.indexing.runs import latest_runs
from assistant.records import STAFF
from assistant.web.auth import audiences_of, rights_of, session_of
from assistant.web.contract import READ
from assistant.web.look.rendering import frame, render
from assistant.web.problems import problem_for
from assistant.web.services import Services, services_of
from assistant.web.staff.signing_in import HOME, sign_in_page

router = APIRouter()


@router.api_route(HOME, methods=READ)
async def staff(request: Request) -> HTMLResponse:
    """The home of who is signed in, the sign-in for everybody else."""
    services = services_of(request)
    if "internal" not in audiences_of(request):
        return sign_in_page(request, done=request.query_params.get("done"))
    rights, session = rights_of(request), session_of(request)
    framing = {**frame(request), "may": rights}

    def shown() -> HTMLResponse:
        problem, state = None, {}
        try:
            state = _state(services)
        except AssistantError as error:
            problem = problem_for(request, error)
        return HTMLResponse(render(request, "staff.html", framing, problem=problem, state=state, session=session))

    return await to_thread.run_sync(shown)


def _state(services: Services) -> dict[str, Any]:
    """How things stand: open gaps, what was asked today, the last ingestion, and the documents by audience.

    Raises:
        StorageError: the data folder cannot be read.
    """
    store, today = services.feedback.store, services.feedback.today
    not_ready = services.assistant.ready()
    infos = [] if not_ready else services.assistant.documents(STAFF)
    return {
        "gaps": len(gaps(store.kept(services.feedback.kept_since))),
        "asked": sum(one.number for one in store.answered(today)) + sum(one.number for one in store.counted(today)),
        "run": next(iter(latest_runs(services.settings.folder, limit=1)), None),
        "documents": Counter(info.audience for info in infos),
        "not_ready": not_ready,
        "today": today,
    }
