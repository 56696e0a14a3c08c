"""Stops uploads for the public that may be internal: the content is in the index as internal, or the file says so."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import select

from assistant.errors import ConflictError, ReadingError, StorageError
from assistant.indexing.catalog import Catalog
from assistant.indexing.tables import documents, visible
from assistant.reading.limits import limits_of
from assistant.reading.reader_processes import ReaderProcess
from assistant.records import Audience
from assistant.storage.checksums import sha256_of
from assistant.storage.folder import DataFolder
from assistant.web.ingesting.opening import Look, Opening, openings
from assistant.web.ingesting.receiving import Arrived
from assistant.web.services import Services

# What nobody says of a text that all may read, wherever it stands at the beginning.
_PHRASES = (
    *(r"nur (?:für den|zum|für) (?:internen?|dienst)(?: |-)?gebrauch", r"nur für (?:den )?internen? gebrauch"),
    *(r"(?:für den|zum) internen gebrauch", r"nur intern", r"streng vertraulich", r"vs[- ]?nfd"),
    *(r"nicht zur veröffentlichung(?: bestimmt)?", r"nicht (?:für die )?öffentlich(?:keit)?(?: bestimmt)?[.!)\n]"),
    *(r"(?:for )?internal use only", r"not for publication", r"strictly confidential"),
)
# A word that is also used in other ways: on a line of its own, before or behind a colon or dash, or in brackets.
_LABEL = r"(?:intern(?:es dokument)?|vertraulich|internal|confidential)"
_LABELS = (
    rf"^\W*{_LABEL}\W*$",
    rf"^\W*{_LABEL}\s*[:–—|/!-](?!\w)",
    rf"[:–—|(\[]\s*{_LABEL}\s*(?:[)\].!|,–—]|$)",
)
_SAID = re.compile(rf"\b(?:{'|'.join(_PHRASES)})|{'|'.join(_LABELS)}", re.IGNORECASE | re.MULTILINE)
_IN_NAME = re.compile(rf"(?<![^\W_]){_LABEL}(?![^\W_])", re.IGNORECASE)


def check(services: Services, file: Arrived) -> None:
    """Returns when nothing says that a file which is to be public is meant for staff alone.

    Of a file that cannot be read only its content as a whole and its name count; of files inside it content and text.

    Raises:
        ConflictError: it does; somebody has to decide.
        StorageError: the catalogue cannot be read.
    """
    if services.uploads.twin(file.path, "public"):
        return
    if twin := services.uploads.twin(file.path, "internal"):
        raise ConflictError("upload_is_internal", name=file.name, other=twin.name)
    found = _openings(services, file)
    if other := _internal(services.settings.folder, {one.digest for one in found}):
        raise ConflictError("upload_is_internal", name=file.name, other=other)
    if words := said_in([file.name], _IN_NAME) or said_in([one.text for one in found], _SAID):
        raise ConflictError("upload_says_internal", name=file.name, words=words)


def elsewhere_public(services: Services, file: Arrived) -> str:
    """The path of a public document with the content of this file that is no upload; none where there is none, or the
    catalogue cannot be read, for what is to be internal is taken in all the same."""
    uploads = services.uploads.folder.resolve()
    try:
        held = _held(services.settings.folder, {sha256_of(file.path)})
    except StorageError:
        return ""
    return next(
        (path for _, audience, path, at in held if audience == "public" and uploads not in Path(at).parents), ""
    )


def said_in(texts: Sequence[str], words: re.Pattern[str] = _SAID) -> str:
    """The words by which one of these beginnings calls itself internal; none where none does."""
    found = next((match for text in texts if (match := words.search(text))), None)
    return " ".join(found[0].split()).strip(" :–—|/([])-.,!") if found else ""


def _openings(services: Services, file: Arrived) -> list[Opening]:
    process = ReaderProcess(limits_of(services.settings))
    try:
        return process.run(openings, Look(file.path, file.name))
    except ReadingError:
        return [Opening(sha256_of(file.path), "")]
    finally:
        process.close()


def _internal(folder: DataFolder, digests: Collection[str]) -> str:
    """The path of an internal document with such a content that is not public, too; none where there is none."""
    held = _held(folder, digests)
    public = {digest for digest, audience, *_ in held if audience == "public"}
    return next((path for digest, audience, path, _ in held if audience != "public" and digest not in public), "")


def _held(folder: DataFolder, digests: Collection[str]) -> list[tuple[str, Audience, str, str]]:
    """Content, audience, path and file of the documents in the index with such a content."""
    try:
        catalog = Catalog.open(folder)
    except FileNotFoundError:
        return []
    columns = (documents.c.content_hash, documents.c.audience, documents.c.path, documents.c.source)
    with closing(catalog), catalog.explained(), catalog.engine.connect() as connection:
        is_held = visible(catalog.state().generation)
        query = select(*columns).where(is_held, documents.c.content_hash.in_(list(digests))).order_by(documents.c.path)
        return [tuple(row) for row in connection.execute(query)]
