"""The API keys, for admins: a list, a form for a new one, and a button that revokes. It works without script."""

from __future__ import annotations

import datetime
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError, InputError
from assistant.web.contract import READ
from assistant.web.forms import form_fields, page_address
from assistant.web.look.rendering import frame, render
from assistant.web.problems import problem_for
from assistant.web.same_origin import require_same_origin
from assistant.web.services import services_of
from assistant.web.shared.keys import DAY_SECONDS, SCOPES, ApiKey
from assistant.web.staff.access import services_for
from assistant.web.staff.audit import audit
from assistant.web.staff.key_making import LONGEST_NAME, NewKey, made, prefix_of, revoke

router = APIRouter()

PATH = "/schluessel"


@router.api_route(PATH, methods=READ)
async def keys_page(request: Request) -> Response:
    services_for(request, "keys")
    return await _page(request)


@router.post(PATH)
async def decide(request: Request) -> Response:
    """Makes a key and shows it, this once; or revokes one and goes back to the list."""
    require_same_origin(request)
    services = services_for(request, "keys")
    fields = await form_fields(request)
    try:
        match fields.get("action"):
            case "add":
                new = _stated(fields)
                key = await to_thread.run_sync(made, services.sessions.keys, services.settings, new)
                await audit(request, "key_added", key=prefix_of(key), scopes=" ".join(new.scopes), site=new.site)
                return await _page(request, made=key)
            case "revoke":
                await to_thread.run_sync(revoke, services.sessions.keys, fields.get("prefix", ""))
                await audit(request, "key_revoked", key=fields.get("prefix", ""))
            case _:
                raise InputError("field_missing", field="action")
    except AssistantError as error:
        return await _page(request, typed=fields, error=error)
    return RedirectResponse(page_address(request, PATH, done="revoked"), 303)


async def _page(
    request: Request, *, made: str = "", typed: dict[str, str] | None = None, error: AssistantError | None = None
) -> HTMLResponse:
    services = services_of(request)
    framing = {**frame(request), "problem": problem_for(request, error) if error else None}

    def shown() -> HTMLResponse:
        values = {
            "made": made,
            "typed": {"limit": "60", "days": "365", **(typed or {"scope_ask": "1"})},
            "keys": [_shown(key) for key in services.sessions.keys.listed()],
            "scopes": SCOPES,
            "sites": sorted(services.settings.sites),
            "longest": LONGEST_NAME,
            "done": request.query_params.get("done") == "revoked",
            "path": PATH,
        }
        return HTMLResponse(render(request, "keys.html", framing, **values), error.status if error else 200)

    return await to_thread.run_sync(shown)


def _stated(fields: dict[str, str]) -> NewKey:
    scopes = [scope for scope in SCOPES if fields.get(f"scope_{scope}")]
    numbers = {name: _number(name, fields.get(name, "")) for name in ("limit", "days")}
    return NewKey(fields.get("name", ""), scopes, fields.get("site", ""), **numbers)


def _number(name: str, typed: str) -> int:
    typed = typed.strip() or "0"
    if not (typed.isascii() and typed.isdigit() and len(typed) <= 9):
        raise InputError("field_number", field=name)
    return int(typed)


def _shown(key: ApiKey) -> dict[str, Any]:
    """The key with days in the place of moments; None: never."""
    return {
        "key": key,
        "made": _day(key.made),
        "used": _day(key.used * DAY_SECONDS),
        "expires": _day(key.expires),
    }


def _day(moment: float) -> datetime.date | None:
    return datetime.datetime.fromtimestamp(moment, datetime.UTC).date() if moment else None
