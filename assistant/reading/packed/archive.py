"""ZIP -> Reading: a folder. It has no text of its own; its files become documents. Nothing is written to the disk."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from assistant.errors import ReadingError
from assistant.reading.formats import ZIP_DAMAGE
from assistant.reading.heartbeat import page_done
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.packed.members import distinct, harmless, refuse_too_many
from assistant.reading.reading import Attachment, Reading
from assistant.reading.walk import LOCK_PREFIX, NO_DOCUMENT

ENCRYPTED = 0x1
NAME_IS_UTF8 = 0x800
UNICODE_NAME = 0x7075
BLOCK_BYTES = 1024 * 1024
LITTER = frozenset({"__macosx", *(name.casefold() for name in NO_DOCUMENT)})


def read_zip(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """The files of the archive as attachments; hidden ones, links and what systems leave behind are left out.

    A file that is locked, damaged or packed in an unknown way is named as refused.

    Raises:
        ReadingError: it holds too many files, or more bytes than it may.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = [(harmless(_name(member)), member) for member in archive.infolist() if _is_file(member)]
        members = [(path, member) for path, member in members if not _is_litter(path)]
        refuse_too_many(len(members), name, limits)
        unpacking = _Unpacking(archive, name, limits)
        names = distinct(path for path, _ in members)
        attachments = tuple(
            unpacking.attachment(path, member) for path, (_, member) in zip(names, members, strict=True)
        )
    return Reading("", (), attachments=attachments)


class _Unpacking:
    """Takes the files out; counts the bytes that come, not those that the archive promises."""

    def __init__(self, archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
        self._archive = archive
        self._name = name
        self._limits = limits
        self._bytes = 0

    def attachment(self, path: str, member: zipfile.ZipInfo) -> Attachment:
        if member.flag_bits & ENCRYPTED:
            return Attachment(path, b"", "locked_file")
        try:
            return Attachment(path, b"".join(self._blocks(member)))
        except NotImplementedError:
            return Attachment(path, b"", "member_packing")
        except ZIP_DAMAGE:
            return Attachment(path, b"", "member_damaged")
        finally:
            page_done()

    def _blocks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        with self._archive.open(member) as stream:
            while block := stream.read(BLOCK_BYTES):
                self._bytes += len(block)
                if self._bytes > self._limits.unpacked_bytes:
                    limit = f"{self._limits.unpacked_bytes / 1_000_000:.0f} MB"
                    raise ReadingError("inflates_too_much", path=self._name, size=f"> {limit}", limit=limit)
                yield block


def _is_file(member: zipfile.ZipInfo) -> bool:
    """Whether it is neither a folder nor a link."""
    return not member.filename.endswith(("/", "\\")) and not stat.S_ISLNK(member.external_attr >> 16)


def _is_litter(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return parts[-1].startswith(LOCK_PREFIX) or any(part.startswith(".") or part.casefold() in LITTER for part in parts)


def _name(member: zipfile.ZipInfo) -> str:
    """The name as it was meant: marked as UTF-8, in UTF-8 all the same, or in the code page of German Windows."""
    if member.flag_bits & NAME_IS_UTF8:
        return member.filename
    raw = member.orig_filename.partition("\0")[0].encode("cp437")  # from 3.13 on `filename` may be the Unicode name
    for candidate in (_unicode_name(member.extra, zlib.crc32(raw)), raw):
        try:
            if candidate:
                return candidate.decode("utf-8")
        except UnicodeDecodeError:
            continue
    return raw.decode("cp850")


def _unicode_name(extra: bytes, checksum: int) -> bytes:
    """The name in the field "Info-ZIP Unicode Path", empty if there is none for this name. Source: APPNOTE 4.6.9."""
    while len(extra) >= 4:
        kind, size = int.from_bytes(extra[:2], "little"), int.from_bytes(extra[2:4], "little")
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == UNICODE_NAME and field[:1] == b"\1" and int.from_bytes(field[1:5], "little") == checksum:
            return field[5:]
    return b""
