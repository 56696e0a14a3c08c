"""The files that hold the operator's look: the colours, the icon and the logo."""

from __future__ import annotations

from functools import lru_cache

from fastapi import APIRouter, Request
from starlette.responses import Response

from assistant.errors import NotFoundError
from assistant.web.contract import READ
from assistant.web.look.logo import POLICY, Logo
from assistant.web.look.static_files import FOLDER, StaticFile
from assistant.web.look.theme import Theme
from assistant.web.services import services_of

router = APIRouter()


@router.api_route("/theme.css", methods=READ)
async def theme(request: Request) -> Response:
    return _stylesheet(services_of(request).look.theme).response(request)


@router.api_route("/icon.svg", methods=READ)
async def icon(request: Request) -> Response:
    """Our mark in the operator's colour; browsers show it beside the title."""
    return _icon(services_of(request).look.theme).response(request)


@router.api_route("/logo", methods=READ)
async def logo(request: Request) -> Response:
    shown = services_of(request).look.logo
    if shown is None:
        raise NotFoundError("unknown_path")
    return _logo(shown).response(request, {"Content-Security-Policy": POLICY})


@lru_cache
def _stylesheet(theme: Theme) -> StaticFile:
    return StaticFile.of("text/css", theme.stylesheet().encode())


@lru_cache
def _icon(theme: Theme) -> StaticFile:
    drawn = (FOLDER / "favicon.svg").read_text(encoding="utf-8")
    return StaticFile.of("image/svg+xml", theme.painted(drawn).encode())


@lru_cache
def _logo(logo: Logo) -> StaticFile:
    return StaticFile.of(logo.media_type, logo.content)
