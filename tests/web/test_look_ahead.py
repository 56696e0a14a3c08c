"""Facts are extracted in the background: after the start, and after an ingestion, before anybody asks for a list."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper
from web_fakes import FakeAssistant
from web_serving import make_settings, serve

from assistant.answering.assistant import Assistant
from assistant.errors import UnavailableError
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.kept import FILE
from assistant.records import Audience, DocumentInfo
from assistant.web import look_ahead

MINUTES = paper("# Beschlüsse\n\n- Die Trasse führt über den Bahnweg.", "forum.md", "internal", type="minutes")
PROGRAMME = paper("# Umbaugeld\n\nDer Zuschuss beträgt 40 Prozent.", "umbau.md")


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look_ahead, "LOOK_EVERY_SECONDS", 0.05)


def kept(data: Path) -> set[tuple[str, str]]:
    """(extractor, document id) of all that is kept."""
    if not (data / FILE).exists():
        return set()
    with closing(sqlite3.connect(data / FILE)) as file:
        if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone():
            return set()
        return set(file.execute("SELECT extractor, document_id FROM facts"))


def soon(holds: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 10
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.02)
    return holds()


def test_what_is_ingested_is_looked_up_before_anybody_asks(tmp_path: Path) -> None:
    ingest_documents(tmp_path, [MINUTES], ToyEmbedder(), 64)
    assistant = Assistant(make_settings(data=tmp_path, embedding_model="toy"), ToyEmbedder())
    with closing(assistant), serve(assistant, data=tmp_path):
        assert soon(lambda: kept(tmp_path) == {("outcomes", MINUTES.id)})
        ingest_documents(tmp_path, [PROGRAMME], ToyEmbedder(), 64)
        assert soon(lambda: kept(tmp_path) == {("outcomes", MINUTES.id), ("programmes", PROGRAMME.id)})


class Broken(FakeAssistant):
    """Its index cannot be read for the first three looks."""

    looks = 0

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        self.looks += 1
        if self.looks <= 3:
            raise UnavailableError("warming_up")
        return super().documents(audiences)


def test_an_index_that_cannot_be_read_is_told_once_and_looked_at_again(caplog: pytest.LogCaptureFixture) -> None:
    assistant = Broken()
    with serve(assistant):
        assert soon(lambda: assistant.looks > 4)
    assert [record.getMessage() for record in caplog.records].count("lists not looked up") == 1
