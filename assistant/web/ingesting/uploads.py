"""The folder of what staff have uploaded, for the ordinary ingestion to read.

DATA/uploads/<audience>/<name>   the files
DATA/uploads/corpus.toml         who may see them, by folder; their type and lab, by file; what labs there are
DATA/uploads/.arriving/          what is still being sent; what nobody has written to for long is removed
DATA/uploads/.unread-…           one for each change, until a run has read it (queueing/unread_uploads.py)
DATA/uploads/.changing.lock      held by whoever changes something

A file appears under its name whole, and after the rules that hold for it. Both are switched in by renaming, so that
neither an ingestion nor a kill finds half of one.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.errors import ConflictError, InputError, NotFoundError, StorageError
from assistant.language.terms import alphabetical
from assistant.queueing.unread_uploads import UnreadUploads
from assistant.reading.describing.labs import Known
from assistant.reading.describing.rules import Rules
from assistant.records import AUDIENCES, Audience, DocumentType
from assistant.storage.checksums import sha256_of
from assistant.storage.errors import explained_storage
from assistant.storage.folder import ARRIVING, make_own
from assistant.web.fields import Blank, Name, Switch
from assistant.web.ingesting.upload_names import key_of
from assistant.web.ingesting.upload_rules import carried, described, forgotten, with_audiences, with_names

Status = Literal["stored", "replaced", "unchanged", "moved"]

MEGA = 1_000_000
# What arrives is written to all the time: middleware.py gives up a body that stands still much earlier.
LEFT_SECONDS = 600.0
_PATIENCE_SECONDS = 30.0


class UploadRequest(BaseModel):
    """What is to become of the files of a form: what they are, and whether one may take the place of its namesake."""

    model_config = ConfigDict(extra="forbid")

    audience: Annotated[Audience, BeforeValidator(lambda value: value or "internal")] = "internal"
    type: Annotated[DocumentType | None, Blank] = None
    lab: Annotated[Name | None, Blank] = None
    replace: Switch = False
    publish: Annotated[Switch, Field(description="make public what is there as internal, or calls itself so")] = False
    lang: str | None = None


class Upload(NamedTuple):
    """A file of the folder; `changed` is the time of its last change, in seconds since 1970."""

    audience: Audience
    name: str
    path: Path
    bytes: int
    changed: float


class StoredUpload(NamedTuple):
    """What became of a file, and the name that it has here; `other` is that of a copy for another audience."""

    status: Status
    name: str
    other: str = ""


class Uploads:
    """The uploads of one network. Safe among threads, and among the processes and hosts that share the folder."""

    def __init__(self, folder: Path, *, max_mb: int) -> None:
        self.folder = folder
        self.max_mb = max_mb
        self.unread = UnreadUploads(folder)
        self._threads = threading.Lock()

    def clear(self) -> None:
        """Removes what did not arrive; what others are still sending stays."""
        oldest = time.time() - LEFT_SECONDS
        for path, about in _files(self._arriving):
            if about.st_mtime < oldest:
                path.unlink(missing_ok=True)

    def place(self) -> Path:
        """A new path for a file that arrives, on the disk of the others."""
        make_own(self.folder)
        self._arriving.mkdir(exist_ok=True)
        return self._arriving / secrets.token_hex(8)

    def room_left(self) -> int:
        """How many bytes may still come, what is arriving counted."""
        arriving = sum(about.st_size for _, about in _files(self._arriving))
        return self.max_mb * MEGA - sum(one.bytes for one in self.listed()) - arriving

    def listed(self) -> list[Upload]:
        """The files, by audience and name. Raises StorageError where the disk does not tell them."""
        return [
            Upload(audience, path.name, path, about.st_size, about.st_mtime)
            for audience in AUDIENCES
            for path, about in _files(self.folder / audience)
        ]

    def twin(self, arrived: Path, audience: Audience) -> Upload | None:
        """The file of that audience with the content of `arrived`."""
        return _twin(arrived, [one for one in self.listed() if one.audience == audience])

    def keep(self, arrived: Path, name: str, wanted: UploadRequest) -> StoredUpload:
        """Takes the file at `arrived` in under `name`.

        The same file under the same name for another audience moves: what is said last counts. What is internal moves
        to the public only where the request says `publish`.

        Raises:
            ConflictError: another file has this name, and may not be replaced.
            StorageError: the folder is full.
        """
        with self._changing():
            held = self.listed()
            own = [one for one in held if one.audience == wanted.audience]
            same = next((one for one in own if key_of(one.name) == key_of(name)), None)
            others = [one for one in held if one.audience != wanted.audience]
            copy = _twin(arrived, sorted(others, key=lambda one: key_of(one.name) != key_of(name)))
            may_move = wanted.publish or wanted.audience == "internal"
            moved = copy if copy and may_move and key_of(copy.name) == key_of(name) else None
            if twin := _twin(arrived, [same, *own] if same else own):
                self._describe(twin.name, wanted)
                if moved:
                    self._take_away(moved)
                    return StoredUpload("moved", twin.name)
                return StoredUpload("unchanged", twin.name, copy.name if copy else "")
            if same and not wanted.replace:
                raise ConflictError("upload_exists", name=same.name)
            stored = same.name if same else name
            if moved:
                self._move(moved, stored, wanted)
                return StoredUpload("moved", stored)
            if self.room_left() < 0:  # what arrived is counted, what it replaces will go only then
                raise StorageError("uploads_full", name=name, limit=self.max_mb)
            self._describe(stored, wanted)
            self._switch_in(arrived, wanted.audience, stored)
            return StoredUpload("replaced" if same else "stored", stored, copy.name if copy else "")

    def know(self, known: Known) -> None:
        """From now on files are recognised as of these labs and topics, also those that are there."""
        with self._changing():
            if with_names(self.folder, known):
                self.unread.mark()

    def remove(self, audience: str, name: str) -> None:
        """Removes a file and what was said of it, or neither.

        Raises:
            NotFoundError: there is none of that name.
            SettingsError: the rules cannot be read.
            StorageError: the folder cannot be written.
        """
        with explained_storage(self.folder), self._changing():
            found = next((one for one in self.listed() if (one.audience, one.name) == (audience, name)), None)
            if found is None:
                raise NotFoundError("unknown_upload", name=name)
            self._take_away(found)

    @contextmanager
    def _changing(self) -> Iterator[None]:
        """Nobody else changes anything meanwhile."""
        from filelock import FileLock, Timeout

        make_own(self.folder)
        with self._threads:
            try:
                with FileLock(self.folder / ".changing.lock", timeout=_PATIENCE_SECONDS):
                    yield
            except Timeout as error:
                raise StorageError("upload_busy") from error

    @property
    def _arriving(self) -> Path:
        return self.folder / ARRIVING

    def _describe(self, name: str, wanted: UploadRequest) -> None:
        """Writes the rules for a file; what they said of it stays where the request says nothing.

        Raises:
            InputError: as `_refuse_for_others`, and nothing is written.
        """
        self._refuse_for_others(name, wanted)
        if described(self.folder, _inside(wanted.audience, name), wanted.type, wanted.lab):
            self.unread.mark()

    def _refuse_for_others(self, name: str, wanted: UploadRequest) -> None:
        """Raises InputError where somebody's own rule gives the file to another audience."""
        with_audiences(self.folder)
        decided = Rules.find(self.folder).decide(_inside(wanted.audience, name)).audience
        if decided != wanted.audience:
            raise InputError("upload_rules", name=name, decided=decided, audience=wanted.audience)

    def _move(self, copy: Upload, name: str, wanted: UploadRequest) -> None:
        """Gives a file to another audience, with what was said of it; killed meanwhile it is where it was, or there."""
        self._refuse_for_others(name, wanted)
        carried(self.folder, _inside(copy.audience, copy.name), _inside(wanted.audience, name))
        self._describe(name, wanted)
        self._switch_in(copy.path, wanted.audience, name)
        forgotten(self.folder, _inside(copy.audience, copy.name))

    def _take_away(self, upload: Upload) -> None:
        forgotten(self.folder, _inside(upload.audience, upload.name))
        upload.path.unlink(missing_ok=True)
        self.unread.mark()

    def _switch_in(self, arrived: Path, audience: Audience, name: str) -> None:
        folder = self.folder / audience
        folder.mkdir(exist_ok=True)
        os.utime(arrived)  # from now on it is new: see `changed`
        os.replace(arrived, folder / name)
        self.unread.mark()


def _inside(audience: Audience, name: str) -> str:
    return f"{audience}/{name}"


def _files(folder: Path) -> list[tuple[Path, os.stat_result]]:
    """The files of a folder and what the disk says of them; one that others take away meanwhile is none."""
    found = []
    with explained_storage(folder):
        for path in sorted(folder.glob("*"), key=lambda path: (alphabetical(path.name), path.name)):
            with suppress(FileNotFoundError):
                if path.is_file():
                    found.append((path, path.stat()))
    return found


def _twin(arrived: Path, held: list[Upload]) -> Upload | None:
    """The first of `held` with the content of `arrived`. Only files of its size are read; one that is gone is none."""
    size = arrived.stat().st_size
    candidates = [one for one in held if one.bytes == size]
    content = sha256_of(arrived) if candidates else ""
    for one in candidates:
        with suppress(FileNotFoundError):
            if sha256_of(one.path) == content:
                return one
    return None
