"""The assistant over the life of its data folder: nothing yet, a first index, new ones, broken ones, foreign ones."""

from __future__ import annotations

import datetime
import shutil
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from made import CloseEmbedder, document
from numpy.typing import NDArray
from papers import paper
from waiting import soon

from assistant.answering import assistant as answering_assistant
from assistant.answering.ask import answer
from assistant.answering.assistant import BACK, Assistant
from assistant.answering.explain import Recorder
from assistant.answering.models import Given, Models
from assistant.answering.weighing.yardstick import EVIDENCE, SHIPPED, Calibration, yardstick_file
from assistant.errors import ModelError, ModelMismatchError, NotFoundError, StorageError, UnavailableError
from assistant.indexing.catalog import Catalog
from assistant.indexing.embedding.pairs import Stretch
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.minutes.classifier.classifier import Prediction
from assistant.records import Answer, Audience, Document, Filters, Question
from assistant.retrieving import live_retriever
from assistant.retrieving.fuse import LEARNT, weights_file
from assistant.retrieving.live_retriever import IndexStatus
from assistant.settings.settings import Settings

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})
FUNDED = "Mit wie viel Prozent wird die Weiterbildung gefördert?"
FIRST = document("Die Weiterbildung wird mit 80 Prozent gefördert.", "erste.md")
SECOND = document("Das Netzwerk zählt inzwischen 48 Betriebe aus Musterstadt.", "zweite.md")
THIRD = document("Die Gießerei erhält einen Sonderzuschuss von 12.500 Euro.", "dritte.md")
MINUTES = document("Das Protokoll nennt den Haushalt des Netzwerks.", "protokoll.md", "internal")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[Question]:
    """The questions that are worked out, and not remembered."""
    found: list[Question] = []

    def counted(question: Question, *rest: Any, **more: Any) -> Answer:
        found.append(question)
        return answer(question, *rest, **more)

    monkeypatch.setattr(answering_assistant, "answer", counted)
    return found


def ingest(data: Path, *documents: Document, model: str = "toy") -> None:
    ingest_documents(data, documents, CloseEmbedder(model), 64)


def settings(data: Path, model: str = "toy") -> Settings:
    return Settings.model_validate({"data": data, "embedding_model": model, "wrong_answers": 35})


def assistant(data: Path, model: str = "toy") -> Assistant:
    return Assistant(settings(data, model), Given(CloseEmbedder(model)), look_every_seconds=0.0)


def warm(data: Path) -> Assistant:
    made = assistant(data)
    made.warm_up()
    return made


def paths(made: Assistant, audiences: frozenset[Audience] = PUBLIC) -> list[str]:
    return [info.path for info in made.documents(audiences)]


def test_an_assistant_whose_model_is_not_loaded_says_that_it_warms_up(data: Path) -> None:
    ingest(data, FIRST)
    cold = Assistant(settings(data), Models())
    reason = cold.ready()
    assert isinstance(reason, UnavailableError)
    assert reason.code == "warming_up"
    assert cold.index_status() == IndexStatus(None, None, "loading_model")
    for ask in (lambda: cold.ask(Question(FUNDED)), lambda: cold.documents(PUBLIC)):
        with pytest.raises(UnavailableError) as caught:
            ask()
        assert caught.value.code == "warming_up"


@pytest.mark.parametrize("embedder", [None, CloseEmbedder("toy")], ids=["warming_up", "no_index"])
def test_an_error_that_is_told_again_and_again_keeps_no_question(data: Path, embedder: CloseEmbedder | None) -> None:
    refusing = Assistant(Settings.model_validate({"data": data, "embedding_model": "toy"}), Given(embedder))

    def frames() -> int:
        with pytest.raises(UnavailableError) as caught:
            refusing.ask(Question(FUNDED))
        return len(caught.traceback)

    assert frames() == frames()


def test_after_warming_up_it_answers(data: Path) -> None:
    ingest(data, FIRST, MINUTES)
    made = warm(data)
    assert made.ready() is None
    assert made.index_status() == IndexStatus(1, 1, "nothing")
    assert made.ask(Question(FUNDED)).citations[0].quote.text == FIRST.text
    assert paths(made) == ["erste.md"]
    assert paths(made, STAFF) == ["erste.md", "protokoll.md"]


