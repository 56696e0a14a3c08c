"""What retrieval sees: one generation, the audiences apart, filters, and a sentence when it cannot be opened."""

from __future__ import annotations

import datetime
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from corpora import corpus, document
from fakes import ToyEmbedder
from sqlalchemy import delete, update

from assistant.errors import ModelMismatchError, StorageError, UnavailableError
from assistant.indexing import derived
from assistant.indexing import index as index_module
from assistant.indexing.catalog import Catalog
from assistant.indexing.index import Index, published_generation, rebuild
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.lexical import TantivyIndex
from assistant.indexing.tables import passages
from assistant.indexing.vocabulary import Vocabulary
from assistant.language.terms import stems
from assistant.records import Audience, Filters
from assistant.storage.folder import DataFolder
from assistant.storage.writer import sole_writer

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})


@pytest.fixture
def index(data: Path, embedder: ToyEmbedder) -> Iterator[Index]:
    ingest_documents(data, corpus(30), embedder, 16)
    index = Index.open(data, "toy")
    yield index
    index.close()


def test_the_nearest_passage_holds_the_words_of_the_question(index: Index, embedder: ToyEmbedder) -> None:
    [(id, similarity), *_] = index.nearest(embedder.embed_query("Nummer7 Titel 007 txt Ausgabe1 Zulieferer"), PUBLIC, 5)
    assert index.passages([id], PUBLIC)[id].document.path == "007.txt"
    assert 0 < similarity <= 1


def test_a_word_leads_to_its_passage(index: Index) -> None:
    [(id, score), *_] = index.lexical("stems", Counter(stems("Nummer7")), PUBLIC, 5)
    assert index.passages([id], PUBLIC)[id].document.path == "007.txt"
    assert score > 0


def test_passages_come_in_the_asked_order_and_are_compared_sentence_by_sentence(
    index: Index, embedder: ToyEmbedder
) -> None:
    ids = [id for id, _ in index.lexical("stems", Counter(stems("Labor berichtet")), PUBLIC, 4)][::-1]
    found = index.passages([*ids, *ids, "unknown-0-1"], PUBLIC)
    assert list(found) == ids
    for stored in found.values():
        document = index.document(stored.document.id, PUBLIC)
        assert document is not None
        assert document.text[stored.passage.start : stored.passage.end] == stored.passage.text
        asked = embedder.embed_query(stored.passage.sentences[0].of(document.text))
        compared = index.similarities([stored.passage.id, "unknown-0-1"], asked, PUBLIC)
        assert list(compared) == [stored.passage.id]
        assert compared[stored.passage.id].sentences.shape == (len(stored.passage.sentences),)
        assert compared[stored.passage.id].sentences[0] == pytest.approx(1, abs=1e-3)
        assert (stored.passage.id, pytest.approx(compared[stored.passage.id].passage, abs=1e-3)) in index.nearest(
            asked, PUBLIC, 200
        )


def test_passages_of_another_audience_are_not_compared(index: Index, embedder: ToyEmbedder) -> None:
    asked = embedder.embed_query("Labor berichtet")
    ids = [id for id, _ in index.nearest(asked, frozenset({"internal"}), 5)]
    assert ids
    assert index.similarities(ids, asked, PUBLIC) == {}


def test_passages_are_compared_without_their_sentences_as_with_them(index: Index, embedder: ToyEmbedder) -> None:
    asked = embedder.embed_query("Labor berichtet")
    ids = [id for id, _ in index.nearest(asked, STAFF, 30)][::-1]
    compared = index.similarities(ids, asked, STAFF)
    assert index.cosines([*ids, "unknown-0-1"], asked, STAFF) == {id: found.passage for id, found in compared.items()}
    public = index.cosines(ids, asked, PUBLIC)
    assert list(public) == [id for id in ids if index.passages([id], PUBLIC)]
    assert 0 < len(public) < len(ids)


def test_passages_whose_rows_are_gone_are_left_out(index: Index, data: Path, embedder: ToyEmbedder) -> None:
    """Two generations later their rows may be gone, or hold something else."""
    asked = embedder.embed_query("Labor berichtet")
    ids = [id for id, _ in index.nearest(asked, STAFF, 30)]
    assert len(ids) == len(index.passages(ids, STAFF)) == 30
    for edition in (2, 3, 4):
        ingest_documents(data, corpus(30, edition), embedder, 16)
    assert index.passages(ids, STAFF) == {}
    assert index.similarities(ids, asked, STAFF) == {}


def test_more_ids_than_a_statement_takes_are_fetched(index: Index) -> None:
    ids = [id for id, _ in index.lexical("stems", Counter(stems("Labor berichtet")), PUBLIC, 3)]
    assert list(index.passages([f"unknown-{n}-0" for n in range(40_000)] + ids, PUBLIC)) == ids


