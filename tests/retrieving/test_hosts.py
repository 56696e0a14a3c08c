"""Several hosts over one database and one Chroma server: each derives its own index, and all find the same."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import secrets
import shutil
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from storage_servers import Chroma, Postgres, chroma, postgres
from waiting import wait_until

from assistant.errors import StorageError
from assistant.indexing import derived
from assistant.indexing import index as index_module
from assistant.indexing.check import check, repair
from assistant.indexing.index import Seen, rebuild
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.server_vectors import delete_sets, set_names
from assistant.records import Audience, Block, Document, DocumentInfo
from assistant.retrieving import live_retriever
from assistant.retrieving.embedders import Coming, Embedders
from assistant.retrieving.live_retriever import IndexStatus, LiveRetriever
from assistant.storage import databases
from assistant.storage.folder import ChromaServer, DataFolder

STAFF: frozenset[Audience] = frozenset({"public", "internal"})
SUBJECTS = ("Batterie", "Wasserstoff", "Gießerei", "Software", "Getriebe", "Sensorik", "Leichtbau", "Ladepunkt")
QUESTIONS = [f"Was fördert das Labor {number} bei {SUBJECTS[number % 8]}?" for number in range(50)]
PATIENCE_SECONDS = 120.0


@pytest.fixture(scope="module")
def database() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    with chroma(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture
def first(database: Postgres, vectors: Chroma, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DataFolder:
    """The folder of the host that writes. Whatever is asked for goes to the Chroma server."""
    monkeypatch.setattr(index_module, "EXACT_PASSAGES", 0)
    name = f"netz_{secrets.token_hex(4)}"
    return DataFolder(tmp_path / "first", database.url(), name, ChromaServer(vectors.url, database=name))


def watching(folder: DataFolder, embedders: Embedders | None = None) -> LiveRetriever:
    """A retriever that looks for a new generation whenever it is used."""
    return LiveRetriever(folder, embedders or ToyEmbedder(), look_every_seconds=0.0)


def other(folder: DataFolder, name: str) -> DataFolder:
    return replace(folder, path=folder.path.with_name(name))


def document(number: int, edition: int = 1) -> Document:
    subject = SUBJECTS[number % 8]
    text = f"Das Labor {number} fördert {subject} in Ausgabe{edition}.\nEin Bericht über {subject} und {number * 7}."
    audience: Audience = "internal" if number % 5 == 0 else "public"
    info = DocumentInfo(
        id=f"d{number}e{edition}", path=f"{number}.txt", title=f"Bericht {number}", type="study", audience=audience,
        language="de",
    )  # fmt: skip
    end = text.index("\n")
    blocks = (Block("paragraph", 0, end), Block("paragraph", end + 1, len(text)))
    return Document(info, f"/corpus/{info.path}", info.id, text, blocks)


def ingest(folder: DataFolder, *documents: Document, model: str = "toy") -> None:
    ingest_documents(folder, documents, ToyEmbedder(model), 32)


def hits(retriever: LiveRetriever) -> list[list[tuple[str, float]]]:
    found = (retriever.retrieve(question, audiences=STAFF, k=10) for question in QUESTIONS)
    return [[(match.hit.passage.id, round(match.hit.score, 4)) for match in matches] for matches in found]


def settled(retriever: LiveRetriever, generation: int) -> bool:
    """Whether it shows the generation, and has tidied up."""
    retriever.retrieve("Labor", audiences=STAFF, k=1)
    opened = retriever._opened
    return bool(opened and opened.seen.state.generation == generation and retriever._catching_up is None)


def test_the_same_question_gives_the_same_hits_on_every_host(first: DataFolder) -> None:
    """One host follows each generation, one was off for three, one has a torn folder, one is new."""
    ingest(first, *(document(number) for number in range(40)))
    hosts = {name: other(first, name) for name in ("following", "off", "torn", "fresh")}
    for name in ("off", "torn"):
        rebuild(hosts[name])
    following = watching(hosts["following"])
    following.open()
    for edition, number in enumerate((3, 17, 22), 2):
        ingest(first, document(number, edition), document(40 + edition))
        wait_until(lambda edition=edition: settled(following, edition))  # type: ignore[misc]
    shutil.rmtree(hosts["torn"].index(1) / "lexical" / "public")
    retrievers = [following, *(watching(hosts[name]) for name in ("off", "torn", "fresh"))]
    retrievers.append(watching(first))
    try:
        for retriever in retrievers:
            retriever.open()
            wait_until(lambda retriever=retriever: settled(retriever, 4))  # type: ignore[misc]
        expected = hits(following)
        assert all(expected)
        for retriever in retrievers[1:]:
            assert hits(retriever) == expected
    finally:
        for retriever in retrievers:
            retriever.close()


def die_while_deriving(folder: DataFolder) -> None:
    def die(*_arguments: object, **_more: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    derived._switch = die
    rebuild(folder)


def test_a_host_that_is_killed_while_it_derives_begins_anew(first: DataFolder) -> None:
    ingest(first, *(document(number) for number in range(20)))
    killed = other(first, "killed")
    process = multiprocessing.get_context("spawn").Process(target=die_while_deriving, args=(killed,))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert killed.unfinished()
    retriever = watching(killed)
    retriever.open()
    assert len(retriever.retrieve("Batterie", audiences=STAFF, k=5)) == 5
    retriever.close()
    assert not killed.unfinished()


def test_a_host_answers_from_what_it_has_while_it_derives_the_next_generation(
    first: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(first, document(1))
    retriever = watching(other(first, "second"))
    retriever.open()
    go_on, derive = threading.Event(), live_retriever.rebuild

    def slowly(folder: DataFolder) -> None:
        assert go_on.wait(PATIENCE_SECONDS)
        derive(folder)

    monkeypatch.setattr(live_retriever, "rebuild", slowly)
    wait_until(lambda: settled(retriever, 1))
    ingest(first, document(2))

    def seen() -> int:
        return len({match.hit.document.path for match in retriever.retrieve("Labor", audiences=STAFF, k=10)})

    assert [seen() for _ in range(5)] == [1] * 5
    assert retriever.ready() is None
    wait_until(lambda: retriever.index_status == IndexStatus(1, 2, "building_index"))
    go_on.set()
    wait_until(lambda: seen() == 2)
    wait_until(lambda: retriever.index_status == IndexStatus(2, 2, "nothing"))
    retriever.close()


def test_a_host_that_opens_a_newer_generation_than_it_looked_for_tells_that_one_as_published(
    first: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(first, document(1))
    retriever = watching(other(first, "second"))
    retriever.open()
    wait_until(lambda: settled(retriever, 1))
    go_on, derive = threading.Event(), live_retriever.rebuild

    def slowly(folder: DataFolder) -> None:
        assert go_on.wait(PATIENCE_SECONDS)
        derive(folder)

    monkeypatch.setattr(live_retriever, "rebuild", slowly)
    ingest(first, document(2))
    assert retriever.ready() is None
    wait_until(lambda: retriever.index_status == IndexStatus(1, 2, "building_index"))
    monkeypatch.setattr(retriever, "_look_every_seconds", float("inf"))
    ingest(first, document(3))
    go_on.set()
    wait_until(lambda: retriever.index_status.served == 3 and retriever.index_status.doing == "nothing")
    assert retriever.index_status == IndexStatus(3, 3, "nothing")
    retriever.close()


def test_while_all_connections_are_in_use_questions_fail_and_the_index_stays_open(
    first: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "POOL_SECONDS", 0.2)
    ingest(first, document(1))
    retriever = watching(first)
    retriever.open()
    wait_until(lambda: settled(retriever, 1))
    opened, expected = retriever._opened, hits(retriever)
    with contextlib.ExitStack() as taken:
        for _ in range(databases.CONNECTIONS):
            taken.enter_context(databases.server_engine(first).connect())
        with pytest.raises(StorageError) as refused:
            hits(retriever)
        assert refused.value.code == "database_connections"
        assert retriever.ready() is None
    assert hits(retriever) == expected
    assert retriever._opened is opened
    retriever.close()


def test_without_the_chroma_server_hosts_go_on_answering(first: DataFolder, vectors: Chroma) -> None:
    ingest(first, *(document(number) for number in range(20)))
    retriever = watching(first)
    retriever.open()
    expected = hits(retriever)
    vectors.kill()
    try:
        assert hits(retriever) == expected
        late = watching(other(first, "late"))
        late.open()
        assert hits(late) == expected
        late.close()
    finally:
        vectors.start()
    wait_until(lambda: hits(retriever) == expected)
    retriever.close()


def test_a_lost_set_of_vectors_is_made_anew_by_the_next_run_and_hosts_follow(first: DataFolder) -> None:
    assert first.chroma
    ingest(first, *(document(number) for number in range(20)))
    retriever = watching(first)
    retriever.open()
    expected, lost = hits(retriever), set_names(first.chroma)
    delete_sets(first.chroma, lost)
    assert hits(retriever) == expected
    ingest(first, document(1))
    (made,) = set_names(first.chroma)
    assert made not in lost
    wait_until(lambda: retriever.ready() is None and shown(retriever).placed.vectors == made)
    assert hits(retriever) == expected
    retriever.close()


def test_the_embedding_model_changes_while_questions_are_asked_and_none_is_refused(first: DataFolder) -> None:
    documents = [document(number) for number in range(12)]
    ingest(first, *documents)
    loaded: list[str] = []

    def load() -> ToyEmbedder:
        loaded.append("next")
        return ToyEmbedder("next", dimension=48)

    retriever = watching(first, Embedders(ToyEmbedder(), Coming("next", load)))
    retriever.open()
    stop, failures, asked = threading.Event(), [], []

    def ask() -> None:
        while not stop.is_set():
            try:
                asked.append(len(retriever.retrieve("Batterie im Labor", audiences=STAFF, k=5)))
            except Exception as error:
                failures.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    assert loaded == []
    reembed(first, ToyEmbedder("next", dimension=48))
    wait_until(lambda: model_of(retriever) == "next")
    reembed(first, ToyEmbedder())
    wait_until(lambda: model_of(retriever) == "toy")
    stop.set()
    thread.join()
    assert failures == []
    assert set(asked) == {5}
    assert loaded == ["next"]
    retriever.close()


def test_a_lost_set_of_vectors_is_found_by_a_check_and_repaired(first: DataFolder) -> None:
    assert first.chroma
    ingest(first, *(document(number) for number in range(5)))
    delete_sets(first.chroma, set_names(first.chroma))
    assert [finding.code for finding in check(first) if finding.is_damage] == ["check_index"]
    assert [finding.code for finding in repair(first) if finding.is_damage] == []


def shown(retriever: LiveRetriever) -> Seen:
    return retriever.read(lambda one: one.index.seen)


def reembed(folder: DataFolder, embedder: ToyEmbedder) -> None:
    from assistant.indexing.ingest import ingest_paths
    from assistant.indexing.run import Plan

    ingest_paths(folder, [], Plan(embedder.name, lambda: embedder, 32), reembed=True)


def model_of(retriever: LiveRetriever) -> str:
    return retriever.read(lambda one: one.index.model)
