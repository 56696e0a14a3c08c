"""Answers in a model's words over HTTP: each sentence once it is proved, the whole at the end, and nothing lost."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from fakes import ToyEmbedder
from langchain_core.messages import BaseMessage
from scripted_model import ScriptedModel, draft, number_of
from web_serving import STAFF, Served, serve

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.answering.writing.generate import Writer
from assistant.answering.writing.talk import Talk
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.settings.settings import Settings
from assistant.web.answers import streams

GRANT = "Die Weiterbildung der Beschäftigten in Betrieben der Region wird vom Land mit 80 Prozent gefördert."
LIMIT = "Für die Weiterbildung der Beschäftigten zahlt das Land der Region höchstens 12.500 Euro."
FUNDED = "Die Weiterbildung der Beschäftigten in Betrieben der Region wird vom Land mit wie viel Prozent gefördert?"
SAYS_GRANT = "Die Weiterbildung der Beschäftigten wird vom Land mit 80 Prozent gefördert."
SAYS_LIMIT = "Das Land zahlt für die Weiterbildung der Beschäftigten höchstens 12.500 Euro."
LIE = "Die Weiterbildung der Beschäftigten wird vom Land mit 95 Prozent gefördert."


def well(messages: list[BaseMessage]) -> str:
    grant, limit = number_of(messages, "80 Prozent"), number_of(messages, "12.500")
    return draft((SAYS_GRANT, [grant]), (LIE, [grant]), (SAYS_LIMIT, [limit]))


@contextmanager
def serving(
    folder: Path, model: ScriptedModel, *, seconds: float = 20.0, reads_internal: bool = True
) -> Iterator[Served]:
    """A server whose answers `model` words, while the block runs."""
    (folder / "presse").mkdir()
    (folder / "presse" / "a.md").write_text(f"# Quote\n\n{GRANT}\n\n# Betrag\n\n{LIMIT}\n", encoding="utf-8")
    embedder = ToyEmbedder("toy")
    ingest_paths(folder / "data", [folder / "presse"], Plan("toy", lambda: embedder, 24), audience="public")
    talk = Talk(model, max_tokens=300)
    writer = Writer(talk, embedder.embed_query, timeout_seconds=seconds, reads_internal=lambda: reads_internal)
    writer.warm_up()
    settings = Settings.model_validate({"data": folder / "data", "embedding_model": "toy"})
    made = Assistant(settings, Given(embedder), writer=writer)
    try:
        with serve(made, llm="openai:scripted") as served:
            _wait_until_ready(served)
            yield served
    finally:
        made.close()


def _wait_until_ready(served: Served) -> None:
    while served.client.get("/readyz").status_code != 200:
        time.sleep(0.02)


def frames(served: Served, question: str) -> Iterator[tuple[float, str, Any]]:
    """(seconds since the start, name, content) of each event, as it comes."""
    started, name = time.monotonic(), ""
    headers = {"Accept": "text/event-stream"}
    with served.client.stream("POST", "/api/ask", json={"question": question}, headers=headers) as response:
        for line in response.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                yield time.monotonic() - started, name, json.loads(line.removeprefix("data: "))


def test_sentences_come_while_the_model_still_writes_and_done_holds_them_all(tmp_path: Path) -> None:
    with serving(tmp_path, ScriptedModel(reply=well, seconds_a_piece=0.02)) as served:
        events = list(frames(served, FUNDED))
    assert [name for _, name, _ in events] == ["sentence", "citation", "sentence", "citation", "done"]
    times = [seconds for seconds, _, _ in events]
    assert times[2] - times[0] > 0.2
    whole = events[-1][2]
    assert [content for _, name, content in events if name == "sentence"] == whole["sentences"]
    assert [content for _, name, content in events if name == "citation"] == whole["citations"]
    assert (whole["mode"], whole["fallback"], whole["refused"], whole["bad_marks"]) == ("generated", None, 1, 0)
    assert whole["answer"] == f"{SAYS_GRANT} [1] {SAYS_LIMIT} [2]"
    assert "95 Prozent" not in json.dumps(events)


def test_json_has_the_same_answer_at_once(tmp_path: Path) -> None:
    with serving(tmp_path, ScriptedModel(reply=well)) as served:
        assert served.ask(FUNDED).json()["answer"] == f"{SAYS_GRANT} [1] {SAYS_LIMIT} [2]"


def test_what_was_sent_stands_when_the_model_breaks_off(tmp_path: Path) -> None:
    model = ScriptedModel(reply=lambda messages: well(messages)[:-30])
    with serving(tmp_path, model) as served:
        *sent, (_, _, whole) = frames(served, FUNDED)
    assert [content["text"] for _, name, content in sent if name == "sentence"] == [SAYS_GRANT]
    assert [sentence["text"] for sentence in whole["sentences"]] == [SAYS_GRANT]
    assert (whole["mode"], whole["fallback"]) == ("generated", "model_format")


def test_quotes_take_the_place_of_a_model_that_is_down(tmp_path: Path) -> None:
    with serving(tmp_path, ScriptedModel(reply=well, breaks_after=0)) as served:
        events = list(frames(served, FUNDED))
        whole = events[-1][2]
        assert (whole["status"], whole["mode"], whole["fallback"]) == ("answered", "extractive", "model_down")
        assert events[0][2]["text"] == GRANT
        page = served.client.get("/", params={"q": FUNDED}).text
    assert "Das Sprachmodell ist nicht erreichbar." in page


def test_staff_have_the_verbatim_answer_where_the_model_runs_elsewhere(tmp_path: Path) -> None:
    model = ScriptedModel(reply=well)
    with serving(tmp_path, model, reads_internal=False) as served:
        assert served.ask(FUNDED, headers=STAFF).json()["fallback"] == "model_external"
        assert model.heard == []
        assert served.ask(FUNDED).json()["mode"] == "generated"


def test_a_visitor_who_leaves_and_stays_away_ends_the_models_work(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "GRACE_SECONDS", 0.2)
    model = ScriptedModel(reply=well, seconds_a_piece=0.1)
    with serving(tmp_path, model) as served, caplog.at_level(logging.DEBUG):
        events = frames(served, FUNDED)
        assert next(events)[1] == "sentence"
        events.close()  # type: ignore[attr-defined]
        assert model.given_up.wait(30)
        assert served.client.get("/healthz").status_code == 200
    assert "Traceback" not in caplog.text
    assert "never retrieved" not in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("POST", "/api/ask", json.dumps({"question": FUNDED})), ("GET", f"/?{urlencode({'q': FUNDED})}", None)],
)
def test_a_caller_who_does_not_wait_for_the_whole_ends_it_too(
    method: str, path: str, body: str | None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    model = ScriptedModel(reply=well, seconds_before=300)
    with serving(tmp_path, model, seconds=600) as served, caplog.at_level(logging.DEBUG):
        with closing(HTTPConnection(served.client.base_url.netloc.decode())) as line:
            line.request(method, path, body, {"Content-Type": "application/json"})
            latest = time.monotonic() + 60
            while not model.heard and time.monotonic() < latest:
                time.sleep(0.02)
        assert model.given_up.wait(30)
        assert served.client.get("/healthz").status_code == 200
    assert "unexpected" not in [record.getMessage() for record in caplog.records]
    assert "Traceback" not in caplog.text


def test_searches_go_on_while_many_wait_for_the_model(tmp_path: Path) -> None:
    model = ScriptedModel(reply=well, seconds_before=6)
    with serving(tmp_path, model) as served:
        waiting = [threading.Thread(target=served.ask, args=(FUNDED,)) for _ in range(6)]
        for one in waiting:
            one.start()
        while len(model.heard) < 6:
            time.sleep(0.01)
        assert served.client.get("/api/search", params={"q": "Weiterbildung"}).json()["hits"]
        assert all(one.is_alive() for one in waiting), "the search came after the model's answers"
        for one in waiting:
            one.join()
