"""A whole deployment on this machine, every part of which can be broken and mended while people use it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from fakes import ToyEmbedder
from papers import paper
from storage_servers import Chroma, Postgres, chroma, postgres
from toy_worker import COMMAND as WORKER
from web_serving import TOKEN
from web_workers import ROOT, Running, running

from assistant.evaluation.memory import descendants
from assistant.evaluation.speed import filler
from assistant.evaluation.speed.bench import enough
from assistant.indexing.ingest import ingest_documents
from assistant.records import Document
from assistant.settings.settings import Settings

PATIENCE_SECONDS = 240.0
NAMES = tuple(
    f"{first}{last}" for first in ("Kranich", "Ahorn", "Granit", "Amsel") for last in ("werk", "tal", "feld", "hof")
)
QUESTIONS = tuple(f"Wie viel Euro erhält das Pilotprojekt {name} im kommenden Jahr vom Land?" for name in NAMES)
LLM_SECONDS = 4
# Debian's faketime: the file says by how much the clock of the programs that load it is wrong.
FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")


def projects() -> list[Document]:
    """Documents that answer `QUESTIONS`."""
    return [
        paper(
            f"# Projekt {name}\n\nDas Pilotprojekt {name} erhält im kommenden Jahr {4000 + 7 * number} Euro vom Land.",
            f"{name}.md",
        )
        for number, name in enumerate(NAMES)
    ]


@dataclass
class Deployment:
    """Web workers, an ingestion worker, PostgreSQL, a Chroma server and a language model, over one folder.

    `clock` is the file that sets the clock of the web workers, if it can be set.
    """

    settings: Settings
    database: Postgres
    vectors: Chroma
    web: Running
    llm: LanguageModel
    clock: Path | None
    log: Path
    worker: subprocess.Popen[bytes] | None = None

    def start_worker(self) -> None:
        environment = os.environ | self.variables() | {"PYTHONPATH": str(ROOT / "tests/support")}
        with self.log.open("ab") as log:
            self.worker = subprocess.Popen(
                WORKER, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def mind_worker(self) -> None:
        """A service manager's part: a worker that could not begin without its database is begun again."""
        if self.worker and self.worker.poll() is not None:
            self.start_worker()

    def kill_worker(self) -> None:
        """As kill -9, with the ingestion that it runs."""
        assert self.worker
        for one in (self.worker.pid, *descendants(self.worker.pid)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        self.worker.wait()

    def variables(self) -> dict[str, str]:
        assert self.settings.database_url
        return {
            "ASSISTANT_DATA": str(self.settings.data),
            "ASSISTANT_DATABASE_URL": self.settings.database_url.get_secret_value(),
            "ASSISTANT_CHROMA_URL": self.settings.chroma_url,
            "ASSISTANT_CHROMA_TIMEOUT_SECONDS": "2",
        }


class LanguageModel:
    """A chat service: `answer` says what it does with a question. Its words are never taken, the quotes are."""

    def __init__(self) -> None:
        self.answer: Callable[[BaseHTTPRequestHandler], None] = refuse
        self.asked = 0
        self.address = ""


def refuse(handler: BaseHTTPRequestHandler) -> None:
    """Says at once that it cannot."""
    handler.send_response(400)
    handler.send_header("Content-Length", "2")
    handler.end_headers()
    handler.wfile.write(b"{}")


def dawdle(handler: BaseHTTPRequestHandler) -> None:
    """Says nothing for 30 seconds, unless the caller has left."""
    handler.connection.settimeout(30)
    with contextlib.suppress(OSError):
        handler.connection.recv(1)
    handler.close_connection = True


def drop(handler: BaseHTTPRequestHandler) -> None:
    """Begins an answer and drops the connection."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.end_headers()
    handler.wfile.write(b'data: {"id": "1", "object": "chat.comp')
    handler.close_connection = True


@contextlib.contextmanager
def language_model() -> Iterator[LanguageModel]:
    model = LanguageModel()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            model.asked += 1
            self.rfile.read(int(self.headers["Content-Length"]))
            model.answer(self)

        def log_message(self, format: str, *arguments: Any) -> None:
            pass

    class Service(ThreadingHTTPServer):
        daemon_threads, request_queue_size = True, 128

    server = Service(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    model.address = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield model
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextlib.contextmanager
def deployed(folder: Path, passages: int, *, with_clock: bool) -> Iterator[Deployment]:
    """A deployment whose data folder is below `folder`; PostgreSQL's is a temporary one. The clock needs faketime."""
    folder.chmod(0o755)
    clock = folder / "clock" if with_clock else None
    with postgres() as database, chroma(folder / "chroma") as vectors, language_model() as llm:
        settings = Settings(data=folder / "data", database_url=database.url(), chroma_url=vectors.url)  # type: ignore[arg-type]
        embedder = ToyEmbedder()
        documents = [*enough(filler.documents(), passages, embedder, 64), *projects()]
        ingest_documents(settings.folder, documents, embedder, 64)
        with contextlib.ExitStack() as stack:
            with _clocked(clock):
                web = stack.enter_context(_serving(settings, llm))
            made = Deployment(settings, database, vectors, web, llm, clock, folder / "worker.log")
            made.start_worker()
            try:
                yield made
            finally:
                made.kill_worker()


@contextlib.contextmanager
def _serving(settings: Settings, llm: LanguageModel) -> Iterator[Running]:
    make = "from fakes import ToyEmbedder; from assistant.answering.assistant import Assistant; "
    make += "from assistant.answering.models import Given; return Assistant(settings, Given(ToyEmbedder()))"
    told = {
        "embedding_model": "toy",
        "rate_limit": "0",
        "staff_token": TOKEN,
        "chroma_url": settings.chroma_url,
        "chroma_timeout_seconds": "2",
        "llm": "openai:m",
        "llm_base_url": llm.address,
        "llm_api_key": "x",
        "llm_timeout_seconds": str(LLM_SECONDS),
    }
    with running(settings.folder, make, workers=2, **told) as web:
        yield web


@contextlib.contextmanager
def _clocked(clock: Path | None) -> Iterator[None]:
    """Processes that begin within `with` have the clock of that file."""
    if clock is None:
        yield
        return
    clock.write_text("+0")
    told = {"LD_PRELOAD": str(FAKETIME), "FAKETIME_TIMESTAMP_FILE": str(clock), "FAKETIME_CACHE_DURATION": "1"}
    told |= {"FAKETIME_DONT_FAKE_MONOTONIC": "1", "FAKETIME_NO_CACHE": "0"}
    os.environ.update(told)
    try:
        yield
    finally:
        for name in told:
            del os.environ[name]


def wait(holds: Callable[[], bool], told: Callable[[], str]) -> float:
    """Seconds until it holds."""
    start = time.monotonic()
    while not holds():
        assert time.monotonic() - start < PATIENCE_SECONDS, told()
        time.sleep(0.05)
    return time.monotonic() - start
