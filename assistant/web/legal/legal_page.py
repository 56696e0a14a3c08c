"""The pages that the law asks for; `legal.py` made them when the server started."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from assistant.web.contract import READ
from assistant.web.legal.legal import PAGES
from assistant.web.look.rendering import page
from assistant.web.services import services_of

router = APIRouter()


@router.api_route(f"/{PAGES['imprint']}", methods=READ)
@router.api_route(f"/{PAGES['privacy']}", methods=READ)
@router.api_route(f"/{PAGES['accessibility']}", methods=READ)
async def legal(request: Request) -> HTMLResponse:
    services = services_of(request)
    language = services.language_of(request)
    shown = services.legal[request.url.path.removeprefix("/"), language]
    return HTMLResponse(page(request, "legal.html", shown=shown))
