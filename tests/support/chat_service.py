"""A chat model on this machine behind the protocols of OpenAI and Ollama: streams what it is told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

PIECE = 11  # characters


@dataclass
class ChatService:
    """`asked` are the bodies of the requests, `keys` their keys; with `status` it refuses them."""

    output: str = "{}"
    status: int = 200
    address: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    service: ChatService

    def do_POST(self) -> None:
        self.service.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.service.keys.append(self.headers["Authorization"])
        frames = b"".join(self._openai() if self.path == "/v1/chat/completions" else self._ollama())
        self.send_response(self.service.status)
        kind = "text/event-stream" if self.path == "/v1/chat/completions" else "application/x-ndjson"
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(frames)))
        self.end_headers()
        self.wfile.write(frames)

    def _openai(self) -> Iterator[bytes]:
        head = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m"}
        for piece in self._pieces():
            choice = {"index": 0, "delta": {"role": "assistant", "content": piece}, "finish_reason": None}
            yield f"data: {json.dumps({**head, 'choices': [choice]})}\n\n".encode()
        last = {"index": 0, "delta": {}, "finish_reason": "stop"}
        yield f"data: {json.dumps({**head, 'choices': [last]})}\n\ndata: [DONE]\n\n".encode()

    def _ollama(self) -> Iterator[bytes]:
        head = {"model": "m", "created_at": "2026-01-01T00:00:00Z"}
        for piece in self._pieces():
            yield (
                json.dumps({**head, "message": {"role": "assistant", "content": piece}, "done": False}).encode() + b"\n"
            )
        last = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop"}
        yield json.dumps({**head, **last}).encode() + b"\n"

    def _pieces(self) -> Iterator[str]:
        for start in range(0, len(self.service.output), PIECE):
            yield self.service.output[start : start + PIECE]

    def log_message(self, format: str, *arguments: Any) -> None:
        pass


@contextmanager
def chat_service(output: str = "{}", status: int = 200) -> Iterator[ChatService]:
    """A service that answers every chat with `output` while the block runs."""
    service = ChatService(output, status)
    handler = type("Handler", (_Handler,), {"service": service})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    service.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
