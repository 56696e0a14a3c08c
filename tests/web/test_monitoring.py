"""What a monitoring system reads: counts of answers and requests, the state of the index, and nothing that was said."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from prometheus_client.parser import text_string_to_metric_families
from web_dripping import Dripping, line
from web_fakes import CANARY, CORPUS, FakeAssistant, NotIngested
from web_serving import STAFF, Served, serve

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.settings.settings import Settings
from assistant.web.metrics import Metrics

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"


def counted(served: Served) -> dict[tuple[str, ...], float]:
    """(name, sorted labels …) -> value of each sample."""
    text = served.client.get("/metrics", headers=STAFF).text
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return {(one.name, *sorted(one.labels.values())): one.value for one in samples}


def test_without_the_token_nothing_is_told(served: Served) -> None:
    refused = served.client.get("/metrics")
    assert refused.status_code == 401
    assert "assistant_answers" not in refused.text


def test_answers_are_counted_by_what_became_of_them(served: Served) -> None:
    for question in (FUNDED, FUNDED, "Wie heißt Burkina Fasos Hauptstadt?"):
        served.ask(question)
    found = counted(served)
    assert found["assistant_answers_total", "", "answered", "extractive", "public"] == 2
    assert found["assistant_answers_total", "abstained", "extractive", "no_hits", "public"] == 1
    assert found["assistant_answer_seconds_count", "extractive"] == 3


def test_requests_are_counted_by_the_pattern_of_their_route(served: Served) -> None:
    served.client.get(f"/api/documents/{CORPUS[0].id}")
    served.client.get("/api/documents/nix")
    served.client.get("/gibt/es/nicht")
    found = counted(served)
    assert found["assistant_request_seconds_count", "/api/documents/{document_id}", "200", "GET"] == 1
    assert found["assistant_request_seconds_count", "/api/documents/{document_id}", "404", "GET"] == 1
    assert found["assistant_request_seconds_count", "(none)", "404", "GET"] == 1


def test_methods_that_nobody_uses_are_counted_as_one() -> None:
    """Uvicorn's slower parser takes any word."""
    metrics = Metrics("")
    for number in range(20):
        metrics.requested(f"WORD{number}", "(none)", 405, 0.1)
    text = metrics.written(dependencies={}, working=0).decode()
    assert 'assistant_request_seconds_count{method="other",route="(none)",status="405"} 20.0' in text
    assert "WORD" not in text


def test_the_state_of_the_index_is_told(served: Served) -> None:
    found = counted(served)
    public = sum(document.info.audience == "public" for document in CORPUS)
    assert found["assistant_documents", "public"] == public
    assert found["assistant_documents", "internal"] == len(CORPUS) - public
    assert found["assistant_generation",] == 0


@pytest.mark.parametrize("llm", ["", "openai:scripted"])
def test_what_is_worked_on_is_told(llm: str) -> None:
    """Questions that wait for a language model have places of their own."""
    assistant = Dripping()
    with serve(assistant, llm=llm) as served, line(served.client):
        until = time.monotonic() + 60
        while not assistant.asked and time.monotonic() < until:
            time.sleep(0.01)
        assert counted(served)["assistant_working",] == 1


def test_the_stages_of_answers_and_the_last_run_are_told(tmp_path: Path) -> None:
    folder, data, embedder = tmp_path / "presse", tmp_path / "data", ToyEmbedder("toy")
    folder.mkdir()
    (folder / "gut.md").write_text(f"# Förderung\n\n{FUNDED[:-1]} wird mit 80 Prozent gefördert.", encoding="utf-8")
    (folder / "schlecht.pdf").write_bytes(b"%PDF-1.7 nothing")
    report = ingest_paths(data, [folder], Plan("toy", lambda: embedder, 192), audience="public")
    assistant = Assistant(Settings(data=data), Given(embedder))
    assistant.warm_up()
    with serve(assistant, data=data) as served:
        before = counted(served)
        for _ in range(2):
            served.ask("Was regelt der Text zur Weiterbildung?")
            served.ask("Was regelt der Text zur Förderung?")
        found = counted(served)
    assistant.close()
    for stage in ("understand", "retrieve", "embed", "weigh", "judge"):
        name = "assistant_stage_seconds_count", stage
        assert found[name] - before.get(name, 0) == 2, "what is asked again is not worked out again"
    assert found["assistant_stage_seconds_count", "generate"] == 0
    assert found["assistant_stage_seconds_sum", "embed"] <= found["assistant_stage_seconds_sum", "retrieve"]
    assert (found["assistant_ingest_files", "added"], found["assistant_ingest_files", "failed"]) == (1, 1)
    assert found["assistant_passages",] == report.passages
    assert found["assistant_ingest_seconds",] == pytest.approx(report.seconds, abs=0.01)
    assert (found["assistant_ingest_waiting",], found["assistant_ingest_running",]) == (0, 0)


def test_a_server_that_is_not_ready_still_tells_what_is_missing() -> None:
    with serve(NotIngested()) as served:
        found = counted(served)
    assert found["assistant_dependency_up", "index"] == 0
    assert found["assistant_dependency_up", "catalogue"] == 1


def test_the_list_for_operators_is_the_one_of_the_program() -> None:
    page = (Path(__file__).parents[2] / "docs" / "OBSERVABILITY.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `(assistant_\w+)`", page, re.M))
    told = {sample for family in Metrics("").registry.collect() for sample in [family.name]}
    assert listed == {name + ("_total" if name == "assistant_answers" else "") for name in told}
    alerted = set(re.findall(r"\b(assistant_\w+)(?:\{|\[| |\))", page.partition("## Alerts")[2].partition("\n## ")[0]))
    known = listed | {f"{name}_{end}" for name in listed for end in ("bucket", "sum", "count")}
    assert alerted
    assert alerted <= known


def test_nothing_that_was_asked_or_stands_in_a_document_is_told() -> None:
    with serve(FakeAssistant()) as served:
        served.ask(f"Was ist {CANARY}?", headers=STAFF)
        served.client.get("/api/search", params={"q": CANARY})
        text = served.client.get("/metrics", headers=STAFF).text
    assert CANARY not in text
    assert "127.0.0.1" not in text
