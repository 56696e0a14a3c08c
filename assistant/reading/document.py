"""A file -> its Documents (itself and the files inside it), and the fingerprint that tells whether to read it again."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from assistant.errors import ReadingError
from assistant.messages.quantities import megabytes
from assistant.notices import Notice
from assistant.reading.describing.describe import FilePlace, audience_of, describe
from assistant.reading.describing.rules import Rules
from assistant.reading.heartbeat import page_done
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.read import load, parse
from assistant.reading.reading import Attachment, Reading
from assistant.records import Audience, Document, DocumentType

# Raise it when a reader, the description or the division into sentences changes what it returns for the same file: all
# files are read again.
READER_VERSION = 25
ID_LENGTH = 20
INSIDE = " › "


@dataclass(frozen=True, slots=True)
class Task:
    """A file to be read: `path` lies below `root`; `audience` and `type` are what the caller demands."""

    path: Path
    root: Path
    rules: Rules
    audience: Audience | None = None
    type: DocumentType | None = None

    @property
    def inside(self) -> str:
        """The path relative to `root` with forward slashes, NFC. Raises ValueError if it does not lie below."""
        return written(self.path.relative_to(self.root).as_posix())

    @property
    def location(self) -> str:
        """Where the file lies, as `located` says it."""
        return located(self.path)

    @property
    def root_name(self) -> str:
        """The root's own name, which may say what its files are."""
        return written(self.root.resolve().name)


class Refusal(NamedTuple):
    """A file inside a file that did not become a document: its path below the holder's root, and why."""

    path: str
    location: str
    code: str
    values: dict[str, object]


class Taken(NamedTuple):
    """The documents that one file gave, those of files inside it included, and the refused ones."""

    documents: tuple[Document, ...]
    refusals: tuple[Refusal, ...] = ()


def read_documents(task: Task, limits: Limits = DEFAULT) -> Taken:
    """The document in the file, and those in the files inside it.

    An id depends on audience and content, so that it survives a move and changes with the content.

    Raises:
        ReadingError: the file cannot become a document, and holds none.
    """
    walk = _Walk(task, limits)
    documents = tuple(walk.file(load(task.path, limits), _Place.of(task), limits.depth))
    if not documents and walk.refusals:
        first = walk.refusals[0]
        why = Notice.of(first.code, **first.values)
        raise ReadingError("nothing_inside", path=task.path.name, member=first.path, why=why)
    return Taken(documents, tuple(walk.refusals))


def fingerprint(task: Task, limits: Limits = DEFAULT) -> str:
    """64 hex digits; equal ones mean that `read_documents` would return the same documents.

    Raises:
        ReadingError: the file cannot be read.
    """
    decision = task.rules.decide(task.inside)
    decided = asdict(decision) | {
        "audience": audience_of(decision, task.audience),
        "type": task.type or decision.type,
    }
    parts = (
        task.root_name,
        task.inside,
        json.dumps(decided, sort_keys=True, default=str),
        task.rules.digest,
        str(READER_VERSION),
        _recognition(limits),
    )
    return _digest(hashlib.sha256(load(task.path, limits)).hexdigest(), *parts)


@cache
def _recognition(limits: Limits) -> str:
    """How scans are recognised: pages that were left out for want of tesseract are read once it is there."""
    from assistant.reading.pages.ocr import obstacle

    return obstacle(limits) or limits.ocr_languages


