"""Our retriever inside LangChain."""

from __future__ import annotations

import datetime

from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda

from assistant.records import Filters
from assistant.retrieving.langchain import PassageRetriever
from assistant.retrieving.retrieve import Retriever

QUERY = "Förderung der Wasserstoff"


def test_invoke_finds_documents_with_their_place(retriever: Retriever) -> None:
    found = PassageRetriever(retriever=retriever, k=4).invoke(QUERY)
    assert len(found) == 4
    best = found[0]
    assert best.page_content.startswith("Die Wasserstoff steht im Mittelpunkt.")
    assert best.id == f"public1-0-{best.metadata['end']}"
    assert best.metadata["document_id"] == "public1"
    assert best.metadata["path"] == "public/1.txt"
    assert best.metadata["title"] == "Bericht 1"
    assert best.metadata["type"] == "study"
    assert best.metadata["date"] == datetime.date(2021, 5, 3)
    assert best.metadata["page"] is None
    assert (best.metadata["start"], best.metadata["end"]) == (0, len(best.page_content))
    assert 0 < best.metadata["similarity"] <= 1


def test_it_finds_what_the_retriever_finds(retriever: Retriever) -> None:
    ours = retriever.retrieve(QUERY, audiences=frozenset({"public"}), k=5)
    theirs = PassageRetriever(retriever=retriever, k=5).invoke(QUERY)
    assert [document.id for document in theirs] == [match.hit.passage.id for match in ours]
    assert [document.metadata["score"] for document in theirs] == [match.hit.score for match in ours]


def test_without_further_words_only_public_passages_are_found(retriever: Retriever) -> None:
    found = PassageRetriever(retriever=retriever, k=50).invoke(QUERY)
    assert {document.metadata["path"].split("/")[0] for document in found} == {"public"}
    staff = PassageRetriever(retriever=retriever, audiences=frozenset({"public", "internal"}), k=50).invoke(QUERY)
    assert {document.metadata["path"].split("/")[0] for document in staff} == {"public", "internal"}


def test_filters_hold(retriever: Retriever) -> None:
    found = PassageRetriever(retriever=retriever, filters=Filters(type="study"), k=50).invoke(QUERY)
    assert {document.metadata["type"] for document in found} == {"study"}
    assert PassageRetriever(retriever=retriever, filters=Filters(type="minutes")).invoke(QUERY) == []


def test_it_is_a_link_of_a_chain(retriever: Retriever) -> None:
    chain = PassageRetriever(retriever=retriever, k=2) | RunnableLambda(count)
    assert chain.invoke(QUERY) == 2
    assert chain.batch([QUERY, "Batterie"]) == [2, 2]


def count(found: list[Document]) -> int:
    return len(found)
