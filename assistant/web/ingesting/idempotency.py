"""The header Idempotency-Key: who sends the same upload again, after a lost answer, gets the first answer again.

Source: IETF, draft-ietf-httpapi-idempotency-key-header-07 (422 for another content, 409 while the first is worked on).
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from anyio import to_thread
from starlette.requests import Request

from assistant.errors import ConflictError, InputError
from assistant.web.ingesting.expiring_notes import ExpiringNotes
from assistant.web.ingesting.receiving import Arrived
from assistant.web.services import Services

HEADER = "idempotency-key"
DAY_SECONDS = 24 * 3600.0
LONGEST_KEY = 255
# A worker that was killed with a request keeps its key for no longer; what is stored twice is stored once.
WORKING_SECONDS = 120.0
AGAIN_SECONDS = 5

Told = list[dict[str, Any]]


def key_of(request: Request) -> str | None:
    """The key of the request, None without one. Raises InputError for one that is none."""
    key = request.headers.get(HEADER)
    if key is not None and not (0 < len(key) <= LONGEST_KEY and key.isascii()):
        raise InputError("key_wrong", limit=LONGEST_KEY)
    return key


async def once(
    key: str,
    who: str,
    services: Services,
    fields: Mapping[str, str],
    files: Sequence[Arrived],
    work: Callable[[], Awaitable[Told]],
) -> Told:
    """What `work` gives, or what it gave to the same request of the same caller, unless one of its files failed then.

    Where a file could not be written down as it arrived, it cannot be told whether it is the same; it fails anyway.

    Raises:
        InputError: the key was used for something else.
        ConflictError: the first request is still being worked on.
    """
    if any(file.refused and file.refused.code == "upload_disk" for file in files):
        return await work()
    digest = await to_thread.run_sync(_digest, dict(fields), [(file.sent, file.path) for file in files])
    kept = ExpiringNotes(services.shared, DAY_SECONDS, "upload")
    name = hashlib.sha256(f"{who}\0{key}".encode()).hexdigest()
    begun = {"digest": digest, "begun": time.time(), "files": None}
    if not await services.shared.call(lambda: kept.claim(name, begun)):
        earlier = await services.shared.call(lambda: kept.recall(name))
        if earlier and earlier["digest"] != digest:
            raise InputError("key_reused")
        if earlier and earlier["files"] is not None:
            found: Told = earlier["files"]
            return found
        if earlier is None or abs(time.time() - earlier["begun"]) < WORKING_SECONDS:  # a clock may have been put back
            raise ConflictError("key_in_use", seconds=AGAIN_SECONDS)
    try:
        told = await work()
    except BaseException:
        await services.shared.call(lambda: kept.release(name))
        raise
    if any(one["status"] == "failed" for one in told):  # a disk that was full may have room at the next try
        await services.shared.call(lambda: kept.release(name))
    else:
        await services.shared.call(lambda: kept.replace(name, {**begun, "files": told}))
    return told


def _digest(fields: dict[str, str], files: Sequence[tuple[str, Path]]) -> str:
    """Equal for equal fields and files; of a file that was refused only the name counts."""
    found = hashlib.sha256(json.dumps(fields, sort_keys=True).encode())
    for sent, path in files:
        found.update(json.dumps(sent).encode())
        if path.exists():
            with path.open("rb") as file:
                found.update(hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()
