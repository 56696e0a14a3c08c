"""What a monitoring system asks: /metrics in the text format of Prometheus, for whoever has the token of the staff."""

from __future__ import annotations

import datetime

from anyio import to_thread
from fastapi import APIRouter, Request
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.responses import Response

from assistant.indexing.index import published_generation
from assistant.indexing.runs import latest_runs
from assistant.queueing.jobs import depth
from assistant.records import AUDIENCES
from assistant.web.contract import READ
from assistant.web.metrics import IndexState
from assistant.web.openapi_routes import KEYED, OPERATION, written
from assistant.web.services import Services
from assistant.web.staff.access import services_for

router = APIRouter()


@router.api_route(
    "/metrics",
    methods=READ,
    summary="Numbers for monitoring",
    tags=[OPERATION],
    responses=written("text/plain", 401, 429, 503),
    openapi_extra=KEYED,
)
async def metrics(request: Request) -> Response:
    """Counters and gauges in the text format of Prometheus."""
    services = services_for(request, "metrics")
    found = await services.readiness.found()

    def written() -> bytes:
        return services.metrics.written(
            dependencies={one.dependency.name: one.state == "ok" for one in found},
            working=services.working,
            index=None if any(one.error and one.dependency.is_needed for one in found) else _index_of(services),
        )

    return Response(await to_thread.run_sync(written), media_type=CONTENT_TYPE_PLAIN_0_0_4)


def _index_of(services: Services) -> IndexState:
    runs, now = latest_runs(services.settings.folder), services.ingestions.now()
    jobs = depth(now.jobs, datetime.datetime.now(datetime.UTC))
    return IndexState(
        documents={one: len(services.assistant.documents(frozenset({one}))) for one in AUDIENCES},
        generation=published_generation(services.settings.folder),
        last_run=next((run for run in runs if run.finished), None),
        runs_waiting=jobs.waiting,
        runs_running=jobs.running + now.is_elsewhere,
        jobs_failed=jobs.failed,
        oldest_job_seconds=jobs.oldest_seconds,
    )
