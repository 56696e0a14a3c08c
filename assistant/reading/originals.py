"""The file that a document was read from: found again, compared with what was read, taken out of the file around it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from assistant.errors import ReadingError
from assistant.reading.document import lying_at, written
from assistant.reading.formats import sniff
from assistant.reading.limits import Limits
from assistant.reading.read import load, parse
from assistant.reading.reading import Attachment
from assistant.records import Document
from assistant.storage.checksums import sha256_of

# To look at a page again must not hash its file again; of so many files the last sum is remembered.
REMEMBERED = 512


@dataclass(frozen=True, slots=True)
class Original:
    """The file of a document: `path` on the disk, and where in that file it lies, empty for the file itself."""

    path: Path
    member: str
    content_hash: str

    @classmethod
    def of(cls, document: Document) -> Original:
        source = document.source or document.location
        member = document.location[len(source) :].removeprefix("/") if document.location.startswith(source) else ""
        return cls(lying_at(source), member, document.content_hash)

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.member).name or self.path.name


def taken_out(original: Original, limits: Limits) -> bytes:
    """The file's bytes, as they were when it was read.

    Raises:
        ReadingError: it is gone, or has changed.
    """
    try:
        data = load(original.path, limits)
    except (ReadingError, ValueError) as error:  # a location with a zero in it is no path
        raise ReadingError("original_gone", path=original.name) from error
    for found in _candidates(data, original.path.name, original.member, limits):
        if hashlib.sha256(found).hexdigest() == original.content_hash:
            return found
    raise ReadingError("original_changed", path=original.name)


def opened(original: Original) -> BinaryIO:
    """The file, which is no member, opened and compared; to be closed by the caller.

    Raises:
        ReadingError: it is gone, or has changed.
    """
    try:
        _state(original.path)
        file = original.path.open("rb")
    except (OSError, ValueError) as error:
        raise ReadingError("original_gone", path=original.name) from error
    try:
        if hashlib.file_digest(file, "sha256").hexdigest() != original.content_hash:
            raise ReadingError("original_changed", path=original.name)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def obstacle(original: Original) -> str | None:
    """The code of the error that says why the file cannot be shown; None if it is there, a member only by its holder.

    A file of which size and time are those of the last look is not read again.
    """
    try:
        state = _state(original.path)
        digest = _digest(original.path, state) if not original.member else original.content_hash
    except (OSError, ValueError):
        return "original_gone"
    return None if digest == original.content_hash else "original_changed"


@dataclass(frozen=True, slots=True)
class Held:
    """A file to be handed out: with the files inside it, which became documents with rights of their own, or not."""

    original: Original
    with_files: bool

    @property
    def path(self) -> Path:
        return self.original.path


def held(task: Held, limits: Limits) -> bytes:
    """The bytes of a file inside a file; none of one that can be opened.

    Runs in a process of its own (`reader_processes.py`).

    Raises:
        ReadingError: it is gone, has changed, or holds files and must not.
    """
    original = task.original
    data = taken_out(original, limits)
    if not task.with_files and _inside(data, original.name, limits):
        raise ReadingError("original_holds_files", path=original.name)
    return data if original.member else b""


def _state(path: Path) -> tuple[int, int, int, int]:
    """What changes with the file. Raises OSError or ValueError where there is no plain file at an absolute path."""
    if not path.is_absolute() or not path.is_file():
        raise FileNotFoundError(path)
    status = os.stat(path)
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


@lru_cache(REMEMBERED)
def _digest(path: Path, _state: tuple[int, int, int, int]) -> str:
    return sha256_of(path)


def _candidates(data: bytes, name: str, member: str, limits: Limits) -> Iterator[bytes]:
    """What lies at `member` in the file; several where an archive has a file and a folder of one name."""
    if not member:
        yield data
        return
    for file in _inside(data, name, limits):
        inside = written(file.name)
        if inside == member:
            yield file.data
        elif member.startswith(f"{inside}/"):
            yield from _candidates(file.data, PurePosixPath(inside).name, member[len(inside) + 1 :], limits)


def _inside(data: bytes, name: str, limits: Limits) -> tuple[Attachment, ...]:
    """The files in this one, by the readers that took them out; no text is read for it in a PDF or a file of Office."""
    match sniff(data, Path(name).suffix).content:
        case "zip" | "eml" | "msg":
            return parse(data, name, limits).attachments
        case "pdf":
            from assistant.reading.pages.pdf_structure import structure_of

            return structure_of(data, name, limits).attachments
        case "docx" | "pptx" | "xlsx":
            from assistant.reading.office.embedded import embedded
            from assistant.reading.office.parts import Parts

            return embedded(Parts(data, name, limits), name, limits)
        case _:
            return ()
