"""The list of documents for the staff: a page with filters and ways to sort, and the same as JSON and CSV."""

from __future__ import annotations

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.records import AUDIENCES, DOCUMENT_TYPES
from assistant.web.contract import READ
from assistant.web.csv_response import CsvResponse
from assistant.web.forms import page_address
from assistant.web.ingesting import ingesting_replies
from assistant.web.ingesting.documents_list import SORTS, STATES, DocumentsQuery, listing, listing_csv, listing_json
from assistant.web.look.rendering import frame, render
from assistant.web.openapi_routes import CSV, INGESTION, STAFF_ONLY, replied, written
from assistant.web.staff.access import services_for
from assistant.web.visitor import origin_of

router = APIRouter()

PATH = "/dokumente"
API_PATH = "/api/staff/documents"


@router.api_route(
    API_PATH,
    methods=READ,
    summary="List documents and failed files",
    tags=[INGESTION],
    responses=replied(ingesting_replies.Rows, 401, 422, 429, 503),
    openapi_extra=STAFF_ONLY,
)
async def documents(request: Request, query: Annotated[DocumentsQuery, Query()]) -> Response:
    """A page of the documents that are wanted, failed files among them."""
    services = services_for(request, "documents")
    language = services.language_of(request)

    def listed() -> Response:
        return JSONResponse(listing_json(listing(services.settings.folder, query), query, language))

    return await services.in_thread(listed)


@router.api_route(
    f"{API_PATH}.csv",
    methods=READ,
    summary="The same for a spreadsheet",
    tags=[INGESTION],
    responses=written(CSV, 401, 422, 429, 503),
    openapi_extra=STAFF_ONLY,
)
async def documents_as_csv(request: Request, query: Annotated[DocumentsQuery, Query()]) -> Response:
    """All documents that are wanted, for a spreadsheet."""
    services = services_for(request, "documents")
    language = services.language_of(request)
    server = origin_of(request)

    def written() -> Response:
        table = listing_csv(listing(services.settings.folder, query), language, server)
        return CsvResponse(table, "dokumente")

    return await services.in_thread(written)


@router.api_route(PATH, methods=READ)
async def page(request: Request, query: Annotated[DocumentsQuery, Query()]) -> Response:
    services = services_for(request, "documents")
    framing, language = frame(request), services.language_of(request)

    def shown() -> HTMLResponse:
        found = listing(services.settings.folder, query)
        view = listing_json(found, query, language)
        values = {
            "view": view,
            "query": query,
            "is_narrowed": bool(query.q or query.type or query.lab or query.audience or query.state),
            "all_there_is": found.total,
            "labs": found.labs,
            "types": DOCUMENT_TYPES,
            "audiences": AUDIENCES,
            "states": STATES,
            "sorts": SORTS,
            "path": PATH,
            "uploads_folder": str(services.uploads.folder.resolve()),
            "address": partial(page_address, request, PATH, query),
            "as_csv": page_address(request, f"{API_PATH}.csv", query, page=1),
        }
        return HTMLResponse(render(request, "documents.html", framing, **values))

    return await services.in_thread(shown)
