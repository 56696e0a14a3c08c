"""Lists, conversations and prompts of the real assistant: what staff see of internal documents reaches no visitor."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper
from scripted_model import ScriptedModel, draft
from web_serving import STAFF, Served, make_settings, serve

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.answering.writing.generate import Writer
from assistant.answering.writing.talk import Talk
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FILE

CANARY = "Zwirbelkranich"
FIGURES = ("48.250", "97 %", "97 Prozent")
PROGRAMME = """# {title}

Das Land fördert den Umbau von Werkstätten. Der Zuschuss beträgt {rate} Prozent der Ausgaben.

Antragsberechtigt sind kleine und mittlere Unternehmen. Anträge können jederzeit gestellt werden.
"""
MINUTES = """# Niederschrift {title}

## Beschlüsse

- Das Vorhaben {title} erhält {amount} Euro.

## Aufgaben

- Imke Rohwer: Vertrag zum Vorhaben {title} entwerfen, bis 1. Juli 2024
"""
LISTED = (
    "Welche Förderprogramme gibt es?",
    "Welche Programme gibt es für KMU mit mindestens 90 % Förderung?",
    "Welche Beschlüsse wurden gefasst?",
    "Welche Aufgaben hat Imke Rohwer?",
)
ASKED = "Wie viel Prozent der Ausgaben beträgt der Zuschuss für den Umbau von Werkstätten?"
PATHS = ("/api/funding", "/api/funding.csv", "/foerderung", "/api/outcomes", "/api/outcomes.csv", "/ergebnisse")
DOCUMENTS = (
    paper(PROGRAMME.format(title="Umbaugeld", rate=40), "umbau.md"),
    paper(PROGRAMME.format(title=f"Umbaugeld {CANARY}", rate=97), "geheim.md", "internal"),
    paper(MINUTES.format(title="Bahnweg", amount="1.500"), "forum.md", type="minutes", lab="Mobilität"),
    paper(MINUTES.format(title=CANARY, amount="48.250"), "runde.md", "internal", type="minutes", lab=f"Lab {CANARY}"),
)


@pytest.fixture(scope="module")
def model() -> ScriptedModel:
    """A model that finds no answer, and hears everything."""
    return ScriptedModel(reply=lambda _: draft(answerable=False))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def served(data: Path, model: ScriptedModel) -> Iterator[Served]:
    """Staff have asked for everything first, so that all that can be remembered is."""
    embedder = ToyEmbedder()
    ingest_documents(data, DOCUMENTS, embedder, 64)
    writer = Writer(Talk(model, max_tokens=400), embedder.embed_query, timeout_seconds=20, reads_internal=lambda: True)
    settings = make_settings(data=data, embedding_model="toy")
    with closing(Assistant(settings, Given(embedder), writer=writer)) as assistant:
        assistant.warm_up()
        with serve(assistant, data=data) as running:
            assert [name for name, reply in replies(running, STAFF).items() if CANARY not in reply] == []
            yield running


def replies(served: Served, headers: dict[str, str]) -> dict[str, str]:
    """What each list and each answer to a question for one says to whom has these headers."""
    client, stream = served.client, {**headers, "Accept": "text/event-stream"}
    told = {path: client.get(path, headers=headers).text for path in PATHS}
    for question in LISTED:
        asked = {"question": question}
        told[question] = client.post("/api/ask", json=asked, headers=headers).text
        told[f"{question} as events"] = client.post("/api/ask", json=asked, headers=stream).text
        told[f"{question} as a page"] = client.get("/", params={"q": question}, headers=headers).text
    return told


def test_the_public_sees_nothing_of_it_after_staff_have_seen_it_all(served: Served) -> None:
    for name, reply in replies(served, {}).items():
        assert CANARY not in reply, name
        assert not [figure for figure in FIGURES if figure in reply], name


@pytest.mark.parametrize(("path", "field"), [(path, "q") for path in PATHS] + [("/api/outcomes", "person")])
def test_a_filter_with_its_words_finds_nothing_and_counts_nothing(served: Served, path: str, field: str) -> None:
    known, unknown = (served.client.get(path, params={field: word}) for word in (CANARY, "Quastenflosser"))
    assert (known.status_code, unknown.status_code) == (200, 200)
    assert known.text.replace(CANARY, "Quastenflosser") == unknown.text


def test_a_list_goes_on_in_no_conversation_of_the_public(served: Served) -> None:
    by_staff = served.ask(LISTED[2], headers=STAFF).json()
    assert CANARY in by_staff["answer"]
    goes_on = served.ask("Und bis wann?", conversation_id=by_staff["conversation_id"])
    assert CANARY not in goes_on.text
    assert goes_on.json()["conversation_id"] != by_staff["conversation_id"]


def test_what_a_visitor_asks_shows_the_model_no_internal_passage(served: Served, model: ScriptedModel) -> None:
    served.ask(ASKED, headers=STAFF)
    assert CANARY in str(model.heard)
    model.heard.clear()
    served.ask(ASKED)
    served.ask("Und wie hoch ist er?", history=[ASKED])
    assert model.heard
    assert CANARY not in str(model.heard)


def test_what_is_kept_of_internal_documents_stays_with_them(served: Served, data: Path) -> None:
    """Nothing that is kept of a public document holds words of an internal one, though one file keeps both."""
    with closing(sqlite3.connect(data / FILE)) as file:
        kept = {id: bytes(value).decode() for id, value in file.execute("SELECT document_id, value FROM facts")}
    public = {one.id for one in DOCUMENTS if one.info.audience == "public"}
    assert public < set(kept)
    assert CANARY in "".join(value for id, value in kept.items() if id not in public)
    assert CANARY not in "".join(value for id, value in kept.items() if id in public)
