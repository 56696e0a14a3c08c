"""The client asks a served assistant as any program would."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import httpx
import pytest
from web_fakes import CANARY, CORPUS, FakeAssistant, NotIngested
from web_serving import TOKEN, Served, serve

from assistant.client import Answer, Client, ProblemError, Sentence
from assistant.errors import AssistantError, UnavailableError

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"


class Starting(FakeAssistant):
    """Not ready when it is asked for the first time."""

    def ready(self) -> AssistantError | None:
        was_asked, self.was_asked = getattr(self, "was_asked", False), True
        return None if was_asked else UnavailableError("warming_up")


@pytest.fixture
def served() -> Iterator[Served]:
    with serve(FakeAssistant()) as running:
        yield running


def test_an_answer_comes_with_sentences_and_citations_that_open(served: Served) -> None:
    with Client(served.url) as client:
        answer = client.ask(FUNDED)
    assert (answer.status, answer.sentences[0].citations) == ("answered", (1,))
    citation = answer.citations[0]
    assert citation.document == CORPUS[0].id
    assert CORPUS[0].text[citation.start : citation.end] == citation.quote
    assert served.client.get(citation.link).status_code == 200


def test_a_stream_gives_the_sentences_and_then_the_whole(served: Served) -> None:
    with Client(served.url) as client:
        *sentences, whole = client.stream(FUNDED)
    assert isinstance(whole, Answer)
    assert tuple(sentences) == whole.sentences
    assert all(isinstance(one, Sentence) for one in sentences)


class HalfAnAnswer(BaseHTTPRequestHandler):
    """Ends its streams behind the first sentence, as a proxy that has waited long enough does."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(b': ok\n\nid: a.1\nevent: sentence\ndata: {"text": "Ja.", "citations": [1]}\n\n')

    def log_message(self, format: str, *words: object) -> None: ...


def test_a_stream_that_ends_before_its_answer_is_told() -> None:
    with HTTPServer(("127.0.0.1", 0), HalfAnAnswer) as server:
        threading.Thread(target=server.handle_request).start()
        with Client(f"http://127.0.0.1:{server.server_port}") as client:
            stream = client.stream(FUNDED)
            assert next(stream) == Sentence("Ja.", (1,))
            with pytest.raises(ProblemError, match="broke off") as cut:
                next(stream)
    assert cut.value.code == "stream_cut"


def test_a_follow_up_goes_on_in_its_conversation() -> None:
    assistant = FakeAssistant()
    with serve(assistant) as served, Client(served.url) as client:
        first = client.ask(FUNDED)
        client.ask("Und wie lange?", conversation=first.conversation)
    assert assistant.asked[-1].history == (FUNDED,)


def test_an_abstention_has_a_reason_and_a_contact(served: Served) -> None:
    with Client(served.url, language="en") as client:
        answer = client.ask("Wie heißt Burkina Fasos Hauptstadt?")
    assert (answer.status, answer.reason) == ("abstained", "no_hits")
    assert answer.contact


def test_a_search_can_be_filtered_and_its_passages_open(served: Served) -> None:
    with Client(served.url) as client:
        found = client.search("Weiterbildung Betriebe", k=3, filters={"type": "press_release"})
    assert found[0].rank == 1
    assert served.client.get(found[0].link).status_code == 200


def test_only_staff_see_what_is_internal(served: Served) -> None:
    internal = next(document for document in CORPUS if document.info.audience == "internal")
    with Client(served.url) as public, pytest.raises(ProblemError) as refused:
        public.document(internal.id)
    assert (refused.value.status, refused.value.code) == (404, "unknown_document")
    with Client(served.url, TOKEN) as staff:
        assert CANARY in staff.document(internal.id)["text"]
        assert internal.id in {document["id"] for document in staff.documents()}


@pytest.mark.parametrize(
    "sent", ["Wörterstraße-2026".encode(), "Wo\u0308rterstraße-2026".encode(), b"W\xf6rterstra\xdfe-2026"]
)
def test_a_token_with_umlauts_signs_programs_in(sent: bytes) -> None:
    """curl sends it in UTF-8, some programs in Latin-1."""
    token = "Wörterstraße-2026"
    internal = next(document for document in CORPUS if document.info.audience == "internal")
    with serve(FakeAssistant(), staff_token=token) as running:
        address = f"{running.url}/api/documents/{internal.id}"
        for value, status in ((sent, 200), (sent + b"x", 401), ("Wörterstrasse-2026".encode(), 401)):
            headers = [(b"Authorization", b"Bearer " + value)]
            assert httpx.get(address, headers=headers, timeout=60).status_code == status
        with Client(running.url, token) as staff:
            assert CANARY in staff.document(internal.id)["text"]


def test_an_id_is_asked_for_to_the_letter(served: Served) -> None:
    with Client(served.url) as client, pytest.raises(ProblemError) as refused:
        client.document(f"{CORPUS[0].id}?page=1")
    assert refused.value.code == "unknown_document"


def test_a_refusal_says_what_happened_and_what_to_do_in_the_language_of_the_client(served: Served) -> None:
    with Client(served.url, language="en") as client, pytest.raises(ProblemError, match="empty") as refused:
        client.ask(" ")
    assert refused.value.remedy
    with Client(served.url, "falsch") as client, pytest.raises(ProblemError, match="Zugangswort"):
        list(client.stream(FUNDED))


def test_a_server_that_is_not_ready_is_asked_again_but_not_for_ever() -> None:
    with (
        serve(NotIngested()) as served,
        Client(served.url, patience_seconds=0) as hasty,
        pytest.raises(ProblemError) as no,
    ):
        hasty.ask(FUNDED)
    assert (no.value.status, no.value.code) == (503, "warming_up")


def test_a_server_that_wants_a_pause_gets_it() -> None:
    with serve(Starting()) as served, Client(served.url) as client:
        assert client.ask(FUNDED).status == "answered"


@pytest.mark.parametrize(("after", "most"), [("0", 2), ("\N{SUPERSCRIPT TWO}", 1), ("9" * 400, 1)])
def test_a_pause_of_nothing_is_still_one_and_what_is_no_number_is_none(after: str, most: int) -> None:
    """A proxy in the place of the server, whose `status` is a word."""
    asked: list[str] = []

    class Busy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            body = b'{"type": "about:blank", "status": "busy"}'
            self.send_response(503)
            self.send_header("Retry-After", after)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *words: object) -> None: ...

    with HTTPServer(("127.0.0.1", 0), Busy) as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        try:
            address = f"http://127.0.0.1:{server.server_port}"
            with Client(address, patience_seconds=1.5) as client, pytest.raises(ProblemError) as refused:
                client.documents()
        finally:
            server.shutdown()
            serving.join()
    assert refused.value.status == 503
    assert len(asked) <= most


def test_no_server_is_said_as_such() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        with Client(f"http://127.0.0.1:{port}") as client, pytest.raises(ProblemError, match=str(port)) as refused:
            client.ask(FUNDED)
    assert refused.value.status == 0
