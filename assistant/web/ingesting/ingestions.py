"""The ingestions that a server starts: the ordinary command in a process of its own, one after another.

Nothing of it runs in the server, so that no reading library can harm it, and what it writes is seen as from any other
run: the catalogue is followed. A server that stops ends its run as Ctrl+C would: nothing is lost, the next run goes on
with what was embedded. A server that is killed leaves its run to end by itself. Uploads that no run has read yet are
known from the folder, so a server that starts takes them in.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import SecretStr

from assistant.errors import AssistantError, ConflictError
from assistant.indexing.runs import demanded
from assistant.messages import Explanation, explain, text
from assistant.records import Language
from assistant.settings import PREFIX, Settings
from assistant.storage.folder import DataFolder
from assistant.storage.writer import is_being_written
from assistant.web.ingesting.uploads import Uploads

log = logging.getLogger("assistant.web")

COMMAND = (sys.executable, "-m", "assistant.indexing.command")
# Several files are sent one after another: a run begins when none has come for so long.
QUIET_SECONDS = 2.0
LOOK_SECONDS = 0.25
# A run that is asked to end does so at once, but in a library; a killed one loses nothing either.
LAST_SECONDS = 5.0
_OUTPUT_TAIL = 4000


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a run did not come about: a code of the ERRORS with its values, or the words of the command itself."""

    code: str = ""
    values: tuple[tuple[str, object], ...] = ()
    words: str = ""

    def told(self, language: Language) -> Explanation:
        return explain(self.code, language, **dict(self.values)) if self.code else Explanation(self.words, "")


class Now(NamedTuple):
    """What is going on: a run of this server, of somebody else, one that waits; and what went wrong last."""

    is_running: bool
    is_elsewhere: bool
    is_waiting: bool
    troubles: tuple[Trouble, ...]


class _Job(NamedTuple):
    paths: Sequence[str]
    options: Sequence[str]
    change: int = 0  # of the uploads, read by this job


