"""Writes files as Outlook saves them: a compound file (a file system in a file) with the properties of a mail."""

from __future__ import annotations

import datetime
import struct
from collections.abc import Mapping, Sequence
from typing import Any

SECTOR, SMALL_SECTOR, SMALL_BELOW = 512, 64, 4096
FREE, END, FAT, NOBODY = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
Folder = dict[str, Any]

UNICODE, BYTES8, BINARY, INTEGER, BOOLEAN, TIME = 0x001F, 0x001E, 0x0102, 0x0003, 0x000B, 0x0040
EPOCH = datetime.datetime(1601, 1, 1, tzinfo=datetime.UTC)


def compound_file(root: Folder) -> bytes:
    """The folders (dictionaries) and files (bytes) as one file. Source: [MS-CFB]."""
    large, small, small_chain = bytearray(), bytearray(), []
    chain: list[int] = []
    entries: list[bytearray] = []

    def store(content: bytes, into: bytearray, links: list[int], size: int) -> int:
        if not content:
            return END
        start, count = len(links), -(-len(content) // size)
        links.extend([*range(start + 1, start + count), END])
        into.extend(content.ljust(count * size, b"\0"))
        return start

    def entry(name: str, kind: int, content: bytes = b"") -> int:
        is_small = len(content) < SMALL_BELOW
        start = 0
        if kind == 2:
            start = (
                store(content, small, small_chain, SMALL_SECTOR) if is_small else store(content, large, chain, SECTOR)
            )
        raw = name.encode("utf-16-le") + b"\0\0"
        links = struct.pack("<HBBIII", len(raw), kind, 1, NOBODY, NOBODY, NOBODY)
        entries.append(bytearray(raw.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", start, len(content))))
        return len(entries) - 1

    def fill(number: int, folder: Folder) -> None:
        before, offset = number, 76  # the first is the folder's child, each other one its brother's right one
        for name, content in folder.items():
            is_folder = isinstance(content, dict)
            child = entry(name, 1 if is_folder else 2, b"" if is_folder else content)
            struct.pack_into("<I", entries[before], offset, child)
            before, offset = child, 72
            if is_folder:
                fill(child, content)

    fill(entry("Root Entry", 5), root)
    start = store(bytes(small), large, chain, SECTOR)
    struct.pack_into("<IQ", entries[0], 116, start, len(small))
    directory = store(b"".join(entries), large, chain, SECTOR)
    small_fat = store(struct.pack(f"<{len(small_chain)}I", *small_chain), large, chain, SECTOR)
    count = -(-len(chain) // (SECTOR // 4 - 1))
    fat = [*chain, *[FAT] * count]
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(count * SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    small_count = -(-len(small_chain) * 4 // SECTOR)
    header += struct.pack("<9I", 0, count, directory, 0, SMALL_BELOW, small_fat, small_count, END, 0)
    places = [*range(len(chain), len(chain) + count)]
    header += struct.pack("<109I", *places, *[FREE] * (109 - count))
    return header + bytes(large) + table


def properties(header_bytes: int, values: Mapping[tuple[int, int], Any]) -> Folder:
    """(number, type) -> value, as the streams of a folder. Source: [MS-OXMSG] 2.4."""
    table, streams = bytearray(header_bytes), {}
    for (number, kind), value in values.items():
        fixed = _fixed(kind, value)
        if fixed is None:
            content = value.encode("utf-16-le") if isinstance(value, str) else value
            streams[f"__substg1.0_{number:04X}{kind:04X}"] = content
            fixed = struct.pack("<II", len(content), 0)
        table += struct.pack("<HHI", kind, number, 6) + fixed
    return {"__properties_version1.0": bytes(table), **streams}


def _fixed(kind: int, value: Any) -> bytes | None:
    if kind == TIME:
        return struct.pack("<Q", int((value - EPOCH).total_seconds() * 10_000_000))
    return struct.pack("<Q", value) if kind in (INTEGER, BOOLEAN) else None


def message(
    values: Mapping[tuple[int, int], Any],
    recipients: Sequence[tuple[int, str, str]] = (),
    attachments: Sequence[Folder] = (),
    header_bytes: int = 32,
) -> Folder:
    """A mail: its own properties, (kind, name, address) of each recipient, a folder for each attachment."""
    folder = properties(header_bytes, values)
    for number, (kind, name, address) in enumerate(recipients):
        person = {(0x0C15, INTEGER): kind, (0x3001, UNICODE): name, (0x39FE, UNICODE): address}
        folder[f"__recip_version1.0_#{number:08X}"] = properties(8, person)
    for number, attachment in enumerate(attachments):
        folder[f"__attach_version1.0_#{number:08X}"] = attachment
    return folder


def attachment(name: str, data: bytes, more: Mapping[tuple[int, int], Any] | None = None) -> Folder:
    return properties(8, {(0x3707, UNICODE): name, (0x3701, BINARY): data, **(more or {})})


def embedded(name: str, mail: Folder) -> Folder:
    """A mail in a mail; made with `header_bytes=24`."""
    return {**properties(8, {(0x3001, UNICODE): name}), "__substg1.0_3701000D": mail}


def packed_rtf(rtf: bytes) -> bytes:
    """As Outlook stores RTF, every byte for itself. Source: [MS-OXRTFCP]."""
    pieces = b"".join(bytes(1) + rtf[start : start + 8] for start in range(0, len(rtf), 8))
    return struct.pack("<II4sI", len(pieces) + 12, len(rtf), b"LZFu", 0) + pieces
