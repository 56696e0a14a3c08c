"""A data folder as one file, written while it is served, and a data folder out of such a file.

    backup.tar:  catalogue.sqlite, feedback.sqlite, weights-*.json, uploads/…, and last manifest.json

Databases are copied by SQLite's own online copy, so each is of one moment. What is derived (indexes, models, facts) is
left out and made again. The manifest comes last and names the checksum of every file: half a backup has none.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import io
import json
import os
import secrets
import shutil
import sqlite3
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from assistant.errors import StorageError, UnavailableError, UsageError
from assistant.indexing.check import repair
from assistant.indexing.index import INGEST, published_generation
from assistant.messages import text
from assistant.records import Language
from assistant.settings import Settings
from assistant.storage.folder import ARRIVING, DataFolder
from assistant.storage.troubles import explained_storage, storage_error

FORMAT = 1
MANIFEST = "manifest.json"
FEEDBACK = "feedback.sqlite"
# Rights for the user of the server alone.
OWN_FILE, OWN_FOLDER = 0o600, 0o700
LARGEST_MANIFEST = 64_000_000  # bytes; 100,000 uploads take a quarter of it
_AT_ONCE = 1 << 20

Tell = Callable[[str, int], None]


def back_up(data: Path, target: Path, tell: Tell = lambda name, size: None) -> None:
    """Writes the backup of `data` to the file `target`, which appears whole or not at all.

    `tell` hears the name and the bytes of each file. Others may read and write the folder meanwhile.

    Raises:
        UnavailableError: there is nothing to keep.
        UsageError: `target` exists.
        StorageError: the folder cannot be read, or `target` cannot be written.
    """
    if not published_generation(data):
        raise UnavailableError("no_index", data=data, command=INGEST)
    if target.exists():
        raise UsageError("backup_exists", path=target)
    part = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    with explained_storage(target.parent):
        try:
            with _own(part) as file:
                with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                    _write(archive, data, target.parent, tell)
                file.flush()
                os.fsync(file.fileno())
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)


def restore(source: Path, data: Path, tell: Tell = lambda name, size: None) -> None:
    """Makes the data folder `data` of the backup `source`, indexes and all. It appears whole or not at all.

    Raises:
        UsageError: `data` holds something already, or there is no file `source`.
        StorageError: `source` is no backup, only half of one, or damaged; or `data` cannot be written.
    """
    if not source.is_file():
        raise UsageError("missing_path", path=source)
    if data.exists() and (not data.is_dir() or any(data.iterdir())):
        raise UsageError("restore_not_empty", data=data)
    beside = data.with_name(f".{data.name}-{secrets.token_hex(4)}")
    with explained_storage(data):
        try:
            beside.parent.mkdir(parents=True, exist_ok=True)
            beside.mkdir(mode=data.stat().st_mode & 0o777 if data.exists() else OWN_FOLDER)
            with _readable(source), tarfile.open(source, "r:") as archive:
                _read(archive, source, beside, tell)
            repair(beside)
            if data.exists():
                data.rmdir()
            beside.rename(data)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _write(archive: tarfile.TarFile, data: Path, scratch: Path, tell: Tell) -> None:
    files: dict[str, dict[str, Any]] = {}
    for name, path in _kept(data):
        with _as_of_now(path, scratch) as frozen:
            digest = hashlib.sha256()
            with frozen.open("rb") as stream:
                member = tarfile.TarInfo(name)
                member.size, member.mtime = os.fstat(stream.fileno()).st_size, int(path.stat().st_mtime)
                archive.addfile(member, _Hashing(stream, digest))
            files[name] = {"bytes": member.size, "sha256": digest.hexdigest()}
            tell(name, member.size)
    made = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    manifest = {"format": FORMAT, "made": made, "program": version("wissens-assistent"), "files": files}
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def _kept(data: Path) -> Iterator[tuple[str, Path]]:
    """(name in the backup, path) of everything that cannot be made again."""
    folder = DataFolder(data)
    for path in (folder.catalogue, folder.feedback, *sorted(data.glob("weights-*.json"))):
        if path.is_file():
            yield path.name, path
    for path in sorted(folder.uploads.rglob("*")):
        inside = path.relative_to(data)
        if path.is_file() and not path.is_symlink() and ARRIVING not in inside.parts:
            yield inside.as_posix(), path


@contextmanager
def _as_of_now(path: Path, scratch: Path) -> Iterator[Path]:
    """The file, or of a database a copy of one moment."""
    if path.suffix != ".sqlite":
        yield path
        return
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".backup-") as folder:
        copy = Path(folder) / path.name
        try:
            with closing(sqlite3.connect(path)) as live, closing(sqlite3.connect(copy)) as frozen:
                live.backup(frozen)
        except sqlite3.Error as error:
            raise storage_error(path, error) from error
        yield copy


class _Hashing:
    """A stream that counts its bytes into a digest while they are read."""

    def __init__(self, stream: Any, digest: Any) -> None:
        self._stream = stream
        self._digest = digest

    def read(self, size: int = -1) -> bytes:
        content: bytes = self._stream.read(size)
        self._digest.update(content)
        return content


def _read(archive: tarfile.TarFile, source: Path, folder: Path, tell: Tell) -> None:
    """Takes the files out and holds them against the manifest."""
    found: dict[str, dict[str, Any]] = {}
    manifest: dict[str, Any] | None = None
    for member in archive:
        if member.name == MANIFEST:
            manifest = _manifest(archive, member, source)
            break
        if not member.isreg() or not _is_ours(member.name):
            raise StorageError("backup_damaged", path=source, name=member.name)
        target = folder / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        found[member.name] = {"bytes": member.size, "sha256": _copied(archive.extractfile(member), target)}
        tell(member.name, member.size)
    if manifest is None:
        raise StorageError("backup_torn", path=source)
    for name in found.keys() | manifest["files"].keys():
        if found.get(name) != manifest["files"].get(name):
            raise StorageError("backup_damaged", path=source, name=name)


def _manifest(archive: tarfile.TarFile, member: tarfile.TarInfo, source: Path) -> dict[str, Any]:
    stream = archive.extractfile(member)
    manifest: Any = json.loads(stream.read(LARGEST_MANIFEST)) if stream else None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise StorageError("backup_damaged", path=source, name=MANIFEST)
    if manifest.get("format") != FORMAT:
        raise StorageError("backup_version", path=source, found=manifest.get("format"), expected=FORMAT)
    return manifest


def _is_ours(name: str) -> bool:
    """Whether a backup of ours holds a file of this name: it must not leave the folder."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name:
        return False
    if len(path.parts) > 1:
        return path.parts[0] == "uploads"
    return name in ("catalogue.sqlite", FEEDBACK) or path.match("weights-*.json")


