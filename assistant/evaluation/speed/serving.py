"""A server's process under measurement: when it is ready, what it holds, and what many clients at once get from it."""

from __future__ import annotations

import http.client
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic, perf_counter, sleep
from urllib.parse import urlencode, urlsplit

from assistant.errors import UnavailableError
from assistant.evaluation.memory import PROC

PATIENCE_SECONDS = 180.0
LOOK_EVERY_SECONDS = 0.05
SERVER = (sys.executable, "-c", "import sys; from assistant.web.serve import main; sys.exit(main())")


@dataclass(frozen=True, slots=True)
class Served:
    """A server that is ready: its address, its process, and how long it took from the start of the process."""

    address: str
    process: int
    seconds: float


@dataclass(slots=True)
class Load:
    """What clients got: the time of each answer, the answers that were no success, and how long all of it took."""

    times_ms: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        return len(self.times_ms) / self.seconds if self.seconds else 0.0


@contextmanager
def served(
    command: Sequence[str], patience_seconds: float = PATIENCE_SECONDS, settings: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Starts a server, waits until its /readyz says 200, and stops it at the end; `settings` join its environment.

    The first address that it prints is the one that is asked.

    Raises:
        UnavailableError: it ended, or was not ready in time.
    """
    start = monotonic()
    with subprocess.Popen(  # noqa: S603 - a server of ours
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | (settings or {}),
    ) as process:
        alarm = threading.Timer(patience_seconds, process.kill)
        alarm.start()
        try:
            address = _ready_address(process)
            alarm.cancel()
            if address is None:
                raise UnavailableError("bench_not_ready", seconds=round(monotonic() - start))
            yield Served(address, process.pid, monotonic() - start)
        finally:
            alarm.cancel()
            process.terminate()


def processor_seconds(process: int) -> float | None:
    """The processor time that the process has used so far; None where Linux does not say."""
    try:
        fields = (PROC / str(process) / "stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _ready_address(process: subprocess.Popen[str]) -> str | None:
    """The address of the server once it is ready; None when it ends before."""
    address = _address(process)
    while address and process.poll() is None:
        if _is_ready(f"{address}/readyz"):
            return address
        sleep(LOOK_EVERY_SECONDS)
    return None


def _address(process: subprocess.Popen[str]) -> str | None:
    """The first address among the lines that the process prints; None when it ends without one."""
    assert process.stdout is not None
    found = (re.search(r"http://[^\s/]+", line) for line in process.stdout)
    return next((match[0] for match in found if match), None)


def _is_ready(url: str) -> bool:
    import httpx

    try:
        return httpx.get(url, timeout=5).status_code == 200
    except httpx.TransportError:
        return False


def searched(address: str, questions: Sequence[str], clients: int, seconds: float, token: str) -> Load:
    """What `clients` get that ask /api/search at once, each question after question, as staff with `token`.

    The clients are threads of this process, so what they cost is part of the measurement.
    """
    load, lock = Load(), threading.Lock()
    end = perf_counter() + seconds

    def ask(first: int) -> None:
        times, errors = [], 0
        for number in range(first, sys.maxsize, clients):
            if perf_counter() >= end:
                break
            took = _search_ms(address, questions[number % len(questions)], token)
            if took is None:
                errors += 1
            else:
                times.append(took)
        with lock:
            load.times_ms += times
            load.errors += errors

    start = perf_counter()
    threads = [threading.Thread(target=ask, args=(number,), name=f"client-{number}") for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = perf_counter() - start
    return load


def _search_ms(address: str, question: str, token: str) -> float | None:
    """How long an answer took, a connection of its own included; None when it was no success."""
    host = urlsplit(address).netloc
    start = perf_counter()
    connection = http.client.HTTPConnection(host, timeout=60)
    try:
        connection.request(
            "GET", f"/api/search?{urlencode({'q': question})}", headers={"Authorization": f"Bearer {token}"}
        )
        answer = connection.getresponse()
        answer.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return (perf_counter() - start) * 1000 if answer.status == 200 else None
