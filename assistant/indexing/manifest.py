"""What a finished index folder holds, and the seal that proves that it is as it was left."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import UnavailableError
from assistant.indexing.publications import State
from assistant.records import Audience
from assistant.storage.atomic_files import sync

# Raise it when the fields, their analysis or Chroma's configuration change: older folders are built anew.
FORMAT = 8
MANIFEST = "manifest.json"

# Opening Chroma touches its database, and tantivy its locks.
_UNSEALED = ("chroma.sqlite3", ".tantivy-")

# File -> its size in bytes, its time of change in ns, its checksum.
Seal = Mapping[str, tuple[int, int, str]]


@dataclass(frozen=True)
class Manifest:
    """`base` is the generation, and `base_publication` its publication, whose folder holds the vectors.

    It is 0 where no folder does, but a server. `is_tidy` is whether the lexical index holds nothing of what has left.
    """

    format: int
    generation: int
    model: str
    dimension: int
    publication: str
    base: int
    base_publication: str
    is_tidy: bool
    counts: dict[Audience, int]
    seal: Seal

    @property
    def state(self) -> State:
        return State(self.generation, self.model, self.dimension, self.publication)

    @property
    def base_state(self) -> State:
        """The state that the folder of vectors was built for; later changes lie beside it as patches."""
        return self.state._replace(generation=self.base, publication=self.base_publication)


def write(folder: Path, state: State, base: State | None, counts: Mapping[Audience, int], *, is_tidy: bool) -> None:
    """Seals the folder as it is now, and waits until all of it has reached the disk."""
    number, publication = (base.generation, base.publication) if base else (0, "")
    manifest = Manifest(FORMAT, *state, number, publication, is_tidy, dict(counts), _seal(folder))
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest)), encoding="utf-8")
    for path in [*folder.rglob("*"), folder]:
        sync(path)


def read(folder: Path, expected: State) -> Manifest:
    """The manifest of `folder`, once it fits `expected` and its seal holds.

    Raises:
        UnavailableError: it does not.
    """
    try:
        stated = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if stated["format"] != FORMAT:  # its fields may be others
            raise broken(folder, f"format {stated['format']} ≠ {FORMAT}")
        manifest = Manifest(**stated)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise broken(folder, error) from error
    if manifest.state != expected:
        raise broken(folder, f"{manifest.state} ≠ {expected}")
    for name, (size, changed_ns, checksum) in manifest.seal.items():
        if not _holds(folder / name, size, changed_ns, checksum):
            raise broken(folder, name)
    return manifest


def is_of(folder: Path, expected: State) -> bool:
    """Whether the folder says that it is of `expected`; `read` tells whether it is whole."""
    stated = _stated(folder)
    found = (stated.get("format"), stated.get("generation"), stated.get("publication"))
    return found == (FORMAT, expected.generation, expected.publication)


def format_of(folder: Path) -> int | None:
    """The format of the folder; None where no manifest tells."""
    return _number(folder, "format")


def base_of(folder: Path) -> int | None:
    """The generation whose folder holds the vectors of `folder`; None where no manifest tells."""
    return _number(folder, "base")


def _number(folder: Path, name: str) -> int | None:
    found = _stated(folder).get(name)
    return found if isinstance(found, int) else None


def _stated(folder: Path) -> dict[str, Any]:
    """What the manifest says, whatever its format; nothing where there is none that can be read."""
    try:
        stated = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stated if isinstance(stated, dict) else {}


def broken(folder: Path, why: object) -> UnavailableError:
    return UnavailableError("index_broken", path=folder, why=why)


def _holds(path: Path, size: int, changed_ns: int, checksum: str) -> bool:
    """Whether the file is as it was; it is read only where its time differs (a restored backup)."""
    try:
        status = path.stat()
        if status.st_size != size:
            return False
        return status.st_mtime_ns == changed_ns or _checksum(path) == checksum
    except OSError:
        return False


def _seal(folder: Path) -> Seal:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns, _checksum(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(_UNSEALED)
    }


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:32]
