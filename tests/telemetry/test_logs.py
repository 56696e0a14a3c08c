"""Log lines: one an event, in one form whoever writes it, marked with the request, and without words of exceptions."""

from __future__ import annotations

import asyncio
import json
import logging
import logging.config
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO

import pytest

from assistant.settings.loading import load
from assistant.telemetry.logs import (
    Complaint,
    JsonFormatter,
    Seldom,
    StderrHandler,
    TextFormatter,
    configuration,
    marked,
)

SECRET = "Wer bekommt die Weiterbildung bezahlt?"


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What loggers write through JsonFormatter while a test runs."""
    stream, root = StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


def record(event: str = "request", **fields: object) -> logging.LogRecord:
    made = logging.LogRecord("assistant.web", logging.INFO, "x.py", 1, event, (), None)
    made.fields = fields
    return made


def test_a_line_says_when_what_who_and_in_which_process() -> None:
    line = json.loads(JsonFormatter().format(record(status=200)))
    assert list(line) == ["time", "level", "logger", "pid", "event", "status"]
    assert line["time"].endswith("+00:00")
    assert (line["level"], line["logger"], line["event"]) == ("info", "assistant.web", "request")


def test_what_is_done_for_a_request_is_marked_with_it(written: StringIO) -> None:
    async def work(name: str) -> None:
        with marked(request_id=name), marked(trace_id="t"):
            await asyncio.sleep(0)
            await asyncio.to_thread(logging.getLogger("library").warning, "slow")

    async def both() -> None:
        await asyncio.gather(work("eins"), work("zwei"))

    asyncio.run(both())
    logging.getLogger("library").warning("idle")
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert {line.get("request_id") for line in lines if line["event"] == "slow"} == {"eins", "zwei"}
    assert all(line["trace_id"] == "t" for line in lines if line["event"] == "slow")
    assert "request_id" not in next(line for line in lines if line["event"] == "idle")


def test_a_text_line_has_the_same_and_is_one_line_whatever_it_holds() -> None:
    line = TextFormatter().format(record("eins\nzwei", why="drei\nvier", status=503))
    assert len(line.splitlines()) == 1
    assert line.endswith(r'"eins\nzwei" pid=' + str(record().process) + r' why="drei\nvier" status=503')
    assert " INFO assistant.web: " in line


def test_of_what_nobody_waits_for_asyncio_tells_no_words(written: StringIO) -> None:
    async def fails() -> None:
        raise ValueError(SECRET)

    async def forgets() -> None:
        task = asyncio.ensure_future(fails())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task

    asyncio.run(forgets())
    line = json.loads(written.getvalue().splitlines()[0])
    assert (line["event"], line["error"]) == ("Task exception was never retrieved", "ValueError")
    assert SECRET not in written.getvalue()


def test_a_collector_that_is_away_is_told_of_once_a_minute() -> None:
    seldom = Seldom()

    def passes(name: str, at: float) -> bool:
        made = record()
        made.name, made.created = name, at
        return seldom.filter(made)

    exporter = "opentelemetry.exporter.otlp"
    assert [passes(exporter, at) for at in (1000, 1001, 1059.9, 1060, 1061)] == [True, False, False, True, False]
    assert all(passes("assistant.web", 1061) for _ in range(3))


@pytest.mark.parametrize(("level", "others"), [("debug", "WARNING"), ("info", "WARNING"), ("error", "ERROR")])
def test_libraries_never_tell_more_than_warnings(level: str, others: str) -> None:
    """An OpenAI client would tell the whole prompt."""
    made = configuration(level)
    assert made["loggers"]["assistant"]["level"] == logging.getLevelName(level.upper())
    for logger in (made["root"], made["loggers"]["uvicorn"]):
        assert logger["level"] == logging.getLevelName(others)


def test_libraries_warnings_and_threads_that_end_speak_in_the_same_form() -> None:
    program = (
        "import logging, threading, warnings\n"
        "from assistant.settings.settings import Settings\n"
        "from assistant.telemetry import logs\n"
        "logs.configure(Settings())\n"
        "logging.getLogger('httpx').info('HTTP Request: GET http://127.0.0.1')\n"
        "logging.getLogger('uvicorn.error').warning('Invalid HTTP request received.')\n"
        "logging.getLogger('chromadb.x').error('lost')\n"
        "warnings.warn('old', DeprecationWarning)\n"
        f"def fail(): raise ValueError({SECRET!r})\n"
        "thread = threading.Thread(target=fail, name='warm-up'); thread.start(); thread.join()\n"
    )
    done = subprocess.run([sys.executable, "-W", "always", "-c", program], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    told = [(line["logger"], line["level"]) for line in lines if line["logger"] != "py.warnings"]
    assert told == [("uvicorn.error", "warning"), ("chromadb.x", "error"), ("assistant.telemetry.logs", "error")]
    assert [line for line in lines if line["logger"] == "py.warnings" and "old" in line["event"]]
    assert (lines[-1]["thread"], lines[-1]["error"]) == ("warm-up", "ValueError")
    assert SECRET not in done.stderr


def test_level_and_form_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_LOG_LEVEL", "error")
    monkeypatch.setenv("ASSISTANT_LOG_FORMAT", "text")
    settings = load()
    made = configuration(settings.log_level, settings.log_format)
    assert made["handlers"]["stderr"]["formatter"] == "text"
    assert made["loggers"]["assistant"]["level"] == logging.ERROR


def test_a_line_goes_to_the_standard_error_of_its_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    handler, first, second = StderrHandler(), StringIO(), StringIO()
    handler.setFormatter(TextFormatter())
    line = logging.LogRecord("assistant.web", logging.INFO, "", 0, "ready", (), None)
    monkeypatch.setattr(sys, "stderr", first)
    handler.handle(line)
    monkeypatch.setattr(sys, "stderr", second)
    first.close()
    handler.handle(line)
    assert "ready" in second.getvalue()


def test_of_what_is_tried_again_each_defect_is_told_once(caplog: pytest.LogCaptureFixture) -> None:
    complaint = Complaint(logging.getLogger("assistant.test"), "not ready")

    def first() -> None:
        raise IndexError

    def second() -> None:
        raise IndexError

    for fail in (first, first, second, second):
        try:
            fail()
        except IndexError as error:
            complaint.tell(error)
    assert [one.message for one in caplog.records] == ["not ready"] * 2
