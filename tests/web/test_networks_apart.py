"""Several networks behind one server: nothing of one is ever seen, opened, or allowed in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, closing
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from fakes import ToyEmbedder
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect
from storage_servers import Postgres, chroma
from web_canaries import CANARIES, CORPUS, TOPICS, Known, Sent, requests
from web_fakes import CORPUS as OTHER
from web_serving import make_settings

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.indexing.ingest import ingest_documents
from assistant.web.app import create_app
from assistant.web.networks import several

REQUESTS = 400
NORD, SUED = "nord.example.org", "sued.example.org"
TOKENS = {"nord": "ein-zugangswort-fuer-nord", "sued": "ein-zugangswort-fuer-sued"}
CANARY = re.compile("|".join(CANARIES), re.IGNORECASE)

SOUTHERN = [document for document in OTHER if not CANARY.search(document.text)]


def bearer(network: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {TOKENS[network]}"}


def servers(request: pytest.FixtureRequest, running: ExitStack, folder: Path) -> dict[str, str]:
    """Settings that put both networks onto one PostgreSQL server and one Chroma server."""
    database: Postgres = request.getfixturevalue("postgres_server")
    return {"database_url": database.url(), "chroma_url": running.enter_context(chroma(folder)).url}


@pytest.fixture(scope="module", params=["folders", "servers"])
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Two networks, in two folders or in two schemas and two databases of the same servers; nord holds the fifty
    words."""
    with ExitStack() as running:
        apps, shared = {}, {}
        if request.param == "servers":
            shared = servers(request, running, tmp_path_factory.mktemp("chroma"))
        for key, documents in {"nord": CORPUS, "sued": SOUTHERN}.items():
            settings = make_settings(
                **shared,
                data=tmp_path_factory.mktemp(key),
                embedding_model="toy",
                staff_token=TOKENS[key],
                network_name=key,
                network=key,
                database_schema=f"apart_{key}",
                chroma_database=f"apart-{key}",
            )
            ingest_documents(settings.folder, documents, ToyEmbedder(), 64)
            assistant = running.enter_context(closing(Assistant(settings, Given(ToyEmbedder()))))
            assistant.warm_up()
            apps[key] = create_app(settings, assistant)
        app = several(apps, {NORD: "nord", SUED: "sued"}, "de")
        yield running.enter_context(TestClient(app, base_url=f"http://{NORD}"))


@pytest.fixture(scope="module")
def known(client: TestClient) -> Known:
    """What somebody who knows everything of nord could name to sued."""
    conversations, answers = [], []
    for subject in TOPICS:
        asked = ask(client, NORD, f"Wie viel Euro erhält das Vorhaben {subject}?", bearer("nord")).json()
        conversations.append(asked["conversation_id"])
        answers.append(asked["answer_id"] or "x")
    return Known(tuple(document.id for document in CORPUS), ("x",), tuple(conversations), tuple(answers))


def ask(client: TestClient, host: str, question: str, headers: dict[str, str] | None = None) -> Any:
    return client.post("/api/ask", json={"question": question}, headers={"Host": host, **(headers or {})})


def told(client: TestClient, host: str, sent: Sent, rights: dict[str, str]) -> str:
    headers = {**sent.headers, **rights, "Host": host}
    response = client.request(sent.method, sent.path, params=sent.params, json=sent.json, headers=headers)
    return f"{response.status_code} {response.headers.multi_items()} {response.text}"


def test_an_answer_of_one_network_takes_no_vote_in_the_other(client: TestClient) -> None:
    answered = ask(client, NORD, "Wie hoch ist der Zuschuss für Ladepunkte?").json()
    vote = {"answer_id": answered["answer_id"], "verdict": "wrong"}
    assert client.post("/api/feedback", json=vote, headers={"Host": SUED}).status_code == 422
    assert client.post("/api/feedback", json=vote, headers={"Host": NORD}).is_success


def test_no_word_of_one_network_is_shown_in_the_other(client: TestClient, known: Known) -> None:
    sent = list(islice(requests(7, REQUESTS, known), REQUESTS))
    seen = {word for one in sent for word in CANARY.findall(told(client, NORD, one, bearer("nord")))}
    assert len({word.lower() for word in seen}) == len(CANARIES)  # they do bring the words out, at home
    for rights in ({}, bearer("sued")):
        for one in sent:
            assert not CANARY.search(told(client, SUED, one, rights)), one


def test_the_token_of_one_network_is_wrong_in_the_other(client: TestClient) -> None:
    assert client.get("/api/documents", headers={"Host": NORD, **bearer("nord")}).status_code == 200
    assert client.get("/api/documents", headers={"Host": SUED, **bearer("nord")}).status_code == 401


def test_a_session_of_one_network_is_none_in_the_other(client: TestClient) -> None:
    signed = client.post("/staff/session", json={"token": TOKENS["nord"]}, headers={"Host": NORD})
    cookie = {"Cookie": signed.headers["set-cookie"].split(";")[0]}
    assert client.get("/api/ingest/runs", headers={"Host": NORD, **cookie}).status_code == 200
    assert client.get("/api/ingest/runs", headers={"Host": SUED, **cookie}).status_code == 401


def test_each_network_has_its_own_name_on_the_page(client: TestClient) -> None:
    assert "nord" in client.get("/", headers={"Host": f"{NORD.upper()}:8443"}).text
    assert "sued" in client.get("/", headers={"Host": SUED}).text


@pytest.mark.parametrize("host", ["west.example.org", "", "nord.example.org.evil.example", "[::1]:8000"])
def test_a_host_of_no_network_gets_no_network(client: TestClient, host: str) -> None:
    for path in ("/", "/api/documents", "/staff", "/widget.js"):
        refused = client.get(path, headers={"Host": host, **bearer("nord")})
        assert refused.status_code == 404
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.json()["remedy"]


@pytest.mark.parametrize("host", [NORD, "fremd.example"])
def test_nobody_holds_a_socket_open(client: TestClient, host: str) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/x", headers={"Host": host}):
        pass


def test_a_load_balancer_asks_by_any_name(client: TestClient) -> None:
    assert client.get("/healthz", headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/readyz", headers={"Host": "10.0.0.7:8000"}).json() == {"status": "ready"}
