"""The queue of one host, without a database server: a small file of the data folder, switched in whole at each change.

DATA/jobs.json   the jobs, and the last number that one was given; a process that changes it holds jobs.lock
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.errors import NotFoundError, StorageError
from assistant.notices import Notice
from assistant.queueing.jobs import (
    FETCHING,
    LONGEST_PAUSE_SECONDS,
    MOST_TRIES,
    FailedError,
    Job,
    State,
    Waiting,
    pause_seconds,
)
from assistant.storage.atomic_files import atomic_file
from assistant.storage.errors import explained_storage
from assistant.storage.folder import make_own

FILE = "jobs.json"
_PATIENCE_SECONDS = 30.0


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Jobs(list[Waiting]):
    """The jobs, the oldest first. `last` is the highest number that any of them ever had: none is given twice."""

    last = 0


class LocalQueue:
    """A Queue in the data folder. Safe among threads and processes of one host."""

    def __init__(self, data: Path, clock: Callable[[], datetime.datetime] = _now) -> None:
        self._data = data
        self._clock = clock

    def add(self, job: Job, *, delay_seconds: float = 0.0, is_new: bool = True) -> bool:
        due = self._clock() + datetime.timedelta(seconds=delay_seconds)
        with self._changing() as jobs:
            twin = next((one for one in jobs if one.job == job and one.state != "running"), None)
            if twin and (twin.state == "waiting" or not is_new):
                if twin.state == "waiting" and is_new:
                    jobs[jobs.index(twin)] = twin._replace(due=due)
                return False
            if twin:
                jobs.remove(twin)
            if not is_new and any(one.job == job for one in jobs):
                return False
            jobs.last += 1
            jobs.append(Waiting(jobs.last, job, "waiting", 0, self._clock(), due))
            return True

    def jobs(self) -> list[Waiting]:
        with explained_storage(self._data):
            return self._read()

    def retry(self, id: int) -> None:
        with self._changing() as jobs:
            failed = _failed(jobs, id)
            jobs[jobs.index(failed)] = failed._replace(state="waiting", tries=0, due=self._clock(), troubles=())

    def dismiss(self, id: int) -> None:
        with self._changing() as jobs:
            jobs.remove(_failed(jobs, id))

    def settle(self, job: Job) -> None:
        with self._changing() as jobs:
            jobs[:] = [one for one in jobs if one.job != job or one.state == "running" or not one.troubles]

    def is_worked(self) -> bool:
        """Every server that has such a queue works on it itself, or waits for one that does."""
        return True

    # For the one that works: see local_worker.py.

    def take(self, *, is_fetching: bool) -> Waiting | None:
        """The next job that is due, which from now on is being done."""
        with self._changing() as jobs:
            busy = {one.job.lane for one in jobs if one.state == "running"}
            for place, one in enumerate(jobs):
                is_it = one.state == "waiting" and self._is_due(one) and one.job.lane not in busy
                if is_it and (one.job.kind in FETCHING) == is_fetching:
                    jobs[place] = one._replace(state="running")
                    return jobs[place]
        return None

    def _is_due(self, one: Waiting) -> bool:
        """Whether it may begin; also if it is due later than any job can be, as the clock has been set back since."""
        longest = datetime.timedelta(seconds=LONGEST_PAUSE_SECONDS)
        now = self._clock()
        return not now < one.due <= now + longest

    def finish(self, id: int, error: FailedError | None = None) -> None:
        """Notes that a job was done, or failed: then it waits for its next try, or for somebody who looks after it."""
        with self._changing() as jobs:
            place = next((place for place, one in enumerate(jobs) if one.id == id), None)
            if place is None:  # somebody has taken the file away meanwhile
                return
            if error is None:
                del jobs[place]
                return
            tries = jobs[place].tries + 1
            is_final = error.is_final or tries >= MOST_TRIES
            due = self._clock() + datetime.timedelta(seconds=pause_seconds(tries))
            after: State = "failed" if is_final else "waiting"
            jobs[place] = jobs[place]._replace(state=after, tries=tries, due=due, troubles=error.troubles)
            _merge_twins(jobs, jobs[place])

    def give_back(self, id: int | None = None) -> None:
        """Lets a job, or all jobs of a worker that was killed, wait again as if nobody had begun them."""
        with self._changing() as jobs:
            for one in [one for one in jobs if one.state == "running" and id in (None, one.id)]:
                again = one._replace(state="waiting")
                jobs[jobs.index(one)] = again
                _merge_twins(jobs, again)

    @contextmanager
    def _changing(self) -> Iterator[Jobs]:
        from filelock import FileLock, Timeout

        with explained_storage(self._data):
            make_own(self._data)
            try:
                with FileLock(self._data / "jobs.lock", timeout=_PATIENCE_SECONDS):
                    jobs = self._read()
                    before = list(jobs)
                    yield jobs
                    if jobs != before:
                        self._write(jobs)
            except Timeout as error:
                raise StorageError("queue_busy", data=self._data) from error

    def _read(self) -> Jobs:
        try:
            written = json.loads((self._data / FILE).read_text(encoding="utf-8"))
            if isinstance(written, list):  # as it was written before numbers were remembered
                written = {"last": 0, "jobs": written}
            jobs = Jobs(_waiting(one) for one in written["jobs"])
            jobs.last = max([int(written["last"]), *(one.id for one in jobs)])
        except FileNotFoundError:
            return Jobs()
        except (ValueError, KeyError, TypeError) as error:
            raise StorageError("queue_broken", path=self._data / FILE) from error
        return jobs

    def _write(self, jobs: Jobs) -> None:
        with atomic_file(self._data / FILE) as beside, beside.open("w", encoding="utf-8") as file:
            json.dump({"last": jobs.last, "jobs": [_written(one) for one in jobs]}, file, ensure_ascii=False)


def _failed(jobs: list[Waiting], id: int) -> Waiting:
    found = next((one for one in jobs if one.id == id and one.state == "failed"), None)
    if found is None:
        raise NotFoundError("unknown_job", id=id)
    return found


def _merge_twins(jobs: list[Waiting], one: Waiting) -> None:
    """Drops a job of which the same was asked for again meanwhile: one of them is enough."""
    if any(other.job == one.job and other.id != one.id and other.state == "waiting" for other in jobs):
        jobs.remove(one)


def _written(one: Waiting) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.job.kind,
        "values": dict(one.job.values),
        "state": one.state,
        "tries": one.tries,
        "added": one.added.isoformat(),
        "due": one.due.isoformat(),
        "troubles": [trouble.as_json() for trouble in one.troubles],
    }


def _waiting(written: dict[str, Any]) -> Waiting:
    return Waiting(
        written["id"],
        Job(written["kind"], written["values"]),
        written["state"],
        written["tries"],
        datetime.datetime.fromisoformat(written["added"]),
        datetime.datetime.fromisoformat(written["due"]),
        tuple(Notice.from_json(one) for one in written["troubles"]),
    )