def test_it_searches_and_opens_documents_by_audience(data: Path) -> None:
    ingest(data, FIRST, MINUTES)
    made = warm(data)
    hits = made.search("Haushalt des Netzwerks", audiences=STAFF, filters=Filters(), k=5)
    assert [hit.document.path for hit in hits] == ["protokoll.md", "erste.md"]
    assert len(made.search("Haushalt", audiences=STAFF, filters=Filters(), k=1)) == 1
    assert [hit.document.path for hit in made.search("Haushalt", audiences=PUBLIC, filters=Filters(), k=5)] == [
        "erste.md"
    ]
    assert made.document(MINUTES.id, STAFF).text == MINUTES.text


@pytest.mark.parametrize("id", [MINUTES.id, "0" * 20])
def test_a_document_that_is_absent_or_hidden_is_not_found(id: str, data: Path) -> None:
    ingest(data, FIRST, MINUTES)
    with pytest.raises(NotFoundError) as caught:
        warm(data).document(id, PUBLIC)
    assert caught.value.code == "unknown_document"


def test_without_an_index_it_says_what_to_do_and_is_ready_after_the_first_ingestion(data: Path) -> None:
    made = assistant(data)
    with pytest.raises(UnavailableError) as caught:
        made.warm_up()
    assert caught.value.code == "no_index"
    assert "python -m assistant ingest" in caught.value.remedy
    assert str(made.ready()) == str(caught.value)
    with pytest.raises(UnavailableError):
        made.ask(Question(FUNDED))
    ingest(data, FIRST)
    assert soon(lambda: made.ready() is None)
    assert made.ask(Question(FUNDED)).status == "answered"


