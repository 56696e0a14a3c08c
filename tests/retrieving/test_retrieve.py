"""Question to passages on a small index: order, number, filters, audiences."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fakes import ToyEmbedder, WordToyEmbedder

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.records import Audience, Block, Document, Filters, Hit
from assistant.retrieving.retrieve import Match, Retriever

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})


def ids(found: list[Match]) -> list[str]:
    return [match.hit.document.id for match in found]


def test_the_passage_about_the_subject_stands_first(retriever: Retriever) -> None:
    found = retriever.retrieve("Wie wird die Gießerei gefördert?", audiences=PUBLIC)
    assert ids(found)[0] == "public2"
    assert [match.hit.rank for match in found] == list(range(1, len(found) + 1))
    scores = [match.hit.score for match in found]
    assert scores == sorted(scores, reverse=True)


def test_a_hit_carries_its_cosine_and_those_of_its_sentences(retriever: Retriever) -> None:
    (match,) = retriever.retrieve("Die Gießerei steht im Mittelpunkt.", audiences=PUBLIC, k=1)
    assert len(match.sentence_similarities) == len(match.hit.passage.sentences) == 2
    assert match.sentence_similarities[0] == pytest.approx(1, abs=1e-3)
    question = retriever.embedder.embed_query("Die Gießerei steht im Mittelpunkt.")
    passage = retriever.embedder.embed_query(f"{match.hit.document.title} {match.hit.passage.text}")
    assert match.hit.similarity == pytest.approx(float(question @ passage), abs=1e-3), "stored in half precision"


def test_a_passage_is_the_text_of_its_document(retriever: Retriever, documents: list[Document]) -> None:
    texts = {source.id: source.text for source in documents}
    found = retriever.retrieve("Förderung", audiences=STAFF, k=50)
    assert found
    for match in found:
        passage = match.hit.passage
        assert passage.text == texts[match.hit.document.id][passage.start : passage.end]


@pytest.mark.parametrize("k", [0, 1, 3, 50])
def test_there_are_at_most_k_hits_and_the_first_ones_do_not_depend_on_k(k: int, retriever: Retriever) -> None:
    found = ids(retriever.retrieve("Förderung der Batterie", audiences=PUBLIC, k=k))
    assert len(found) == min(k, 8)
    assert found == ids(retriever.retrieve("Förderung der Batterie", audiences=PUBLIC, k=100))[:k]


def test_only_passages_of_the_audiences_are_found(retriever: Retriever) -> None:
    public = retriever.retrieve("Förderung der Batterie", audiences=PUBLIC, k=50)
    assert {match.hit.document.audience for match in public} == {"public"}
    staff = retriever.retrieve("Förderung der Batterie", audiences=STAFF, k=50)
    assert {match.hit.document.audience for match in staff} == {"public", "internal"}
    internal = retriever.retrieve("Förderung der Batterie", audiences=frozenset({"internal"}), k=50)
    assert {match.hit.document.audience for match in internal} == {"internal"}
    assert retriever.retrieve("Förderung der Batterie", audiences=frozenset()) == []


SECRETS = (
    "Der Quantenzwirbel ist geheim. Quantenzwirbel! Kleine und mittlere Unternehmen (KMU) wissen davon.",
    "Die Kammer, die Kammer, die Kammer: Gießereiförderung und Batterieberatung.",
    "Die Gießerei steht im Mittelpunkt.\nDer Bericht 2 der Kammer erklärt die Förderung der Gießerei.",
)
NEWER: dict[str, Any] = {"series": "public2", "version": "v2", "date": datetime.date(2025, 5, 3)}


def told(data: Path, documents: list[Document], audiences: frozenset[Audience]) -> list[tuple[str, list[Hit]]]:
    """What `audiences` are told in answer to some questions once `documents` are in: the spelling, and the hits."""
    embedder = WordToyEmbedder()
    ingest_documents(data, documents, embedder, 64)
    index = Index.open(data, embedder.name)
    retriever = Retriever(index, embedder)
    found = [
        (retriever.spelled(query, audiences), [one.hit for one in retriever.retrieve(query, audiences=audiences)])
        for query in ("Quantenzwirbl", "KMU", "kleine und mittlere Unternehmen", "neueste Foerderung")
    ]
    index.close()
    return found


def test_nothing_that_is_internal_changes_what_the_public_is_told(tmp_path: Path, documents: list[Document]) -> None:
    """Neither a rarity nor a spelling, an abbreviation, a compound, a copy nor a newer version."""
    public = [
        replace(one, info=replace(one.info, series=one.id, version="v1"))
        for one in documents
        if one.id in ("public0", "public2")
    ]
    hidden = (one for one in documents if one.info.audience == "internal")
    secret = [
        replace(one, text=text, blocks=(Block("paragraph", 0, len(text)),), info=replace(one.info, **NEWER))
        for one, text in zip(hidden, SECRETS, strict=False)
    ]
    alone = told(tmp_path / "alone", public, PUBLIC)
    assert told(tmp_path / "both", [*public, *secret], PUBLIC) == alone
    staff = told(tmp_path / "both", [], STAFF)
    assert all(hits != open_hits for (_, hits), (_, open_hits) in zip(staff, alone, strict=True))
    assert staff[0][0] == "Quantenzwirbel"


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(type="study"), {1, 3, 5, 7}),
        (Filters(documents=frozenset({"public2", "public4"})), {2, 4}),
        (Filters(date_from=datetime.date(2023, 1, 1)), {3, 4, 5}),
        (Filters(date_to=datetime.date(2021, 5, 3)), {0, 1}),
        (Filters(type="study", date_from=datetime.date(2022, 1, 1), date_to=datetime.date(2023, 12, 31)), {3}),
        (Filters(), set(range(8))),
    ],
)
def test_filters_narrow_the_search(filters: Filters, wanted: set[int], retriever: Retriever) -> None:
    found = ids(retriever.retrieve("Förderung der Batterie", audiences=PUBLIC, filters=filters, k=50))
    assert set(found) == {f"public{number}" for number in wanted}


@pytest.mark.parametrize(
    "filters", [Filters(type="minutes"), Filters(documents=frozenset({"internal2"})), Filters(lab="Lab X")]
)
def test_filters_that_let_no_document_through_find_nothing(filters: Filters, retriever: Retriever) -> None:
    assert retriever.retrieve("Förderung der Batterie", audiences=PUBLIC, filters=filters) == []


def test_a_filter_changes_no_cosine(retriever: Retriever) -> None:
    query = "Förderung der Software"
    whole = {match.hit.passage.id: match.hit.similarity for match in retriever.retrieve(query, audiences=PUBLIC, k=50)}
    found = retriever.retrieve(query, audiences=PUBLIC, filters=Filters(type="study"), k=50)
    assert found
    for match in found:
        assert match.hit.similarity == pytest.approx(whole[match.hit.passage.id], abs=1e-6)


@pytest.mark.parametrize("query", ["", "?", "der die das", "\u00ad", "Quantenzwirbel " * 200])
def test_any_query_finds_what_lies_nearest(query: str, retriever: Retriever) -> None:
    found = retriever.retrieve(query, audiences=PUBLIC, k=3)
    assert len(found) == 3
    assert all(np.isfinite(match.hit.score) for match in found)


def test_equal_passages_come_in_the_same_order_each_time(tmp_path: Path, documents: list[Document]) -> None:
    orders = set()
    for name, order in (("a", documents), ("b", documents[::-1])):
        embedder = ToyEmbedder(dimension=256)
        ingest_documents(tmp_path / name, order, embedder, 64)
        index = Index.open(tmp_path / name, embedder.name)
        for _ in range(2):
            orders.add(tuple(ids(Retriever(index, embedder).retrieve("Kammer", audiences=STAFF, k=50))))
        index.close()
    assert len(orders) == 1
