"""Streams through what stands between: a proxy that buffers, one that cuts bytes anywhere, one that drops the line."""

from __future__ import annotations

import contextlib
import http.server
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import httpx
import pytest
from web_dripping import ASKED, Dripping, Event, line, whole
from web_serving import Served, serve

Way = Literal["whole", "pieces", "cut"]
PIECE_BYTES = 7  # cuts lines, words and the two bytes of an umlaut
CUT_AFTER_BYTES = 2500


class _Proxy(http.server.BaseHTTPRequestHandler):
    """Passes a POST on: the answer whole once it is over, in small pieces, or broken off."""

    target = ""
    way: Way = "whole"
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        passed = {name: value for name, value in self.headers.items() if name.lower() not in ("host", "connection")}
        with httpx.stream("POST", self.target + self.path, content=body, headers=passed, timeout=60) as response:
            self.send_response(response.status_code)
            self.send_header("Content-Type", response.headers["content-type"])
            if self.way == "whole":
                content = response.read()
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                return
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self._in_pieces(response)
        self.close_connection = True

    def _in_pieces(self, response: httpx.Response) -> None:
        sent = 0
        for came in response.iter_bytes(PIECE_BYTES if self.way == "pieces" else None):
            piece = came[: CUT_AFTER_BYTES - sent] if self.way == "cut" else came
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            sent += len(piece)
            if self.way == "cut" and sent == CUT_AFTER_BYTES:
                return
        self.wfile.write(b"0\r\n\r\n")

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def through(served: Served, way: Way) -> Iterator[httpx.Client]:
    """A client whose requests go through a proxy of that kind."""
    kind = type("Proxy", (_Proxy,), {"target": served.url, "way": way})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), kind) as proxy:
        thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{proxy.server_port}", timeout=60) as client:
                yield client
        finally:
            proxy.shutdown()
            thread.join()


def patiently(client: httpx.Client) -> tuple[list[Event], int]:
    """All events, and over how many lines they came: a client that goes on where it lost one."""
    found: list[Event] = []
    for lines in range(1, 20):
        with contextlib.suppress(httpx.RemoteProtocolError), line(client, found[-1].id if found else None) as events:
            found.extend(events)
        if found and found[-1].name == "done":
            return found, lines
    raise AssertionError(f"no end after {lines} lines")


def test_a_proxy_that_waits_for_the_whole_loses_nothing() -> None:
    assistant = Dripping()
    assistant.drop(5)
    with serve(assistant) as served, through(served, "whole") as client:
        events = whole(client)
    assert [event.name for event in events] == ["sentence", "citation"] * 5 + ["done"]


def test_bytes_that_come_in_any_pieces_are_the_same_events() -> None:
    assistant = Dripping()
    assistant.drop(5)
    with serve(assistant) as served, through(served, "pieces") as client:
        events = whole(client)
        assert whole(served.client, events[0].id) == events[1:]


def test_a_line_that_is_dropped_again_and_again_brings_the_whole_answer_once() -> None:
    assistant = Dripping()
    assistant.drop(5)
    with serve(assistant) as served, through(served, "cut") as client:
        with pytest.raises(AssertionError, match="no end"):  # done alone is larger than what this proxy lets through
            patiently(client)
        assert len(assistant.asked) == 1


def test_a_cut_in_the_middle_is_gone_on_with_beside_the_proxy() -> None:
    assistant = Dripping()
    assistant.drop(5)
    with serve(assistant) as served:
        found: list[Event] = []
        with through(served, "cut") as client, contextlib.suppress(httpx.RemoteProtocolError), line(client) as events:
            found.extend(events)
        assert 0 < len(found) < 11
        assert [event.name for event in found + whole(served.client, found[-1].id)] == ["sentence", "citation"] * 5 + [
            "done"
        ]
    assert len(assistant.asked) == 1


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


# Beside the ordinary programs, where a user may not look for it.
NGINX = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
CONFIGURATION = """
daemon off; pid {folder}/pid; error_log {folder}/errors; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  gzip on; gzip_types text/event-stream; gzip_min_length 0;
  server {{
    listen 127.0.0.1:{port};
    location / {{ proxy_pass {target}; proxy_buffering on; proxy_buffers 8 64k;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; }}
  }}
}}
"""


@contextlib.contextmanager
def through_nginx(served: Served, folder: Path) -> Iterator[httpx.Client]:
    """A client behind an nginx as its package comes, with buffering and compression on."""
    if NGINX is None:
        pytest.fail("nginx is missing; the tests behind a proxy need it: apt-get install nginx")
    port, file = free_port(), folder / "nginx.conf"
    file.write_text(CONFIGURATION.format(folder=folder, port=port, target=served.url), encoding="utf-8")
    with subprocess.Popen([NGINX, "-c", str(file), "-e", str(folder / "errors")]) as process:
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
                for _ in range(200):
                    with contextlib.suppress(httpx.ConnectError):
                        client.get("/healthz")
                        break
                    time.sleep(0.02)
                yield client
        finally:
            process.terminate()


def test_sentences_come_one_by_one_through_nginx(tmp_path: Path) -> None:
    assistant = Dripping()
    with serve(assistant) as served, through_nginx(served, tmp_path) as client, line(client) as events:
        for number in range(5):
            assistant.drop()
            assert [next(events).name, next(events).name] == ["sentence", "citation"], number
        assert next(events).name == "done"


def test_nginx_tells_visitors_apart_and_a_made_up_address_does_not_help(tmp_path: Path) -> None:
    assistant = Dripping()
    assistant.drop(50)
    with serve(assistant, rate_limit=1) as served, through_nginx(served, tmp_path) as client:
        made_up = [{"X-Forwarded-For": f"198.51.100.{number}"} for number in range(3)]
        statuses = [client.post("/api/ask", json=ASKED, headers=one).status_code for one in made_up]
        # the one hop is this machine, which is trusted too: who stands before it is believed
        assert statuses == [200, 200, 200]
    with (
        serve(assistant, rate_limit=1, trusted_proxies="127.0.0.2") as served,
        through_nginx(served, tmp_path) as client,
    ):
        statuses = [client.post("/api/ask", json=ASKED, headers=one).status_code for one in made_up]
        assert statuses == [200, 429, 429]


def test_every_stream_asks_proxies_not_to_hold_it_back_and_not_to_change_it() -> None:
    assistant = Dripping()
    assistant.drop(10)
    accept = {"Accept": "text/event-stream"}
    with serve(assistant) as served:
        first = served.client.post("/api/ask", json=ASKED, headers=accept)
        again = served.client.post(
            "/api/ask", json=ASKED, headers={**accept, "Last-Event-ID": first.text[8:].split()[0]}
        )
        for response in (first, again):
            assert response.headers["x-accel-buffering"] == "no"
            assert {"no-store", "no-transform"} <= set(response.headers["cache-control"].split(", "))
            assert "content-encoding" not in response.headers
            assert response.text.startswith(": ok\n\n"), "something comes at once"
