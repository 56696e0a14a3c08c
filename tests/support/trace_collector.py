"""A collector of OpenTelemetry on a free port: keeps what it is sent, and tells it as spans; or hangs."""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


class Span(NamedTuple):
    """`parent` is "" for a root; `failed` says whether it has the status of an error."""

    name: str
    trace: str
    id: str
    parent: str
    facts: dict[str, Any]
    failed: bool
    service: str
    seconds: float


class Collector:
    """What was sent so far."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.bodies: list[bytes] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.news = threading.Condition()

    def take(self, path: str, headers: dict[str, str], body: bytes) -> None:
        with self.news:
            self.bodies.append(body)
            self.paths.append(path)
            self.headers.append(headers)
            self.news.notify_all()

    def spans(self) -> list[Span]:
        return [span for body in self.bodies for span in _spans(body)]

    def wait_for(self, name: str, seconds: float = 60) -> Span:
        """The first span of that name, once it has come."""

        def found() -> Span | None:
            return next((span for span in self.spans() if span.name == name), None)

        with self.news:
            assert self.news.wait_for(lambda: found() is not None, seconds), [span.name for span in self.spans()]
        span = found()
        assert span
        return span


def _spans(body: bytes) -> Iterator[Span]:
    for resource in ExportTraceServiceRequest.FromString(body).resource_spans:
        service = next(one.value.string_value for one in resource.resource.attributes if one.key == "service.name")
        for one in (span for scope in resource.scope_spans for span in scope.spans):
            facts = {fact.key: getattr(fact.value, fact.value.WhichOneof("value")) for fact in one.attributes}
            ids = (one.trace_id.hex(), one.span_id.hex(), one.parent_span_id.hex())
            took = (one.end_time_unix_nano - one.start_time_unix_nano) / 1e9
            yield Span(one.name, *ids, facts, one.status.code == 2, service, took)


@contextlib.contextmanager
def collecting(*, hangs: bool = False) -> Iterator[Collector]:
    """A running collector; one that `hangs` takes the line and answers nothing until the end."""
    ended = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            collector.take(
                self.path, {name.lower(): value for name, value in self.headers.items()}, gzip.decompress(body)
            )
            if hangs:
                ended.wait(60)
            with contextlib.suppress(OSError):
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    collector = Collector(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield collector
    finally:
        ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
