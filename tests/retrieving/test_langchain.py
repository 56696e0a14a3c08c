"""Our retriever inside LangChain."""

from __future__ import annotations

import asyncio
import datetime
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import ToyEmbedder
from langchain_core.callbacks import AsyncCallbackHandler, BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.embeddings import DeterministicFakeEmbedding
from langchain_core.runnables import RunnableLambda
from langchain_core.tools import create_retriever_tool
from numpy.typing import NDArray
from pydantic import ValidationError

from assistant.errors import ModelError, ModelMismatchError, UnavailableError
from assistant.indexing.embedding.langchain_embedder import LangChainEmbedder, PassageEmbeddings
from assistant.indexing.ingest import ingest_documents
from assistant.records import Document as Source
from assistant.records import Filters
from assistant.retrieving.langchain import PassageRetriever
from assistant.retrieving.live_retriever import LiveRetriever
from assistant.retrieving.retrieve import Retriever

QUERY = "Förderung der Wasserstoff"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def data(documents: list[Source], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("langchain") / "data"
    ingest_documents(folder, documents, ToyEmbedder(), 64)
    return folder


@pytest.fixture
def opened(data: Path) -> Iterator[PassageRetriever]:
    with PassageRetriever.open(data, embeddings=ToyEmbedder(), k=3) as retriever:
        yield retriever


def ids(found: list[Document]) -> list[str]:
    return [document.metadata["document_id"] for document in found]


def test_invoke_finds_documents_with_their_place(retriever: Retriever) -> None:
    found = PassageRetriever(retriever=retriever, k=4).invoke(QUERY)
    assert len(found) == 4
    best = found[0]
    assert best.page_content.startswith("Die Wasserstoff steht im Mittelpunkt.")
    assert best.id == f"public1-0-{best.metadata['end']}"
    assert best.metadata["document_id"] == "public1"
    assert best.metadata["source"] == best.metadata["path"] == "public/1.txt"
    assert best.metadata["title"] == "Bericht 1"
    assert best.metadata["type"] == "study"
    assert best.metadata["date"] == datetime.date(2021, 5, 3)
    assert best.metadata["page"] is None
    assert best.metadata["superseded_by"] is None
    assert (best.metadata["start"], best.metadata["end"]) == (0, len(best.page_content))
    assert 0 < best.metadata["similarity"] <= 1
    assert [document.metadata["rank"] for document in found] == [1, 2, 3, 4]


def test_it_finds_what_the_retriever_finds(retriever: Retriever) -> None:
    ours = retriever.retrieve(QUERY, audiences=frozenset({"public"}), k=5)
    theirs = PassageRetriever(retriever=retriever, k=5).invoke(QUERY)
    assert [document.id for document in theirs] == [match.hit.passage.id for match in ours]
    assert [document.metadata["score"] for document in theirs] == [match.hit.score for match in ours]


def test_without_further_words_only_public_passages_are_found(retriever: Retriever, data: Path) -> None:
    found = PassageRetriever(retriever=retriever, k=50).invoke(QUERY)
    assert {document.metadata["audience"] for document in found} == {"public"}
    staff = PassageRetriever(retriever=retriever, audiences=frozenset({"public", "internal"}), k=50).invoke(QUERY)
    assert "internal" in {document.metadata["audience"] for document in staff}
    with PassageRetriever.open(data, embeddings=ToyEmbedder(), k=50) as opened:
        assert {document.metadata["audience"] for document in opened.invoke(QUERY)} == {"public"}


def test_filters_hold(retriever: Retriever) -> None:
    found = PassageRetriever(retriever=retriever, filters=Filters(type="study"), k=50).invoke(QUERY)
    assert {document.metadata["type"] for document in found} == {"study"}
    assert PassageRetriever(retriever=retriever, filters=Filters(type="minutes")).invoke(QUERY) == []


def test_filters_of_an_opened_folder_are_plain_values(data: Path) -> None:
    toy = ToyEmbedder()
    with PassageRetriever.open(data, embeddings=toy, type="study", date_from="2022-01-01", k=50) as retriever:
        assert sorted(ids(retriever.invoke(QUERY))) == ["public3", "public5"]
    with PassageRetriever.open(data, embeddings=toy, date_to=datetime.date(2021, 5, 3), k=50) as retriever:
        assert sorted(ids(retriever.invoke(QUERY))) == ["public0", "public1"]
    with PassageRetriever.open(data, embeddings=toy, documents=["public4", "internal2"], k=50) as retriever:
        assert ids(retriever.invoke(QUERY)) == ["public4"]


@pytest.mark.parametrize(
    "wrong", [{"type": "Studie"}, {"date_from": "gestern"}, {"audiences": ("staff",)}, {"k": 0}, {"k": -1}]
)
def test_a_value_that_is_none_is_refused_before_anything_is_searched(wrong: dict[str, Any], data: Path) -> None:
    with pytest.raises(ValueError, match=next(iter(wrong))):
        PassageRetriever.open(data, embeddings=ToyEmbedder(), **wrong)


def test_a_misspelt_argument_is_refused(retriever: Retriever) -> None:
    with pytest.raises(ValidationError, match="audience"):
        PassageRetriever(retriever=retriever, audience="public")  # type: ignore[call-arg]
    with pytest.raises(ValidationError, match="Filters"):
        PassageRetriever(retriever=retriever, filters={"typ": "study"})  # type: ignore[arg-type]


def test_k_may_be_said_anew_at_each_question(opened: PassageRetriever) -> None:
    assert [len(opened.invoke(QUERY, k=k)) for k in (1, 2, 5)] == [1, 2, 5]
    assert len(opened.invoke(QUERY)) == 3
    assert len(opened.bind(k=2).invoke(QUERY)) == 2
    with pytest.raises(ValueError, match="k is 0"):
        opened.invoke(QUERY, k=0)


def test_it_is_a_link_of_a_chain(retriever: Retriever) -> None:
    chain = PassageRetriever(retriever=retriever, k=2) | RunnableLambda(count)
    assert chain.invoke(QUERY) == 2
    assert chain.batch([QUERY, "Batterie"]) == [2, 2]


def count(found: list[Document]) -> int:
    return len(found)


def test_an_agent_can_have_it_as_a_tool(opened: PassageRetriever) -> None:
    tool = create_retriever_tool(opened, "dokumente", "Sucht in den Dokumenten des Netzwerks.")
    assert "Die Wasserstoff steht im Mittelpunkt." in tool.invoke({"query": QUERY})


class SlowQueries(ToyEmbedder):
    def embed_query(self, text: str) -> NDArray[Any]:
        time.sleep(0.1)
        return super().embed_query(text)


@pytest.mark.anyio
async def test_many_questions_at_once_find_what_each_finds_alone_and_let_the_event_loop_run(data: Path) -> None:
    queries = [f"{subject} und Förderung" for subject in ("Batterie", "Software", "Sensorik", "Leichtbau")] * 4
    turns = 0

    async def turning() -> None:
        nonlocal turns
        while True:
            await asyncio.sleep(0.001)
            turns += 1

    with PassageRetriever.open(data, embeddings=SlowQueries()) as retriever:
        beside = asyncio.create_task(turning())
        found = await asyncio.gather(*(retriever.ainvoke(query, k=2) for query in queries))
        beside.cancel()
        alone = {query: retriever.invoke(query, k=2) for query in set(queries)}
    assert found == [alone[query] for query in queries]
    assert turns >= 20, "the loop turns while at least a tenth of a second is slept elsewhere"


class Heard(BaseCallbackHandler):
    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []

    def on_retriever_start(self, serialized: Any, query: str, **_: Any) -> None:
        self.events.append(("start", query))

    def on_retriever_end(self, documents: Any, **_: Any) -> None:
        self.events.append(("end", len(documents)))

    def on_retriever_error(self, error: BaseException, **_: Any) -> None:
        self.events.append(("error", type(error)))


class HeardLater(AsyncCallbackHandler):
    def __init__(self) -> None:
        self.events: list[tuple[str, Any]] = []

    async def on_retriever_start(self, serialized: Any, query: str, **_: Any) -> None:
        self.events.append(("start", query))

    async def on_retriever_end(self, documents: Any, **_: Any) -> None:
        self.events.append(("end", len(documents)))


@pytest.mark.anyio
async def test_callbacks_are_told(opened: PassageRetriever) -> None:
    heard, later = Heard(), HeardLater()
    opened.invoke(QUERY, {"callbacks": [heard]})
    await opened.ainvoke(QUERY, {"callbacks": [heard, later]}, k=1)
    assert heard.events == [("start", QUERY), ("end", 3), ("start", QUERY), ("end", 1)]
    assert later.events == [("start", QUERY), ("end", 1)]


class Failing(ToyEmbedder):
    """Its service goes away after the first question."""

    asked = 0

    def embed_query(self, text: str) -> NDArray[Any]:
        self.asked += 1
        if self.asked > 1:
            raise ModelError("embeddings_failed", name=self.name, why="ConnectError")
        return super().embed_query(text)


@pytest.mark.anyio
async def test_errors_of_ours_pass_through_with_their_remedy(data: Path) -> None:
    heard = Heard()
    with PassageRetriever.open(data, embeddings=Failing()) as retriever:
        with pytest.raises(ModelError) as caught:
            retriever.invoke(QUERY, {"callbacks": [heard]})
        with pytest.raises(ModelError):
            await retriever.ainvoke(QUERY)
    assert "Dienst" in caught.value.remedy
    assert heard.events == [("start", QUERY), ("error", ModelError)]


def test_a_folder_without_an_index_is_said_before_a_model_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(UnavailableError) as caught:
        PassageRetriever.open(tmp_path / "vertippt")
    assert "python -m assistant ingest" in caught.value.remedy
    assert not (tmp_path / "vertippt").exists()


def test_the_folder_may_come_from_the_settings(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(data))
    with PassageRetriever.open(embeddings=ToyEmbedder()) as retriever:
        assert retriever.invoke(QUERY)
    monkeypatch.delenv("ASSISTANT_DATA")
    with PassageRetriever.open(str(data), embeddings=ToyEmbedder()) as retriever:
        assert retriever.invoke(QUERY)


class PassageEmbeddingsNamed(PassageEmbeddings):
    """LangChain embeddings that say which model they are."""

    def __init__(self) -> None:
        super().__init__(ToyEmbedder("toy"))
        self.model = "toy"


def test_what_was_embedded_with_langchain_embeddings_is_searched_with_them(
    documents: list[Source], tmp_path: Path
) -> None:
    embeddings = PassageEmbeddingsNamed()
    ingest_documents(tmp_path, documents, LangChainEmbedder(embeddings), 64)
    with PassageRetriever.open(tmp_path, embeddings=embeddings) as retriever:
        assert ids(retriever.invoke(QUERY, k=1)) == ["public1"]
    with pytest.raises(ModelMismatchError, match="PassageEmbeddingsNamed:toy"):
        PassageRetriever.open(tmp_path, embeddings=ToyEmbedder())


def test_another_model_behind_the_same_name_is_refused_with_both_lengths(
    documents: list[Source], tmp_path: Path
) -> None:
    ingest_documents(tmp_path, documents, LangChainEmbedder(DeterministicFakeEmbedding(size=32), "dienst"), 64)
    with pytest.raises(ModelError) as caught:
        PassageRetriever.open(tmp_path, embeddings=LangChainEmbedder(DeterministicFakeEmbedding(size=48), "dienst"))
    assert "Länge 48, erwartet ist 32" in str(caught.value)


def test_it_follows_what_is_ingested_later(documents: list[Source], tmp_path: Path) -> None:
    ingest_documents(tmp_path, documents[:1], ToyEmbedder(), 64)
    live = LiveRetriever(tmp_path, ToyEmbedder(), look_every_seconds=0.0)
    with PassageRetriever(retriever=live) as retriever:
        for number in range(1, 4):
            ingest_documents(tmp_path, documents[number : number + 1], ToyEmbedder(), 64)
            assert len(retriever.invoke(QUERY)) == number + 1


def test_a_closed_retriever_is_not_searched(data: Path) -> None:
    with PassageRetriever.open(data, embeddings=ToyEmbedder()) as retriever:
        pass
    with pytest.raises(ValueError, match="closed"):
        retriever.invoke(QUERY)


def test_a_retriever_that_was_given_is_not_closed(retriever: Retriever) -> None:
    PassageRetriever(retriever=retriever).close()
    assert PassageRetriever(retriever=retriever).invoke(QUERY)
