"""Files read in processes of their own: what a hostile or broken file does to a library ends with that process.

Each process works on one file after the other; its program is `reader_program.py`. A file that takes too long on a
page, takes too much memory, or makes the library crash, costs that one process, and the next file gets a new one. The
work is a function `(task, limits)` of a module, and the task names the file by its `path`.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import TypeVar

from assistant.errors import ReadingError
from assistant.reading import reader_program
from assistant.reading.document import Taken, Task, read_documents
from assistant.reading.limits import Limits
from assistant.reading.reader_program import AnyTask, Reply, Result, crashed

# So many files are read ahead of the embedding, for each process: one long scan does not stop the others.
AHEAD = 16
SECONDS_TO_STOP = 0.1

_Key = TypeVar("_Key")


class Readers:
    """Reads files in several processes, which are started when they are needed. Close it, or use it in `with`."""

    def __init__(self, limits: Limits, processes: int | None = None) -> None:
        self.limits = limits
        self._count = processes or os.cpu_count() or 1
        self._processes = [ReaderProcess(limits) for _ in range(self._count)]
        self._idle: queue.LifoQueue[ReaderProcess] = queue.LifoQueue()
        for process in self._processes:
            self._idle.put(process)

    def __enter__(self) -> Readers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, task: Task) -> Taken:
        """What the file gave; raises as `run` does."""
        return self.run(read_documents, task)

    def run(self, work: Callable[[AnyTask, Limits], Result], task: AnyTask) -> Result:
        """What `work` makes of the file, in one of the processes.

        Raises:
            ReadingError: see `work`; also if it takes too long, too much memory, or the process crashes.
        """
        process = self._idle.get()
        try:
            return process.run(work, task)
        finally:
            self._idle.put(process)

    def read_all(
        self, tasks: Iterable[tuple[_Key, Callable[[], Taken]]]
    ) -> Generator[tuple[_Key, Future[Taken]], None, None]:
        """Each key with its finished future, in the order of `tasks`; a few tasks run ahead of what was taken."""
        waiting: deque[tuple[_Key, Future[Taken]]] = deque()
        with ThreadPoolExecutor(self._count, "reader") as pool:
            try:
                for key, task in tasks:
                    waiting.append((key, pool.submit(task)))
                    if len(waiting) >= AHEAD * self._count:
                        yield _finished(waiting)
                while waiting:
                    yield _finished(waiting)
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                self._stop([future for _, future in waiting if not future.cancelled()])

    def _stop(self, futures: Sequence[Future[Taken]]) -> None:
        """Ends the processes until none of these reads any more: a thread may just be starting one."""
        while wait(futures, timeout=0).not_done:
            self.close()
            wait(futures, timeout=SECONDS_TO_STOP)

    def close(self) -> None:
        """Ends the processes, busy ones too; a later `read` starts others."""
        for process in self._processes:
            process.close()


def _finished(waiting: deque[tuple[_Key, Future[Taken]]]) -> tuple[_Key, Future[Taken]]:
    wait([waiting[0][1]])  # only then taken out: whoever is interrupted here has to end its process
    return waiting.popleft()


class ReaderProcess:
    """One process, which is started when it is needed. Used by one thread at a time, save that any may close it.

    What it and its programs put into temporary files lies in a folder of its own, which goes with it.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: subprocess.Popen[bytes] | None = None
        self._folder = ""

    def run(self, work: Callable[[AnyTask, Limits], Result], task: AnyTask) -> Result:
        """See `Readers.run`."""
        try:
            result, refusal, spent = self._ask(work, task)
        except BaseException:
            self.close()
            raise
        if spent:
            self.close()
        if refusal:
            code, values = refusal
            raise ReadingError(code, **values)
        return result

    def close(self) -> None:
        """Ends the process; a later `run` starts another."""
        process, self._process = self._process, None
        if process is None:
            return
        _kill_all(process)
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # a request that was not taken
                    pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _ask(self, work: Callable[[AnyTask, Limits], Result], task: AnyTask) -> Reply[Result]:
        """The result or the refusal, and whether the process has to be replaced."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump((work, task), process.stdin)
            process.stdin.flush()
            answer: Reply[Result] = pickle.load(process.stdout)  # noqa: S301 - from our own program
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            if isinstance(error, pickle.UnpicklingError):
                process.kill()  # it lives, but what it says is worth nothing
            if sys.platform != "win32" and process.wait() == -signal.SIGALRM:
                seconds = f"{self._limits.page_seconds:.0f}"
                raise ReadingError("reading_too_slow", path=task.path.name, seconds=seconds) from error
            raise crashed(task, self._limits) from error
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._folder = tempfile.mkdtemp(prefix="assistant-")
            self._process = _started(self._limits, self._folder)
        return self._process


def _started(limits: Limits, folder: str) -> subprocess.Popen[bytes]:
    """The process finds nothing in the working directory.

    It leads a group of its own, so that what it has started (OCR, an office program) can be ended with it.
    """
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", reader_program.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": search_path()} | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder),
        start_new_session=True,
    )
    assert process.stdin is not None
    pickle.dump((limits, folder), process.stdin)
    return process


def search_path() -> str:
    """Where a process of its own finds this very package, wherever it was imported from."""
    package = Path(__file__).parents[2]
    return os.pathsep.join(filter(None, (str(package), os.environ.get("PYTHONPATH"))))


def _kill_all(process: subprocess.Popen[bytes]) -> None:
    """The process and what it has started."""
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