def test_a_new_generation_is_followed_by_itself(data: Path) -> None:
    ingest(data, FIRST)
    made = warm(data)
    assert paths(made) == ["erste.md"]
    ingest(data, SECOND)
    assert soon(lambda: paths(made) == ["erste.md", "zweite.md"])


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The generations whose index was closed."""
    generations: list[int] = []
    close = Index.close

    def noted(index: Index) -> None:
        generations.append(index.generation)
        close(index)

    monkeypatch.setattr(Index, "close", noted)
    return generations


def test_an_old_index_is_closed_when_the_new_one_is_open(data: Path, closed: list[int]) -> None:
    ingest(data, FIRST)
    made = warm(data)
    ingest(data, SECOND)
    assert closed == []
    assert len(paths(made)) == 2
    assert closed == [1]
    assert made.ask(Question(FUNDED)).status == "answered"


def test_an_old_index_stays_open_for_a_question_that_still_reads_it(data: Path, closed: list[int]) -> None:
    ingest(data, FIRST)
    embedder = SlowQueries("toy")
    made = Assistant(settings(data), Given(embedder), look_every_seconds=0.0)
    made.warm_up()
    embedder.go_on.clear()
    statuses: list[str] = []
    asking = threading.Thread(target=lambda: statuses.append(made.ask(Question(FUNDED)).status))
    asking.start()
    assert embedder.waiting.wait(60)
    ingest(data, SECOND)
    assert len(paths(made)) == 2
    assert closed == []
    embedder.go_on.set()
    asking.join()
    assert statuses == ["answered"]
    assert closed == [1]


def test_a_question_that_two_generations_overtake_is_answered_from_the_newest(data: Path) -> None:
    ingest(data, FIRST)
    embedder = SlowQueries("toy")
    made = Assistant(settings(data), Given(embedder), look_every_seconds=0.0)
    made.warm_up()
    embedder.go_on.clear()
    quotes: list[str] = []
    text = "Welchen Sonderzuschuss erhält die Gießerei?"
    asking = threading.Thread(target=lambda: quotes.append(made.ask(Question(text)).citations[0].quote.text))
    asking.start()
    assert embedder.waiting.wait(60)
    ingest(data, SECOND)
    ingest(data, THIRD)
    embedder.go_on.set()
    asking.join()
    assert quotes == [THIRD.text]


def test_a_catalogue_that_breaks_is_a_reason_not_to_be_ready(data: Path) -> None:
    ingest(data, FIRST)
    made = warm(data)
    for file in data.glob("*.sqlite*"):
        file.write_bytes(b"kein Katalog" * 1000)
    reason = made.ready()
    assert isinstance(reason, StorageError)
    with pytest.raises(StorageError):
        made.documents(PUBLIC)


def test_when_the_catalogue_fails_while_a_newer_generation_is_opened_no_older_one_is_shown(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(data, FIRST)
    made = warm(data)
    ingest(data, SECOND)

    def broken(*_arguments: object) -> None:
        raise StorageError("catalogue_broken", path=data, why="disk I/O error")

    monkeypatch.setattr(Catalog, "counts", broken)
    for _ in range(3):
        with pytest.raises(StorageError):
            made.documents(PUBLIC)
    monkeypatch.undo()
    assert soon(lambda: made.ready() is None)
    assert paths(made) == ["erste.md", "zweite.md"]


def test_a_catalogue_that_breaks_shows_nothing_more_between_two_looks(data: Path) -> None:
    ingest(data, FIRST)
    made = warm(data)
    for file in data.glob("*.sqlite*"):
        file.write_bytes(b"kein Katalog" * 1000)
    for _ in range(3):
        with pytest.raises(StorageError):
            made.documents(PUBLIC)


def test_passages_that_newer_generations_take_away_meanwhile_are_asked_for_again(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(data, FIRST)
    made = warm(data)
    similarities, newer = Index.similarities, [SECOND, THIRD]

    def overtaken(index: Index, *arguments: object, **more: object) -> object:
        found = similarities(index, *arguments, **more)  # type: ignore[arg-type]
        while newer:
            ingest(data, newer.pop(0))
        return found

    monkeypatch.setattr(Index, "similarities", overtaken)
    hits = made.search("Sonderzuschuss der Gießerei", audiences=PUBLIC, filters=Filters(), k=5)
    assert "dritte.md" in {hit.document.path for hit in hits}


class SlowQueries(CloseEmbedder):
    """Embeds a question only while `go_on` is set; `waiting` says that one waits."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.go_on, self.waiting = threading.Event(), threading.Event()
        self.go_on.set()

    def embed_query(self, text: str) -> NDArray[np.float32]:
        if not self.go_on.is_set():
            self.waiting.set()
            self.go_on.wait()
        return super().embed_query(text)


@pytest.mark.parametrize("what", ["chroma", "lexical", "manifest.json"])
def test_a_broken_index_is_mended_out_of_the_catalogue(what: str, data: Path) -> None:
    ingest(data, FIRST, SECOND)
    (broken,) = data.glob(f"**/{what}")
    shutil.rmtree(broken) if broken.is_dir() else broken.unlink()
    made = warm(data)
    assert made.ask(Question(FUNDED)).citations[0].quote.text == FIRST.text


def test_when_the_newest_index_cannot_be_opened_no_older_one_is_shown(data: Path) -> None:
    ingest(data, FIRST)
    made = warm(data)
    shutil.rmtree(data)
    ingest(data, SECOND, model="anderes")
    ingest(data, THIRD, model="anderes")
    reason = made.ready()
    assert isinstance(reason, ModelMismatchError)
    with pytest.raises(ModelMismatchError):
        made.documents(PUBLIC)


def test_an_index_of_another_model_is_refused_with_both_names_and_the_way_out(data: Path) -> None:
    ingest(data, FIRST, model="frueher")
    made = assistant(data, "jetzt")
    with pytest.raises(ModelMismatchError) as caught:
        made.warm_up()
    assert "frueher" in str(caught.value)
    assert "jetzt" in str(caught.value)
    assert "--reembed" in caught.value.remedy
    assert str(made.ready()) == str(caught.value)


