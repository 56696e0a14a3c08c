"""Other programs say that a source has something new: signed calls, after which the source is fetched.

Source: Standard Webhooks (https://github.com/standard-webhooks/standard-webhooks), signature v1: HMAC-SHA256 of
"id.timestamp.body", in base64.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import logging
import secrets
import time
from collections.abc import Mapping

from anyio import to_thread
from fastapi import APIRouter, Request

from assistant.errors import UnauthorizedError
from assistant.settings.sources import Source
from assistant.web.ingesting import ingesting_replies
from assistant.web.ingesting.expiring_notes import ExpiringNotes
from assistant.web.openapi_routes import OPERATION, replied
from assistant.web.services import services_of

log = logging.getLogger("assistant.web")
router = APIRouter()

PATH = "/api/ingest/hooks/{key}"
TOLERANCE_SECONDS = 300
_LONGEST_ID = 200
_LONGEST_NUMBER = 15
_ENCODED = "whsec_"
# What an unknown key is compared with, so that it takes as long as a known one.
_NOBODYS = secrets.token_bytes(32)


@router.post(
    PATH,
    status_code=202,
    summary="Say that a source has something new",
    tags=[OPERATION],
    responses=replied(ingesting_replies.Queued, 401, 422, 429, 503, status=202),
)
async def hook(request: Request, key: str) -> dict[str, bool]:
    """Queues the fetch of a source, for calls that are signed as the Standard Webhooks are."""
    services = services_of(request)
    check(key, services.settings.sources.get(key), request.headers, await request.body(), time.time())
    used = ExpiringNotes(services.shared, 2 * TOLERANCE_SECONDS, "hook")
    name = hashlib.sha256(f"{key} {request.headers['webhook-id']}".encode()).hexdigest()[:64]
    if not await services.shared.call(lambda: used.claim(name, None)):
        raise UnauthorizedError("hook_refused")
    try:
        await to_thread.run_sync(services.ingestions.want_source, key)
    except BaseException:
        await services.shared.call(lambda: used.release(name))  # the sender will try again
        raise
    return {"queued": True}


def check(key: str, source: Source | None, headers: Mapping[str, str], body: bytes, now: float) -> None:
    """Returns when the call is signed with the secret of the source; `key` is what the log calls it.

    Raises:
        UnauthorizedError: whatever is wrong with it; whether there is such a source is not told.
    """
    told = headers.get
    id, moment, signatures = told("webhook-id", ""), told("webhook-timestamp", ""), told("webhook-signature", "")
    secret = _key(source)
    signed = hmac.new(secret or _NOBODYS, f"{id}.{moment}.".encode() + body, "sha256").digest()
    expected = f"v1,{base64.b64encode(signed).decode()}".encode()
    is_right = any(hmac.compare_digest(one.encode(), expected) for one in signatures.split(" ")[:10])
    is_number = moment.isascii() and moment.isdigit() and len(moment) <= _LONGEST_NUMBER
    is_new = is_number and abs(now - int(moment)) <= TOLERANCE_SECONDS
    if is_right and secret and is_number and not is_new:  # of nobody else: one of the two clocks is wrong
        fields = {"source": key, "late_seconds": round(now - int(moment))}
        log.warning("hook refused for its time", extra={"fields": fields})
    if not (is_right and is_new and secret and 0 < len(id) <= _LONGEST_ID):
        raise UnauthorizedError("hook_refused")


def _key(source: Source | None) -> bytes | None:
    """The secret of the source as bytes: those that the standard's form encodes, else the words themselves."""
    if source is None or source.hook_secret is None:
        return None
    words = source.hook_secret.get_secret_value()
    if not words.startswith(_ENCODED):
        return words.encode()
    try:
        return base64.b64decode(words.removeprefix(_ENCODED), validate=True)
    except ValueError:  # also of what is no ASCII
        return words.encode()
