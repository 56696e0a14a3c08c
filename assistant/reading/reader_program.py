"""The program of a process that reads files: `python -m assistant.reading.reader_program`, see `reader_processes.py`.

It is told its limits and its folder, then one file after the other, each with the function that reads it, and answers
with the result. The system ends it where a file takes too long or too much memory.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import re
import select
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Protocol, TypeVar

from assistant.errors import ReadingError
from assistant.reading.limits import Limits

# A process that has once taken this much is not used again: what it cannot give back would be missing to the next file.
SPENT_BYTES = 512 * 1024**2

Result = TypeVar("Result")


class FileTask(Protocol):
    """What is to be done with one file."""

    @property
    def path(self) -> Path: ...


AnyTask = TypeVar("AnyTask", bound=FileTask)

# The result, or None and code and values of a ReadingError; and whether the process has to be replaced. No class of
# this module, which is `__main__` in its process.
Refused = tuple[str, dict[str, object]]
Reply = tuple[Result, None, bool] | tuple[Any, Refused, bool]


def crashed(task: FileTask, limits: Limits) -> ReadingError:
    """The error that says that the process ended with this file, or would have."""
    return ReadingError("reading_crashed", path=task.path.name, limit=f"{limits.memory_bytes / 1024**2:.0f} MB")


def main() -> None:
    """Answers until its input ends."""
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
    work: Callable[[AnyTask, Limits], Result], task: AnyTask, limits: Limits
) -> tuple[Result | None, Refused | None]:
    try:
        return work(task, limits), None
    except ReadingError as error:
        return None, (error.code, error.values)
    except (MemoryError, RecursionError):
        end = crashed(task, limits)
        return None, (end.code, end.values)
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

        import assistant.reading.document  # noqa: F401

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
