"""Does one job: fetches a source, or runs the ordinary ingestion command over what the job names."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from assistant.errors import AssistantError, SettingsError, UsageError
from assistant.indexing.runs import demanded
from assistant.mirroring.mirror import CutError, Mirror
from assistant.notices import Notice
from assistant.queueing import ingest_process
from assistant.queueing.jobs import FailedError, Job, StoppedError
from assistant.queueing.unread_uploads import UnreadUploads
from assistant.settings.settings import Settings
from assistant.storage.writer import is_being_written

log = logging.getLogger("assistant.worker")

# What is asked for on purpose: a source or the uploads say themselves what is no longer there.
_ALL_OF_IT = ("--prune", "--yes")
# The run that takes the others in tells all of the files that did not come.
_TROUBLES_TOLD = 5


@dataclass(frozen=True, slots=True)
class Done:
    """The outcome of a job: other jobs that it `settled` on the way, and jobs to queue `next`."""

    settled: tuple[Job, ...] = ()
    next: tuple[Job, ...] = ()


class _Paths(NamedTuple):
    """The paths that are there, what is wrong with those that are not, and with those of which the disk does not tell,
    such as a share that does not answer."""

    there: list[str]
    missing: list[Notice]
    out_of_reach: list[Notice]


class Performer:
    """Does jobs. Thread-safe; `stopping` ends what is being done."""

    def __init__(self, settings: Settings, command: Sequence[str], stopping: threading.Event) -> None:
        self._settings = settings
        self._command = command
        self._stopping = stopping
        self._unread = UnreadUploads(settings.folder.uploads)

    def perform(self, job: Job) -> Done:
        """Does it.

        Raises:
            FailedError: with what went wrong, in words.
            StoppedError: `stopping` was set before it was done.
        """
        try:
            return self._of(job)()
        except (UsageError, SettingsError) as error:
            raise FailedError([error.notice], is_final=True) from error
        except AssistantError as error:
            raise FailedError([error.notice]) from error
        except (FailedError, StoppedError):
            raise
        except CutError as error:
            raise StoppedError from error
        except Exception as error:  # a defect, which must not stop all other jobs
            log.exception("job failed", extra={"fields": {"job": job.kind}})
            raise FailedError([Notice.of("job_crashed")]) from error

    def _of(self, job: Job) -> Callable[[], Done]:
        values = job.values
        match job.kind:
            case "uploads":
                return self._uploads
            case "again":
                return lambda: self._again(prune=bool(values.get("prune")))
            case "paths":
                return lambda: self._ingest(values["paths"], values["options"])
            case "source":
                return lambda: self._source(str(values["key"]))
            case "mirror":
                return lambda: self._mirror(str(values["key"]))

    def _uploads(self) -> Done:
        if changes := self._unread.changes():  # none where a run has read them since somebody asked for it
            self._ingest([str(self._settings.folder.uploads.resolve())], _ALL_OF_IT)
            self._unread.read(changes)
        return Done()

    def _again(self, *, prune: bool) -> Done:
        """Whatever was ever taken in; what is no longer there keeps nothing else out, but is told."""
        uploads = self._settings.folder.uploads.resolve()
        errors = [*self._failures([*self._earlier(prune=prune)])]
        if uploads.is_dir():
            changes = self._unread.changes()
            errors += self._failures([([str(uploads)], _ALL_OF_IT)])
            if not errors:
                self._unread.read(changes)
        if errors:
            troubles = [trouble for error in errors for trouble in error.troubles]
            raise FailedError(troubles, is_final=all(error.is_final for error in errors))
        return Done(settled=() if self._unread.changes() else (Job("uploads"),))

    def _earlier(self, *, prune: bool) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
        """The paths that were ever named, together with those of the same options, and these."""
        own = str(self._settings.folder.uploads.resolve())
        others = [asked for asked in demanded(self._settings.folder) if asked.path != own]
        for (audience, type), asked in groupby(others, key=lambda one: (one.audience, one.type)):
            options = [*(["--prune"] if prune else [])]
            options += ["--audience", audience] if audience else []
            options += ["--type", type] if type else []
            yield [one.path for one in asked], options

    def _source(self, key: str) -> Done:
        mirror = self._mirror_of(key)
        fetched = mirror.fetch(stopping=self._stopping)
        is_new = fetched.has_changed or not mirror.is_taken_in
        following = (Job("mirror", {"key": key}),) if is_new else ()
        if fetched.failed:
            first = list(mirror.state.unfetched.values())[:_TROUBLES_TOLD]
            raise FailedError([Notice.of(one.code, **one.values) for one in first], next=following)
        return Done(next=following)

    def _mirror(self, key: str) -> Done:
        mirror = self._mirror_of(key)
        state = mirror.state
        self._ingest([str(mirror.root)], mirror.options)
        mirror.taken_in(state)
        return Done()

    def _mirror_of(self, key: str) -> Mirror:
        """Raises UsageError where the settings name no such source (any more)."""
        return Mirror.of(key, self._settings)

    def _failures(self, runs: Iterable[tuple[Sequence[str], Sequence[str]]]) -> Iterator[FailedError]:
        """Why those of the runs failed that did; each is tried."""
        for paths, options in runs:
            try:
                self._ingest(paths, options)
            except FailedError as error:
                yield error

    def _ingest(self, paths: Sequence[str], options: Sequence[str]) -> Done:
        """Runs the command over those of the paths that are there, after whoever writes now.

        Raises:
            FailedError: a path is not there, or see `ingest_process.run`.
        """
        there, missing, out_of_reach = _looked_for(paths)
        if there:
            self._wait_for_writer()
            data = ["--json", "--data", str(self._settings.data.resolve())]
            ingest_process.run([*self._command, *there, *options, *data], self._settings, self._stopping)
        if missing or out_of_reach:
            raise FailedError([*missing, *out_of_reach], is_final=not out_of_reach)
        return Done()

    def _wait_for_writer(self) -> None:
        while is_being_written(self._settings.folder) and not self._stopping.is_set():
            self._stopping.wait(ingest_process.LOOK_SECONDS)
        if self._stopping.is_set():
            raise StoppedError


def _looked_for(paths: Sequence[str]) -> _Paths:
    found = _Paths([], [], [])
    for path in paths:
        try:
            if Path(path).exists():
                found.there.append(path)
            else:
                found.missing.append(Notice.of("missing_path", path=path))
        except OSError as error:
            why = error.strerror or str(error)
            found.out_of_reach.append(Notice.of("path_out_of_reach", path=path, why=why))
    return found
