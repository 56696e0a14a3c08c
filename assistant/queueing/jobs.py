"""The jobs that a worker can do, their states, and the protocol of the queue that keeps them.

uploads           what staff have uploaded
again             whatever was ever taken in; {"prune": true}: documents without their file leave the index
paths             {"paths": [...], "options": [...]}: as `python ingest.py` takes them
source            {"key": "..."}: fetches a source of the settings, after which its files are asked for
mirror            {"key": "..."}: takes in what was fetched of it
"""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol

from assistant.notices import Notice

Kind = Literal["uploads", "again", "paths", "source", "mirror"]
State = Literal["waiting", "running", "failed"]
KINDS: tuple[Kind, ...] = ("uploads", "again", "paths", "source", "mirror")
# Sources are fetched beside an ingestion; of those there is one at a time, as the index has one writer.
FETCHING: frozenset[Kind] = frozenset({"source"})

# With the pauses below half an hour: a restart of a server passes by itself, a full disk is seen by somebody.
MOST_TRIES = 8
FIRST_PAUSE_SECONDS = 15.0
LONGEST_PAUSE_SECONDS = 900.0
# What begins within so long counts as going on: several uploads are sent one after another.
SOON_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Job:
    """Something to be done. `values` are plain JSON."""

    kind: Kind
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """Equal for jobs that do the same: of those only one waits."""
        if not self.values:
            return self.kind
        written = json.dumps(self.values, sort_keys=True, ensure_ascii=False)
        return f"{self.kind} {hashlib.sha256(written.encode()).hexdigest()[:32]}"

    @property
    def lane(self) -> str:
        """Jobs of one lane are done one after the other."""
        return self.key if self.kind in FETCHING else "ingest"


class StoppedError(Exception):
    """The worker stops: the job goes back, and was not tried."""


class FailedError(Exception):
    """A job did not come about; another try may help unless it `is_final`. `next` is to be done with what did."""

    def __init__(self, troubles: Sequence[Notice], *, is_final: bool = False, next: Sequence[Job] = ()) -> None:
        super().__init__(*(trouble.code or trouble.words for trouble in troubles))
        self.troubles = tuple(troubles)
        self.is_final = is_final
        self.next = tuple(next)


class Waiting(NamedTuple):
    """A job of the queue. `state` "waiting" may have `troubles` of earlier tries; `due` is when it may begin."""

    id: int
    job: Job
    state: State
    tries: int
    added: datetime.datetime
    due: datetime.datetime
    troubles: tuple[Notice, ...] = ()

    def is_soon(self, now: datetime.datetime) -> bool:
        return self.state == "waiting" and (self.due - now).total_seconds() <= SOON_SECONDS


class Queue(Protocol):
    """Keeps jobs. Thread-safe; all raise StorageError where what it keeps them in cannot be read or written."""

    def add(self, job: Job, *, delay_seconds: float = 0.0, is_new: bool = True) -> bool:
        """Whether it was added: one that waits already is not, but begins no later than `delay_seconds` from now.

        `is_new`: somebody wants it now, so that one that failed for good is tried anew; otherwise that one stays.
        """

    def jobs(self) -> list[Waiting]:
        """All that wait, are being done, or failed for good, the oldest first."""

    def retry(self, id: int) -> None:
        """Tries a job anew that failed for good. Raises NotFoundError if no such job has that id."""

    def dismiss(self, id: int) -> None:
        """Forgets a job that failed for good. Raises NotFoundError if no such job has that id."""

    def settle(self, job: Job) -> None:
        """Forgets the job if it failed: another one has done what it was to do."""

    def is_worked(self) -> bool:
        """Whether a worker lives that does the jobs."""


class Depth(NamedTuple):
    """How much there is to do; `oldest_seconds` is how long the longest has waited, 0 without one."""

    waiting: int
    running: int
    failed: int
    oldest_seconds: float


def depth(jobs: Sequence[Waiting], now: datetime.datetime) -> Depth:
    states = [one.state for one in jobs]
    ages = [(now - one.added).total_seconds() for one in jobs if one.state == "waiting"]
    return Depth(states.count("waiting"), states.count("running"), states.count("failed"), max([0.0, *ages]))


def pause_seconds(tries: int) -> float:
    """How long to wait after so many tries: twice as long each time."""
    return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2.0 ** (tries - 1))
