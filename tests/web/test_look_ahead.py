"""Facts are extracted in the background: after the start, and after an ingestion, before anybody asks for a list."""

from __future__ import annotations

import datetime
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from classifiers import KeywordClassifier
from fakes import ToyEmbedder
from papers import paper
from waiting import soon
from web_fakes import FakeAssistant, make_document
from web_serving import make_settings, serve

from assistant.answering.assistant import Assistant
from assistant.answering.examples import Examples
from assistant.answering.models import Given
from assistant.errors import UnavailableError
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FILE
from assistant.records import AUDIENCES, Audience, DocumentInfo, Within
from assistant.storage.folder import DataFolder
from assistant.web.answers import look_ahead
from assistant.web.public_kinds import PublicKinds
from assistant.web.shared.leases import Beat
from assistant.web.shared.store import SharedStore

MINUTES = paper("# Beschlüsse\n\n- Die Trasse führt über den Bahnweg.", "forum.md", "internal", type="minutes")
PROGRAMME = paper("# Umbaugeld\n\nDer Zuschuss beträgt 40 Prozent.", "umbau.md")


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look_ahead, "LOOK_EVERY_SECONDS", 0.05)
    monkeypatch.setattr(look_ahead, "PAUSE_SECONDS", 0.01)


def kept(data: Path) -> set[tuple[str, str]]:
    """(extractor, document id) of all that is kept."""
    if not (data / FILE).exists():
        return set()
    with closing(sqlite3.connect(data / FILE)) as file:
        if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'facts'").fetchone():
            return set()
        return set(file.execute("SELECT extractor, document_id FROM facts"))


def test_what_is_ingested_is_looked_up_before_anybody_asks(tmp_path: Path) -> None:
    ingest_documents(tmp_path, [MINUTES], ToyEmbedder(), 64)
    settings = make_settings(data=tmp_path, embedding_model="toy")
    assistant = Assistant(settings, Given(ToyEmbedder(), classifier=KeywordClassifier()))
    with closing(assistant), serve(assistant, data=tmp_path):
        assert soon(lambda: kept(tmp_path) == {("outcomes", MINUTES.id)})
        ingest_documents(tmp_path, [PROGRAMME], ToyEmbedder(), 64)
        both = {("programmes", PROGRAMME.id), ("programme_words", PROGRAMME.id)}
        assert soon(lambda: kept(tmp_path) == {("outcomes", MINUTES.id), *both})


class Looked(FakeAssistant):
    """Counts the looks at its documents that have begun; those before the last one have ended."""

    looks = 0

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        self.looks += audiences == frozenset(AUDIENCES)
        return super().documents(audiences)

    def looks_again(self) -> bool:
        """Whether it is looked at from the beginning to the end once more, within a minute."""
        before = self.looks
        return soon(lambda: self.looks >= before + 2)


