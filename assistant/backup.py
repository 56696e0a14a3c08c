"""A network's data as one file, written while it is served, and a network out of such a file.

    backup.tar:  catalogue.sqlite, feedback.sqlite, weights-*.json, words-*.npy, yardstick-*.json, gold.jsonl,
                 uploads/…, and last manifest.json

Databases are copied by SQLite's own online copy, so each is of one moment; the tables of a database server are written
into such files, all of one moment. So a backup of a folder can be restored into a server, and the other way round. What
is derived (indexes, models, facts) is left out and made again. What the workers share
(server.sqlite: API keys, sessions, the audit log) is left out too, and begins anew. The manifest comes last and names
the checksum of every file: half a backup has none.
"""

from __future__ import annotations

import datetime
import errno
import hashlib
import io
import json
import os
import secrets
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

from sqlalchemy import func, update

from assistant.errors import StorageError, UsageError
from assistant.feedback.gold import FILE as GOLD
from assistant.feedback.tables import FEEDBACK
from assistant.indexing.check import repair
from assistant.indexing.index import no_index, published, published_generation
from assistant.indexing.tables import CATALOGUE, demands, documents
from assistant.reading.document import located
from assistant.storage import migrating
from assistant.storage.copying import empty, read_in, write_out
from assistant.storage.databases import file_engine
from assistant.storage.errors import explained_storage, storage_error
from assistant.storage.folder import ARRIVING, OWN_FILE, OWN_FOLDER, DataFolder
from assistant.storage.migrating import Lineage
from assistant.storage.writer import sole_writer

FORMAT = 1
MANIFEST = "manifest.json"
UPLOADS = PurePosixPath("uploads")
LEARNT = ("weights-*.json", "words-*.npy", "yardstick-*.json")  # by `tune` and `calibrate`
BESIDE = (*LEARNT, GOLD)
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
LARGEST_MANIFEST = 64_000_000  # bytes; 100,000 uploads take a quarter of it
_AT_ONCE = 1 << 20

Tell = Callable[[str, int], None]


def back_up(data: Path | DataFolder, target: Path, tell: Tell = lambda name, size: None) -> None:
    """Writes the backup of `data` to the file `target`, which appears whole or not at all.

    `tell` hears the name and the bytes of each file. Others may read and write the folder meanwhile.

    Raises:
        UnavailableError: there is nothing to keep.
        UsageError: `target` exists, or its folder does not.
        StorageError: the folder cannot be read, or `target` cannot be written.
    """
    folder = DataFolder.of(data)
    if not published_generation(folder):
        raise no_index(folder)
    if target.exists():
        raise UsageError("backup_exists", path=target)
    if not target.parent.is_dir():
        raise UsageError("backup_no_folder", folder=target.parent)
    part = target.with_name(f".{target.name}-{secrets.token_hex(4)}")
    with explained_storage(target.parent):
        try:
            with _begun(part) as file:
                with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                    _write(archive, folder, target.parent, tell)
                file.flush()
                os.fsync(file.fileno())
            part.rename(target)
        finally:
            part.unlink(missing_ok=True)


def restore(source: Path, place: Path | DataFolder, tell: Tell = lambda name, size: None) -> None:
    """Makes the network `place` of the backup `source`, indexes and all. It appears whole or not at all: its catalogue
    is there last.

    Raises:
        UsageError: `place` holds something already, or there is no file `source`.
        StorageError: `source` is no backup, only half of one, or damaged; or `data` cannot be written.
    """
    if not source.is_file():
        raise UsageError("missing_path", path=source)
    target = DataFolder.of(place)
    data = target.path
    for path in filter(None, (data, target.uploaded)):
        if path.exists() and not _is_empty(path):
            raise UsageError("restore_not_empty", data=path)
    is_disk = data.is_mount()  # nothing beside it lies on the same disk, and it cannot be replaced
    beside = (data / "x" if is_disk else data).with_name(f".{data.name}-{secrets.token_hex(4)}")
    with explained_storage(data):
        try:
            beside.parent.mkdir(parents=True, exist_ok=True)
            beside.mkdir(mode=data.stat().st_mode & 0o777 if data.exists() else OWN_FOLDER)
            with _readable(source), tarfile.open(source, "r:") as archive:
                manifest = _read(archive, source, beside, tell)
            _bring_up(DataFolder(beside))
            _move(DataFolder(beside).catalogue, manifest.get("folders", {}), _folders(target))
            with _in_place(replace(target, path=beside)):
                if target.uploaded and (beside / UPLOADS).is_dir():
                    shutil.copytree(beside / UPLOADS, target.uploaded, dirs_exist_ok=True)
                    shutil.rmtree(beside / UPLOADS)
                if is_disk:
                    _rise(beside, data)
                else:
                    if data.exists():
                        data.rmdir()
                    beside.rename(data)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _is_empty(path: Path) -> bool:
    """Whether it is a folder that holds nothing, but for what a new disk brings with it."""
    brought = {"lost+found"} if path.is_mount() else set()
    return path.is_dir() and {one.name for one in path.iterdir()} <= brought


def _rise(inside: Path, data: Path) -> None:
    """Moves all of the folder `inside` one up, into `data`; if that fails, nothing of it is there."""
    catalogue = DataFolder(inside).catalogue.name
    names = sorted((path.name for path in inside.iterdir()), key=lambda name: name == catalogue)
    try:
        for name in names:
            (inside / name).rename(data / name)
    except BaseException:
        for name in names:
            if (data / name).exists():
                (data / name).rename(inside / name)
        raise