def test_internal_documents_are_as_if_absent_for_the_public(index: Index, embedder: ToyEmbedder) -> None:
    """Nummer6 is internal; the same questions, asked by staff, prove that it could be found."""
    secret = next(info for info in index.documents(STAFF) if info.path == "006.txt")
    vector = embedder.embed_query("Titel von 006 txt Nummer6")
    allowed = frozenset({secret.id})

    def seen(audiences: frozenset[Audience]) -> list[bool]:
        hits = [
            *index.nearest(vector, audiences, 100),
            *index.nearest(vector, audiences, 100, allowed),
            *index.lexical("stems", Counter(stems("Nummer6")), audiences, 100),
            *index.lexical("stems", Counter(stems("Nummer6")), audiences, 100, allowed),
        ]
        secret_ids = {id for id, _ in index.nearest(vector, STAFF, 100, allowed)}
        return [
            any(id in secret_ids for id, _ in hits),
            bool(index.passages(secret_ids, audiences)),
            secret in index.documents(audiences),
            index.document(secret.id, audiences) is not None,
            secret.id in index.document_ids(Filters(), audiences),
            index.passage_count(audiences) > index.passage_count(PUBLIC),
        ]

    assert seen(STAFF) == [True] * 6
    assert seen(PUBLIC) == [False] * 6
    assert index.nearest(vector, frozenset(), 5) == []
    assert index.passages([], frozenset()) == {}


@pytest.mark.parametrize("exact_passages", [50_000, 0])
def test_a_filter_gives_the_best_of_its_documents_whichever_way_the_others_are_scored(
    exact_passages: int, index: Index, embedder: ToyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "EXACT_PASSAGES", exact_passages)
    vector = embedder.embed_query("Das Labor berichtet von Batterie und Software")
    documents = frozenset(info.id for info in index.documents(PUBLIC) if info.path < "010")
    everything = index.nearest(vector, PUBLIC, 1000)
    expected = [hit for hit in everything if hit[0].rsplit("-", 2)[0] in documents]
    found = index.nearest(vector, PUBLIC, 5, documents)
    assert [similarity for _, similarity in found] == pytest.approx([s for _, s in expected[:5]], abs=1e-3)
    assert len(index.nearest(vector, PUBLIC, 1000, documents)) == len(expected)
    assert index.nearest(vector, PUBLIC, 5, frozenset()) == []


def test_filters_are_answered_from_what_documents_are(data: Path, embedder: ToyEmbedder) -> None:
    may, june = datetime.date(2024, 5, 3), datetime.date(2024, 6, 1)
    documents = [
        document("a.txt", "Eins.", type="minutes", lab="Technik", date=may),
        document("b.txt", "Zwei.", type="minutes", lab="Arbeit", date=june, topic="KI"),
        document("c.txt", "Drei.", type="study"),
    ]
    ingest_documents(data, documents, embedder, 16)
    index = Index.open(data, "toy")
    names = {info.id: info.path[0] for info in index.documents(PUBLIC)}

    def passing(**filters: object) -> str:
        return "".join(sorted(names[id] for id in index.document_ids(Filters(**filters), PUBLIC)))  # type: ignore[arg-type]

    assert passing() == "abc"
    assert passing(type="minutes") == "ab"
    assert passing(lab="technik") == "a"
    assert passing(topic="KI") == "b"
    assert passing(date_from=may) == "ab"
    assert passing(date_from=may, date_to=may) == "a"
    assert passing(date_to=datetime.date(2024, 5, 2)) == ""
    assert passing(documents=frozenset(id for id, name in names.items() if name == "c")) == "c"
    index.close()


def test_an_empty_data_folder_says_what_to_run_and_stays_empty(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError) as refused:
        Index.open(tmp_path / "nothing", "toy")
    assert refused.value.code == "no_index"
    assert "python -m assistant ingest" in refused.value.remedy
    assert published_generation(tmp_path / "nothing") == 0
    assert not (tmp_path / "nothing").exists()
    with pytest.raises(UnavailableError):
        rebuild(tmp_path / "nothing")


def test_another_model_is_refused_with_both_names_and_the_command(data: Path, embedder: ToyEmbedder) -> None:
    ingest_documents(data, corpus(2), embedder, 16)
    with pytest.raises(ModelMismatchError) as refused:
        Index.open(data, "other")
    message = str(refused.value)
    assert all(part in message for part in ("toy", "other", "python -m assistant ingest --reembed"))