class Broken(Looked):
    """Its index cannot be read for the first three looks."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        found = super().documents(audiences)
        if self.looks <= 3:
            raise self.error
        return found


@pytest.mark.parametrize("error", [UnavailableError("warming_up"), OSError("gone")], ids=["known", "defect"])
def test_an_index_that_cannot_be_read_is_told_once_and_looked_at_again(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    assistant = Broken(error)
    with serve(assistant):
        assert soon(lambda: assistant.looks > 4)
    assert [record.getMessage() for record in caplog.records].count("lists not looked up") == 1


FAQ = make_document(
    "faq.md", "Fragen", ["# Wie läuft die Fördermittelberatung ab?", "Die Fördermittelberatung dauert zwei Stunden."],
    type="other",
)  # fmt: skip
SECRET = make_document(
    "intern.md", "Intern", ["# Wie hoch ist das Geheimbudget?", "Das Geheimbudget beträgt 5 Euro."],
    type="other", audience="internal",
)  # fmt: skip


class Looking:
    """Looks ahead in a thread of its own until the test is over, as one of the workers of `data`."""

    def __init__(self, data: Path, assistant: FakeAssistant, is_idle: Callable[[], bool]) -> None:
        self.kept = Examples()
        self.stopping = threading.Event()
        self.store = SharedStore(DataFolder(data))
        self.beat = Beat(self.store)
        self.lease = self.beat.lease("ahead")
        self.public_kinds = PublicKinds()
        self.today = datetime.date(2026, 3, 1)
        ahead = look_ahead.LookingAhead(
            assistant, self.kept, self.public_kinds, [Within()], is_idle, self.lease, self.store, lambda: self.today
        )
        self.thread = threading.Thread(target=ahead.until, args=(self.stopping,))

    def __enter__(self) -> Looking:
        self.beat.start()
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.thread.join(60)
        assert not self.thread.is_alive()
        self.beat.stop()
        self.store.close()

    def found(self) -> list[str]:
        return self.kept.of("de", Within())


def test_the_kinds_of_documents_that_visitors_find_are_those_of_public_ones(tmp_path: Path) -> None:
    minutes = make_document("rat.md", "Rat", ["# Beschlüsse", "Die Trasse wird gebaut."], type="minutes")
    secret = make_document("runde.md", "Runde", ["# Aufgaben"], type="minutes", audience="internal")
    assistant = FakeAssistant((FAQ, secret))
    with Looking(tmp_path, assistant, lambda: True) as looking:
        assert soon(lambda: looking.public_kinds.kinds == {"other"})
        assistant.corpus = (FAQ, minutes, secret)
        assert soon(lambda: looking.public_kinds.kinds == {"other", "minutes"})


@pytest.mark.parametrize(("audience", "is_led"), [("public", True), ("internal", False)])
def test_visitors_are_led_to_the_outcomes_where_public_minutes_may_hold_some(audience: Audience, is_led: bool) -> None:
    minutes = make_document("rat.md", "Rat", ["# Beschlüsse"], type="minutes", audience=audience)
    with serve(FakeAssistant((FAQ, minutes))) as served:
        assert soon(lambda: served.client.get("/readyz").status_code == 200)
        assert soon(lambda: ('href="/ergebnisse"' in served.client.get("/").text) is is_led)
        assert 'href="/suche"' in served.client.get("/").text


def test_examples_come_from_public_documents_only_and_from_those_that_there_are(tmp_path: Path) -> None:
    assistant = FakeAssistant((FAQ, SECRET))
    with Looking(tmp_path, assistant, lambda: True) as looking:
        assert soon(lambda: looking.found() == ["Wie läuft die Fördermittelberatung ab?"])
        assistant.corpus = (SECRET,)
        assert soon(lambda: looking.found() == [])


def test_examples_wait_until_nobody_asks_and_a_server_that_stops_does_not_wait_for_them(
    tmp_path: Path,
) -> None:
    tried: list[bool] = []
    idle = threading.Event()

    def is_idle() -> bool:
        tried.append(idle.is_set())
        return tried[-1]

    with Looking(tmp_path, FakeAssistant((FAQ,)), is_idle) as looking:
        assert soon(lambda: len(tried) > 3)
        assert looking.found() == []
        idle.set()
        assert soon(lambda: looking.found() != [])
    idle.clear()
    tried.clear()
    with Looking(tmp_path / "other", FakeAssistant((FAQ,)), is_idle) as looking:
        assert soon(lambda: len(tried) > 3)
    assert looking.found() == []


def test_the_next_day_examples_are_made_anew(tmp_path: Path) -> None:
    assistant = Looked((FAQ,))
    with Looking(tmp_path, assistant, lambda: True) as looking:
        assert soon(lambda: looking.found() != [])
        assert assistant.looks_again()
        asked = len(assistant.asked)
        assert assistant.looks_again()
        assert len(assistant.asked) == asked, "on the same day nothing is asked again"
        looking.today += datetime.timedelta(days=1)
        assert soon(lambda: len(assistant.asked) == 2 * asked)


def test_what_one_worker_has_found_the_others_read(tmp_path: Path) -> None:
    first, second = FakeAssistant((FAQ,)), FakeAssistant((FAQ,))
    with Looking(tmp_path, first, lambda: True) as finding:
        assert soon(lambda: finding.found() != [])
        with Looking(tmp_path, second, lambda: True) as reading:
            assert soon(lambda: reading.found() == finding.found())
    assert second.asked == []


def test_when_the_worker_that_looks_ahead_is_gone_another_one_does(tmp_path: Path) -> None:
    told = Looked((FAQ,))
    first, second = (Looking(tmp_path, one, lambda: True) for one in (FakeAssistant(()), told))
    with first:
        assert first.lease.wait(60)
        with second:
            assert told.looks_again()
            assert second.found() == []
            first.beat.stop()
            assert soon(lambda: second.found() != [])
