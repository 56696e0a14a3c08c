"""A source mirrored into a folder: changed files are fetched, files that are gone there are removed here. A fetch that
breaks off leaves every file whole.

SOURCES/<key>/          the files, each there only once all of it has come
SOURCES/<key>.json      what they are the versions of, and when they were fetched
SOURCES/.<key>/         what is still coming
SOURCES/.<key>.lock     held by whoever fetches it
"""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from assistant.errors import AssistantError, StorageError, UsageError
from assistant.mirroring.listing import Entry, SourceListing, listed
from assistant.mirroring.remote import RemoteFolder, open_remote
from assistant.mirroring.state import State, Unfetched, read_state, write_state
from assistant.reading.describing.rules import RULES_FILE
from assistant.settings.settings import Settings
from assistant.settings.sources import Source
from assistant.storage.errors import explained_storage
from assistant.storage.folder import make_own

# More than this share of the files is not removed without somebody who says so: a list may be wrong.
LARGEST_REMOVAL = 1 / 3
_FEW = 10
_PIECE_BYTES = 1 << 20
# Blacking out shorter values would garble every word, and tell by the gaps what they are.
_SHORTEST_SECRET = 4
_LONGEST_REASON = 300
# A kill costs so much of what was fetched.
_KEEP_SECONDS = 20.0


class Fetched(NamedTuple):
    """What a fetch has done: files that came anew, that went, that stayed, that are no documents or too large, and that
    could not be had (`State.unfetched` says why)."""

    fetched: int
    removed: int
    unchanged: int
    passed_over: int
    failed: int = 0

    @property
    def has_changed(self) -> bool:
        return bool(self.fetched or self.removed)


class _UnfetchedError(StorageError):
    """One file that could not be had."""


class _TooLargeError(Exception):
    """One file is larger than any may be."""


@dataclass(slots=True)
class _Arrivals:
    """How many files came, which are too large, and which could not be had, and why."""

    fetched: int = 0
    too_large: list[str] = field(default_factory=list)
    unfetched: dict[str, Unfetched] = field(default_factory=dict)


class CutError(Exception):
    """The fetch was asked to stop; what has come stays."""