def test_questions_of_many_threads_are_answered_while_generations_change(data: Path) -> None:
    ingest(data, FIRST)
    made = warm(data)
    stop, failures, answers = threading.Event(), [], []

    def ask() -> None:
        while not stop.is_set():
            try:
                answers.append(made.ask(Question(FUNDED)).status)
            except Exception as error:
                failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for source in (SECOND, THIRD):
        ingest(data, source)
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(answers) == {"answered"}
    assert len(paths(made)) == 3


def test_weights_that_are_given_count_instead_of_those_of_the_data_folder(data: Path) -> None:
    ingest(data, FIRST, SECOND)
    tuned, given = replace(LEARNT, passage=99.0), replace(LEARNT, passage=1.0)
    tuned.write(weights_file(data, "toy"), {})
    scores = []
    for weights in (None, tuned, given):
        made = Assistant(settings(data), Given(CloseEmbedder("toy")), weights=weights)
        made.warm_up()
        scores.append(made.search(FUNDED, audiences=PUBLIC, filters=Filters(), k=1)[0].score)
        made.close()
    assert scores[0] == scores[1] > scores[2]


class Broken:
    """A classifier whose file cannot be loaded."""

    def predict(self, stretches: Sequence[Stretch]) -> list[tuple[Prediction, ...]]:
        raise ModelError("reader_not_loaded", path="network.onnx", why="no network")


def test_what_reads_minutes_is_loaded_before_anybody_asks(data: Path) -> None:
    ingest(data, FIRST)
    made = Assistant(settings(data), Given(CloseEmbedder("toy"), classifier=Broken()))
    for step in (made.warm_up, lambda: made.ask(Question(FUNDED))):
        with pytest.raises(ModelError) as caught:
            step()
        assert caught.value.code == "reader_not_loaded"


