"""The ingestion runs over HTTP: what became of the latest, how far the present one is, and a way to begin one."""

from __future__ import annotations

import datetime
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from assistant.indexing.runs import demanded, latest_runs
from assistant.messages import worded
from assistant.records import Language
from assistant.web.contract import READ, run_json
from assistant.web.fields import Switch
from assistant.web.ingesting import ingesting_replies
from assistant.web.ingesting.ingestions import Now
from assistant.web.ingesting.known_names import know_names
from assistant.web.openapi_routes import INGESTION, KEYED, replied
from assistant.web.services import Services
from assistant.web.staff.access import services_for
from assistant.web.staff.audit import audit

router = APIRouter()

RUNS_SHOWN = 20


@router.api_route(
    "/api/ingest/runs",
    methods=READ,
    summary="List the ingestion runs",
    tags=[INGESTION],
    responses=replied(ingesting_replies.Runs, 401, 429, 503),
    openapi_extra=KEYED,
)
async def ingestion_runs(request: Request) -> Response:
    """The latest ingestion runs, newest first, with the progress of the present one; for the staff only."""
    services = services_for(request, "ingest")
    language = services.language_of(request)

    def listed() -> Response:
        now = now_json(services.ingestions.now(), language)
        runs = [run_json(run, language) for run in latest_runs(services.settings.folder, RUNS_SHOWN)]
        return JSONResponse({"now": now, "runs": runs})

    return await services.in_thread(listed)


@router.post(
    "/api/ingest/runs",
    status_code=202,
    summary="Begin an ingestion run",
    tags=[INGESTION],
    responses=replied(ingesting_replies.Started, 401, 409, 422, 429, 503, status=202),
    openapi_extra=KEYED,
)
async def begin(request: Request, prune: Switch = False) -> dict[str, bool]:
    """Takes in again whatever was ever taken in; 409 while there is a run."""
    services = services_for(request, "ingest")
    await begun(request, services, prune=prune)
    return {"started": True}


async def begun(request: Request, services: Services, *, prune: bool) -> None:
    """Begins a run over everything; raises ConflictError while there is one."""

    def want() -> None:
        if services.uploads.listed():
            know_names(services)
        services.ingestions.want_all(prune=prune)

    await to_thread.run_sync(want)
    await audit(request, "ingest", prune=prune)


def now_json(now: Now, language: Language) -> dict[str, Any]:
    """What goes on: `busy` while there is, or will soon be, a run; `elsewhere` if another program runs it."""
    troubles = [worded(trouble, language) for trouble in now.troubles]
    return {
        "busy": now.is_running or now.is_elsewhere or now.is_waiting,
        "running": now.is_running,
        "elsewhere": now.is_elsewhere,
        "waiting": now.is_waiting,
        "troubles": [{"reason": one.message, "remedy": one.remedy or None} for one in troubles],
    }


def folders(services: Services) -> list[str]:
    """The paths that were ever taken in, but the uploads, which are listed by themselves."""
    own = str(services.uploads.folder.resolve())
    return sorted({asked.path for asked in demanded(services.settings.folder)} - {own})


def seconds_of(run: Any) -> float | None:
    """How long a run took, or takes so far; None for one that was interrupted."""
    if run.status == "interrupted":
        return None
    end = run.finished or datetime.datetime.now(datetime.UTC)
    return float((end - run.started).total_seconds())
