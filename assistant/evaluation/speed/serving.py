"""A server's process under measurement: when it is ready, what it holds, and what many clients at once get from it."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic, perf_counter, sleep
from urllib.parse import urlencode, urlsplit

from assistant.errors import UnavailableError
from assistant.evaluation.memory import PROC
from assistant.settings.settings import Settings

PATIENCE_SECONDS = 180.0
LOOK_EVERY_SECONDS = 0.05
CALL_SECONDS = 60
SERVER = (sys.executable, "-c", "import sys; from assistant.web.serve import main; sys.exit(main())")


@dataclass(frozen=True, slots=True)
class Served:
    """A server that is ready: its address, its process, and how long it took from the start of the process."""

    address: str
    process: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of a call that began `at` seconds after the first one: its status, 0 where the connection broke; what
    kind of body; and after how many seconds the server wants to be asked again."""

    at: float
    ms: float
    status: int
    kind: str = ""
    body: bytes = b""
    retry_after: str = ""


@dataclass(slots=True)
class Load:
    """What clients got, and how long all of it took."""

    replies: list[Reply] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def times_ms(self) -> list[float]:
        return [reply.ms for reply in self.replies if reply.status == 200]

    @property
    def errors(self) -> int:
        return sum(reply.status != 200 for reply in self.replies)

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


def service_variables(settings: Settings) -> dict[str, str]:
    """The environment of a server that uses the same database and vector server as these settings; empty means none."""
    database = settings.database_url.get_secret_value() if settings.database_url else ""
    return {
        "ASSISTANT_DATABASE_URL": database,
        "ASSISTANT_DATABASE_SCHEMA": settings.database_schema,
        "ASSISTANT_CHROMA_URL": settings.chroma_url,
        "ASSISTANT_CHROMA_DATABASE": settings.chroma_database,
    }


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


Ask = Callable[[str], Reply]


def searching(address: str, token: str) -> Ask:
    """Asks /api/search as staff with `token`; the hits are not kept."""

    def ask(question: str) -> Reply:
        headers = {"Authorization": f"Bearer {token}"}
        reply = called(address, "GET", f"/api/search?{urlencode({'q': question})}", headers=headers)
        return replace(reply, body=b"") if reply.status == 200 else reply

    return ask


def asking(address: str) -> Ask:
    """Asks /api/ask as the public; of an answer only its status is kept."""

    def ask(question: str) -> Reply:
        headers = {"Content-Type": "application/json"}
        reply = called(address, "POST", "/api/ask", json.dumps({"question": question}), headers)
        return replace(reply, body=json.loads(reply.body)["status"].encode()) if reply.status == 200 else reply

    return ask


def load_of(ask: Ask, questions: Sequence[str], clients: int, seconds: float, pause_seconds: float = 0.0) -> Load:
    """What `clients` get that ask at once for so long, each question after question with a pause between two.

    The clients are threads of this process, so what they cost is part of the measurement.
    """
    load, lock, numbers = Load(), threading.Lock(), itertools.count()
    start = perf_counter()

    def work(first: int) -> None:
        replies = []
        sleep(pause_seconds * first / clients)  # or all would ask in the same moment
        while (at := perf_counter() - start) < seconds:
            question = questions[next(numbers) % len(questions)]
            replies.append(replace(ask(question), at=at))
            sleep(pause_seconds)
        with lock:
            load.replies += replies

    threads = [threading.Thread(target=work, args=(number,), name=f"client-{number}") for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = perf_counter() - start
    return load


def called(
    address: str, method: str, path: str, body: str | None = None, headers: Mapping[str, str] | None = None
) -> Reply:
    """What came of one call, with a connection of its own."""
    start = perf_counter()
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=CALL_SECONDS)
    try:
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        told = answer.read()
    except (OSError, http.client.HTTPException):
        return Reply(0, (perf_counter() - start) * 1000, 0)
    finally:
        connection.close()
    ms = (perf_counter() - start) * 1000
    kind, again = answer.headers.get_content_type(), answer.getheader("Retry-After", "")
    return Reply(0, ms, answer.status, kind, told, again)
