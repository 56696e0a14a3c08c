"""A server whose answers break, come in pieces or are refused, as a test wrote them; and the page that asks it."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True)
class Reply:
    """What one question gets: the pieces in their order, then the connection is closed, or hangs until the end."""

    pieces: tuple[bytes, ...] = ()
    status: int = 200
    media_type: str = "text/event-stream"
    headers: tuple[tuple[str, str], ...] = ()
    hangs: bool = False


@dataclass
class Breaking:
    """A running server. Each question takes the next of `replies`; `asked` keeps (body, Last-Event-ID)."""

    url: str
    script: str
    replies: list[Reply] = field(default_factory=list)
    asked: list[tuple[dict[str, Any], str | None]] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)


def frames(answer: dict[str, Any], stream: str) -> list[bytes]:
    """The events of an answer of the contract, each as the server sends it."""
    events: list[tuple[str, Any]] = []
    for sentence in answer["sentences"]:
        events.append(("sentence", sentence))
        events += [("citation", one) for one in answer["citations"] if one["number"] in sentence["citations"]]
    events.append(("done", answer))
    return [
        f"event: {name}\ndata: {json.dumps(content, ensure_ascii=False)}\nid: {stream}.{number}\n\n".encode()
        for number, (name, content) in enumerate(events, start=1)
    ]


def refusal(status: int, seconds: int, code: str = "") -> Reply:
    """A problem that says after how many seconds to come again; with a type where it has a code."""
    problem = {"title": "Zu viel", "status": status, "detail": "Gerade geht es nicht.", "remedy": "Bitte warten Sie."}
    named = {"type": f"urn:wissens-assistent:{code}"} if code else {}
    body = json.dumps(problem | named).encode()
    return Reply((body,), status, "application/problem+json", (("Retry-After", str(seconds)),))


@contextlib.contextmanager
def breaking(widget: str) -> Iterator[Breaking]:
    """A server with a page that embeds the script `widget` (its whole address) and asks this server."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as running:
        url = f"http://127.0.0.1:{running.server_port}"
        running.state = Breaking(url, widget)  # type: ignore[attr-defined]
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield running.state  # type: ignore[attr-defined]
        finally:
            running.state.is_over.set()  # type: ignore[attr-defined]
            running.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        state: Breaking = self.server.state  # type: ignore[attr-defined]
        element = f'<wissens-assistent mode="page" server="{state.url}"></wissens-assistent>'
        page = f'<!doctype html><html lang="de"><title>Seite</title>{element}<script src="{state.script}"></script>'
        self._send(Reply((page.encode(),), media_type="text/html; charset=utf-8"))

    def do_POST(self) -> None:
        state: Breaking = self.server.state  # type: ignore[attr-defined]
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        state.asked.append((body, self.headers.get("Last-Event-ID")))
        self._send(state.replies.pop(0))

    def _send(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.media_type)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        for piece in reply.pieces:
            self.wfile.write(piece)
            self.wfile.flush()
        if reply.hangs:
            state: Breaking = self.server.state  # type: ignore[attr-defined]
            state.is_over.wait()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""