class Mirror:
    """The folder of one source; `open` gives a file system of fsspec and the root in it."""

    def __init__(
        self,
        key: str,
        source: Source,
        folder: Path,
        max_file_bytes: int,
        open: Callable[[Source], RemoteFolder] = open_remote,
    ) -> None:
        self.key = key
        self.source = source
        self.root = folder / key
        self._arriving = folder / f".{key}"
        self._file = folder / f"{key}.json"
        self._max_file_bytes = max_file_bytes
        self._open = open

    @classmethod
    def of(cls, key: str, settings: Settings) -> Mirror:
        """Raises UsageError where the settings name no such source."""
        if key not in settings.sources:
            raise UsageError("unknown_source", key=key, known=", ".join(settings.sources) or "-")
        return cls(key, settings.sources[key], settings.folder.sources, settings.max_file_mb * 1_000_000)

    @property
    def state(self) -> State:
        """Raises StorageError where the disk does not give it."""
        with explained_storage(self.root):
            return read_state(self._file)

    @property
    def options(self) -> list[str]:
        """How the files are taken in, as `python ingest.py` is told; the mirror has decided what may go."""
        options = ["--audience", self.source.audience]
        options += ["--type", self.source.type] if self.source.type else []
        return [*options, *(["--prune", "--yes"] if self.source.prune else [])]

    @property
    def is_taken_in(self) -> bool:
        """Whether everything that was fetched has been taken in."""
        return self.state.taken_in == self.state.fetched

    def taken_in(self, state: State) -> None:
        """Notes that all files of `state` have been ingested. Raises StorageError if that cannot be written."""
        with explained_storage(self.root):
            write_state(self._file, self.state._replace(taken_in=state.fetched))

    def fetch(self, *, may_shrink: bool = False, stopping: threading.Event | None = None) -> Fetched:
        """Brings the folder up to the source. A file that alone cannot be had keeps no other out: its earlier version
        stays, and the state names it.

        Raises:
            UsageError: the source has more than it may, nothing, or much less than before ("source_shrunk", unless
                `may_shrink`). Nothing was removed.
            StorageError: the source did not answer to the end, did not give its rules, or the disk refuses. Nothing was
                removed. Or somebody else fetches it.
            CutError: `stopping` was set.
        """
        with self._alone(), explained_storage(self.root):
            return self._fetched(may_shrink, stopping)

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        with explained_storage(self.root):
            make_own(self.root)
            lock = FileLock(self._arriving.with_name(f".{self.key}.lock"), timeout=0)
            try:
                lock.acquire()
            except Timeout as error:
                raise StorageError("source_busy", key=self.key) from error
        try:
            yield
        finally:
            lock.release()

    def _fetched(self, may_shrink: bool, stopping: threading.Event | None) -> Fetched:
        state = self.state._replace(attempted=_now(), link=self.source.link, prune=self.source.prune)
        write_state(self._file, state)
        with self._reaching():
            remote = self._open(self.source)
        try:
            found = self._found(remote)
            gone = self._gone(found, state) if self.source.prune else []
            if not may_shrink:
                self._refuse_to_shrink(gone, state)
            arrivals, state = self._fetch_changed(remote, found, state, stopping)
        finally:
            remote.close()
            shutil.rmtree(self._arriving, ignore_errors=True)
        for name in gone:
            self._remove(name)
        versions = {name: version for name, version in state.versions.items() if name not in gone}
        outgrown = tuple(sorted(name for name in arrivals.too_large if (self.root / name).is_file()))
        after = state._replace(versions=versions, outgrown=outgrown, unfetched=arrivals.unfetched)
        is_told = (after.outgrown, after.unfetched) == (state.outgrown, state.unfetched)
        if gone or not is_told or state.fetched is None:
            after = after._replace(fetched=_now())
        write_state(self._file, after)
        too_large, failed = len(arrivals.too_large), len(arrivals.unfetched)
        unchanged = len(found.entries) - arrivals.fetched - too_large - failed
        return Fetched(arrivals.fetched, len(gone), unchanged, found.passed_over + too_large, failed)

    def _found(self, remote: RemoteFolder) -> SourceListing:
        """What lies there: something, or it is taken for a fault."""
        limits = {"max_files": self.source.max_files, "max_bytes": self.source.max_mb * 1_000_000}
        with self._reaching():
            found = listed(remote.fs, remote.root, self.key, **limits)
        if not found.entries:
            raise UsageError("source_empty", key=self.key)
        return found

    def _gone(self, found: SourceListing, state: State) -> list[str]:
        """The names here that the source has no longer, whoever brought them."""
        here = (path for path in self.root.rglob("*") if path.is_file() or path.is_symlink())
        names = {path.relative_to(self.root).as_posix() for path in here} | state.versions.keys()
        return sorted(names - found.entries.keys())

    def _refuse_to_shrink(self, gone: list[str], state: State) -> None:
        if len(gone) > max(_FEW, len(state.versions) * LARGEST_REMOVAL):
            raise UsageError("source_shrunk", key=self.key, gone=len(gone), total=len(state.versions))

    def _fetch_changed(
        self, remote: RemoteFolder, found: SourceListing, state: State, stopping: threading.Event | None
    ) -> tuple[_Arrivals, State]:
        """What has come, and the state with it.

        Whenever that is kept, it says that something new came, and when: a fetch that is cut has it taken in as well.
        The rules come first, as they say who may see the others.
        """
        versions = dict(state.versions)
        arrivals = _Arrivals()
        kept = time.monotonic()
        try:
            for entry in sorted(found.entries.values(), key=lambda one: one.name != RULES_FILE):
                if stopping is not None and stopping.is_set():
                    raise CutError
                if versions.get(entry.name) == entry.version and self._is_here(entry):
                    continue
                try:
                    self._fetch(remote.fs, entry)
                except _TooLargeError:
                    arrivals.too_large.append(entry.name)
                    continue
                except _UnfetchedError as error:
                    self._refuse_to_go_on(remote, entry, error)
                    arrivals.unfetched[entry.name] = Unfetched(error.code, error.values)
                    continue
                versions[entry.name] = entry.version
                arrivals.fetched += 1
                if time.monotonic() - kept > _KEEP_SECONDS:
                    kept = time.monotonic()
                    write_state(self._file, state._replace(versions=versions, fetched=_now()))
        finally:
            state = state._replace(versions=versions, fetched=_now() if arrivals.fetched else state.fetched)
            with contextlib.suppress(OSError):  # then it is fetched once more
                write_state(self._file, state)
        return arrivals, state

    def _refuse_to_go_on(self, remote: RemoteFolder, entry: Entry, error: _UnfetchedError) -> None:
        """Raises what is wrong with more than this one file: with the rules of all, or with a source that went away."""
        if entry.name == RULES_FILE:
            raise error
        with self._reaching():
            remote.fs.invalidate_cache()
            remote.fs.ls(remote.root, detail=False)

    def _is_here(self, entry: Entry) -> bool:
        path = self.root / entry.name
        return path.is_file() and not path.is_symlink() and entry.bytes in (None, path.stat().st_size)

    def _fetch(self, fs: Any, entry: Entry) -> None:
        """Brings one file, whole.

        Raises:
            _TooLargeError: the source says so, or more of it comes than a file may have.
            _UnfetchedError: the source does not give it, or only a part.
        """
        if (entry.bytes or 0) > self._max_file_bytes:
            raise _TooLargeError
        target = self.root / entry.name
        beside = self._arriving / "file"
        self._arriving.mkdir(parents=True, exist_ok=True)
        try:
            came = self._copy(fs, entry, beside)
        except AssistantError:
            raise
        except Exception as error:  # each file system has errors of its own
            raise _UnfetchedError("source_file", key=self.key, name=entry.name, why=self._why(error)) from error
        if came > self._max_file_bytes:
            raise _TooLargeError
        if entry.bytes is not None and came != entry.bytes:
            raise _UnfetchedError("source_cut", key=self.key, name=entry.name, came=came, expected=entry.bytes)
        self._make_way(target)
        os.replace(beside, target)

    def _copy(self, fs: Any, entry: Entry, beside: Path) -> int:
        """How many bytes came: all, or more than a file may have."""
        came = 0
        with fs.open(entry.path, "rb") as source, beside.open("wb") as file:
            while came <= self._max_file_bytes and (piece := source.read(_PIECE_BYTES)):
                came += len(piece)
                with explained_storage(self.root):
                    file.write(piece)
            with explained_storage(self.root):
                file.flush()
                os.fsync(file.fileno())
        return came

    def _make_way(self, target: Path) -> None:
        """Makes the folder of a file, and removes links and files that stand where a folder must be."""
        for folder in reversed([one for one in target.parents if one.is_relative_to(self.root) and one != self.root]):
            if folder.is_symlink() or folder.is_file():
                folder.unlink()
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir() and not target.is_symlink():
            shutil.rmtree(target)

    def _remove(self, name: str) -> None:
        path = self.root / name
        if path.is_dir() and not path.is_symlink():  # what stood there before has made way
            return
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            path.unlink()
        for folder in path.parents:
            if folder == self.root or not folder.is_relative_to(self.root):
                return
            with contextlib.suppress(OSError):  # it holds others
                folder.rmdir()

    @contextlib.contextmanager
    def _reaching(self) -> Iterator[None]:
        """Says of whatever a file system raises within that the source cannot be reached."""
        try:
            yield
        except AssistantError:
            raise
        except Exception as error:  # each file system has errors of its own
            raise StorageError("source_unreachable", key=self.key, why=self._why(error)) from error

    def _why(self, error: Exception) -> str:
        """What a file system says, without the secrets of the source; the longest first, which may hold another one."""
        words = f"{type(error).__name__}: {error}".splitlines()[0]
        for secret in sorted((one.get_secret_value() for one in self.source.options.values()), key=len, reverse=True):
            words = words.replace(secret, "***") if len(secret) >= _SHORTEST_SECRET else words
        return words[:_LONGEST_REASON]


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


def state_of(root: Path, sources: Path) -> State:
    """The stored state of a mirrored folder; an empty one for a folder that is no mirror."""
    return read_state(sources / f"{root.name}.json") if root.parent == sources else State()