def _databases(folder: DataFolder) -> dict[Path, Lineage]:
    """The files of what can be backed up, whether they are there or not."""
    return {folder.catalogue: CATALOGUE, folder.feedback: FEEDBACK}


def _bring_up(folder: DataFolder) -> None:
    """Brings databases of an earlier version of the program up to this one."""
    for file, lineage in _databases(folder).items():
        if file.is_file():
            engine = file_engine(file)
            try:
                migrating.migrate(engine, lineage)
            finally:
                engine.dispose()


def _folders(folder: DataFolder) -> dict[str, str]:
    """The folders of the network's own whose files are taken in, as the catalogue knows them."""
    return {"uploads": located(folder.uploads), "sources": located(folder.sources)}


def _move(catalogue: Path, before: Mapping[str, str], now: Mapping[str, str]) -> None:
    """Says in the catalogue that their files lie elsewhere now: else what is removed there would be answered from for
    ever, as a file of a folder that nobody takes in any more."""
    if not catalogue.is_file():
        return
    engine = file_engine(catalogue)
    try:
        with engine.begin() as connection:
            for name in before.keys() & now.keys():
                former, length = before[name] + os.sep, len(before[name])
                for column in (documents.c.location, documents.c.source, demands.c.path):
                    is_there = func.substr(column + os.sep, 1, length + 1) == former
                    moved = now[name] + func.substr(column, length + 1)
                    connection.execute(update(column.table).where(is_there).values({column.name: moved}))
    finally:
        engine.dispose()


@contextmanager
def _in_place(folder: DataFolder) -> Iterator[None]:
    """The databases in `folder` moved to the database server, if there is one, and the indexes made.

    If the block fails, the server is as it was, unless somebody has published on it meanwhile.
    """
    if not folder.database_url:
        repair(folder)
        yield
        return
    files = _databases(folder)
    with sole_writer(folder) as writer:
        read_in(folder, writer, files)
    restored = published(folder).state
    for file in files:
        file.unlink(missing_ok=True)
    try:
        repair(folder)
        yield
    except BaseException:
        with sole_writer(folder) as writer:
            if published(folder).state == restored:
                empty(folder, writer, files)
        raise


def _write(archive: tarfile.TarFile, folder: DataFolder, scratch: Path, tell: Tell) -> None:
    files: dict[str, dict[str, Any]] = {}

    def add(name: str, path: Path, frozen: Path) -> None:
        digest = hashlib.sha256()
        with frozen.open("rb") as stream:
            member = tarfile.TarInfo(name)
            member.size, member.mtime = os.fstat(stream.fileno()).st_size, int(path.stat().st_mtime)
            archive.addfile(member, _Hashing(stream, digest))
        files[name] = {"bytes": member.size, "sha256": digest.hexdigest()}
        tell(name, member.size)

    if folder.database_url:
        with _written_out(folder, scratch) as databases:
            for path in databases:
                add(path.name, path, path)
    for name, path in _kept(folder):
        with _as_of_now(path, scratch) as frozen:
            add(name, path, frozen)
    made = datetime.datetime.now().astimezone().isoformat(timespec="seconds")
    manifest = {"format": FORMAT, "made": made, "program": version("wissens-assistent"), "folders": _folders(folder)}
    manifest["files"] = files
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def _kept(folder: DataFolder) -> Iterator[tuple[str, Path]]:
    """(name in the backup, path) of everything in the folder that cannot be made again."""
    databases = () if folder.database_url else _databases(folder)
    beside = (path for pattern in BESIDE for path in sorted(folder.path.glob(pattern)))
    for path in (*databases, *beside):
        if path.is_file():
            yield path.name, path
    for path in sorted(folder.uploads.rglob("*")):
        inside = path.relative_to(folder.uploads)
        if path.is_file() and not path.is_symlink() and ARRIVING not in inside.parts:
            yield (UPLOADS / inside).as_posix(), path


@contextmanager
def _written_out(folder: DataFolder, scratch: Path) -> Iterator[list[Path]]:
    """What a database server holds of the network, as files of one moment."""
    with tempfile.TemporaryDirectory(dir=scratch, prefix=".backup-") as name:
        files = _databases(DataFolder(Path(name)))
        write_out(folder, files)
        yield [file for file in files if file.is_file()]


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


def _read(archive: tarfile.TarFile, source: Path, folder: Path, tell: Tell) -> dict[str, Any]:
    """Takes the files out, holds them against the manifest, and returns that."""
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
    return manifest


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
        return path.parts[0] == UPLOADS.name
    return name in ("catalogue.sqlite", "feedback.sqlite") or any(map(path.match, BESIDE))


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


def _begun(part: Path) -> BinaryIO:
    """The same for a backup, whose folder is not the data folder; raises StorageError where it may not be written."""
    try:
        return _own(part)
    except OSError as error:
        if error.errno in _CLOSED:
            raise StorageError("backup_not_writable", folder=part.parent, why=error.strerror) from error
        raise


@contextmanager
def _readable(source: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.ReadError, EOFError) as error:
        raise StorageError("backup_torn", path=source) from error
    except (tarfile.TarError, ValueError) as error:
        raise StorageError("backup_damaged", path=source, name=MANIFEST) from error
