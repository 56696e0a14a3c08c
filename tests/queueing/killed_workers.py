"""Workers that are killed while they work, as often as one likes: python tests/queueing/killed_workers.py 20

What was acknowledged, an upload or a job, must be in at the end, once, whoever was killed when.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

SUPPORT = Path(__file__).resolve().parents[1] / "support"
if __name__ == "__main__":
    sys.path.insert(0, str(SUPPORT))

from storage_servers import postgres  # noqa: E402
from toy_worker import COMMAND  # noqa: E402

from assistant.indexing.inventory import inventory  # noqa: E402
from assistant.queueing.jobs import Job  # noqa: E402
from assistant.queueing.queues import queue_of  # noqa: E402
from assistant.settings.settings import Settings  # noqa: E402
from assistant.web.ingesting.uploads import UploadRequest, Uploads  # noqa: E402

WORKERS = 2
PATIENCE_SECONDS = 240.0
TEXT = "Die Werkhalle in Musterstadt bekommt eine neue Lüftung. Das Labor berichtet davon im Mai."


class Workers:
    """Worker processes of one network; of those that are killed others take the place."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self._environment = os.environ | {
            "ASSISTANT_DATA": str(settings.data),
            "TOY_INGESTION": "piecewise",
            "PYTHONPATH": str(SUPPORT),
        }
        if settings.database_url:
            self._environment |= {
                "ASSISTANT_DATABASE_URL": settings.database_url.get_secret_value(),
                "ASSISTANT_DATABASE_SCHEMA": settings.database_schema,
            }
        self._log = log
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            worker = subprocess.Popen(COMMAND, env=self._environment, stdout=log, stderr=log)
        self.running.append(worker)
        return worker

    def kill(self, worker: subprocess.Popen[bytes], *, with_children: bool) -> None:
        """As kill -9; of a container all processes die, of a process only itself."""
        below = list(children(worker.pid)) if with_children else []
        worker.kill()
        for group in below:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        worker.wait()
        self.running.remove(worker)

    def stop(self) -> list[int]:
        """Ends all as a service manager does; gives their exit codes."""
        for worker in self.running:
            worker.terminate()
        return [worker.wait(PATIENCE_SECONDS) for worker in self.running]


def children(parent: int) -> Iterator[int]:
    """The children of a process, each of which leads a group of its own."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[1]) == parent:
                yield int(stat.parent.name)


def killed(settings: Settings, folder: Path, kills: int, chance: random.Random) -> list[str]:
    """Kills workers while they take in a folder, and uploads that keep coming; gives what is in at the end, by path."""
    for number in range(24):
        write(folder / "presse" / f"{number}.txt", f"{TEXT} Meldung {number}.")
    queue, uploads = queue_of(settings), Uploads(settings.folder.uploads, max_mb=100)
    queue.add(Job("paths", {"paths": [str(folder / "presse")], "options": []}))
    workers = Workers(settings, folder / "log")
    try:
        for _ in range(WORKERS):
            workers.start()
        for number in range(kills):
            time.sleep(chance.uniform(0.2, 5.0))
            arrived = uploads.place()
            write(arrived, f"{TEXT} Hochgeladen {number}.")
            uploads.keep(arrived, f"upload{number}.txt", UploadRequest())
            if chance.random() < 0.5:  # otherwise only the folder knows of it
                queue.add(Job("uploads"))
            workers.kill(chance.choice(workers.running), with_children=chance.random() < 0.5)
            workers.start()
        wait(lambda: not queue.jobs() and not uploads.unread.changes(), lambda: f"{queue.jobs()}\n{tail(folder)}")
    finally:
        codes = workers.stop()
    assert set(codes) <= {0, -signal.SIGTERM}, tail(folder)  # the latter: one that had not begun yet
    return sorted(held.info.path for held in inventory(settings.folder))


def write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def tail(folder: Path) -> str:
    return (folder / "log").read_text(encoding="utf-8", errors="replace")[-4000:]


def wait(holds: Callable[[], bool], told: Callable[[], str]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < deadline, told()
        time.sleep(0.1)


def expected(kills: int) -> list[str]:
    return sorted(
        [*(f"{number}.txt" for number in range(24)), *(f"internal/upload{number}.txt" for number in range(kills))]
    )


def main(kills: int, seed: int) -> None:
    with postgres() as server, tempfile.TemporaryDirectory() as name:
        settings = Settings(data=Path(name) / "data", database_url=server.url())
        started = time.monotonic()
        found = killed(settings, Path(name), kills, random.Random(seed))
        assert found == expected(kills), found
        print(f"{kills} kills, seed {seed}: {len(found)} documents in, each once; {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
