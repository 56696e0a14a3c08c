"""Traces: told to a collector of our own, without a word of what was asked or found, and never in an answer's way."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from fakes import ToyEmbedder
from trace_collector import Collector, Span, collecting
from web_fakes import FakeAssistant
from web_serving import STAFF, serve

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.errors import SettingsError
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.settings.loading import load
from assistant.settings.settings import Settings, headers
from assistant.telemetry.stages import QUESTION_STAGES, Stage, observed_by
from assistant.telemetry.traces import LAST_SECONDS, address, traced, traces_of
from assistant.web.instrumentation import UNTRACED

CANARY = "Zwirbelkranich"
TEXT = f"""# Protokoll {CANARY}

Das Pilotprojekt {CANARY} erhält im kommenden Jahr 48.250 Euro aus dem Haushalt des Netzwerks und vom Land.
"""
ASKED = f"Wie viel Euro erhält das Pilotprojekt {CANARY} im kommenden Jahr aus dem Haushalt des Netzwerks und vom Land?"
PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.fixture
def collector() -> Iterator[Collector]:
    with collecting() as running:
        yield running


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with one internal document, and one that cannot be read."""
    folder = tmp_path / f"{CANARY}-protokolle"
    folder.mkdir()
    (folder / f"{CANARY}.md").write_text(TEXT, encoding="utf-8")
    (folder / f"{CANARY}.pdf").write_bytes(b"%PDF-1.7 nothing")
    return folder


def taken_in(corpus: Path, data: Path) -> ToyEmbedder:
    embedder = ToyEmbedder("toy")
    ingest_paths(data, [corpus], Plan(embedder.name, lambda: embedder, 192), audience="internal")
    return embedder


def below(span: Span, spans: list[Span]) -> list[str]:
    return [one.name for one in spans if one.parent == span.id]