def _copied(stream: Any, target: Path) -> str:
    """Writes the stream to `target`; its checksum."""
    digest = hashlib.sha256()
    with _own(target) as written:
        while content := stream.read(_AT_ONCE):
            digest.update(content)
            written.write(content)
    return digest.hexdigest()


def _own(path: Path) -> BinaryIO:
    """A new file that nobody else may read: it holds internal documents, and perhaps questions."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWN_FILE), "wb")


@contextmanager
def _readable(source: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.ReadError, EOFError) as error:
        raise StorageError("backup_torn", path=source) from error
    except (tarfile.TarError, ValueError) as error:
        raise StorageError("backup_damaged", path=source, name=MANIFEST) from error


def add_backup(commands: Any, language: Language) -> None:
    for name in ("backup", "restore"):
        description = text(f"{name}_description", language)
        command = commands.add_parser(name, help=description, description=description)
        command.add_argument("file", type=Path, metavar="FILE", help=text("backup_file", language))
        command.add_argument("--data", type=Path, metavar="DIR", help=text("ask_data", language))


def run(arguments: argparse.Namespace, settings: Settings) -> None:
    """Prints each file as it is done; raises what `back_up` and `restore` raise."""
    data, file = arguments.data or settings.data, arguments.file

    def tell(name: str, size: int) -> None:
        print(f"{size / 1e6:12,.1f} MB  {name}", file=sys.stderr, flush=True)

    if arguments.command == "backup":
        back_up(data, file, tell)
        print(text("backup_done", settings.language, path=file))
    else:
        restore(file, data, tell)
        print(text("restore_done", settings.language, data=data))
