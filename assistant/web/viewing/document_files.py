"""The files of a document: its pages as images, and the file that it was read from, to be saved, never shown itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from pathlib import PurePosixPath
from typing import BinaryIO
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from assistant.errors import InputError, NotFoundError, ReadingError
from assistant.reading.originals import Original, opened
from assistant.reading.packed.members import harmless
from assistant.reading.pages.page_images import MEDIA_TYPE
from assistant.records import Audience, Document
from assistant.web.auth import audiences_of
from assistant.web.contract import READ
from assistant.web.services import services_of
from assistant.web.visitor import address_of

router = APIRouter()

SCALES = ("1", "2")
# What is public may be kept for an hour; a right to internal pages may end before.
PUBLIC_CACHE = "private, max-age=3600"
INTERNAL_CACHE = "private, no-cache"
BLOCK_BYTES = 256 * 1024
UNKNOWN_TYPE = "application/octet-stream"
_OPEN_XML = "application/vnd.openxmlformats-officedocument"
_OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
# Of the formats that are read; a table of our own, for that of the system differs from machine to machine.
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".docx": f"{_OPEN_XML}.wordprocessingml.document",
    ".pptx": f"{_OPEN_XML}.presentationml.presentation",
    ".xlsx": f"{_OPEN_XML}.spreadsheetml.sheet",
    ".odt": f"{_OPEN_DOCUMENT}.text",
    ".odp": f"{_OPEN_DOCUMENT}.presentation",
    ".ods": f"{_OPEN_DOCUMENT}.spreadsheet",
    ".doc": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".ppt": "application/vnd.ms-powerpoint",
    ".rtf": "application/rtf",
    ".eml": "message/rfc822",
    ".msg": "application/vnd.ms-outlook",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
    ".bmp": "image/bmp",
    ".webp": "image/webp",
}

_NAME = re.compile(r"([1-9][0-9]{0,5})\.webp")


@router.api_route("/documents/{document_id}/pages/{name}", methods=READ)
async def image(request: Request, document_id: str, name: str) -> Response:
    """The page `NUMBER.webp` as an image; without rights to see its document, it does not exist."""
    services, audiences = services_of(request), await audiences_once_ready(request)
    document = await services.in_thread(services.assistant.document, document_id, audiences)
    matched, scale = _NAME.fullmatch(name), request.query_params.get("scale", SCALES[0])
    if not matched or not document.boxes:
        raise NotFoundError("unknown_path")
    if scale not in SCALES:
        raise InputError("field_choice", field="scale", choices=", ".join(SCALES))
    is_public = document.info.audience == "public"
    etag = f'"{document.content_hash[:32]}-{matched[1]}-{scale}"'
    headers = {"ETag": etag, "Cache-Control": PUBLIC_CACHE if is_public else INTERNAL_CACHE}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    try:
        with bounded(request, audiences):
            made = await services.page_images.page(document, int(matched[1]), int(scale))
    except ReadingError as error:
        raise NotFoundError(error.code, **error.values) from error
    return Response(made.image, media_type=MEDIA_TYPE, headers=headers)


@router.api_route("/documents/{document_id}/original", methods=READ)
async def original_file(request: Request, document_id: str) -> Response:
    """The file to be saved; without rights to see its document, it does not exist.

    One that holds further files is for those who may see all of them, and so is one without pages of which its reader
    left something out: hidden sheets and tracked deletions are in no text, and nobody has called them public.
    """
    services, audiences = services_of(request), await audiences_once_ready(request)
    document = await services.in_thread(services.assistant.document, document_id, audiences)
    original = Original.of(document)
    if not is_given(document, audiences):
        raise NotFoundError("original_left_out", path=original.name)
    try:
        with bounded(request, audiences):
            member = await services.page_images.held(document, with_files="internal" in audiences)
        if original.member:
            return Response(member, media_type=_media_type(original.name), headers=_headers(original.name, len(member)))
        file = await services.in_thread(opened, original)
    except ReadingError as error:
        raise NotFoundError(error.code, **error.values) from error
    headers = _headers(original.name, file.seek(0, 2))
    if request.method == "HEAD":
        file.close()
        return Response(media_type=_media_type(original.name), headers=headers)
    return StreamingResponse(_blocks(file), media_type=_media_type(original.name), headers=headers)


def is_given(document: Document, audiences: frozenset[Audience]) -> bool:
    """Whether the caller may have the file itself: staff, or everybody where its text is all of it."""
    return "internal" in audiences or bool(document.boxes) or not document.warnings


def bounded(request: Request, audiences: frozenset[Audience]) -> AbstractContextManager[None]:
    """Counts what is done with the file of a document for a visitor while the block runs; staff are not counted.

    Raises:
        RateLimitError: too much is done for the same visitor already.
    """
    return nullcontext() if "internal" in audiences else services_of(request).images_at_once.one(address_of(request))


async def audiences_once_ready(request: Request) -> frozenset[Audience]:
    """What the caller may see, once there is anything to be seen."""
    services = services_of(request)
    audiences = audiences_of(request)
    await services.require_ready()
    return audiences


def disposition(name: str) -> str:
    """The header that has a browser save a file under this name. Source: RFC 6266, RFC 8187."""
    name = PurePosixPath(harmless(name)).name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode("ascii")
    plain = "".join(character for character in plain if character.isprintable() and character not in '"\\%;')
    return f"attachment; filename=\"{plain or 'original'}\"; filename*=UTF-8''{quote(name, safe='')}"


def _headers(name: str, size: int) -> dict[str, str]:
    return {
        "Content-Disposition": disposition(name),
        "Content-Length": str(size),
        "Cache-Control": "private, no-store",
    }


def _media_type(name: str) -> str:
    return MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), UNKNOWN_TYPE)


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while block := file.read(BLOCK_BYTES):
            yield block
