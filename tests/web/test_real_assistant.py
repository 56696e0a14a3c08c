"""The web on the real assistant: index, retrieval and answers with a toy embedder, seen through HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from fakes import ToyEmbedder
from waiting import soon
from web_serving import STAFF, Served, make_settings, serve

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.records import Audience

CANARY = "Zwirbelkranich"
# Nearly the words of the documents: a toy embedder knows no synonyms.
FUNDED = "Die Weiterbildung der Beschäftigten in Betrieben der Region wird vom Land mit wie viel Prozent gefördert?"
SECRET = "Wie viel Euro erhält das Pilotprojekt im kommenden Jahr aus dem Haushalt des Netzwerks und vom Land?"
TEXTS: dict[Audience, str] = {
    "public": """# Auftakt im Netzwerk

Die Weiterbildung der Beschäftigten in Betrieben der Region wird vom Land mit 80 Prozent gefördert.

Das Netzwerk hat am 3. Mai 2024 in Musterstadt seine Arbeit aufgenommen.
""",
    "internal": f"""# Protokoll {CANARY}

Das Pilotprojekt {CANARY} erhält im kommenden Jahr 48.250 Euro aus dem Haushalt des Netzwerks und vom Land.
""",
}


class Corpus:
    """A folder an audience and the data folder that they are ingested into."""

    def __init__(self, root: Path, model: str = "toy") -> None:
        self.folders: dict[Audience, Path] = {"public": root / "presse", "internal": root / "protokolle"}
        self.data = root / "data"
        self._embedder = ToyEmbedder(model)
        for audience, text in TEXTS.items():
            self.folders[audience].mkdir()
            self.write(audience, "eins.md", text)

    def write(self, audience: Audience, name: str, text: str) -> Path:
        """Writes a document and takes it in."""
        path = self.folders[audience] / name
        path.write_text(text, encoding="utf-8")
        self.ingest(audience)
        return path

    def ingest(self, audience: Audience, *, prune: bool = False) -> None:
        plan = Plan(self._embedder.name, lambda: self._embedder, 192)
        ingest_paths(self.data, [self.folders[audience]], plan, audience=audience, prune=prune)


def made(data: Path, model: str = "toy") -> Assistant:
    return Assistant(make_settings(data=data, embedding_model=model), Given(ToyEmbedder(model)))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    data = Corpus(tmp_path_factory.mktemp("corpus")).data
    assistant = made(data)
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
    answer = real.ask(FUNDED).json()
    assert answer["status"] == "answered"
    assert "80 Prozent" in answer["sentences"][0]["text"]
    assert {number for s in answer["sentences"] for number in s["citations"]} == {
        citation["number"] for citation in answer["citations"]
    }
    for citation in answer["citations"]:
        text = real.client.get(f"/api/documents/{citation['document']['id']}").json()["text"]
        assert " ".join(text[citation["start"] : citation["end"]].split()) == citation["quote"]
        offsets = parse_qs(urlsplit(citation["link"]).query)
        assert offsets == {"start": [str(citation["start"])], "end": [str(citation["end"])]}
        marked = re.findall(r"<mark[^>]*>([^<]*)</mark>", real.client.get(citation["link"]).text)
        assert " ".join(" ".join(marked).split()) == citation["quote"]


def replies(served: Served, secret: str, headers: dict[str, str]) -> dict[str, str]:
    """What each endpoint that could tell about the internal document says."""
    client, asked = served.client, {"question": SECRET}
    stream = {**headers, "Accept": "text/event-stream"}
    return {
        "ask": client.post("/api/ask", json=asked, headers=headers).text,
        "filtered": client.post("/api/ask", json={**asked, "filters": {"lab": ""}}, headers=headers).text,
        "stream": client.post("/api/ask", json=asked, headers=stream).text,
        "search": client.get("/api/search", params={"q": "Pilotprojekt Haushalt", "k": 100}, headers=headers).text,
        "documents": client.get("/api/documents", headers=headers).text,
        "document": client.get(f"/api/documents/{secret}", headers=headers).text,
        "viewer": client.get(f"/documents/{secret}", headers=headers).text,
        "page": client.get("/", params={"q": SECRET}, headers=headers).text,
    }


@pytest.fixture(scope="module")
def secret(real: Served) -> str:
    """The id of the internal document."""
    listed = real.client.get("/api/documents", headers=STAFF).json()["documents"]
    return next(str(document["id"]) for document in listed if document["audience"] == "internal")


def test_staff_see_the_canary_in_every_reply(real: Served, secret: str) -> None:
    for name, reply in replies(real, secret, STAFF).items():
        assert CANARY in reply, name


def test_the_public_sees_it_in_none_of_the_same_replies(real: Served, secret: str) -> None:
    for name, reply in replies(real, secret, {}).items():
        assert CANARY not in reply, name
        assert "48.250" not in reply, name


def test_what_may_help_instead_is_public_too(real: Served) -> None:
    answer = real.ask(SECRET).json()
    assert answer["status"] == "abstained"
    assert answer["related"]
    assert {hit["document"]["audience"] for hit in answer["related"]} == {"public"}


def test_no_conversation_carries_it_to_the_public(real: Served) -> None:
    by_staff = real.ask(SECRET, headers=STAFF).json()
    assert CANARY in by_staff["answer"]
    goes_on = real.ask("Und wofür genau?", conversation_id=by_staff["conversation_id"])
    guessed = real.ask("Und wofür genau?", history=[SECRET])
    assert goes_on.json()["conversation_id"] != by_staff["conversation_id"]
    for reply in (goes_on, guessed):
        assert reply.status_code == 200
        assert CANARY not in reply.text


def test_who_tells_of_it_is_told_no_more_than_that(real: Served) -> None:
    """How the question was understood and what is not mentioned is told in the words of who asks, and in no others."""
    answered = real.ask(SECRET, headers=STAFF).json()["answer"]
    reply = real.ask("Und wofür genau?", history=[SECRET, answered]).json()
    assert CANARY in reply.pop("resolved")
    assert CANARY in reply.pop("not_mentioned")
    assert CANARY not in json.dumps(reply)
    assert "48.250" not in json.dumps(reply)


@pytest.mark.parametrize("path", ["/api/documents/{}", "/documents/{}"])
def test_the_internal_document_is_the_same_404_as_an_absent_one(real: Served, secret: str, path: str) -> None:
    hidden, absent = real.client.get(path.format(secret)), real.client.get(path.format("0" * len(secret)))
    assert hidden.status_code == absent.status_code == 404
    assert hidden.text.replace(secret, "") == absent.text.replace("0" * len(secret), "")


def test_an_index_of_another_model_is_a_503_that_names_both_and_the_command_to_the_staff(tmp_path: Path) -> None:
    data = Corpus(tmp_path, model="altes-modell").data
    with serve(made(data, "neues-modell"), data=data) as served:
        assert soon(lambda: "model_mismatch" in served.client.get("/readyz").text)
        for headers in ({}, STAFF):
            for response in (
                served.client.get("/readyz", headers=headers),
                served.client.get("/api/search", params={"q": "Weiterbildung"}, headers=headers),
                served.ask(FUNDED, headers=headers),
            ):
                problem = response.json()
                assert (response.status_code, problem["status"]) == (503, 503)
                assert response.headers["content-type"] == "application/problem+json"
                assert problem["type"] == "urn:wissens-assistent:model_mismatch"
                is_named = [name in problem["detail"] for name in ("altes-modell", "neues-modell")]
                assert is_named == [bool(headers)] * 2, "a model may be named by a folder of the server"
                assert ("python -m assistant ingest --reembed" in problem["remedy"]) is bool(headers)
        assert served.client.get("/healthz").status_code == 200


def test_a_running_server_follows_what_is_ingested_and_pruned(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    with serve(made(corpus.data), data=corpus.data) as served:

        def found() -> bool:
            hits = served.client.get("/api/search", params={"q": "Wasserstoff Tankstelle"}).json()["hits"]
            return any("Wasserstoff" in hit["text"] for hit in hits)

        assert soon(lambda: served.client.get("/readyz").status_code == 200)
        assert not found()
        new = corpus.write("public", "neu.md", "# Neues\n\nDie Wasserstoff Tankstelle öffnet am 1. Juni 2025.\n")
        assert soon(found)
        assert "neu.md" in served.client.get("/api/documents").text
        new.unlink()
        corpus.ingest("public", prune=True)
        assert soon(lambda: not found())
        assert "neu.md" not in served.client.get("/api/documents").text


@pytest.mark.parametrize("contact", ["Geschäftsstelle, kontakt@netzwerk.example", ""])
def test_an_abstention_shows_the_contact_of_the_settings(tmp_path: Path, contact: str) -> None:
    question = "Wie heißt die Hauptstadt von Burkina Faso?"
    data = Corpus(tmp_path).data
    assistant = made(data)
    assistant.warm_up()
    with serve(assistant, data=data, contact=contact) as served:
        asked = served.ask(question).json()
        assert (asked["status"], asked["contact"]) == ("abstained", contact or None)
        assert json.loads(served.events(question)[-1][1])["contact"] == (contact or None)
        page = served.client.get("/", params={"q": question}).text
        shown = re.findall(r'<p class="contact">(.*?)</p>', page)
        address = '<a href="mailto:kontakt@netzwerk.example">kontakt@netzwerk.example</a>'
        assert shown == ([f"Geschäftsstelle, {address}"] if contact else [])