class Ingestions:
    """Runs what is wanted, in a thread that begins with `start`. Thread-safe."""

    def __init__(self, settings: Settings, uploads: Uploads, command: Sequence[str] = COMMAND) -> None:
        self._settings = settings
        self._folder = DataFolder(settings.data)
        self._uploads = uploads
        self._command = command
        self._changing = threading.Condition()
        self._wants_all: bool | None = None  # whether to prune, too
        self._wants_uploads = False
        self._last_upload = 0.0
        self._is_running = False
        self._is_stopping = False
        self._troubles: tuple[Trouble, ...] = ()
        self._thread = threading.Thread(target=self._work, name="ingestions", daemon=True)

    def start(self) -> None:
        self._uploads.clear()
        self._wants_uploads = bool(self._uploads.unread())
        self._thread.start()

    def stop(self) -> None:
        """Ends the present run, which loses nothing, and begins no more."""
        with self._changing:
            self._is_stopping = True
            self._changing.notify_all()
        self._thread.join(LAST_SECONDS + 2)

    def want_uploads(self) -> None:
        """The uploads will be taken in, soon after the last one of a row, and after the present run."""
        with self._changing:
            self._wants_uploads = True
            self._last_upload = time.monotonic()
            self._changing.notify_all()

    def want_all(self, *, prune: bool = False) -> None:
        """Whatever was ever taken in will be again; with `prune` documents whose file is gone leave the index.

        Raises:
            ConflictError: there is a run already, here or elsewhere.
        """
        with self._changing:
            if self._is_running or self._wants_all is not None or is_being_written(self._folder):
                raise ConflictError("ingest_running")
            self._wants_all = prune
            self._changing.notify_all()

    def now(self) -> Now:
        with self._changing:
            is_waiting = self._wants_uploads or self._wants_all is not None
            is_elsewhere = not self._is_running and is_being_written(self._folder)
            return Now(self._is_running, is_elsewhere, is_waiting, self._troubles)

    # In the thread from here on.

    def _work(self) -> None:
        while self._wait():
            jobs = self._taken()
            try:
                troubles = [trouble for job in jobs for trouble in self._run(job)]
            except AssistantError as error:  # the catalogue cannot be read
                troubles = [Trouble(error.code, tuple(error.values.items()))]
            except OSError as error:  # no process can be started now; the next run may find room again
                log.error("ingestion failed", extra={"fields": {"why": str(error)}})
                troubles = [Trouble("ingest_not_started")]
            with self._changing:
                self._is_running = False
                self._troubles = tuple(troubles)

    def _wait(self) -> bool:
        """Returns True when something is wanted and nobody writes, False when the server stops."""
        with self._changing:
            while not self._is_stopping:
                quiet = time.monotonic() - self._last_upload >= QUIET_SECONDS
                if self._wants_all is not None or (self._wants_uploads and quiet):
                    if not is_being_written(self._folder):
                        return True
                    self._changing.wait(LOOK_SECONDS)
                else:
                    self._changing.wait(LOOK_SECONDS if self._wants_uploads else None)
            return False

    def _taken(self) -> Iterator[_Job]:
        """What is wanted, which from now on is nothing."""
        with self._changing:
            wants_all, self._wants_all = self._wants_all, None
            wants_uploads, self._wants_uploads = self._wants_uploads, False
            self._is_running, self._troubles = True, ()
        return self._jobs(wants_all, wants_uploads)

    def _jobs(self, wants_all: bool | None, wants_uploads: bool) -> Iterator[_Job]:
        if wants_all is not None:
            yield from self._earlier(prune=wants_all)
        if wants_uploads or (wants_all is not None and self._uploads.folder.is_dir()):
            # What was removed here was removed on purpose.
            yield _Job([str(self._uploads.folder.resolve())], ["--prune", "--yes"], self._uploads.unread())

    def _earlier(self, *, prune: bool) -> Iterator[_Job]:
        own = str(self._uploads.folder.resolve())
        others = [asked for asked in demanded(self._settings.data) if asked.path != own]
        for (audience, type), asked in groupby(others, key=lambda one: (one.audience, one.type)):
            options = [*(["--prune"] if prune else [])]
            options += ["--audience", audience] if audience else []
            options += ["--type", type] if type else []
            yield _Job([one.path for one in asked], options)

    def _run(self, job: _Job) -> Iterator[Trouble]:
        """Runs the command for a job; gives what went wrong, but for what the report of the run tells."""
        there = [path for path in job.paths if Path(path).exists()]
        yield from (Trouble("missing_path", (("path", path),)) for path in job.paths if path not in there)
        if not there or self._is_stopping:
            return
        data = str(self._settings.data.resolve())
        ended, out, err = self._child([*self._command, *there, *job.options, "--json", "--data", data])
        log.info("ingestion", extra={"fields": {"paths": len(there), "exit": ended}})
        if _has_report(out):
            self._uploads.read(job.change)
        elif not self._is_stopping:
            yield self._trouble(ended, err)

    def _child(self, words: Sequence[str]) -> tuple[int, str, str]:
        """The exit code of a command and the ends of what it wrote; it is ended when the server stops."""
        process = subprocess.Popen(  # noqa: S603 - our own program; no shell
            words,
            env=environment_of(self._settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,  # Ctrl+C in the server's terminal is for the server, which then ends the run
        )
        while True:
            try:
                out, err = process.communicate(timeout=LOOK_SECONDS)
                return process.returncode, out, err[-_OUTPUT_TAIL:]
            except subprocess.TimeoutExpired:
                if self._is_stopping:
                    return self._ended(process)

    def _ended(self, process: subprocess.Popen[str]) -> tuple[int, str, str]:
        process.terminate()
        try:
            process.communicate(timeout=LAST_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
        return process.returncode, "", ""

    def _trouble(self, ended: int, err: str) -> Trouble:
        """The last line if it is a sentence of the command, else what its end means: no insides on a page."""
        begins = text("failed_with", self._settings.language, message="", remedy="").strip()
        last = (err.strip().splitlines() or [""])[-1]
        if last.startswith(begins):
            return Trouble(words=last.removeprefix(begins).strip())
        log.error("ingestion failed", extra={"fields": {"exit": ended, "stderr": err}})
        return Trouble("ingest_ended" if ended < 0 else "ingest_crashed", (("number", abs(ended)),))


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment of this process, with the settings in force but the staff's secret, as variables."""
    stated = settings.model_dump(mode="json", exclude_defaults=True)
    ours = {
        PREFIX + name.upper(): value if isinstance(value, str) else json.dumps(value)
        for name, value in stated.items()
        if value is not None and not isinstance(getattr(settings, name), SecretStr)
    }
    inherited = {name: value for name, value in os.environ.items() if name != f"{PREFIX}STAFF_TOKEN"}
    return inherited | ours | {"PYTHONUTF8": "1"}


def _has_report(out: str) -> bool:
    try:
        report: Any = json.loads(out)
    except ValueError:
        return False
    return isinstance(report, dict)
