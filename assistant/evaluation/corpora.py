"""Ingests the documents that a question set asks about: single texts, or the folders beside a gold file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Protocol
from unicodedata import normalize

from assistant.errors import UsageError
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.ingest import ingest_documents, ingest_paths
from assistant.indexing.report import Progress, Report
from assistant.indexing.run import Plan
from assistant.records import AUDIENCES, STAFF, Audience, Block, Document, DocumentInfo

# Taken in beside what is asked about, so that there is something to be mistaken for it.
FOLDERS: dict[str, Audience] = {
    "press": "public",
    "funding": "public",
    "minutes": "internal",
    "studies": "public",
    "ragsource": "public",
}

_LINE = re.compile(r"\S(?:.*\S)?")


class Shelf(Protocol):
    """The part of the assistant that lists documents."""

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]: ...

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document: ...


def text_document(text: str) -> Document:
    """A document that is nothing but `text`, a paragraph a line; no title, so that no word is added to it."""
    text = normalize("NFC", text.replace("\r\n", "\n"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    location = f"evaluation/{digest}"
    return Document(
        info=DocumentInfo(digest[:20], f"{digest[:20]}.txt", "", "other", "public", "de"),
        location=location,
        content_hash=digest,
        text=text,
        blocks=tuple(Block("paragraph", line.start(), line.end()) for line in _LINE.finditer(text)),
    )


def index_texts(
    data: Path, texts: Iterable[str], embedder: Embedder, max_tokens: int, progress: Progress | None = None
) -> dict[str, str]:
    """The document id of each text, once all of them are in the index; equal texts are one document."""
    documents = {text: text_document(text) for text in texts}
    unique = {document.id: document for document in documents.values()}
    ingest_documents(data, unique.values(), embedder, max_tokens, progress)
    return {text: document.id for text, document in documents.items()}


def index_folders(
    data: Path, corpus: Path, asked: Iterable[str], embedder: Embedder, max_tokens: int, progress: Progress
) -> list[Report]:
    """Takes in those of FOLDERS and of what holds the documents `asked` about, below `corpus`, that are there.

    Minutes are internal, all else is public.

    Raises:
        UsageError: there is none of them.
    """
    plan = Plan(embedder.name, lambda: embedder, max_tokens, progress)
    named = {part for path in asked for part in PurePosixPath(path).parts[:1]} - {"/", ".."}
    others: dict[str, Audience] = dict.fromkeys(sorted(named), "public")
    folders = others | FOLDERS
    there = {normalize("NFC", path.name): path for path in corpus.iterdir()} if corpus.is_dir() else {}
    found = {there[name]: audience for name, audience in folders.items() if name in there}
    if not found:
        raise UsageError("corpus_missing", path=corpus, folders=", ".join(folders))
    return [ingest_paths(data, paths, plan, audience=audience) for audience, paths in _by_audience(found)]


def index_folder(data: Path, folder: Path, embedder: Embedder, max_tokens: int, progress: Progress) -> Report:
    """Takes in all files of `folder`, as public."""
    plan = Plan(embedder.name, lambda: embedder, max_tokens, progress)
    return ingest_paths(data, [folder], plan, audience="public")


def _by_audience(found: Mapping[Path, Audience]) -> Iterator[tuple[Audience, list[Path]]]:
    for audience in AUDIENCES:
        if paths := [path for path in found if found[path] == audience]:
            yield audience, paths


def paths(shelf: Shelf) -> dict[str, str]:
    """Document id -> path below the folder that it was taken in from, NFC."""
    return {info.id: normalize("NFC", info.path) for info in shelf.documents(STAFF)}


def paths_below(corpus: Path, shelf: Shelf) -> dict[str, str]:
    """Document id -> path relative to `corpus`, with forward slashes, NFC; documents of other folders are left out."""
    root = corpus.resolve()
    locations = {info.id: Path(shelf.document(info.id, STAFF).location) for info in shelf.documents(STAFF)}
    return {
        id: normalize("NFC", location.relative_to(root).as_posix())
        for id, location in locations.items()
        if location.is_relative_to(root)
    }
