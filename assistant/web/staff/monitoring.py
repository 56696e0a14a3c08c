"""What a monitoring system asks: /metrics in the text format of Prometheus, for whoever has the token of the staff."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.responses import Response

from assistant.indexing.index import published_generation
from assistant.indexing.runs import latest_runs
from assistant.records import AUDIENCES
from assistant.web.contract import READ
from assistant.web.openapi_routes import OPERATION, STAFF_ONLY, written
from assistant.web.staff.room import staff_room

router = APIRouter()


@router.api_route(
    "/metrics",
    methods=READ,
    summary="Numbers for monitoring",
    tags=[OPERATION],
    responses=written("text/plain", 401, 429, 503),
    openapi_extra=STAFF_ONLY,
)
async def metrics(request: Request) -> Response:
    """Counters and gauges in the text format of Prometheus."""
    room = staff_room(request)
    await room.require_ready()

    def written() -> bytes:
        runs = latest_runs(room.settings.data)
        return room.metrics.written(
            documents={one: len(room.assistant.documents(frozenset({one}))) for one in AUDIENCES},
            generation=published_generation(room.settings.data),
            working=sum(int(one.borrowed_tokens) for one in {room.places, room.asking}),
            last_run=next((run for run in runs if run.finished), None),
        )

    return Response(await to_thread.run_sync(written), media_type=CONTENT_TYPE_PLAIN_0_0_4)
