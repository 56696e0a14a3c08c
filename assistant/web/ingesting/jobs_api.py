"""The queue over HTTP: what waits, is being done, or failed for good; and what staff may do about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from assistant.errors import NotFoundError
from assistant.mirroring.mirror import Mirror
from assistant.queueing.job_views import job_json
from assistant.web.contract import READ
from assistant.web.ingesting import ingesting_replies
from assistant.web.openapi_routes import INGESTION, KEYED, replied
from assistant.web.services import Services
from assistant.web.staff.access import services_for
from assistant.web.staff.audit import audit

router = APIRouter()

# Beyond that no database numbers a job.
_LONGEST_ID = 18


@router.api_route(
    "/api/ingest/jobs",
    methods=READ,
    summary="List the jobs and the sources",
    tags=[INGESTION],
    responses=replied(ingesting_replies.Jobs, 401, 429, 503),
    openapi_extra=KEYED,
)
async def jobs(request: Request) -> Response:
    """What is to be ingested or fetched, is being, or failed for good, with reasons; and the sources.

    `worked` is false while no worker lives that does it: `python -m assistant worker` is one.
    """
    services = services_for(request, "ingest")
    language = services.language_of(request)

    def listed() -> Response:
        found = [job_json(one, language) for one in services.ingestions.queue.jobs()]
        worked = services.ingestions.queue.is_worked()
        return JSONResponse({"worked": worked, "jobs": found, "sources": sources_json(services)})

    return await services.in_thread(listed)


@router.post(
    "/api/ingest/jobs/{job_id}/retry",
    summary="Try a failed job again",
    tags=[INGESTION],
    responses=replied(ingesting_replies.Retried, 401, 404, 422, 429, 503),
    openapi_extra=KEYED,
)
async def retry(request: Request, job_id: str) -> dict[str, bool]:
    """A job that failed for good is tried anew."""
    services = services_for(request, "ingest")
    await changed(request, services.ingestions.queue.retry, job_id, "retry")
    return {"retried": True}


@router.post(
    "/api/ingest/jobs/{job_id}/dismiss",
    summary="Dismiss a failed job",
    tags=[INGESTION],
    responses=replied(ingesting_replies.Dismissed, 401, 404, 422, 429, 503),
    openapi_extra=KEYED,
)
async def dismiss(request: Request, job_id: str) -> dict[str, bool]:
    """A job that failed for good is forgotten."""
    services = services_for(request, "ingest")
    await changed(request, services.ingestions.queue.dismiss, job_id, "dismiss")
    return {"dismissed": True}


@router.post(
    "/api/ingest/sources/{key}",
    status_code=202,
    summary="Fetch a source",
    tags=[INGESTION],
    responses=replied(ingesting_replies.Queued, 401, 404, 422, 429, 503, status=202),
    openapi_extra=KEYED,
)
async def fetch(request: Request, key: str) -> dict[str, bool]:
    """The source is fetched, and its files are taken in."""
    services = services_for(request, "ingest")
    await fetching(request, services, key)
    return {"queued": True}


async def changed(request: Request, change: Callable[[int], None], job_id: str, done: str) -> None:
    """Raises NotFoundError where there is no failed job of that number."""
    if not (job_id.isascii() and job_id.isdigit() and len(job_id) <= _LONGEST_ID):
        raise NotFoundError("unknown_job", id=job_id[:_LONGEST_ID])
    await to_thread.run_sync(change, int(job_id))
    await audit(request, done, job=int(job_id))


async def fetching(request: Request, services: Services, key: str) -> None:
    """Raises NotFoundError where the settings name no such source."""
    if key not in services.settings.sources:
        raise NotFoundError("unknown_source", key=key, known=", ".join(services.settings.sources) or "-")
    await to_thread.run_sync(services.ingestions.want_source, key)
    await audit(request, "fetch", source=key)


def sources_json(services: Services) -> list[dict[str, Any]]:
    """The sources of the settings; `attempted` is when the last fetch began. Their addresses are the operator's."""
    found = []
    for key, source in services.settings.sources.items():
        state = Mirror.of(key, services.settings).state
        attempted = state.attempted.isoformat(timespec="seconds") if state.attempted else None
        outgrown = list(state.outgrown)
        found.append({"key": key, "audience": source.audience, "attempted": attempted, "outgrown": outgrown})
    return found
