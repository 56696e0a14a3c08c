"""The contract of VectorStore, on every implementation."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import psycopg
import pytest
from corpora import document
from fakes import ListVectors, ToyEmbedder
from storage_servers import Postgres, postgres

from assistant.evaluation.speed.pg_vectors import PgVectors
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.publications import State
from assistant.indexing.server_vectors import ServerVectors, new_name
from assistant.indexing.vectors import ChromaVectors, VectorItem, VectorStore, first_allowed
from assistant.storage.folder import ChromaServer, DataFolder


@pytest.fixture(params=["chroma", "server", "pgvector", "list"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[VectorStore]:
    store = opened(request.param, request, tmp_path)
    yield store
    store.close()


def opened(kind: str, request: pytest.FixtureRequest, folder: Path) -> VectorStore:
    match kind:
        case "chroma":
            return ChromaVectors(folder / "chroma")
        case "server":
            server = request.getfixturevalue("chroma_server")
            return ServerVectors.make(ChromaServer(server.url), new_name(State(1, "toy", 2, secrets.token_hex(16))))
        case "pgvector":
            return PgVectors(request.getfixturevalue("vector_database"), 2)
        case _:
            return ListVectors()


@pytest.fixture(scope="module")
def postgres_server() -> Iterator[Postgres]:
    with postgres() as server:
        yield server


@pytest.fixture
def vector_database(postgres_server: Postgres) -> str:
    """The address of a new, empty database."""
    name = f"vectors_{secrets.token_hex(4)}"
    with psycopg.connect(postgres_server.url(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return postgres_server.url(name)


def item(id: str, *numbers: float) -> VectorItem:
    vector = np.array(numbers, np.float32)
    return VectorItem(id, vector / np.linalg.norm(vector))


def test_an_empty_store_finds_nothing(store: VectorStore) -> None:
    assert store.nearest(np.array([1, 0], np.float32), "public", 5) == []
    assert store.count("public") == 0


def test_the_similarity_is_the_cosine_and_the_best_comes_first(store: VectorStore) -> None:
    store.add("public", [item("same", 2, 0), item("across", 0, 1), item("against", -1, 0), item("near", 1, 1)])
    found = store.nearest(np.array([1, 0], np.float32), "public", 4)
    assert [id for id, _ in found] == ["same", "near", "across", "against"]
    assert [similarity for _, similarity in found] == pytest.approx([1, 2**-0.5, 0, -1], abs=1e-6)


def test_no_more_than_k_are_returned_and_none_for_k_zero(store: VectorStore) -> None:
    store.add("public", [item("a", 1, 0), item("b", 1, 1)])
    vector = np.array([1, 0], np.float32)
    assert [id for id, _ in store.nearest(vector, "public", 1)] == ["a"]
    assert store.nearest(vector, "public", 0) == []
    assert len(store.nearest(vector, "public", 100)) == 2


def test_equally_near_passages_are_ordered_by_id(store: VectorStore) -> None:
    store.add("public", [item("b", 1, 0), item("c", 1, 0), item("a", 1, 0)])
    assert [id for id, _ in store.nearest(np.array([1, 0], np.float32), "public", 3)] == ["a", "b", "c"]


def test_an_audience_never_sees_the_passages_of_another(store: VectorStore) -> None:
    store.add("internal", [item("secret", 1, 0)])
    store.add("public", [item("open", 0, 1)])
    assert [id for id, _ in store.nearest(np.array([1, 0], np.float32), "public", 5)] == ["open"]
    assert [id for id, _ in store.nearest(np.array([1, 0], np.float32), "internal", 5)] == ["secret"]


def test_the_ids_of_an_audience_are_listed(store: VectorStore) -> None:
    store.add("public", [item("a", 1, 0), item("b", 1, 1)])
    assert store.ids("public") == {"a", "b"}
    assert store.ids("internal") == set()


def test_more_passages_than_chroma_takes_at_once_are_stored_in_batches(tmp_path: Path) -> None:
    store = ChromaVectors(tmp_path / "chroma")
    store.add("public", [item(f"{number}", 1, number) for number in range(6000)])
    assert store.count("public") == len(store.ids("public")) == 6000
    store.close()


def test_a_closed_chroma_store_opens_with_what_it_held(tmp_path: Path) -> None:
    store = ChromaVectors(tmp_path / "chroma")
    store.add("internal", [item("a", 1, 0)])
    store.close()
    again = ChromaVectors(tmp_path / "chroma")
    assert (again.count("internal"), again.count("public")) == (1, 0)
    again.close()


def test_a_folder_that_is_opened_twice_survives_the_closing_of_one(tmp_path: Path) -> None:
    store = ChromaVectors(tmp_path / "chroma")
    store.add("public", [item("a", 1, 0)])
    again = ChromaVectors(tmp_path / "chroma")
    store.close()
    assert [id for id, _ in again.nearest(np.array([1, 0], np.float32), "public", 5)] == ["a"]
    again.close()


def test_chroma_holds_no_text(tmp_path: Path) -> None:
    """What leaves the catalogue must not stay readable in an index that later generations are based on."""
    ingest_documents(tmp_path, [document("a.txt", "Das Geheimwort Glimmdohle.")], ToyEmbedder(), 16)
    files = [file for file in DataFolder(tmp_path).index(1).rglob("*") if file.is_file()]
    assert files
    assert not [file for file in files if "chroma" in file.parts and b"Glimmdohle" in file.read_bytes()]


@pytest.mark.parametrize(
    ("found", "asked"),
    [(range(1000), [26]), ([*range(1, 1000, 2), *range(0, 1000, 2)], [26, 104, 416, 1000]), (range(1, 30, 2), [26])],
    ids=["as many are allowed as others", "only the last are", "the index has nothing more to say"],
)
def test_more_is_asked_for_only_while_there_may_be_more(found: Iterable[int], asked: list[int]) -> None:
    hits = [(str(number), 1.0 / rank) for rank, number in enumerate(found, 1)]
    asks: list[int] = []

    def search(number: int) -> list[tuple[str, float]]:
        asks.append(number)
        return hits[:number]

    even = [hit for hit in hits if int(hit[0]) % 2 == 0]
    assert first_allowed(search, lambda id: int(id) % 2 == 0, 10, 1000, 0.5) == even[:10]
    assert asks == asked
