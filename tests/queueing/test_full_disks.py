"""A disk that takes nothing for a while keeps no job for ever: neither one that ended, nor one of a killed worker."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assistant.queueing import local_worker
from assistant.queueing.jobs import Job
from assistant.queueing.local_queue import Jobs, LocalQueue
from assistant.queueing.local_worker import LocalWorker
from assistant.queueing.performing import Done, Performer
from assistant.settings.settings import Settings

PATIENCE_SECONDS = 120.0
UPLOADS, AGAIN = Job("uploads"), Job("again")


class OnADisk(LocalQueue):
    """A queue on a disk that may be full."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.is_full = False
        self.refused = threading.Event()

    def _write(self, jobs: Jobs) -> None:
        if self.is_full:
            self.refused.set()
            raise OSError(errno.ENOSPC, "No space left on device")
        super()._write(jobs)


class Filling(Performer):
    """Does nothing but fill the disk with its first job."""

    def __init__(self, queue: OnADisk, settings: Settings, stopping: threading.Event) -> None:
        super().__init__(settings, (), stopping)
        self._queue = queue
        self.done: list[Job] = []

    def perform(self, job: Job) -> Done:
        self._queue.is_full = not self.done
        self.done.append(job)
        return Done()


class Working:
    """A worker that runs."""

    def __init__(self, data: Path) -> None:
        settings = Settings(data=data)
        self.queue = OnADisk(data)
        self.stopping = threading.Event()
        self.performer = Filling(self.queue, settings, self.stopping)
        worker = LocalWorker(settings, self.queue, self.performer, self.stopping)
        self.thread = threading.Thread(target=worker.work)


@pytest.fixture
def working(tmp_path: Path) -> Iterator[Working]:
    found = Working(tmp_path)
    yield found
    found.stopping.set()
    found.thread.join(PATIENCE_SECONDS)
    assert not found.thread.is_alive()


def within(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return held


def test_a_job_whose_end_the_disk_does_not_take_keeps_no_other_waiting_for_ever(working: Working) -> None:
    working.queue.add(UPLOADS)
    working.queue.add(AGAIN)
    working.thread.start()
    assert working.queue.refused.wait(PATIENCE_SECONDS)
    assert [one.state for one in working.queue.jobs()] == ["running", "waiting"]
    working.queue.is_full = False
    assert within(lambda: working.queue.jobs() == [])
    assert working.performer.done == [UPLOADS, AGAIN], "each once"


def test_what_a_killed_worker_left_waits_again_once_the_disk_takes_it(working: Working) -> None:
    working.queue.add(UPLOADS)
    assert working.queue.take(is_fetching=False)
    working.queue.is_full = True
    working.performer.done.append(AGAIN)  # nothing fills the disk again
    working.thread.start()
    assert working.queue.refused.wait(PATIENCE_SECONDS)
    working.queue.is_full = False
    assert within(lambda: working.queue.jobs() == [])
    assert working.performer.done == [AGAIN, UPLOADS]


def test_a_folder_in_which_nothing_can_be_done_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(local_worker, "STANDBY_SECONDS", 0.01)
    data, looked = tmp_path / "data", threading.Semaphore(0)
    data.write_text("no folder")

    class Stopping(threading.Event):
        """Counts how often the worker looks whether it is to stop."""

        def wait(self, timeout: float | None = None) -> bool:
            looked.release()
            return super().wait(timeout)

    settings, stopping = Settings(data=data), Stopping()
    queue = LocalQueue(data)
    worker = LocalWorker(settings, queue, Performer(settings, (), stopping), stopping)
    thread = threading.Thread(target=worker.work)
    thread.start()
    assert all(looked.acquire(timeout=PATIENCE_SECONDS) for _ in range(5))
    stopping.set()
    thread.join(PATIENCE_SECONDS)
    told = [record for record in caplog.records if record.message == "no work"]
    assert len(told) == 1
    fields = vars(told[0])["fields"]
    assert fields["code"] == "data_no_folder"
    assert str(data) in fields["why"]
    assert "einen Ordner nennen" in fields["why"]
