"""How much memory a process takes together with those that it has started, as Linux counts it."""

from __future__ import annotations

import os
import re
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Self

MEBIBYTE = 1024**2
PROC = Path("/proc")
LOOK_EVERY_SECONDS = 0.02

_PEAK = re.compile(r"^VmHWM:\s*(\d+) kB", re.MULTILINE)
_SHARE = re.compile(r"^Pss:\s*(\d+) kB", re.MULTILINE)


def peak_bytes(process: int | None = None) -> int | None:
    """The most memory that the process (this one) has held since it began its program; None where Linux does not say.

    ru_maxrss would not do: it starts with what the parent had held when it started the process.
    """
    try:
        status = (PROC / str(process or os.getpid()) / "status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    found = _PEAK.search(status)
    return int(found[1]) * 1024 if found else None


def descendants(process: int) -> Iterator[int]:
    """The processes that `process` has started, and those that they have started."""
    for children in PROC.glob(f"{process}/task/*/children"):
        try:
            started = [int(number) for number in children.read_text(encoding="ascii").split()]
        except OSError:  # the thread has ended
            continue
        for child in started:
            yield child
            yield from descendants(child)


def held_bytes(process: int) -> int:
    """The proportional set size of the process and its descendants, in bytes; 0 where /proc does not tell.

    Pages that several processes share are counted once among them.
    """
    held = 0
    for one in (process, *descendants(process)):
        try:
            rollup = (PROC / str(one) / "smaps_rollup").read_text(encoding="ascii", errors="replace")
        except OSError:  # it has ended
            continue
        found = _SHARE.search(rollup)
        held += int(found[1]) * 1024 if found else 0
    return held


class Looking(ABC):
    """Within `with`, calls `look` again and again, and once more at the end."""

    def __init__(self, every_seconds: float) -> None:
        self._every_seconds = every_seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look_again, name="memory", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        self.look()

    def _look_again(self) -> None:
        while not self._done.wait(self._every_seconds):
            self.look()

    @abstractmethod
    def look(self) -> None:
        """Notes what is held now."""


class Watch(Looking):
    """Looks at what the processes below `process` (this one) hold.

    `bytes` is the largest sum of their peaks that was seen. The last moments of a process that has ended are missing.
    """

    def __init__(self, process: int | None = None, every_seconds: float = LOOK_EVERY_SECONDS) -> None:
        super().__init__(every_seconds)
        self.bytes = 0
        self._process = process or os.getpid()

    def look(self) -> None:
        held = sum(peak_bytes(process) or 0 for process in descendants(self._process))
        self.bytes = max(self.bytes, held)


class Course(Looking):
    """Keeps what `process` and those below it held, as (seconds since the beginning, bytes) in `seen`."""

    def __init__(self, process: int, every_seconds: float) -> None:
        super().__init__(every_seconds)
        self.seen: list[tuple[float, int]] = []
        self._process = process
        self._start = time.perf_counter()

    def look(self) -> None:
        self.seen.append((time.perf_counter() - self._start, held_bytes(self._process)))

    def between(self, start: float, end: float) -> float | None:
        """The median in bytes; None where nothing was seen."""
        held = [size for at, size in self.seen if start <= at < end]
        return median(held) if held else None
