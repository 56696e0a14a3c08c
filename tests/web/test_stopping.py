"""A server that is told to stop: what runs may end, what cannot is told, and what is new is sent away with a time."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import httpx
from web_dripping import ASKED, line

ROOT = Path(__file__).parents[2]
# A sentence is there; the others come when a file does. Another file comes when three questions are worked on.
PROGRAM = """
import pathlib, sys, threading, time
sys.path[:0] = ["tests/support", "."]
from web_dripping import Dripping
from assistant.web.serve import main
assistant, folder = Dripping(), pathlib.Path({folder!r})
assistant.drop()
def watch():
    while len(assistant.asked) < 3:
        time.sleep(0.02)
    (folder / "busy").touch()
    while not (folder / "go").exists():
        time.sleep(0.02)
    assistant.drop(100)
threading.Thread(target=watch, daemon=True).start()
sys.exit(main(["--port", "0", "--data", {folder!r}], make=lambda _: assistant))
"""


class Running(NamedTuple):
    process: subprocess.Popen[str]
    url: str
    folder: Path

    def wait_until_busy(self) -> None:
        """Returns when three questions are worked on."""
        until = time.monotonic() + 60
        while not (self.folder / "busy").exists():
            assert time.monotonic() < until
            time.sleep(0.02)

    def go_on(self) -> None:
        (self.folder / "go").touch()

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def wait_until_stopping(self) -> None:
        with httpx.Client(base_url=self.url, timeout=60) as client:
            while client.get("/readyz").status_code == 200:
                time.sleep(0.02)


@contextlib.contextmanager
def running(folder: Path, stop_seconds: float) -> Iterator[Running]:
    program = PROGRAM.format(folder=str(folder))
    surroundings = {**os.environ, "ASSISTANT_STOP_SECONDS": str(stop_seconds), "ASSISTANT_RATE_LIMIT": "0"}
    command = [sys.executable, "-c", program]
    with subprocess.Popen(
        command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
        try:
            yield Running(process, url, folder)
        finally:
            _, errors = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGTERM or process.returncode == 0
    assert [json.loads(each)["level"] for each in errors.splitlines() if json.loads(each)["level"] == "error"] == []


def chunks(response: httpx.Response) -> Iterator[dict[str, object]]:
    for each in response.iter_lines():
        if each.startswith("data: {"):
            yield json.loads(each.removeprefix("data: "))


CHAT = {"model": "wissens-assistent", "stream": True, "messages": [{"role": "user", "content": ASKED["question"]}]}
KEY = {"Authorization": "Bearer public"}


def test_answers_that_run_come_to_their_end_and_new_ones_are_sent_away(tmp_path: Path) -> None:
    with (
        running(tmp_path, stop_seconds=60) as server,
        httpx.Client(base_url=server.url, timeout=60) as client,
        httpx.Client(base_url=server.url, timeout=60) as other,
        ThreadPoolExecutor(1) as pool,
        line(client) as events,
    ):
        assert next(events).name == "sentence"
        whole = pool.submit(client.post, "/api/ask", json=ASKED)
        with other.stream("POST", "/v1/chat/completions", json=CHAT, headers=KEY) as streamed:
            pieces = chunks(streamed)
            server.wait_until_busy()
            server.stop()
            server.wait_until_stopping()
            refused = [httpx.post(f"{server.url}/api/ask", json=ASKED), httpx.get(f"{server.url}/readyz")]
            alive = httpx.get(f"{server.url}/healthz")
            server.go_on()
            last_piece = list(pieces)[-1]
        *_, last = events
        answered = whole.result(60)
    for response in refused:
        assert response.status_code == 503
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["type"] == "urn:wissens-assistent:server_stopping"
        assert response.json()["remedy"]
        assert int(response.headers["retry-after"]) >= 1
    assert alive.status_code == 200
    assert last.name == "done"
    assert last_piece["choices"][0]["finish_reason"] == "stop"  # type: ignore[index]
    assert answered.json()["status"] == "answered"


def test_who_cannot_be_waited_for_is_told(tmp_path: Path) -> None:
    with (
        running(tmp_path, stop_seconds=0.5) as server,
        httpx.Client(base_url=server.url, timeout=60) as client,
        httpx.Client(base_url=server.url, timeout=60) as other,
        ThreadPoolExecutor(1) as pool,
        line(client) as events,
    ):
        assert next(events).name == "sentence"
        with other.stream("POST", "/v1/chat/completions", json=CHAT, headers=KEY) as streamed:
            pieces = chunks(streamed)
            whole = pool.submit(httpx.post, f"{server.url}/api/ask", json=ASKED, timeout=60)
            server.wait_until_busy()
            server.stop()
            last_piece = list(pieces)[-1]
        *_, last = events
        refused = whole.result(60)
    assert (last.name, last.content["type"]) == ("error", "urn:wissens-assistent:server_stopping")
    assert "Server" in last_piece["error"]["message"]  # type: ignore[index]
    assert refused.status_code == 503
    assert refused.json()["type"] == "urn:wissens-assistent:server_stopping"
    assert refused.headers["retry-after"]
