"""Lists the files of a source that can be read, under names that stay inside its folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from assistant.errors import UsageError
from assistant.reading.describing.rules import RULES_FILE
from assistant.reading.formats import READABLE_SUFFIXES
from assistant.reading.packed.members import FORBIDDEN, harmless

# Deeper lies only what leads round in a circle.
DEEPEST = 40
LONGEST_NAME_BYTES = 200
_HIDDEN = (".", "~$")
# By which of these a file system tells that a file has changed. Times only where there is no sum: some lie.
_SUMS = ("etag", "ETag", "e_tag", "md5", "checksum")
_TIMES = ("mtime", "modified", "LastModified", "last_modified", "created")


class Entry(NamedTuple):
    """A file of the source. `path` is the file system's, `name` ours, relative; `version` changes with the content."""

    path: str
    name: str
    bytes: int | None
    version: str


class SourceListing(NamedTuple):
    """The files by name, and how many others were passed over."""

    entries: Mapping[str, Entry]
    passed_over: int


def listed(fs: Any, root: str, key: str, *, max_files: int, max_bytes: int) -> SourceListing:
    """Whatever the file system raises passes through: half a list is none.

    Raises:
        UsageError: there is more than the source may have.
    """
    found: dict[str, Entry] = {}
    passed_over = total = 0
    for info in _files(fs, root.rstrip("/"), 0):
        entry = _entry(info, root)
        if entry is None or entry.name in found:
            passed_over += 1
            continue
        found[entry.name] = entry
        total += entry.bytes or 0
        if len(found) > max_files:
            raise UsageError("source_too_many", key=key, limit=max_files)
        if total > max_bytes:
            raise UsageError("source_too_large", key=key, limit=max_bytes // 1_000_000)
    inside = [name for name in found if any(str(parent) in found for parent in PurePosixPath(name).parents)]
    for name in inside:  # a store may have a file and a folder of one name, a disk has not
        del found[name]
    return SourceListing(found, passed_over + len(inside))


def _files(fs: Any, folder: str, depth: int) -> Iterator[dict[str, Any]]:
    """The files below a folder; none behind a link, which may lead anywhere."""
    for info in sorted(fs.ls(folder, detail=True), key=lambda one: str(one["name"])):
        if info.get("islink") or str(info["name"]).strip("/") == folder.strip("/"):
            continue
        if info["type"] != "directory":
            yield info
        elif depth < DEEPEST and not _is_hidden(PurePosixPath(str(info["name"])).name):
            yield from _files(fs, info["name"], depth + 1)


def _entry(info: dict[str, Any], root: str) -> Entry | None:
    """None for a file that is no document, or whose name is not to be had here."""
    path = str(info["name"])
    inside = _inside(path, root)
    if inside is None:
        return None
    name = harmless(FORBIDDEN.sub("-", inside))
    parts = PurePosixPath(name).parts
    is_rules = parts == (RULES_FILE,)
    if not is_rules and PurePosixPath(name).suffix.lower() not in READABLE_SUFFIXES:
        return None
    if any(_is_hidden(part) or len(part.encode()) > LONGEST_NAME_BYTES for part in parts):
        return None
    size = info.get("size")
    return Entry(path, name, int(size) if size is not None else None, _version(info))


def _inside(path: str, root: str) -> str | None:
    """The path below the root; None for what a list names elsewhere."""
    bare, own = path.strip("/"), root.strip("/")
    if not own:
        return bare
    return bare[len(own) + 1 :] if bare.startswith(f"{own}/") else None


def _is_hidden(part: str) -> bool:
    return part.startswith(_HIDDEN)


def _version(info: dict[str, Any]) -> str:
    sums = [str(info[name]) for name in _SUMS if info.get(name)]
    times = [str(info[name]) for name in _TIMES if info.get(name)]
    return " ".join([str(info.get("size")), *(sums or times)])
