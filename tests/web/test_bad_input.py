"""Every wrong request gets a problem: what happened, to which field, and what to do. Never a stack trace."""

from __future__ import annotations

import logging
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
from web_fakes import CORPUS, FakeAssistant, NotIngested
from web_serving import STAFF, TOKEN, Served, serve

from assistant.errors import AssistantError, ModelError, ReadingError, StorageError, UnavailableError
from assistant.web import app

ASK: dict[str, Any] = {"method": "POST", "url": "/api/ask"}
JSON = {"Content-Type": "application/json"}


def ask(**fields: Any) -> dict[str, Any]:
    return {**ASK, "json": fields}


def filtered(**filters: Any) -> dict[str, Any]:
    return ask(question="x", filters=filters)


def get(path: str) -> dict[str, Any]:
    return {"method": "GET", "url": path}


def search(**parameters: str) -> dict[str, Any]:
    return {**get("/api/search"), "params": parameters}


CASES: dict[str, tuple[dict[str, Any], int, str, str]] = {
    "empty question": (ask(question=" \n"), 422, "question_empty", "leer"),
    "long question": (ask(question="x" * 1001), 422, "question_too_long", "1001 Zeichen, erlaubt sind 1000"),
    "question of no characters": (ask(question=""), 422, "question_empty", "leer"),
    "very long question": (
        ask(question="ä" * 10_000),
        422,
        "question_too_long",
        "Die Frage hat 10000 Zeichen, erlaubt sind 1000.",
    ),
    "very long query": (search(q="x" * 10_000), 422, "question_too_long", "10000 Zeichen, erlaubt sind 1000"),
    "no body": (ASK, 400, "json_invalid", "JSON"),
    "no json": ({**ASK, "content": b"{", "headers": JSON}, 400, "json_invalid", "JSON"),
    "a list": ({**ASK, "json": ["question"]}, 400, "json_invalid", "JSON"),
    "text": (
        {**ASK, "content": b"{}", "headers": {"Content-Type": "text/plain"}},
        415,
        "content_type",
        "application/json",
    ),
    "number": (ask(question=3), 422, "field_text", "question"),
    "null": (ask(question=None), 422, "field_text", "question"),
    "half a character": (
        {**ASK, "content": b'{"question": "\\ud800"}', "headers": JSON},
        422,
        "field_text",
        "question",
    ),
    "no question": (ask(), 422, "field_missing", "question"),
    "unknown field": (ask(question="x", top_k=5), 422, "field_unknown", "top_k"),
    "unknown filter": (filtered(labs="a"), 422, "field_unknown", "filters.labs"),
    "filters as text": (ask(question="x", filters="study"), 422, "field_object", "filters"),
    "unknown type": (filtered(type="memo"), 422, "field_choice", "filters.type"),
    "bad date": (filtered(date_from="3.5.2024"), 422, "field_date", "filters.date_from"),
    "date as number": (filtered(date_to=20240503), 422, "field_date", "filters.date_to"),
    "no such day": (search(q="x", date_to="2023-02-29"), 422, "field_date", "date_to"),
    "dates reversed": (
        search(q="x", date_from="2024-05-04", date_to="2024-05-03"),
        422,
        "dates_reversed",
        "Der Anfang des Zeitraums (2024-05-04) liegt nach seinem Ende (2024-05-03)",
    ),
    "long lab": (search(q="x", lab="y" * 201), 422, "field_too_long", "lab hat 201 Zeichen, erlaubt sind 200"),
    "long id": (ask(question="x", conversation_id="y" * 101), 422, "field_too_long", "101 Zeichen, erlaubt sind 100"),
    "language": (ask(question="x", language="fr"), 422, "field_choice", "language"),
    "history as text": (ask(question="x", history="y"), 422, "field_list", "history"),
    "history of numbers": (ask(question="x", history=[1]), 422, "field_text", "history.0"),
    "long history": (ask(question="x", history=["y"] * 21), 422, "field_too_many", "21 Einträge, erlaubt sind 20"),
    "long earlier question": (
        ask(question="x", history=["a", "y" * 1001]),
        422,
        "field_too_long",
        "history.1 hat 1001 Zeichen, erlaubt sind 1000",
    ),
    "negative k": (search(q="x", k="-1"), 422, "field_range", "k ist -1, erlaubt sind 1 bis 100"),
    "huge k": (search(q="x", k="101"), 422, "field_range", "k ist 101, erlaubt sind 1 bis 100"),
    "k as word": (search(q="x", k="zehn"), 422, "field_number", "k"),
    "no query": (search(), 422, "field_missing", "q"),
    "blank query": (search(q=" "), 422, "question_empty", "leer"),
    "unknown parameter": (search(q="x", page="2"), 422, "field_unknown", "page"),
    "unknown document": (get("/api/documents/nope"), 404, "unknown_document", "nope"),
    "traversal": (get("/api/documents/..%2f..%2fetc%2fpasswd"), 404, "unknown_path", "Seite"),
    "unknown page": (get("/wp-login.php"), 404, "unknown_path", "Seite"),
    "unknown file": (get("/static/element.js"), 404, "unknown_path", "Seite"),
    "deep sign-in": (
        {"method": "POST", "url": "/staff/session", "content": b"[" * 60_000, "headers": JSON},
        401,
        "wrong_token",
        "Zugangswort",
    ),
    "wrong method": (get("/api/ask"), 405, "method_not_allowed", "GET"),
    "large body": (ask(question="x" * 70_000), 413, "body_too_large", "65536"),
}


