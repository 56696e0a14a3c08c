"""A data folder of an earlier release is opened, gone on with and asked by this one, and nothing in it is lost."""

from __future__ import annotations

import datetime
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from restored import RELEASES, answer_id, restored

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.feedback.box import FeedbackBox
from assistant.indexing.check import check
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.report import Report
from assistant.indexing.run import Plan
from assistant.indexing.runs import latest_runs
from assistant.knowledge.outcomes import OutcomeFilter
from assistant.records import AUDIENCES, Question
from assistant.settings.settings import Settings

ALL = frozenset(AUDIENCES)
PUBLIC = frozenset({"public"})
DAY = datetime.date(2026, 3, 10)
# What the documents are called, and who may see them; the ids are in links that people have kept.
DOCUMENTS = {
    "c1f503776662c7870e7a": ("foerderung.txt", "funding", "public"),
    "4725ad4108c3fd4e2944": ("intern/gehaelter.txt", "other", "internal"),
    "0c41edce341afbbd6a4f": ("protokoll.txt", "minutes", "public"),
}
GRANT = "Der Zuschuss beträgt 80 Prozent."
PAY = "Die Stelle der Leitung wird nach Entgeltgruppe 13 bezahlt."


@pytest.fixture(params=RELEASES)
def release(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def data(release: str, tmp_path: Path) -> Path:
    return restored(release, tmp_path)


def over(data: Path) -> Assistant:
    """This program's assistant over the folder."""
    return Assistant(Settings.model_validate({"data": data, "embedding_model": "toy"}), Given(ToyEmbedder("toy")))


def ingest(data: Path) -> Report:
    return ingest_paths(data, [data.parent / "corpus"], Plan("toy", lambda: ToyEmbedder("toy"), 64))


@pytest.fixture
def assistant(data: Path) -> Iterator[Assistant]:
    """This program over the folder, after the ingestion that each operator runs anyway."""
    ingest(data)
    with closing(
        Assistant(Settings.model_validate({"data": data, "embedding_model": "toy"}), Given(ToyEmbedder("toy")))
    ) as it:
        yield it


@pytest.fixture
def box(data: Path) -> Iterator[FeedbackBox]:
    """The feedback of the folder, an hour after the last answer."""
    now = datetime.datetime.combine(DAY, datetime.time(13)).timestamp()
    with closing(FeedbackBox(data, 30, clock=lambda: now)) as it:
        yield it


def test_an_ingestion_goes_on_from_what_is_there(data: Path) -> None:
    """Nothing is new, nothing fails, nothing is lost; the files may be read again where reading has changed."""
    report = ingest(data)
    assert (report.added, report.removed, report.failed) == (0, 0, [])
    assert report.unchanged + report.updated == len(DOCUMENTS)
    assert [finding.code for finding in check(data) if finding.is_damage] == []


def test_each_document_keeps_its_id_its_kind_and_who_may_see_it(assistant: Assistant) -> None:
    found = {info.id: (info.path, info.type, info.audience) for info in assistant.documents(ALL)}
    assert found == DOCUMENTS


def test_each_document_keeps_its_text(assistant: Assistant, data: Path) -> None:
    for id, (path, _, _) in DOCUMENTS.items():
        assert assistant.document(id, ALL).text.strip() == (data.parent / "corpus" / path).read_text("utf-8").strip()


def test_what_was_taken_in_before_is_answered_from(assistant: Assistant) -> None:
    answer = assistant.ask(Question(GRANT, PUBLIC))
    assert [citation.quote.text for citation in answer.citations] == [GRANT]


def test_what_is_internal_stays_internal(assistant: Assistant) -> None:
    assert PAY in assistant.ask(Question(PAY, ALL)).text
    assert "Entgeltgruppe" not in assistant.ask(Question(PAY, PUBLIC)).text


def test_documents_whose_files_are_gone_stay(data: Path) -> None:
    """As those that were mailed and thrown away: only pruning removes them."""
    shutil.rmtree(data.parent / "corpus")
    (data.parent / "corpus").mkdir()
    (data.parent / "corpus" / "neu.txt").write_text("Das Labor öffnet im Mai.", encoding="utf-8")
    assert (ingest(data).added, ingest(data).unchanged) == (1, 1)
    with closing(
        Assistant(Settings.model_validate({"data": data, "embedding_model": "toy"}), Given(ToyEmbedder("toy")))
    ) as it:
        assert {info.id for info in it.documents(ALL)} > set(DOCUMENTS)
        assert GRANT in it.ask(Question(GRANT, PUBLIC)).text


def test_what_came_out_of_meetings_is_still_listed(assistant: Assistant) -> None:
    stated = assistant.outcomes(PUBLIC, OutcomeFilter())
    assert {one.document.path for one in stated} == {"protokoll.txt"}
    assert any("Werkhalle wird umgebaut" in one.outcome.text for one in stated)


def test_the_earlier_runs_are_still_known(assistant: Assistant, data: Path) -> None:
    runs = latest_runs(data)
    assert [run.report["added"] for run in runs if run.report] == [0, 0, len(DOCUMENTS)]


def test_votes_counts_and_kept_questions_are_still_there(box: FeedbackBox) -> None:
    verdicts = box.store.verdicts(DAY)
    assert (verdicts.helpful, verdicts.wrong) == (1, 1)
    assert [one.reason for one in box.store.counted(DAY)] == ["out_of_scope"]
    kept = {one.text: (one.is_wrong, one.comment) for one in box.store.kept(DAY)}
    assert kept == {
        "Der Zuschuss wird als Festbetrag gezahlt.": (True, "Das gilt nicht mehr."),
        "Wer zahlt den Umbau der Sternwarte?": (False, ""),
    }


def test_an_answer_that_the_earlier_release_gave_can_be_judged(box: FeedbackBox, release: str) -> None:
    """The secret that signs the ids of answers is kept."""
    box.vote(answer_id(release), "wrong", "Es gibt eine.")
    assert {one.comment for one in box.store.kept(DAY)} == {"Das gilt nicht mehr.", "Es gibt eine."}


def test_the_folders_here_are_of_both_versions_of_feedback_and_of_the_first_catalogue(tmp_path: Path) -> None:
    found = []
    for number, name in enumerate(RELEASES):
        (tmp_path / str(number)).mkdir()
        data = restored(name, tmp_path / str(number))
        for database in ("catalogue", "feedback"):
            with closing(sqlite3.connect(data / f"{database}.sqlite")) as connection:
                found.append((database, connection.execute("SELECT schema_version FROM state").fetchone()[0]))
    assert set(found) >= {("catalogue", 3), ("feedback", 1), ("feedback", 2)}
