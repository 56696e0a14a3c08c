"""The page of a document, opened at a quote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from assistant.records import Document, Span
from assistant.web.auth import audiences_of
from assistant.web.contract import READ
from assistant.web.rendering import frame, render
from assistant.web.services import services
from assistant.web.viewer import view

router = APIRouter()


@router.api_route("/documents/{document_id}", methods=READ)
async def document(request: Request, document_id: str) -> HTMLResponse:
    """The document, opened at the quote `?start=&end=`; without rights to see it, it does not exist."""
    room = services(request)
    audiences = audiences_of(request, room.sessions)
    await room.require_ready()
    framing = frame(request)

    def shown() -> HTMLResponse:
        return HTMLResponse(_shown(request, room.assistant.document(document_id, audiences), framing))

    return await to_thread.run_sync(shown, limiter=room.places)


def _shown(request: Request, document: Document, framing: Mapping[str, Any]) -> str:
    """The page of a document. Slow for a large one: not for the event loop."""
    asked_for_quote = bool({"start", "end"} & set(request.query_params))
    quote = _quote(request)
    seen = view(document, quote)
    values = {
        "document": document,
        "view": seen,
        "quote": quote if seen.quote_shown else None,
        "notice": asked_for_quote and not seen.quote_shown,
        "source_url": _web_address(document.info.url),
    }
    return render(request, "document.html", framing, **values)


def _web_address(url: str | None) -> str | None:
    """The document's own address if it is one of the web; a document must not bring a script link."""
    return url if url and url.startswith(("https://", "http://")) else None


def _quote(request: Request) -> Span | None:
    """The offsets of the link; None when they are no numbers."""
    try:
        return Span(int(request.query_params["start"]), int(request.query_params["end"]))
    except (KeyError, ValueError):
        return None