def test_a_question_is_a_span_with_its_stages_and_without_a_word(
    collector: Collector, corpus: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    assistant = Assistant(Settings(data=data), Given(taken_in(corpus, data)))
    assistant.warm_up()
    with serve(assistant, data=data, otlp_endpoint=collector.url) as served:
        answered = served.ask(ASKED, headers=STAFF)
        streamed = served.events(f"Frage: {ASKED}", headers=STAFF)  # the same one is not worked out again
    assistant.close()
    assert answered.json()["status"] == "answered"
    assert streamed[-1][0] == "done"
    spans = collector.spans()
    first, second = (span for span in spans if span.name == "POST /api/ask")
    assert first.trace != second.trace
    for request in (first, second):
        assert {"understand", "retrieve", "weigh", "judge", "choose", "verify"} <= set(below(request, spans))
        [retrieving] = [span for span in spans if (span.name, span.parent) == ("retrieve", request.id)]
        assert below(retrieving, spans) == ["candidates", "fuse", "rerank", "arrange"]
        assert retrieving.seconds <= request.seconds
    assert first.service == "wissens-assistent-server"
    assert first.facts == {
        "http.request.method": "POST",
        "http.route": "/api/ask",
        "http.response.status_code": 200,
        "assistant.request_id": answered.headers["x-request-id"],
    }
    told = b"".join(collector.bodies)
    for word in (CANARY, "Pilotprojekt", "48.250", "Haushalt", ".md", "127.0.0.1", str(tmp_path)):
        assert word.encode() not in told, word


def test_an_ingestion_is_a_span_with_one_for_each_file_and_without_a_name(
    collector: Collector, corpus: Path, tmp_path: Path
) -> None:
    with traced(Settings(otlp_endpoint=collector.url), "ingest"):
        taken_in(corpus, tmp_path / "data")
    spans = collector.spans()
    [run] = [span for span in spans if span.name == "run"]
    assert (run.parent, run.service) == ("", "wissens-assistent-ingest")
    files = [span for span in spans if span.name == "file"]
    assert {span.parent for span in files} == {run.id}
    assert sorted(span.facts.get("error.type", "") for span in files)[0] == ""
    assert [span.failed for span in files].count(True) == 1
    assert {"store", "publish"} <= set(below(run, spans))
    told = b"".join(collector.bodies)
    for word in (CANARY, "Pilotprojekt", "protokolle", str(tmp_path)):
        assert word.encode() not in told, word


def test_a_stage_that_fails_tells_what_the_error_is_and_not_its_words(collector: Collector) -> None:
    with (
        traced(Settings(otlp_endpoint=collector.url), "worker"),
        pytest.raises(ZeroDivisionError),
        Stage("retrieve"),
    ):
        raise ZeroDivisionError(CANARY)
    [span] = collector.spans()
    assert (span.failed, span.facts) == (True, {"error.type": "ZeroDivisionError"})
    assert CANARY.encode() not in collector.bodies[0]


def test_a_defect_is_a_failed_request(collector: Collector) -> None:
    assistant = FakeAssistant()
    assistant.failure = ZeroDivisionError(CANARY)
    with serve(assistant, otlp_endpoint=collector.url) as served:
        assert served.ask(ASKED).status_code == 500
        served.client.get(f"/{CANARY}")
        served.client.request(CANARY.upper(), "/healthz/x")
    by_name = {span.name: span for span in collector.spans()}
    assert by_name["POST /api/ask"].failed
    assert not by_name["GET (none)"].failed
    assert CANARY.lower().encode() not in b"".join(collector.bodies).lower()


def test_only_a_trusted_proxy_says_which_trace_a_request_belongs_to(collector: Collector) -> None:
    sent = {"traceparent": PARENT, "tracestate": f"x={CANARY}"}
    for trusted in ("127.0.0.1", "10.0.0.1"):
        with serve(FakeAssistant(), otlp_endpoint=collector.url, trusted_proxies=trusted) as served:
            served.client.get("/api/documents", headers={**sent, "X-Forwarded-For": "203.0.113.7"})
    ours, own = (span for span in collector.spans() if span.name == "GET /api/documents")
    _, trace, parent, _ = PARENT.split("-")
    assert (ours.trace, ours.parent) == (trace, parent)
    assert own.trace != trace
    assert own.parent == ""
    told = b"".join(collector.bodies)
    assert CANARY.encode() not in told
    assert b"203.0.113.7" not in told


def test_a_log_line_names_the_trace_of_its_request(collector: Collector, tmp_path: Path) -> None:
    program = (
        "import sys; sys.path[:0] = ['tests/support', '.']\n"
        "from web_fakes import FakeAssistant\nfrom assistant.web.serve import main\n"
        f"sys.exit(main(['--port', '0', '--data', {str(tmp_path)!r}], make=lambda _: FakeAssistant()))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        env={**os.environ, "ASSISTANT_OTLP_ENDPOINT": collector.url, "ASSISTANT_OTLP_HEADERS": "X-Key=geheim"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    url = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
    httpx.get(f"{url}/api/documents", timeout=60)
    process.terminate()
    _, errors = process.communicate(timeout=60)
    [line] = [json.loads(line) for line in errors.splitlines() if '"request"' in line]
    assert line["trace_id"] == collector.wait_for("GET /api/documents").trace
    assert collector.paths[0] == "/v1/traces"
    assert collector.headers[0]["x-key"] == "geheim"


def test_what_machines_ask_every_few_seconds_leaves_no_span() -> None:
    for path in ("/healthz", "/readyz", "/metrics", "/widget.js", "/static/site.css"):
        assert UNTRACED.fullmatch(path)
    assert not UNTRACED.fullmatch("/documents/static/x")


def test_without_the_setting_nothing_that_could_send_a_span_is_loaded() -> None:
    """Libraries load the interface of OpenTelemetry, which without an SDK does nothing."""
    program = (
        "import sys\nfrom assistant.settings.settings import Settings\n"
        "from assistant.telemetry.traces import traces_of\n"
        "import assistant.web.app\nassert traces_of(Settings(), 'server') is None\n"
        "print([name for name in sys.modules if name.startswith(('opentelemetry.sdk', 'opentelemetry.exporter'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_without_the_package_the_install_command_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http", None)
    with pytest.raises(SettingsError, match=r"wissens-assistent\[telemetry\]"):
        traces_of(Settings(otlp_endpoint="http://127.0.0.1:4318"), "server")


@pytest.mark.parametrize("endpoint", ["4318", "localhost:4318", "ftp://x", "http://", "http://name:wort@host"])
def test_an_address_that_is_none_is_refused_at_the_door(monkeypatch: pytest.MonkeyPatch, endpoint: str) -> None:
    monkeypatch.setenv("ASSISTANT_OTLP_ENDPOINT", endpoint)
    with pytest.raises(SettingsError, match="ASSISTANT_OTLP_ENDPOINT"):
        load()


def test_the_path_of_the_protocol_is_added_where_it_is_missing() -> None:
    assert address("http://host:4318") == address("http://host:4318/v1/traces") == "http://host:4318/v1/traces"
    assert load(otlp_endpoint="https://host/otel/").otlp_endpoint == "https://host/otel"


def test_headers_are_read_and_wrong_ones_refused_without_being_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    assert headers(load(otlp_headers="Authorization=Basic a=, X-Scope=netz").otlp_headers) == {
        "Authorization": "Basic a=",
        "X-Scope": "netz",
    }
    assert headers(None) == {}
    for wrong in ("geheim", "a b=geheim", "X=ge\nheim", "=geheim"):
        monkeypatch.setenv("ASSISTANT_OTLP_HEADERS", wrong)
        with pytest.raises(SettingsError, match="NAME=Wert") as refused:
            load()
        assert "heim" not in str(refused.value)


@pytest.fixture
def dead_address() -> Iterator[str]:
    """Where nobody listens, and nobody else can."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


def asked_with(endpoint: str) -> None:
    """Many answers, and the end, with a collector at this address."""
    with serve(FakeAssistant(), otlp_endpoint=endpoint) as served:
        for _ in range(20):
            assert served.ask("Wie wird die Weiterbildung gefördert?").status_code == 200
        stopping = time.monotonic()
    assert time.monotonic() - stopping < LAST_SECONDS + 20  # bounded, on a busy machine too


def test_a_collector_that_is_not_there_is_in_nobodys_way(dead_address: str) -> None:
    asked_with(dead_address)


def test_a_collector_that_hangs_is_in_nobodys_way() -> None:
    with collecting(hangs=True) as collector:
        asked_with(collector.url)


def test_spans_cost_an_answer_little(collector: Collector) -> None:
    """Counted on the fastest of many tries: a busy machine makes the others slow."""
    traces = traces_of(Settings(otlp_endpoint=collector.url), "server")
    assert traces

    def once() -> float:
        started = time.perf_counter()
        for name in QUESTION_STAGES:
            with Stage(name):  # type: ignore[arg-type]
                pass
        return time.perf_counter() - started

    with observed_by(traces):
        fastest = min(once() for _ in range(100))
    traces.close()
    assert fastest < 5e-3


def test_the_command_of_ingestion_sends_its_spans_and_writes_none_of_it_to_the_terminal(
    collector: Collector, dead_address: str, tmp_path: Path
) -> None:
    folder = tmp_path / "leer"
    folder.mkdir()
    (folder / "kaputt.pdf").write_bytes(b"%PDF-1.7 nothing")
    command = [sys.executable, "-m", "assistant.indexing.command", str(folder), "--data", str(tmp_path / "data")]
    told = {}
    for endpoint in ("", collector.url, dead_address):
        surroundings = {**os.environ, "ASSISTANT_OTLP_ENDPOINT": endpoint}
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True)
        told[endpoint] = (done.returncode, done.stderr)
    assert len(set(told.values())) == 1
    assert collector.wait_for("run").service == "wissens-assistent-ingest"
    assert collector.wait_for("file").failed
