"""5,000 public requests show none of 50 words of internal documents; the same requests by staff show every one."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice

import httpx
import pytest
from fakes import ToyEmbedder
from web_canaries import CANARIES, CORPUS, INTERNAL, TOPICS, Known, Sent, requests
from web_serving import STAFF, Served, make_settings, serve

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.indexing.ingest import ingest_documents

SEED = 6
REQUESTS = 5000
LINES = 4  # connections at the same time
CANARY = re.compile("|".join(CANARIES), re.IGNORECASE)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data, embedder = tmp_path_factory.mktemp("data"), ToyEmbedder()
    ingest_documents(data, CORPUS, embedder, 64)
    site = {"kammer": {"origins": ["https://kammer.example"], "labs": ["Technologie"]}}
    with closing(Assistant(make_settings(data=data, embedding_model="toy"), Given(embedder))) as assistant:
        assistant.warm_up()
        with serve(assistant, data=data, sites=site, keep_questions_days=30) as running:
            yield running


@pytest.fixture(scope="module")
def known(served: Served) -> Known:
    """Staff have asked for everything first, so that all that can be remembered is; a visitor guesses its ids."""
    streams, conversations, answers = [], [], []
    for subject in TOPICS:
        question = f"Wie viel Euro erhält das Vorhaben {subject}?"
        asked = served.ask(question, headers=STAFF).json()
        conversations.append(asked["conversation_id"])
        answers.append(asked["answer_id"] or "x")
        headers = {**STAFF, "Accept": "text/event-stream"}
        streamed = served.client.post("/api/ask", json={"question": question}, headers=headers).text
        streams.append(re.findall(r"^id: (.+)\.1$", streamed, re.MULTILINE)[0])
    ids = tuple(document.id for document in CORPUS)
    return Known(ids, tuple(streams), tuple(conversations), tuple(answers))


def shown(client: httpx.Client, sent: Sent, rights: dict[str, str]) -> httpx.Response:
    headers = {**sent.headers, **rights}
    return client.request(sent.method, sent.path, params=sent.params, json=sent.json, headers=headers)


def answered(served: Served, sent: Iterable[Sent], rights: dict[str, str]) -> Iterator[tuple[Sent, httpx.Response]]:
    """Each request with its response, a few at the same time."""
    local = threading.local()

    def answer(one: Sent) -> tuple[Sent, httpx.Response]:
        if not hasattr(local, "client"):
            local.client = httpx.Client(base_url=served.url, timeout=60)
            clients.append(local.client)
        return one, shown(local.client, one, rights)

    clients: list[httpx.Client] = []
    with ThreadPoolExecutor(LINES) as pool:
        yield from pool.map(answer, sent)
    for client in clients:
        client.close()


def told(response: httpx.Response) -> str:
    """Everything that a response says: status, headers and body."""
    return f"{response.status_code} {response.headers.multi_items()} {response.text}"


def test_there_are_fifty_words_and_each_stands_in_an_internal_document_alone() -> None:
    assert len(set(CANARIES)) == 50
    held = {document.id: f"{document.info} {document.text}" for document in CORPUS}
    for word in CANARIES:
        assert [word for document in INTERNAL if word in held[document.id]], word
    public = [text for document, text in zip(CORPUS, held.values(), strict=True) if document not in INTERNAL]
    assert not CANARY.search(" ".join(public))


@pytest.mark.timeout(180)
def test_no_public_request_shows_one_of_them(served: Served, known: Known) -> None:
    statuses: dict[int, int] = {}
    for sent, response in answered(served, requests(SEED, REQUESTS, known), {}):
        found = CANARY.search(told(response))
        assert not found, (found, sent)
        assert response.status_code < 500, (response.text, sent)
        statuses[response.status_code] = statuses.get(response.status_code, 0) + 1
    assert statuses[200] > REQUESTS / 2, statuses


@pytest.mark.timeout(180)
def test_the_same_requests_by_staff_show_every_one_of_them(served: Served, known: Known) -> None:
    missing = set(CANARIES)
    same = requests(SEED, REQUESTS, known)
    while missing and (some := list(islice(same, 200))):
        for _, response in answered(served, some, STAFF):
            missing -= {word for word in missing if word.casefold() in response.text.casefold()}
    assert not missing


def test_the_public_is_refused_internal_ids_exactly_as_made_up_ones(served: Served) -> None:
    for document in INTERNAL:
        for path in ("/api/documents/{}", "/documents/{}", "/documents/{}/original", "/documents/{}/pages/1.webp"):
            hidden, absent = (served.client.get(path.format(id)) for id in (document.id, "0" * 20))
            assert hidden.status_code == absent.status_code == 404
            assert hidden.text.replace(document.id, "") == absent.text.replace("0" * 20, "")
