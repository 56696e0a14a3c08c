"""A page that plays a website of somebody else and shows how the element gets there."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from assistant.messages import text
from assistant.records import Language
from assistant.web.contract import READ
from assistant.web.look.rendering import page
from assistant.web.services import services_of
from assistant.web.visitor import origin_of

router = APIRouter()

VARIANTS = ("plain", "left", "greeting", "page")
SAID = ("heading", "greeting", "contact")


@router.api_route("/widget-demo", methods=READ)
async def widget_demo(request: Request) -> HTMLResponse:
    """One of VARIANTS by `?variant=`, with what has to be copied for it."""
    wanted = request.query_params.get("variant")
    variant = wanted if wanted in VARIANTS else VARIANTS[0]
    language = services_of(request).language_of(request)
    origin = origin_of(request)
    shown = {"origin": origin, "variant": variant, "variants": VARIANTS}
    described = {"server": origin, "lang": language, "mode": "page", "position": "bottom-left", **_said(language)}
    described["site"] = text("demo_key", language)
    html = page(request, "widget_demo.html", **shown, described=described, attributes=_attributes(variant, language))
    return HTMLResponse(html)


def _attributes(variant: str, language: Language) -> Mapping[str, str]:
    match variant:
        case "left":
            return {"position": "bottom-left"}
        case "greeting":
            return _said(language)
        case "page":
            return {"mode": "page"}
        case _:
            return {}


def _said(language: Language) -> dict[str, str]:
    return {name: text(f"demo_{name}", language) for name in SAID}
