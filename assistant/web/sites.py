"""What holds on a website that embeds the assistant: who may name it, and what the element says there."""

from __future__ import annotations

import re
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import JSONResponse, Response

from assistant.errors import ForbiddenError, NotFoundError
from assistant.records import Language
from assistant.settings.settings import Settings
from assistant.settings.sites import Site
from assistant.web import replies
from assistant.web.contract import READ
from assistant.web.fields import Text
from assistant.web.openapi_routes import ANYBODY, QUESTIONS, replied
from assistant.web.same_origin import is_same_origin
from assistant.web.services import Services, services_of
from assistant.web.visitor import address_of

router = APIRouter()

# Each page that opens the element asks once, and the browser keeps the answer; a whole firm may share an address.
LOOKS_A_MINUTE = 120
# A greeting that the operator has changed is seen a minute later. It is another one for another language.
KEPT = {"Cache-Control": "public, max-age=60", "Vary": "Origin, Accept-Language"}
_ORIGIN = re.compile(r"[a-z][a-z-]{1,20}://(?:[\w.-]{1,200}|\[[0-9a-f:]{2,40}\])(?::\d{1,5})?")


@router.api_route(
    "/api/site",
    methods=READ,
    summary="What the element says on a website",
    tags=[QUESTIONS],
    responses=replied(replies.Site, 403, 404, 422, 429),
    openapi_extra=ANYBODY,
)
async def site(request: Request, key: Annotated[Text, Query(max_length=40)] = "") -> Response:
    """What the element says on the website `key`, or where none is named; "" is left to the element."""
    services = services_of(request)
    await services.looks.enter(address_of(request))
    named = site_of(request, key) if key else None
    return JSONResponse(_said(services, key, named, services.language_of(request)), headers=KEPT)


def site_of(request: Request, key: str) -> Site:
    """The website of that key, if it is the one that the request comes from.

    Our own pages may name every website, and so may callers that are no browser: they could send any origin.

    Raises:
        NotFoundError: there is no such website.
        ForbiddenError: a browser says that the request comes from another one.
    """
    named = services_of(request).settings.sites.get(key)
    if named is None:
        raise NotFoundError("unknown_site", key=key)
    origin = request.headers.get("origin")
    if origin is not None and origin not in named.origins and not is_same_origin(request):
        raise ForbiddenError("site_origin", key=key, origin=_shown(origin))
    return named


def contact_of(settings: Settings, site: Site | None, language: Language) -> str:
    """Whom the website names where no document answers; a name in the other language is better than another one."""
    named = dict(site.contact) if site else {}
    return named.get(language) or next(filter(None, named.values()), settings.contact)


def _said(services: Services, key: str, site: Site | None, language: Language) -> dict[str, Any]:
    return {
        "key": key,
        "heading": site.heading.get(language, "") if site else "",
        "greeting": site.greeting.get(language, "") if site else "",
        "contact": contact_of(services.settings, site, language),
        "examples": services.examples(language, site),
    }


def _shown(origin: str) -> str:
    """What a browser sends is scheme, host and port; whatever else somebody sends is not repeated."""
    return origin if _ORIGIN.fullmatch(origin) else "null"
