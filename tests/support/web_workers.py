"""A server with several worker processes on one socket, and an assistant that answers across processes."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import httpx
from waiting import soon
from web_fakes import Telling
from web_serving import TOKEN

from assistant.answering.writing.talk import Listener
from assistant.errors import GoneError
from assistant.records import Answer, Question
from assistant.storage.folder import DataFolder

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 90.0
SLOW = "Langsam: Wie wird die Weiterbildung gefördert?"


class Across(Telling):
    """Tells the conversation before the question as what the question was resolved to. A question that begins with
    "Langsam" is answered with a sentence for each file NUMBER.drop in its folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        whole, listener = super().ask(question), listener or Listener()
        if question.text.startswith("Langsam"):
            for number in range(1, len(whole.sentences) + 1):
                while not (self._folder / f"{number}.drop").exists():
                    if listener.gone.wait(0.02):
                        (self._folder / "given.up").touch()
                        raise GoneError
                part = {"sentences": whole.sentences[:number], "citations": whole.citations[:number]}
                listener.tell(replace(whole, **part))
        return replace(whole, resolved=" | ".join(question.history) or None)


@dataclass
class Running:
    """A server of several processes; every request goes over a connection of its own."""

    url: str
    process: subprocess.Popen[str]
    log: Path
    folder: Path

    def request(self, method: str, path: str, visitor: str = "", **options: Any) -> httpx.Response:
        """The reply, with the process that gave it as `extensions["worker"]` once that is asked for by `worker_of`."""
        headers = {"X-Request-ID": uuid.uuid4().hex, **options.pop("headers", {})}
        if visitor:
            headers["X-Forwarded-For"] = visitor
        with httpx.Client(base_url=self.url, timeout=60) as client:
            return client.request(method, path, headers=headers, **options)

    def ask(self, question: str, visitor: str = "", **fields: Any) -> httpx.Response:
        return self.request("POST", "/api/ask", visitor, json={"question": question, **fields})

    def lines(self, event: str) -> list[dict[str, Any]]:
        told = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines() if line[:1] == "{"]
        return [line for line in told if line["event"] == event]

    def worker_of(self, request_id: str) -> int:
        """The process that answered; its line comes when the request has ended."""

        def found() -> list[int]:
            return [line["pid"] for line in self.lines("request") if line["request_id"] == request_id]

        assert soon(lambda: bool(found())), request_id
        return found()[0]

    def worker(self, response: httpx.Response) -> int:
        return self.worker_of(response.headers["x-request-id"])

    def by_all(self, path: str, number: int = 4, **options: Any) -> list[httpx.Response]:
        """Replies to the same request until that many processes have given one."""
        replies: list[httpx.Response] = []
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            replies += self.at_once(path, **options)
            if len({self.worker(one) for one in replies}) >= number:
                return replies
        raise AssertionError(f"fewer than {number} processes answered")

    def at_once(self, path: str, **options: Any) -> list[httpx.Response]:
        """Replies to eight requests at the same time: of single ones most would go to the same process."""
        return at_once(8, lambda _: self.request("GET", path, **options))

    def workers(self) -> list[int]:
        """The processes that should be there now."""
        dead = {line["process"] for line in self.lines("worker died")}
        return [line["process"] for line in self.lines("worker begun") if line["process"] not in dead]


@contextmanager
def running(folder: DataFolder, make: str, workers: int = 4, **settings: str) -> Iterator[Running]:
    """`make` is an expression for the assistant, in which `settings` are those of the server."""
    folder.path.mkdir(parents=True, exist_ok=True)
    script = (
        "import sys; sys.path[:0] = ['tests/support', '.']\nfrom pathlib import Path\n"
        "from assistant.web.serve import main\nfrom web_workers import Across\n"
        f"def make(settings):\n    {make}\n"
        "sys.exit(main(sys.argv[1:], make=make))"
    )
    environment = os.environ | {"ASSISTANT_STAFF_TOKEN": TOKEN, "ASSISTANT_EXAMPLES": '{"de": []}'}
    if folder.database_url:
        environment |= {"ASSISTANT_DATABASE_URL": folder.database_url, "ASSISTANT_DATABASE_SCHEMA": folder.schema}
    environment |= {f"ASSISTANT_{name.upper()}": value for name, value in settings.items()}
    words = [sys.executable, "-c", script, "--port", "0", "--data", str(folder.path), "--workers", str(workers)]
    log = folder.path.with_name(folder.path.name + ".log")
    with log.open("w") as errors:
        process = subprocess.Popen(
            words, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment, start_new_session=True
        )
    try:
        assert process.stdout is not None
        assert select.select([process.stdout], [], [], PATIENCE_SECONDS)[0], log.read_text()
        found = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found, log.read_text()
        server = Running(found[0], process, log, folder.path)
        assert soon(lambda: len(server.lines("ready")) >= workers), log.read_text()
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE_SECONDS)


def at_once(number: int, work: Callable[[int], Any]) -> list[Any]:
    """What `work` gives in each of so many threads."""
    found: list[Any] = [None] * number

    def one(place: int) -> None:
        found[place] = work(place)

    threads = [threading.Thread(target=one, args=(place,)) for place in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
