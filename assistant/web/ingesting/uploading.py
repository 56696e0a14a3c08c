"""Uploads over HTTP: what comes in becomes a file of the uploads, each with a sentence about what became of it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from assistant.errors import AssistantError, ConflictError, InputError, SettingsError, StorageError
from assistant.indexing.inventory import IndexedDocument, inventory
from assistant.indexing.runs import IngestionRun, latest_runs
from assistant.messages import explain
from assistant.records import Audience, Language
from assistant.web.contract import READ, warnings_worded
from assistant.web.forms import filled
from assistant.web.ingesting import ingesting_replies
from assistant.web.ingesting.disclosing import check, elsewhere_public
from assistant.web.ingesting.idempotency import key_of, once
from assistant.web.ingesting.known_names import know_names
from assistant.web.ingesting.receiving import Arrived, arriving
from assistant.web.ingesting.uploads import MEGA, StoredUpload, Upload, UploadRequest
from assistant.web.openapi_routes import INGESTION, KEYED, form, replied
from assistant.web.services import Services
from assistant.web.staff.access import services_for
from assistant.web.staff.audit import actor_of, audit

router = APIRouter()

API_PATH = "/api/uploads"
FORM_PATH = "/einlesen/hochladen"
# Enough to find the last run over the uploads behind those over other folders.
RUNS_LOOKED_AT = 100
# What the head of each part and the few fields of a form may take beside the files.
FORM_BYTES = 1_000_000


# For the description of the API: the form is read piece by piece, not by the framework.
FORM = form(UploadRequest, files="file")


@router.post(
    API_PATH,
    summary="Upload files",
    tags=[INGESTION],
    responses=replied(ingesting_replies.Received, 401, 409, 415, 422, 429, 503),
    openapi_extra=KEYED | FORM,
)
async def upload(request: Request) -> dict[str, Any]:
    """Takes files in. The status of each is stored, replaced, unchanged (it was there), moved, exists, withheld or
    failed; the same file, sent under the same name for another audience, is moved to that one.

    A file that exists with another content is sent again with `replace`; one that was to be public and is withheld,
    because it is there as internal or calls itself so, with `publish`, or as internal.

    With an Idempotency-Key the same request, sent again within a day, gets the first answer again.
    """
    services = services_for(request, "ingest")
    return {"files": await taken_in(request, services)}


@router.api_route(
    API_PATH,
    methods=READ,
    summary="List the uploads",
    tags=[INGESTION],
    responses=replied(ingesting_replies.Uploads, 401, 429, 503),
    openapi_extra=KEYED,
)
async def uploaded(request: Request) -> Response:
    """The uploads, and what may be uploaded."""
    services = services_for(request, "ingest")

    language = services.language_of(request)

    def listed() -> Response:
        runs = latest_runs(services.settings.folder, RUNS_LOOKED_AT)
        return JSONResponse({"uploads": uploads_json(services, runs, language), "limits": limits_json(services)})

    return await services.in_thread(listed)


@router.delete(
    "/api/uploads/{audience}/{name}",
    summary="Remove an upload",
    tags=[INGESTION],
    responses=replied(ingesting_replies.Removed, 401, 404, 422, 429, 503),
    openapi_extra=KEYED,
)
async def remove(request: Request, audience: str, name: str) -> dict[str, str]:
    """Removes an uploaded file; the run that begins then takes it out of the index."""
    services = services_for(request, "ingest")
    await removed(request, services, audience, name)
    return {"removed": name}


async def taken_in(request: Request, services: Services) -> list[dict[str, Any]]:
    """What became of each file of the form, as JSON: a wrong one does not keep the others out.

    Raises:
        InputError: a field is wrong, there is no file, or the form did not come whole; nothing was taken in.
            Or its Idempotency-Key was used for something else.
        ConflictError: the first request with its Idempotency-Key is still being worked on.
    """
    key = key_of(request)
    async with arriving(request, services.uploads, _largest_mb(services) * MEGA) as arrivals:
        wanted = filled(UploadRequest, arrivals.fields)
        if not arrivals.files:
            raise InputError("upload_none")
        work = partial(_kept_all, request, services, arrivals.files, wanted)
        if key is None:
            return await work()
        return await once(key, actor_of(request).who, services, arrivals.fields, arrivals.files, work)


async def _kept_all(
    request: Request, services: Services, arrived: Sequence[Arrived], wanted: UploadRequest
) -> list[dict[str, Any]]:
    files = []
    await to_thread.run_sync(know_names, services)
    for file in arrived:
        told = await to_thread.run_sync(_kept, services, file, wanted, services.language_of(request))
        about = {"status": told["status"], "audience": wanted.audience, "size": file.bytes}
        await audit(request, "upload", file=told["name"], **about)
        files.append(told)
    if await to_thread.run_sync(services.uploads.unread.changes):
        await to_thread.run_sync(services.ingestions.want_uploads)
    return files


async def removed(request: Request, services: Services, audience: str, name: str) -> None:
    """Removes an upload; raises NotFoundError where there is none of that name."""
    await to_thread.run_sync(services.uploads.remove, audience, name)
    await audit(request, "remove", file=name, audience=audience)
    await to_thread.run_sync(services.ingestions.want_uploads)


def limits_json(services: Services) -> dict[str, int]:
    return {"file_mb": _largest_mb(services), "all_mb": services.settings.max_uploads_mb}


def _largest_mb(services: Services) -> int:
    """The most that a file may have: one that has more than all of them may have is too large at any time."""
    return min(services.settings.max_file_mb, services.settings.max_uploads_mb)


def uploads_json(services: Services, runs: Sequence[IngestionRun], language: Language) -> list[dict[str, Any]]:
    """Each upload with its state: waiting, indexed, or failed with reason and remedy."""
    own = str(services.uploads.folder.resolve())
    last = next((run for run in runs if own in run.paths and run.status == "finished"), None)
    report = last.report_in(language) if last else None
    failed = {one["path"]: one for one in (report or {}).get("failed", ())}
    uploads = services.uploads.listed()
    held = _held(services) if last and uploads else {}
    places = [str(one.path.resolve()) for one in uploads]
    return [
        _upload_json(one, last, failed.get(place), held.get(place, []), language)
        for one, place in zip(uploads, places, strict=True)
    ]


def _held(services: Services) -> dict[str, list[IndexedDocument]]:
    """What the index holds of each file on the disk: its document, and those of the files inside it."""
    found: dict[str, list[IndexedDocument]] = defaultdict(list)
    for held in inventory(services.settings.folder):
        found[held.source].append(held)
    return found


def _upload_json(
    one: Upload,
    last: IngestionRun | None,
    failure: dict[str, Any] | None,
    held: Sequence[IndexedDocument],
    language: Language,
) -> dict[str, Any]:
    """`types` is what kinds of document were read from it, `warnings` what to know of them, each once."""
    changed = datetime.datetime.fromtimestamp(one.changed, datetime.UTC)
    is_read = last is not None and last.started >= changed
    told = failure if is_read else None
    shown = held if is_read and not told else []
    return {
        "audience": one.audience,
        "name": one.name,
        "bytes": one.bytes,
        "changed": changed.isoformat(timespec="seconds"),
        "state": "waiting" if not is_read else "failed" if told else "indexed",
        "reason": told["reason"] if told else None,
        "remedy": told["remedy"] if told else None,
        "types": list(dict.fromkeys(document.info.type for document in shown)),
        "warnings": warnings_worded(
            dict.fromkeys(warning for document in shown for warning in document.warnings), language
        ),
    }


def _kept(services: Services, file: Arrived, wanted: UploadRequest, language: Language) -> dict[str, Any]:
    """Moves one file to its place; gives what became of it."""
    try:
        if file.refused:
            raise file.refused
        if wanted.audience == "public" and not wanted.publish:
            check(services, file)
        public_at = elsewhere_public(services, file) if wanted.audience == "internal" else ""
        kept = services.uploads.keep(file.path, file.name, wanted)
    except ConflictError as error:
        return _told(file, "exists" if error.code == "upload_exists" else "withheld", error, language)
    except (InputError, StorageError, SettingsError) as error:
        return _told(file, "failed", error, language)
    except OSError as error:
        return _told(file, "failed", StorageError("upload_disk", name=file.name, why=error.strerror), language)
    return {"name": kept.name, "status": kept.status, **_remark(file, kept, wanted.audience, public_at, language)}


def _remark(
    file: Arrived, kept: StoredUpload, audience: Audience, public_at: str, language: Language
) -> dict[str, str | None]:
    """What to know of a file that is kept: above all that all may still read it, though it is internal now."""
    if audience == "internal" and (other := kept.other or public_at):
        told = explain("upload_public_too" if kept.other else "upload_public_at", language, other=other)
        return {"reason": told.message, "remedy": told.remedy}
    reason: str | None = None
    if kept.status == "moved":
        reason = explain(f"upload_now_{audience}", language).message
    elif kept.status == "unchanged":
        same = "upload_same" if kept.name == file.name else "upload_same_elsewhere"
        reason = explain(same, language, name=file.name, other=kept.name).message
    return {"reason": reason, "remedy": None}


def _told(file: Arrived, status: str, error: AssistantError, language: Language) -> dict[str, Any]:
    reason, remedy = error.explain(language)
    told = {"name": file.name or file.sent, "status": status, "reason": reason, "remedy": remedy}
    return told | {"retryable": error.status >= 500}
