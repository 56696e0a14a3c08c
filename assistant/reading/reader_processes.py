"""Files read in processes of their own: what a hostile or broken file does to a library ends with that process.

Each process works on one file after the other; its program is `python -m assistant.reading.reader_processes`. A file
that takes too long on a page, takes too much memory, or makes the library crash, costs that one process, and the next
file gets a new one. The work is a function `(task, limits)` of a module, and the task names the file by its `path`.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import re
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar

from assistant.errors import ReadingError
from assistant.reading.document import Taken, Task, read_documents
from assistant.reading.limits import Limits

# A process that has once taken this much is not used again: what it cannot give back would be missing to the next file.
SPENT_BYTES = 512 * 1024**2
# So many files are read ahead of the embedding, for each process: one long scan does not stop the others.
AHEAD = 16
SECONDS_TO_STOP = 0.1

_Key = TypeVar("_Key")
_Result = TypeVar("_Result")


class FileTask(Protocol):
    """What is to be done with one file."""

    @property
    def path(self) -> Path: ...


_Task = TypeVar("_Task", bound=FileTask)

# What a process answers: the result, or None and code and values of a ReadingError. No class of this module, which is
# `__main__` over there.
_Refusal = tuple[str, dict[str, object]]
_Answer = tuple[_Result, None, bool] | tuple[Any, _Refusal, bool]


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

    def run(self, work: Callable[[_Task, Limits], _Result], task: _Task) -> _Result:
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

    def read(self, task: Task) -> Taken:
        """See `Readers.read`."""
        return self.run(read_documents, task)

    def run(self, work: Callable[[_Task, Limits], _Result], task: _Task) -> _Result:
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
        """Ends the process; a later `read` starts another."""
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

    def _ask(self, work: Callable[[_Task, Limits], _Result], task: _Task) -> _Answer[_Result]:
        """The result or the refusal, and whether the process has to be replaced."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            pickle.dump((work, task), process.stdin)
            process.stdin.flush()
            answer: _Answer[_Result] = pickle.load(process.stdout)  # noqa: S301 - from our own program
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            if isinstance(error, pickle.UnpicklingError):
                process.kill()  # it lives, but what it says is worth nothing
            if sys.platform != "win32" and process.wait() == -signal.SIGALRM:
                seconds = f"{self._limits.page_seconds:.0f}"
                raise ReadingError("reading_too_slow", path=task.path.name, seconds=seconds) from error
            raise _crashed(task, self._limits) from error
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._process is None:
            self._folder = tempfile.mkdtemp(prefix="assistant-")
            self._process = _started(self._limits, self._folder)
        return self._process


def _started(limits: Limits, folder: str) -> subprocess.Popen[bytes]:
    """The process finds this very package, wherever it was imported from, and nothing in the working directory.

    It leads a group of its own, so that what it has started (OCR, an office program) can be ended with it.
    """
    package = Path(__file__).parents[2]
    search = os.pathsep.join(filter(None, (str(package), os.environ.get("PYTHONPATH"))))
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": search} | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder),
        start_new_session=True,
    )
    assert process.stdin is not None
    pickle.dump((limits, folder), process.stdin)
    return process


def _kill_all(process: subprocess.Popen[bytes]) -> None:
    """The process and what it has started."""
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _crashed(task: FileTask, limits: Limits) -> ReadingError:
    return ReadingError("reading_crashed", path=task.path.name, limit=f"{limits.memory_bytes / 1024**2:.0f} MB")


def main() -> None:
    """The program of the process: answers until its input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that started this one
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints gets between the answers
    limits: Limits
    limits, folder = _next(sys.stdin.buffer)
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    _limit_memory(limits.memory_bytes)
    while (request := _next(sys.stdin.buffer)) is not None:
        work, task = request
        with _deadline(task, limits):
            outcome = _outcome(work, task, limits)
        pickle.dump((*outcome, _is_spent()), answers)
        answers.flush()


def _end_with_parent(folder: str) -> None:
    """Ends the process and what it has started once nobody is there any more who could send it a file.

    It may be in the middle of a scan of a thousand pages when its parent is killed. `folder` is that of its files.
    """
    if sys.platform == "win32":
        return
    gone = select.poll()
    gone.register(0, 0)  # that the other end is closed is told without being asked for
    gone.poll()
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(os.getpid(), signal.SIGKILL)


def _next(requests: BinaryIO) -> Any:
    """What the other side sends next; None once it has ended."""
    try:
        return pickle.load(requests)  # noqa: S301 - from our own program
    except EOFError:
        return None


def _outcome(
    work: Callable[[_Task, Limits], _Result], task: _Task, limits: Limits
) -> tuple[_Result | None, _Refusal | None]:
    try:
        return work(task, limits), None
    except ReadingError as error:
        return None, (error.code, error.values)
    except (MemoryError, RecursionError):
        crashed = _crashed(task, limits)
        return None, (crashed.code, crashed.values)
    except Exception:  # foreign files make the libraries fail in every way there is
        values: dict[str, object] = {"path": task.path.name, "format": task.path.suffix.lstrip(".").upper() or "?"}
        return None, ("broken_file", values)


@contextlib.contextmanager
def _deadline(task: FileTask, limits: Limits) -> Iterator[None]:
    """The system ends the process after so long without a page, even inside a library and after its parent has died."""
    from assistant.reading.heartbeat import watched

    if sys.platform == "win32":
        yield
        return
    with contextlib.suppress(OSError):
        signal.setitimer(signal.ITIMER_REAL, limits.page_seconds + task.path.stat().st_size // limits.bytes_a_second)
    with watched(lambda: _arm(limits.page_seconds)):
        yield
    signal.setitimer(signal.ITIMER_REAL, 0)


def _arm(seconds: float) -> None:
    """Gives the reader at least so much time from now on."""
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    if left < seconds:
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform == "linux":
        import resource

        import pypdf  # noqa: F401 - what the libraries take themselves does not count
        import pypdfium2  # noqa: F401

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + memory_bytes
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        # The soft limit only: an office program that a reader starts may raise its own again.
        resource.setrlimit(resource.RLIMIT_AS, (limit, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _is_spent() -> bool:
    """Whether this process has ever used so much memory that it is better replaced.

    ru_maxrss would not do: it starts with what the parent had used when it started this process.
    """
    if sys.platform != "linux":
        return False
    peak = re.search(r"^VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"), re.MULTILINE)
    return peak is not None and int(peak[1]) * 1024 > SPENT_BYTES


if __name__ == "__main__":
    main()