@pytest.fixture(scope="module")
def door() -> Iterator[Served]:
    """One server for all the cases, none of which changes it."""
    with serve(FakeAssistant()) as running:
        yield running


@pytest.mark.parametrize("case", CASES)
def test_a_wrong_request_is_explained(door: Served, case: str) -> None:
    request, status, code, words = CASES[case]
    response = door.client.request(**request)
    problem = response.json()
    assert (response.status_code, problem["type"]) == (status, f"urn:wissens-assistent:{code}")
    assert response.headers["content-type"] == "application/problem+json"
    assert set(problem) == {"type", "title", "status", "detail", "remedy"}
    assert problem["status"] == status
    assert words in problem["detail"]
    assert problem["title"]
    assert problem["remedy"]
    assert "Traceback" not in response.text


def test_a_problem_speaks_the_language_of_the_visitor(served: Served) -> None:
    english = served.ask("", headers={"Accept-Language": "fr;q=1, en-GB;q=0.8, de;q=0.5"}).json()
    assert english["detail"] == "The question is empty."
    assert served.ask("", headers={"Accept-Language": "en;q=0, de"}).json()["detail"] == "Die Frage ist leer."
    assert served.ask("", headers={"Accept-Language": "fr"}).json()["detail"] == "Die Frage ist leer."


@pytest.mark.parametrize(
    "path", ["/api/search?q=Weiterbildung", "/api/documents", f"/api/documents/{CORPUS[0].id}", "/healthz"]
)
def test_the_language_may_be_named_in_every_address(served: Served, path: str) -> None:
    assert served.client.get(path + ("&" if "?" in path else "?") + "lang=en").status_code == 200


def test_the_language_in_the_address_is_that_of_the_problem(served: Served) -> None:
    problem = served.client.get("/api/search?q=&lang=en", headers={"Accept-Language": "de"}).json()
    assert problem["detail"] == "The question is empty."


