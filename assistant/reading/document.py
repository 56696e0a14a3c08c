"""A file -> Document, and the fingerprint that tells without reading whether a file has to be read again."""

from __future__ import annotations

import hashlib
import json
import os
import unicodedata
from dataclasses import asdict
from pathlib import Path

from assistant.reading.describe import audience_of, describe
from assistant.reading.read import load, parse
from assistant.reading.rules import Rules
from assistant.records import Audience, Document, DocumentType

# Raise it when a reader or the description changes what it returns for the same file: all files are read again.
READER_VERSION = 3
ID_LENGTH = 20


def read_document(
    path: Path, root: Path, rules: Rules, *, audience: Audience | None = None, type: DocumentType | None = None
) -> Document:
    """The document in the file `path`, which lies below `root`.

    The id depends on where the file lies and on its bytes, so that it changes with the content.

    Raises:
        ReadingError: the file cannot become a document.
    """
    data = load(path)
    reading = parse(data, path.name)
    location = location_of(path)
    content_hash = hashlib.sha256(data).hexdigest()
    document_id = _digest(location, content_hash)[:ID_LENGTH]
    return Document(
        info=describe(reading, path_in(root, path), rules, audience, type, document_id, _name(root)),
        location=location,
        content_hash=content_hash,
        text=reading.text,
        blocks=reading.blocks,
        pages=reading.pages,
        warnings=reading.warnings,
    )


def fingerprint(
    path: Path, root: Path, rules: Rules, *, audience: Audience | None = None, type: DocumentType | None = None
) -> str:
    """64 hex digits; equal ones mean that `read_document` would return the same document.

    Raises:
        ReadingError: the file cannot be read.
    """
    inside = path_in(root, path)
    decision = rules.decide(inside)
    decided = asdict(decision) | {"audience": audience_of(decision, audience), "type": type or decision.type}
    content_hash = hashlib.sha256(load(path)).hexdigest()
    return _digest(content_hash, _name(root), inside, json.dumps(decided, sort_keys=True), str(READER_VERSION))


def location_of(path: Path) -> str:
    """The resolved path as text; bytes of a file name that are not UTF-8 become U+FFFD."""
    return os.fsencode(path.resolve()).decode("utf-8", "replace")


def path_in(root: Path, path: Path) -> str:
    """The path relative to `root` with forward slashes, NFC. Raises ValueError if it does not lie below."""
    return _written(path.relative_to(root).as_posix())


def _name(root: Path) -> str:
    """The root's own name, which may say what its files are."""
    return _written(root.resolve().name)


def _written(name: str) -> str:
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
