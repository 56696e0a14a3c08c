"""The page of ingestion and uploads: what came in, what goes on, and the forms for more. It works without script."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError, InputError
from assistant.indexing.runs import IngestionRun, latest_runs
from assistant.messages import explain
from assistant.messages.quantities import duration, size
from assistant.mirroring.mirror import Mirror
from assistant.queueing.job_views import job_json
from assistant.reading.formats import READABLE_SUFFIXES
from assistant.records import DOCUMENT_TYPES, Language
from assistant.web.contract import READ
from assistant.web.forms import form_fields, page_address
from assistant.web.ingesting.jobs_api import changed, fetching
from assistant.web.ingesting.runs_api import RUNS_SHOWN, begun, folders, now_json, seconds_of
from assistant.web.ingesting.uploading import FORM_PATH, RUNS_LOOKED_AT, limits_json, removed, taken_in, uploads_json
from assistant.web.look.rendering import frame, render
from assistant.web.problems import problem_for
from assistant.web.same_origin import require_same_origin
from assistant.web.services import Services, services_of
from assistant.web.staff.access import documents_of, services_for

router = APIRouter()

PATH = "/einlesen"
DONE = ("started", "removed", "retried", "dismissed", "fetching")
# Of a run with thousands of failures the page shows the first; the list of documents shows and exports all.
FAILURES_SHOWN = 100
_ACCEPTED = ",".join(READABLE_SUFFIXES)


@router.api_route(PATH, methods=READ)
async def ingestion_page(request: Request) -> Response:
    services_for(request, "ingest")
    return await _page(request)


@router.api_route(FORM_PATH, methods=READ)
async def form(request: Request) -> Response:
    """Where a reload or a sign-in leads after an upload: the page."""
    return RedirectResponse(f"{PATH}?lang={services_of(request).language_of(request)}", 303)


@router.post(PATH)
async def decide(request: Request) -> Response:
    """What a button of the page wants: back to the page, or the page with what is wrong."""
    require_same_origin(request)
    services = services_for(request, "ingest")
    fields = await form_fields(request)
    try:
        match fields.get("action"):
            case "again":
                await begun(request, services, prune=fields.get("prune") == "1")
                done = "started"
            case "remove":
                await removed(request, services, fields.get("audience", ""), fields.get("name", ""))
                done = "removed"
            case "retry":
                await changed(request, services.ingestions.queue.retry, fields.get("job", ""), "retry")
                done = "retried"
            case "dismiss":
                await changed(request, services.ingestions.queue.dismiss, fields.get("job", ""), "dismiss")
                done = "dismissed"
            case "fetch":
                await fetching(request, services, fields.get("source", ""))
                done = "fetching"
            case _:
                raise InputError("field_missing", field="action")
    except AssistantError as error:
        return await _page(request, error=error)
    return RedirectResponse(page_address(request, PATH, done=done), 303)


@router.post(FORM_PATH)
async def upload(request: Request) -> Response:
    """The form with files, for browsers without script. Sent again by a reload, its files are there already."""
    services = services_for(request, "ingest")
    require_same_origin(request)
    try:
        return await _page(request, results=await taken_in(request, services))
    except AssistantError as error:
        return await _page(request, error=error)


async def _page(
    request: Request, *, error: AssistantError | None = None, results: list[dict[str, Any]] | None = None
) -> HTMLResponse:
    services = services_of(request)
    language = services.language_of(request)
    framing = {**frame(request), "problem": problem_for(request, error) if error else None}

    def shown() -> HTMLResponse:
        runs = latest_runs(services.settings.folder, RUNS_LOOKED_AT)
        now = services.ingestions.now()
        values = {
            "now": now_json(now, language),
            "jobs": [job_json(one, language) | {"due": one.due.astimezone()} for one in now.jobs],
            "no_worker": None if services.ingestions.queue.is_worked() else explain("no_worker", language),
            "sources": _sources(services),
            "present": next((run for run in runs[:1] if run.status == "running"), None),
            "runs": [_run(run, language) for run in runs[:RUNS_SHOWN]],
            "uploads_folder": str(services.uploads.folder.resolve()),
            "uploads": uploads_json(services, runs, language),
            "folders": folders(services),
            "labs": sorted({info.lab for info in documents_of(services).values() if info.lab}),
            "limits": limits_json(services),
            "types": DOCUMENT_TYPES,
            "accepted": _ACCEPTED,
            "failures_shown": FAILURES_SHOWN,
            "results": results or [],
            "done": request.query_params.get("done") if request.query_params.get("done") in DONE else None,
            "path": PATH,
            "form_path": FORM_PATH,
            "size": lambda number: size(number, language),
        }
        status = error.status if error else 200
        return HTMLResponse(render(request, "ingestion.html", framing, **values), status)

    return await services.in_thread(shown)


def _sources(services: Services) -> list[dict[str, Any]]:
    """The sources of the settings; `attempted` as a moment of the server."""
    states = {key: Mirror.of(key, services.settings).state for key in services.settings.sources}
    return [
        {"key": key, "attempted": state.attempted and state.attempted.astimezone(), "outgrown": state.outgrown}
        for key, state in states.items()
    ]


def _run(run: IngestionRun, language: Language) -> dict[str, Any]:
    """What the page shows of a run: its report, when it began (server's time), and how long it took."""
    seconds = seconds_of(run)
    return {
        "number": run.number,
        "status": run.status,
        "started": run.started.astimezone(),
        "report": run.report_in(language),
        "progress": run.progress,
        "paths": run.paths,
        "duration": None if seconds is None else duration(seconds, language),
    }