def test_a_browser_gets_a_page_instead_of_a_problem(served: Served) -> None:
    response = served.client.get("/nix", headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.status_code == 404
    assert response.headers["content-type"].startswith("text/html")
    assert "Diese Seite gibt es nicht." in response.text


def test_the_page_without_script_refuses_a_long_question_in_a_sentence(served: Served) -> None:
    response = served.client.get("/", params={"q": "x" * 10_000})
    assert response.status_code == 422
    assert "Die Frage hat 10000 Zeichen, erlaubt sind 1000." in response.text


def test_the_page_without_a_question_is_the_chat(served: Served, assistant: FakeAssistant) -> None:
    assert served.client.get("/", params={"q": " "}).status_code == 200
    assert assistant.asked == []


def test_the_interface_never_answers_with_a_page(served: Served) -> None:
    response = served.client.get("/api/documents/nope", headers={"Accept": "text/html"})
    assert response.headers["content-type"] == "application/problem+json"


def test_a_body_in_pieces_is_cut_off_at_the_limit(served: Served) -> None:
    pieces = (b'{"question": "' if n == 0 else b"x" * 4096 for n in range(17))
    response = served.client.post("/api/ask", content=pieces, headers=JSON)
    assert response.status_code == 413
    assert response.json()["type"] == "urn:wissens-assistent:body_too_large"


def test_a_small_body_in_pieces_is_read(served: Served) -> None:
    pieces = iter([b'{"question": ', b'"Wie wird die Weiterbildung ', "gefördert?".encode() + b'"}'])
    assert served.client.post("/api/ask", content=pieces, headers=JSON).json()["status"] == "answered"


def test_a_form_that_is_cut_off_does_nothing(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    """Its beginning names another file."""
    caplog.set_level(logging.INFO, "assistant.web")
    for name in ("ab.txt", "ab.txt.md"):
        served.client.post("/api/uploads", files={"file": (name, name.encode())}, headers=STAFF)
    form = b"action=remove&audience=internal&name=ab.txt.md"
    head = (
        f"POST /einlesen HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {TOKEN}\r\nContent-Length: {len(form)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    host, port = served.client.base_url.host, served.client.base_url.port
    assert port
    with socket.create_connection((host, port)) as line:
        line.sendall(head.encode() + form.removesuffix(b".md"))
    until = time.monotonic() + 60
    while 499 not in [vars(one)["fields"]["status"] for one in caplog.records if one.message == "request"]:
        assert time.monotonic() < until
        time.sleep(0.01)
    uploads = served.client.get("/api/uploads", headers=STAFF).json()["uploads"]
    assert [one["name"] for one in uploads] == ["ab.txt", "ab.txt.md"]


@pytest.mark.parametrize("path", ["/api/search?q=Weiterbildung", "/api/documents", "/api/documents/x", "/readyz"])
def test_what_is_not_ready_says_so(path: str) -> None:
    with serve(NotIngested()) as served:
        response = served.client.get(path)
        assert response.status_code == 503
        assert response.headers["retry-after"] == "2"
        assert response.json()["detail"]
        assert served.client.get("/healthz").status_code == 200
        assert served.ask("Weiterbildung?").status_code == 503


def test_a_server_becomes_ready_by_itself_once_there_are_documents() -> None:
    assistant = NotIngested()
    with serve(assistant) as served:
        assert served.client.get("/readyz").status_code == 503
        assistant.not_ready = None
        assert served.ask("Weiterbildung?").status_code == 200
        until = time.monotonic() + 60  # a state is told again for a second
        while served.client.get("/readyz").status_code != 200:
            assert time.monotonic() < until
            time.sleep(0.05)


@pytest.mark.parametrize(
    "reason",
    [
        StorageError("disk_full", data="daten", why="0 Bytes frei"),
        ModelError("model_not_loaded", name="e5", why="fehlt"),
        ReadingError("file_gone", path="katalog.db"),
    ],
)
def test_whatever_keeps_it_from_answering_is_a_503_with_the_reason_for_staff_alone(reason: AssistantError) -> None:
    """The reason names folders and services: the public learns its code and a sentence that names none."""
    with serve(FakeAssistant(not_ready=reason)) as served:
        public = [served.client.get("/readyz"), served.ask("Weiterbildung?")]
        staff = [served.client.get("/readyz", headers=STAFF), served.ask("Weiterbildung?", headers=STAFF)]
        for response in (*public, *staff):
            problem = response.json()
            assert (response.status_code, problem["status"]) == (503, 503)
            assert problem["type"] == f"urn:wissens-assistent:{reason.code}"
            expected = reason if response in staff else UnavailableError("out_of_order")
            assert (problem["detail"], problem["remedy"]) == expected.explain()
            assert response.headers["content-type"] == "application/problem+json"
            assert response.headers["retry-after"] == "2"


def test_the_log_has_what_the_public_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    reason = StorageError("disk_full", data="/srv/geheimer-ordner", why="0 Bytes frei")
    with serve(FakeAssistant(not_ready=reason)) as served:
        for path in ("/readyz", "/api/search?q=x", "/api/documents", "/?q=x", "/documents/x", "/foerderung"):
            for accept in ("application/json", "text/html"):
                shown = served.client.get(path, headers={"Accept": accept})
                assert shown.status_code == 503, path
                assert "geheimer-ordner" not in shown.text, path
    assert any("geheimer-ordner" in str(vars(record)) for record in caplog.records)


@pytest.mark.parametrize("way", ["json", "stream", "page", "openai"])
def test_why_an_answer_fails_is_in_the_log_whichever_way_it_was_asked_for(
    caplog: pytest.LogCaptureFixture, way: str
) -> None:
    assistant = FakeAssistant()
    assistant.failure = StorageError("disk_full", data="/srv/geheimer-ordner", why="0 Bytes frei")
    with serve(assistant) as served:
        asked, chatted = {"question": "Weiterbildung?"}, {"messages": [{"role": "user", "content": "Weiterbildung?"}]}
        match way:
            case "json":
                shown = served.client.post("/api/ask", json=asked)
            case "stream":
                shown = served.client.post("/api/ask", json=asked, headers={"Accept": "text/event-stream"})
            case "page":
                shown = served.client.get("/?q=Weiterbildung", headers={"Accept": "text/html"})
            case "openai":
                shown = served.client.post("/v1/chat/completions", json=chatted)
    assert "geheimer-ordner" not in shown.text
    refused = [str(vars(record)) for record in caplog.records if record.message == "refused"]
    assert len(refused) == 1
    assert "geheimer-ordner" in refused[0]


def test_without_documents_the_first_visitor_reads_what_the_operator_does() -> None:
    reason = UnavailableError("no_index", data="/srv/geheimer-ordner")
    with serve(FakeAssistant(not_ready=reason)) as served:
        problem = served.ask("Weiterbildung?").json()
    assert "noch keine Dokumente" in problem["detail"]
    assert "python -m assistant ingest PFAD" in problem["remedy"]
    assert "geheimer-ordner" not in str(problem)


@pytest.mark.parametrize("failure", [StorageError("disk_full", data="d", why="voll"), UnavailableError("warming_up")])
def test_what_fails_between_the_door_and_the_answer_is_a_503_too(
    served: Served, assistant: FakeAssistant, failure: AssistantError
) -> None:
    assistant.failure = failure
    assert served.ask("Weiterbildung?").status_code == 503


def test_warming_up_is_tried_again_after_any_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "RETRY_SECONDS", 0.01)
    assistant = FakeAssistant(not_ready=StorageError("disk_full", data="daten", why="0 Bytes frei"))
    with serve(assistant):
        deadline = time.monotonic() + 60
        while assistant.warm_ups < 3 and time.monotonic() < deadline:
            time.sleep(0.01)
        assistant.not_ready = None
    assert assistant.warm_ups >= 3


class Defective(FakeAssistant):
    """Its models cannot be loaded twice, for a reason that nobody foresaw."""

    def warm_up(self) -> None:
        super().warm_up()
        if self.warm_ups <= 2:
            raise OSError("gone")


def test_warming_up_is_tried_again_after_a_defect(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(app, "RETRY_SECONDS", 0.01)
    assistant = Defective()
    with serve(assistant):
        deadline = time.monotonic() + 60
        while "ready" not in caplog.messages and time.monotonic() < deadline:
            time.sleep(0.01)
    assert assistant.warm_ups == 3
    assert caplog.messages.count("not ready") == 1, "the same defect is told once"


def test_a_defect_shows_a_number_and_no_insides(served: Served, assistant: FakeAssistant) -> None:
    assistant.failure = ZeroDivisionError("Weiterbildung geheim")
    response = served.ask("Weiterbildung?")
    assert response.status_code == 500
    assert response.headers["x-request-id"] in response.json()["remedy"]
    assert "geheim" not in response.text
    assert "ZeroDivisionError" not in response.text
    assert response.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("failure", "status"), [(ZeroDivisionError("geheim"), 500), (UnavailableError("warming_up"), 503)]
)
def test_a_failure_while_streaming_is_the_last_event(
    served: Served, assistant: FakeAssistant, failure: Exception, status: int
) -> None:
    assistant.failure = failure
    events = served.events("Weiterbildung?")
    assert [name for name, _ in events] == ["error"]
    assert f'"status": {status}' in events[0][1]
    assert "geheim" not in events[0][1]