def test_an_index_that_was_opened_before_a_model_failed_is_closed(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ingest(data, FIRST)
    closed = []
    monkeypatch.setattr(live_retriever.LiveRetriever, "close", lambda retriever: closed.append(retriever))
    made = Assistant(settings(data), Given(CloseEmbedder("toy"), classifier=Broken()))
    assert made.ready() is None
    with pytest.raises(ModelError):
        made.warm_up()
    assert len(closed) == 1


def test_the_yardstick_of_the_data_folder_counts_unless_another_is_given(data: Path) -> None:
    ingest(data, FIRST, SECOND)
    never = replace(SHIPPED.bare, calibration=Calibration((0.0,) * len(EVIDENCE), -9.0, ((0.9, 0.0),), 1.1))
    never.write(yardstick_file(data, "toy", None), {})
    reasons = []
    for yardsticks in (None, SHIPPED):
        made = Assistant(settings(data), Given(CloseEmbedder("toy")), yardsticks=yardsticks)
        made.warm_up()
        reasons.append(made.ask(Question(FUNDED)).reason)
        made.close()
    assert reasons == ["out_of_scope", None]


def test_what_is_asked_again_is_not_worked_out_again_until_the_documents_change(
    data: Path, worked: list[Question]
) -> None:
    ingest(data, FIRST, MINUTES)
    made = warm(data)
    public, staff = Question("Was nennt das Protokoll?", PUBLIC), Question("Was nennt das Protokoll?", STAFF)
    for _ in range(2):
        assert "protokoll.md" not in {hit.document.path for hit in made.ask(public).related}
        assert "protokoll.md" in {hit.document.path for hit in made.ask(staff).related}
    assert worked == [public, staff]
    ingest(data, SECOND)
    made.ask(public)
    assert worked == [public, staff, public]
    made.ask(public, watch=Recorder())
    assert len(worked) == 4, "who looks on sees it done"
    made.close()


@pytest.mark.parametrize("earlier", [(), ("Welche Förderprogramme gibt es für Bürgermühlen?",)])
def test_letters_that_come_apart_from_their_marks_are_asked_with_as_well(data: Path, earlier: tuple[str, ...]) -> None:
    programme = "# Mühlengeld\n\nFür Bürgermühlen beträgt der Zuschuss 45 Prozent.\n"
    ingest(data, FIRST, paper(programme, "muehle.md"))
    made = warm(data)
    asked = Question("Welche Förderprogramme gibt es für Mühlen?", PUBLIC, history=earlier)
    apart = [unicodedata.normalize("NFD", one) for one in (asked.text, *earlier)]
    told, same = made.ask(asked), made.ask(replace(asked, text=apart[0], history=tuple(apart[1:])))
    assert told.listing
    assert same.question == apart[0]
    assert replace(same, question=told.question, took_ms=0) == replace(told, took_ms=0)
    made.close()


def test_what_a_list_looks_for_by_a_search_is_not_searched_for_again(data: Path, worked: list[Question]) -> None:
    minutes = "# Runde Deich\n\nRuna Behn lobt die Aufgaben der Karte.\n"
    ingest(data, document(minutes, "deich.md", type="minutes", title="Runde Deich"))
    made = warm(data)
    asked = Question("Welche Aufgaben hat Frau Behn?", PUBLIC)
    made.ask(asked)
    assert worked == [asked], "the list asks the search whether it knows her, and leaves the question to it"
    made.close()


def test_the_day_is_looked_up_once_and_holds_for_the_whole_answer(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    days = [datetime.date(2024, 5, 1)]
    told: list[datetime.date] = []

    def noted(*asked: Any, today: datetime.date, **more: Any) -> Answer:
        told.append(today)
        return answer(*asked, today=today, **more)

    clock = SimpleNamespace(date=SimpleNamespace(today=lambda: days.pop()))
    monkeypatch.setattr(answering_assistant, "datetime", clock)
    monkeypatch.setattr(answering_assistant, "answer", noted)
    programme = "# Radgeld\n\nDer Zuschuss beträgt 45 Prozent.\n\nAnträge sind bis zum 15. Mai 2024 zu stellen.\n"
    ingest(data, FIRST, paper(programme, "rad.md"))
    made = warm(data)
    standing = made.ask(Question("Ist das Radgeld noch offen?", PUBLIC))
    assert [one.text for one in standing.sentences] == ["Radgeld: offen – bis 15. Mai 2024."]
    days.append(datetime.date(2024, 5, 2))
    made.ask(Question(FUNDED, PUBLIC))
    assert told == [datetime.date(2024, 5, 2)]
    assert days == []
    made.close()


def test_a_closed_assistant_is_used_no_more(data: Path) -> None:
    ingest(data, FIRST)
    made = warm(data)
    made.close()
    with pytest.raises(ValueError, match="closed"):
        paths(made)
    assistant(data).close()


def test_a_conversation_stays_with_the_document_that_answered_and_works_nothing_out_twice(
    data: Path, worked: list[Question]
) -> None:
    papers = [
        document(
            f"# {name}\n\nDer {name} trägt {percent} Prozent der Kosten.\n\n# Kontakt\n\nAnsprechpartner ist {who}."
        )
        for name, percent, who in (("Kaifonds", 40, "Frau Kranz"), ("Werftfonds", 60, "Herr Anker"))
    ]
    ingest(data, *papers)
    made = warm(data)
    texts = (
        "Wie viel Prozent der Kosten trägt der Werftfonds?",
        "Wer ist da der Ansprechpartner?",
        "und wie viel prozent?",
    )
    said = [made.ask(Question(text, PUBLIC, history=texts[:place])) for place, text in enumerate(texts)]
    assert "Herr Anker" in said[1].text
    assert "60 Prozent" in said[2].text
    assert [one.text for one in worked] == list(texts)
    made.close()


def test_a_long_conversation_that_is_not_remembered_is_not_worked_out_from_its_beginning(
    data: Path, worked: list[Question]
) -> None:
    ingest(data, *(document(f"# Kai {one}\n\nDer Kai {one} ist {one} Meter lang.", f"{one}.md") for one in range(8)))
    made = warm(data)
    topics = tuple(f"Wie viele Meter lang ist der Kai {one}?" for one in range(8))
    made.ask(Question("Und wie breit?", PUBLIC, history=topics))
    assert len(worked) == 1 + BACK
    made.close()