class _Place(NamedTuple):
    """Where a file lies: its own name, for people and rules (`described`), and for the catalogue (`location`)."""

    name: str
    location: str
    described: FilePlace

    @classmethod
    def of(cls, task: Task) -> _Place:
        described = FilePlace(
            path=task.inside,
            inside=task.inside,
            root_name=task.root_name,
            decision=task.rules.decide(task.inside),
            known=task.rules.known,
            audience=task.audience,
            type=task.type,
        )
        return cls(task.path.name, task.location, described)

    def of_member(self, name: str, rules: Rules, sent: datetime.date | None) -> _Place:
        """Inside the file at this place, which states the day `sent`; what is decided for the holder holds for it,
        unless a rule names it."""
        name = written(name)
        inside = f"{self.described.inside}/{name}"
        described = replace(
            self.described,
            path=self.described.path + INSIDE + name.replace("/", INSIDE),
            inside=inside,
            decision=rules.decide(inside, within=self.described.decision),
            sent=sent,
        )
        return _Place(PurePosixPath(name).name, f"{self.location}/{name}", described)


class _Walk:
    """Goes through a file and the files inside it, within limits that all of them share."""

    def __init__(self, task: Task, limits: Limits) -> None:
        self.refusals: list[Refusal] = []
        self._task = task
        self._limits = limits
        self._members_left = limits.members
        self._bytes_left = limits.unpacked_bytes

    def file(self, data: bytes, place: _Place, depth: int) -> Iterator[Document]:
        limits = replace(self._limits, members=self._members_left, unpacked_bytes=self._bytes_left)
        reading = parse(data, place.name, limits)
        page_done()
        if reading.text:
            yield self._document(data, place, reading)
        for attachment in reading.attachments:
            member = place.of_member(attachment.name, self._task.rules, reading.date or place.described.sent)
            yield from self._member(attachment, member, depth - 1)

    def _member(self, attachment: Attachment, place: _Place, depth: int) -> Iterator[Document]:
        try:
            if attachment.refused:
                raise ReadingError(attachment.refused, path=attachment.name)
            self._count(attachment, depth)
            yield from self.file(attachment.data, place, depth)
        except ReadingError as error:
            self.refusals.append(Refusal(place.described.path, place.location, error.code, error.values))

    def _count(self, attachment: Attachment, depth: int) -> None:
        if depth <= 0:
            raise ReadingError("nested_files", path=attachment.name, limit=self._limits.depth)
        self._members_left -= 1
        self._bytes_left -= len(attachment.data)
        if self._members_left < 0:
            raise ReadingError("too_many_members", path=attachment.name, limit=self._limits.members)
        if self._bytes_left < 0:
            limit = megabytes(self._limits.unpacked_bytes)
            raise ReadingError("inflates_too_much", path=attachment.name, limit=limit, size=f"> {limit}")

    def _document(self, data: bytes, place: _Place, reading: Reading) -> Document:
        content_hash = hashlib.sha256(data).hexdigest()
        audience = audience_of(place.described.decision, place.described.audience)
        described = describe(reading, place.described, _digest(audience, content_hash)[:ID_LENGTH])
        return Document(
            info=described.info,
            location=place.location,
            content_hash=content_hash,
            text=reading.text,
            blocks=reading.blocks,
            pages=reading.pages,
            warnings=reading.warnings,
            source=self._task.location,
            boxes=reading.boxes,
            origins=described.origins,
        )


def located(path: Path) -> str:
    """The resolved path as text; bytes that are not UTF-8 become U+FFFD."""
    return os.fsencode(path.resolve()).decode("utf-8", "replace")


def lying_at(location: str) -> Path:
    """The path of which `located` made the text, or the first of those that it may stand for."""
    whole = Path(location)
    if "\ufffd" not in location or os.path.exists(whole):
        return whole
    try:
        return _first_of(whole)
    except OSError:  # a folder that must not be opened
        return whole


def _first_of(whole: Path) -> Path:
    """The path on the disk whose parts are those, but for bytes that are not UTF-8."""
    path = Path(whole.anchor)
    for part in whole.parts[1:]:
        names = os.listdir(path) if "\ufffd" in part and path.is_dir() else [part]
        path /= next((name for name in names if os.fsencode(name).decode("utf-8", "replace") == part), part)
    return path


def written(name: str) -> str:
    """A name of the file system as text in NFC; bytes that are not UTF-8 become U+FFFD."""
    return unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8", "replace"))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
