"""Going back by one generation: all of the old is there again, none of the new, and the next run goes on from there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from corpora import corpus, document
from fakes import ToyEmbedder

from assistant.errors import StorageError, UnavailableError
from assistant.indexing.catalog import Catalog
from assistant.indexing.check import check
from assistant.indexing.command import main
from assistant.indexing.index import Index, published_generation
from assistant.indexing.ingest import ingest_documents, ingest_paths
from assistant.indexing.publications import KEPT
from assistant.indexing.rollback import roll_back
from assistant.indexing.run import Plan
from assistant.language.terms import stems
from assistant.records import Audience
from assistant.storage.folder import DataFolder
from assistant.storage.writer import sole_writer

STAFF: frozenset[Audience] = frozenset({"public", "internal"})


@pytest.fixture
def data(place: Path | DataFolder) -> Path | DataFolder:
    return place


def holding(data: Path | DataFolder, word: str, model: str = "toy") -> int:
    """How many passages hold the word."""
    index = Index.open(data, model)
    try:
        found = [id for id, _ in index.lexical("stems", Counter(stems(word)), STAFF, 1000)]
        assert len(index.passages(found, STAFF)) == len(found)
        nearest = index.nearest(ToyEmbedder().embed_query("Das Labor"), STAFF, 1000)
        assert len(nearest) == index.passage_count(STAFF)
        return len(found)
    finally:
        index.close()


def test_what_left_is_back_and_what_came_is_gone(data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    ingest_documents(data, corpus(12), embedder, 16)
    old = Index.open(data, "toy")
    ingest_documents(data, [*corpus(9, edition=2), document("neu.txt", "Nur in Ausgabe2.")], embedder, 16)
    taken, present = roll_back(data)
    assert (taken.generation, present) == (2, old.state), "its own name: who has its index opens that"
    assert not old.is_overtaken()
    old.close()
    assert published_generation(data) == 1
    assert (holding(data, "Ausgabe1"), holding(data, "Ausgabe2")) == (12, 0)
    assert [finding for finding in check(data) if finding.is_damage] == []


def test_the_next_run_goes_on_with_what_was_embedded_under_another_name(
    data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    ingest_documents(data, corpus(12), embedder, 16)
    ingest_documents(data, corpus(12, edition=2), embedder, 16)
    taken, _ = roll_back(data)
    embedded = embedder.embedded
    report = ingest_documents(data, corpus(12, edition=2), embedder, 16)
    assert (report.updated, report.added, embedder.embedded) == (12, 0, embedded)
    assert (holding(data, "Ausgabe1"), holding(data, "Ausgabe2")) == (0, 12)
    catalog = Catalog.open(DataFolder.of(data))
    assert catalog.state().generation == taken.generation
    assert catalog.state().publication != taken.publication
    assert not catalog.holds(taken)
    catalog.close()


def test_other_documents_after_a_rollback_leave_nothing_of_what_was_taken_back(
    data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    ingest_documents(data, corpus(4), embedder, 16)
    ingest_documents(data, corpus(4, edition=2), embedder, 16)
    roll_back(data)
    ingest_documents(data, [document("neu.txt", "Der Sensor.")], embedder, 16)
    assert (holding(data, "Ausgabe1"), holding(data, "Ausgabe2"), holding(data, "Sensor")) == (4, 0, 1)


def test_a_change_of_the_model_is_taken_back_too(data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    ingest_documents(data, corpus(6), embedder, 16)
    other = ToyEmbedder("other")
    ingest_paths(data, [], Plan("other", lambda: other, 16), reembed=True)
    assert holding(data, "Ausgabe1", "other") == 6
    _, present = roll_back(data)
    assert (present.model, holding(data, "Ausgabe1")) == ("toy", 6)


def test_only_as_far_as_rows_are_kept(data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    kept = KEPT["postgresql" if isinstance(data, DataFolder) else "sqlite"]
    for edition in range(1, kept + 4):
        ingest_documents(data, corpus(2, edition), embedder, 16)
    for edition in range(kept + 2, 2, -1):
        roll_back(data)
        assert holding(data, f"Ausgabe{edition}") == 2
    with pytest.raises(StorageError) as refused:
        roll_back(data)
    assert refused.value.code == "rollback_none"
    assert holding(data, "Ausgabe3") == 2


def test_the_first_generation_cannot_be_taken_back(data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    with pytest.raises(UnavailableError):
        roll_back(data)
    ingest_documents(data, corpus(2), embedder, 16)
    with pytest.raises(StorageError) as refused:
        roll_back(data)
    assert refused.value.code == "rollback_none"
    assert holding(data, "Ausgabe1") == 2


def test_nobody_goes_back_while_somebody_writes(data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    ingest_documents(data, corpus(2), embedder, 16)
    ingest_documents(data, corpus(2, edition=2), embedder, 16)
    with sole_writer(DataFolder.of(data)), pytest.raises(StorageError) as refused:
        roll_back(data)
    assert refused.value.code == "second_writer"
    assert holding(data, "Ausgabe2") == 2


def test_the_command_says_where_it_went(
    tmp_path: Path, embedder: ToyEmbedder, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for edition in (1, 2):
        ingest_documents(Path("data"), corpus(2, edition), embedder, 16)
    assert main(["--rollback"]) == 0
    assert "von Stand 2 auf Stand 1" in capsys.readouterr().out
    assert main(["--rollback"]) == 1
    assert "Vor dem Stand 1" in capsys.readouterr().err
