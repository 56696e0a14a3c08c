"""PDFs in a process of their own: what a hostile or broken file does to the library ends with that process.

The process is started with the first PDF and reads one after the other; its program is `python -m
assistant.reading.apart BYTES`. A file that takes too long or too much memory, or makes the library crash, costs that
one process, and the next file gets a new one.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import BinaryIO

from assistant.errors import ReadingError
from assistant.records import Reading

# Above what the process has once its libraries are loaded. The largest PDFs of the sample data take 100 MB.
MEMORY_BYTES = 2 * 1024**3
# A process that has once taken this much is not used again: what it cannot give back would be missing to the next file.
SPENT_BYTES = 512 * 1024**2
FEWEST_SECONDS = 60.0
MOST_SECONDS = 600.0
# A page of text is 3 to 100 kB and takes about 10 ms.
BYTES_A_SECOND = 50_000

# What the process answers: a Reading, or code and values of a ReadingError.
_Outcome = Reading | tuple[str, dict[str, object]]


def read_pdf_apart(data: bytes, name: str) -> Reading:
    """What `read_pdf` returns, read in another process.

    Raises:
        ReadingError: see `read_pdf`; also if it takes too long, too much memory, or the process crashes.
    """
    return _shared().read(data, name)


@cache
def _shared() -> PdfProcess:
    process = PdfProcess()
    atexit.register(process.close)
    return process


class PdfProcess:
    """Reads PDFs in one process, which is started when it is needed. May be used from several threads, in turn."""

    def __init__(self, fewest_seconds: float = FEWEST_SECONDS, memory_bytes: int = MEMORY_BYTES) -> None:
        self._fewest_seconds = fewest_seconds
        self._memory_bytes = memory_bytes
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, data: bytes, name: str) -> Reading:
        """See `read_pdf_apart`."""
        with self._lock:
            try:
                outcome, spent = self._ask(data, name)
            except BaseException:
                self._stop()
                raise
            if spent:
                self._stop()
        if isinstance(outcome, Reading):
            return outcome
        code, values = outcome
        raise ReadingError(code, **values)

    def close(self) -> None:
        """Ends the process; a later `read` starts another."""
        with self._lock:
            self._stop()

    def _ask(self, data: bytes, name: str) -> tuple[_Outcome, bool]:
        """The outcome, and whether the process has to be replaced."""
        process = self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        seconds = min(MOST_SECONDS, self._fewest_seconds + len(data) // BYTES_A_SECOND)
        try:
            pickle.dump((data, name, seconds), process.stdin)
            process.stdin.flush()
            answer: tuple[_Outcome, bool] = pickle.load(process.stdout)  # noqa: S301 - from our own program
        except (EOFError, BrokenPipeError, pickle.UnpicklingError) as error:
            if isinstance(error, pickle.UnpicklingError):
                process.kill()  # it lives, but what it says is worth nothing
            if sys.platform != "win32" and process.wait() == -signal.SIGALRM:
                raise ReadingError("reading_too_slow", path=name, seconds=f"{seconds:.0f}") from error
            raise _crashed(name, self._memory_bytes) from error
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._stop()
        if self._process is None:
            self._process = _started(self._memory_bytes)
        return self._process

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):  # a request that was not taken
                    pipe.close()


def _started(memory_bytes: int) -> subprocess.Popen[bytes]:
    """The process finds this very package, wherever it was imported from, and nothing in the working directory."""
    package = Path(__file__).parents[2]
    search = os.pathsep.join(filter(None, (str(package), os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-P", "-m", __name__, str(memory_bytes)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": search},
    )


def _crashed(name: str, memory_bytes: int) -> ReadingError:
    return ReadingError("reading_crashed", path=name, limit=f"{memory_bytes / 1024**2:.0f} MB")


def main(memory_bytes: int) -> None:
    """The program of the process: answers until its input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that started this one
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints gets between the answers
    _limit_memory(memory_bytes)
    while (request := _next_request(sys.stdin.buffer)) is not None:
        data, name, seconds = request
        with _deadline(seconds):
            outcome = _outcome(data, name, memory_bytes)
        pickle.dump((outcome, _is_spent()), answers)
        answers.flush()


def _next_request(requests: BinaryIO) -> tuple[bytes, str, float] | None:
    try:
        request: tuple[bytes, str, float] = pickle.load(requests)  # noqa: S301 - from our own program
    except EOFError:
        return None
    return request


def _outcome(data: bytes, name: str, memory_bytes: int) -> _Outcome:
    from assistant.reading.pdf import read_pdf

    try:
        return read_pdf(data, name)
    except ReadingError as error:
        return error.code, error.values
    except MemoryError:
        crashed = _crashed(name, memory_bytes)
        return crashed.code, crashed.values
    except Exception:  # foreign files make the libraries fail in every way there is
        return "broken_file", {"path": name, "format": "PDF"}


@contextlib.contextmanager
def _deadline(seconds: float) -> Iterator[None]:
    """The system ends the process after `seconds`, even inside a library and after its parent has died."""
    if sys.platform == "win32":
        yield
        return
    signal.setitimer(signal.ITIMER_REAL, seconds)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)


def _limit_memory(memory_bytes: int) -> None:
    if sys.platform == "linux":
        import resource

        import pypdf  # noqa: F401 - what the libraries take themselves does not count
        import pypdfium2  # noqa: F401

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + memory_bytes
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
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
    main(int(sys.argv[1]))
