"""Whatever is asked over HTTP ends as a list, an answer, an abstention, or a problem that names the limit; and soon."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from bad_questions import AT_RANDOM, LONG_QUESTIONS, QUESTIONS
from fakes import ToyEmbedder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web_fakes import CORPUS
from web_serving import Served, make_settings, serve

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.indexing.ingest import ingest_documents

# So long a slow machine may take; 2,000 words take some tens of milliseconds.
SECONDS = 5.0
# Refused at the door, each with a reason.
REFUSED = {
    "urn:wissens-assistent:question_empty",
    "urn:wissens-assistent:question_too_long",
    "urn:wissens-assistent:field_text",
    "urn:wissens-assistent:body_too_large",
    "urn:wissens-assistent:address_too_long",
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = tmp_path_factory.mktemp("data")
    embedder = ToyEmbedder()
    ingest_documents(data, CORPUS, embedder, 64)
    assistant = Assistant(make_settings(data=data, embedding_model=embedder.name), Given(embedder))
    assistant.warm_up()
    with serve(assistant, data=data) as running:
        yield running


def searched(served: Served, question: str) -> httpx.Response:
    return served.client.get(f"/api/search?q={quote(question.encode('utf-8', 'surrogatepass'))}&k=5", timeout=SECONDS)


def asked(served: Served, **fields: Any) -> httpx.Response:
    body = json.dumps(fields)  # half a character as \\ud800
    return served.client.post("/api/ask", content=body, headers={"Content-Type": "application/json"}, timeout=SECONDS)


def check_hits(response: httpx.Response) -> None:
    if is_refused(response):
        return
    hits = response.json()["hits"]
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    assert len(hits) <= 5
    assert all(math.isfinite(hit["similarity"]) for hit in hits)


def check_answer(response: httpx.Response) -> None:
    if is_refused(response):
        return
    answer = response.json()
    assert answer["status"] in ("answered", "abstained")
    assert bool(answer["citations"]) == (answer["status"] == "answered")
    assert (answer["reason"] is None) == (answer["status"] == "answered")


def is_refused(response: httpx.Response) -> bool:
    """Whether the question was too much for a limit; anything else but an answer is an error."""
    if response.status_code == 200:
        return False
    problem = response.json()
    assert problem["type"] in REFUSED, problem
    assert response.status_code in (413, 414, 422)
    assert problem["remedy"]
    return True


@pytest.mark.parametrize("name", QUESTIONS | LONG_QUESTIONS)
def test_a_strange_question_is_searched(real: Served, name: str) -> None:
    check_hits(searched(real, (QUESTIONS | LONG_QUESTIONS)[name]))


@pytest.mark.parametrize("name", QUESTIONS | LONG_QUESTIONS)
def test_a_strange_question_is_answered(real: Served, name: str) -> None:
    check_answer(asked(real, question=(QUESTIONS | LONG_QUESTIONS)[name]))


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_may_follow_a_strange_one(real: Served, name: str) -> None:
    check_answer(asked(real, question="Und wie hoch ist sie?", history=[QUESTIONS[name]]))


@pytest.mark.parametrize("name", ["\0", "a" * 200, "' OR 1=1 --", "../../etc/passwd", "💥", "%00", "<b>"])
def test_a_strange_filter_lets_nothing_through(real: Served, name: str) -> None:
    for field in ("document", "lab", "topic"):
        found = real.client.get("/api/search", params={"q": "Weiterbildung", field: name, "context": "1"})
        assert (found.status_code, found.json()) == (200, {"hits": []})
        body = asked(real, question="Weiterbildung", filters={field: name}).json()
        assert (body["status"], body["reason"], body["related"]) == ("abstained", "no_hits", [])
        assert [one["value"] for one in body["filters"]] == [name]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(question=AT_RANDOM)
def test_any_characters_are_searched_and_answered(real: Served, question: str) -> None:
    check_hits(searched(real, question))
    check_answer(asked(real, question=question))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(octets=st.binary(max_size=200))
def test_any_octets_in_the_address_are_searched(real: Served, octets: bytes) -> None:
    check_hits(real.client.get(f"/api/search?q={quote(octets)}&k=5", timeout=SECONDS))


def test_the_server_still_answers_afterwards(real: Served) -> None:
    for question in LONG_QUESTIONS.values():
        searched(real, question)
    assert "Weiterbildung" in searched(real, "Weiterbildung in Betrieben").json()["hits"][0]["text"]