def test_an_open_index_keeps_its_generation_when_a_later_one_is_published(
    index: Index, data: Path, embedder: ToyEmbedder
) -> None:
    before = index.lexical("stems", Counter(stems("Ausgabe1")), STAFF, 100)
    ingest_documents(data, corpus(30, edition=2), embedder, 16)
    assert published_generation(data) == index.generation + 1
    assert index.lexical("stems", Counter(stems("Ausgabe1")), STAFF, 100) == before
    assert len(index.passages([id for id, _ in before], STAFF)) == len(before)
    later = Index.open(data, "toy")
    assert later.lexical("stems", Counter(stems("Ausgabe1")), STAFF, 100) == []
    assert later.passages([id for id, _ in before], STAFF) == {}
    later.close()


def _delete(folder: Path) -> None:
    shutil.rmtree(folder)


def _delete_chroma(folder: Path) -> None:
    shutil.rmtree(folder / "chroma")


def _garble_vectors(folder: Path) -> None:
    for path in (folder / "chroma").rglob("data_level0.bin"):
        path.write_bytes(os.urandom(path.stat().st_size))


def _cut_database(folder: Path) -> None:
    path = folder / "chroma" / "chroma.sqlite3"
    path.write_bytes(path.read_bytes()[:5000])


def _empty_database(folder: Path) -> None:
    (folder / "chroma" / "chroma.sqlite3").unlink()


def _garble_words(folder: Path) -> None:
    path = next((folder / "lexical" / "public").glob("*.idx"))
    path.write_bytes(b"nonsense")


def _forget_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")


def _older_format(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 0}))


def test_of_an_index_that_does_not_fit_the_catalogue_nothing_stays_open(
    data: Path, embedder: ToyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest_documents(data, corpus(4), embedder, 16)
    left_open: set[object] = set()

    def noted(kind: type[Vocabulary] | type[TantivyIndex]) -> type:
        """The same, and in `left_open` until it is closed."""

        def opened(self: Any, folder: Path) -> None:
            kind.__init__(self, folder)
            left_open.add(self)

        def closed(self: Any) -> None:
            kind.close(self)
            left_open.discard(self)

        return type(kind.__name__, (kind,), {"__init__": opened, "close": closed})

    monkeypatch.setattr(derived, "Vocabulary", noted(Vocabulary))
    monkeypatch.setattr(derived, "TantivyIndex", noted(TantivyIndex))
    index = Index.open(data, "toy")
    assert len(left_open) == 2
    index.close()
    with (
        sole_writer(DataFolder(data)) as writer,
        closing(Catalog.open(DataFolder(data), writer)) as catalog,
        catalog.writing.begin() as connection,
    ):
        connection.execute(delete(passages).where(passages.c.row == 1))
    with pytest.raises(UnavailableError):
        Index.open(data, "toy")
    assert not left_open


DAMAGES = [
    _delete,
    _delete_chroma,
    _garble_vectors,
    _cut_database,
    _empty_database,
    _garble_words,
    _forget_manifest,
    _older_format,
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_noticed_and_rebuilt_without_embedding(
    damage: object, data: Path, embedder: ToyEmbedder
) -> None:
    documents = corpus(90)
    ingest_documents(data, documents, embedder, 16)
    assert callable(damage)
    damage(DataFolder(data).index(1))
    with pytest.raises(UnavailableError) as refused:
        Index.open(data, "toy")
    assert refused.value.code == "index_broken"
    rebuild(data)
    index = Index.open(data, "toy")
    assert index.generation == 1
    assert index.passage_count(STAFF) == 180 == embedder.embedded
    assert len(index.lexical("stems", Counter(stems("Nummer7 kommt")), PUBLIC, 1)) == 1
    asked = embedder.embed_query("Nummer7 kommt")
    [(nearest, similarity)] = index.nearest(asked, PUBLIC, 1)
    assert similarity == pytest.approx(index.similarities([nearest], asked, PUBLIC)[nearest].passage, abs=1e-3)
    index.close()


def test_a_folder_restored_from_a_backup_opens(data: Path, embedder: ToyEmbedder, tmp_path: Path) -> None:
    """Copying changes the times of the files, not what stands in them."""
    ingest_documents(data, corpus(10), embedder, 16)
    shutil.copytree(data, tmp_path / "restored", copy_function=shutil.copyfile)
    index = Index.open(tmp_path / "restored", "toy")
    assert index.passage_count(STAFF) == 20
    index.close()


def test_a_vector_that_is_cut_is_named_with_what_to_do(data: Path, embedder: ToyEmbedder) -> None:
    ingest_documents(data, corpus(3), embedder, 16)
    catalog = Catalog.open(DataFolder(data))
    with catalog.engine.begin() as connection:
        connection.execute(update(passages).where(passages.c.row == 2).values(vector=b"\0\0\0"))
    catalog.close()
    with pytest.raises(StorageError) as refused:
        Index.open(data, "toy")
    said = refused.value.explain("de")
    assert "3 ≠ 128" in str(refused.value)
    assert "check --repair" in " ".join(said._asdict().values())
