"""The beginning of a file's text, and of the files inside it. Runs in a process of its own, so it imports nothing else
of the web."""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from assistant.errors import ReadingError
from assistant.reading.formats import sniff
from assistant.reading.limits import Limits
from assistant.reading.read import load, parse

# So much of a file is its beginning; of a PDF so many pages are read for it.
CHARACTERS = 1500
PAGES = 2
# Somebody waits: of an archive that takes longer the rest is compared, but not read.
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Look:
    """A file to look into: `name` is the one that it came with, which tells its format."""

    path: Path
    name: str


class Opening(NamedTuple):
    """Of one file the SHA-256 of its content, and the beginning of its text, empty where it cannot be read."""

    digest: str
    text: str


def openings(task: Look, limits: Limits) -> list[Opening]:
    """Of the file, and of the files inside it. Raises ReadingError if it cannot be opened."""
    return list(_openings(load(task.path, limits), task.name, limits, time.monotonic() + SECONDS, limits.depth))


def _openings(data: bytes, name: str, limits: Limits, until: float, depth: int) -> Iterator[Opening]:
    digest = hashlib.sha256(data).hexdigest()
    try:
        if time.monotonic() > until:
            raise ReadingError("reading_too_slow", path=name, seconds=SECONDS)
        reading = parse(_first_pages(data, name), name, limits)
    except ReadingError:  # the ingestion tells it
        yield Opening(digest, "")
        return
    yield Opening(digest, reading.text[:CHARACTERS])
    for attachment in reading.attachments[: limits.members if depth else 0]:
        yield from _openings(attachment.data, attachment.name, limits, until, depth - 1)


def _first_pages(data: bytes, name: str) -> bytes:
    """The first pages of a PDF; any other file, or a PDF that cannot be taken apart, as it is."""
    if sniff(data, Path(name).suffix)[0] != "pdf":
        return data
    import pypdfium2

    cut = io.BytesIO()
    try:
        with pypdfium2.PdfDocument(data) as whole, pypdfium2.PdfDocument.new() as few:
            few.import_pages(whole, list(range(min(PAGES, len(whole)))))
            few.save(cut)
    except pypdfium2.PdfiumError:
        return data
    return cut.getvalue()
