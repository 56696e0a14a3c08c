"""The web on the real assistant: index, retrieval and answers with a toy embedder, seen through HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import ToyEmbedder
from web_serving import STAFF, Served, make_settings, serve

from assistant.answering.assistant import Assistant
from assistant.indexing.ingest import Plan, ingest_paths

CANARY = "Zwirbelkranich"
PRESS = """# Auftakt im Netzwerk

Die Weiterbildung der Beschäftigten wird mit 80 Prozent gefördert, höchstens mit 12.500 Euro.

Das Netzwerk hat am 3. Mai 2024 in Musterstadt seine Arbeit aufgenommen.
"""
MINUTES = f"""# Protokoll

Das Pilotprojekt {CANARY} erhält 48.250 Euro aus dem Haushalt des Netzwerks.
"""


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("corpus")
    data = tmp_path_factory.mktemp("data")
    embedder = ToyEmbedder()
    plan = Plan(embedder.name, lambda: embedder, 192)
    for name, text, audience in (("presse", PRESS, "public"), ("protokoll", MINUTES, "internal")):
        (folder / name).mkdir()
        path = Path(folder / name / f"{name}.md")
        path.write_text(text, encoding="utf-8")
        ingest_paths(data, [folder / name], plan, audience=audience)  # type: ignore[arg-type]
    settings = make_settings(data=data, embedding_model=embedder.name)
    assistant = Assistant(settings, embedder)
    assistant.warm_up()
    with serve(assistant, data=data) as running:
        yield running


def test_the_server_is_ready(real: Served) -> None:
    assert real.client.get("/readyz").status_code == 200


def test_a_hit_opens_where_its_text_stands(real: Served) -> None:
    hit = real.client.get("/api/search", params={"q": "Weiterbildung der Beschäftigten"}).json()["hits"][0]
    document = real.client.get(f"/api/documents/{hit['document']['id']}").json()
    assert document["text"][hit["start"] : hit["end"]] == hit["text"]
    link = f"/documents/{hit['document']['id']}?start={hit['start']}&end={hit['end']}"
    assert '<mark id="quote"' in real.client.get(link).text


def test_every_citation_of_an_answer_opens_at_its_quote(real: Served) -> None:
    answer = real.ask("Mit wie viel Prozent wird die Weiterbildung der Beschäftigten gefördert?").json()
    assert (answer["status"] == "answered") is bool(answer["citations"])
    for citation in answer["citations"]:
        page = real.client.get(citation["link"])
        assert page.status_code == 200
        assert "<mark" in page.text


def test_the_public_never_sees_what_staff_see(real: Served) -> None:
    requests: dict[str, tuple[str, str, dict[str, Any]]] = {
        "search": ("GET", "/api/search", {"params": {"q": f"{CANARY} Pilotprojekt", "k": 100}}),
        "documents": ("GET", "/api/documents", {}),
        "ask": ("POST", "/api/ask", {"json": {"question": "Wie viel erhält das Pilotprojekt aus dem Haushalt?"}}),
        "page": ("GET", "/", {"params": {"q": "Wie viel erhält das Pilotprojekt aus dem Haushalt?"}}),
    }
    for name, (method, url, options) in requests.items():
        public = real.client.request(method, url, **options).text
        assert CANARY not in public, name
        assert "48.250" not in public, name
    listed = real.client.get("/api/documents", headers=STAFF).json()["documents"]
    secret = next(document["id"] for document in listed if document["audience"] == "internal")
    assert CANARY in real.client.get(f"/documents/{secret}", headers=STAFF).text
    assert CANARY in real.client.get("/api/search", params={"q": CANARY}, headers=STAFF).text
    for path in (f"/api/documents/{secret}", f"/documents/{secret}"):
        hidden, absent = real.client.get(path), real.client.get(path.replace(secret, "0" * len(secret)))
        assert hidden.status_code == absent.status_code == 404
        assert hidden.text.replace(secret, "") == absent.text.replace("0" * len(secret), "")
