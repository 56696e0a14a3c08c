"""What the searcher is shown of what was found: copies once, the newest where it is asked for, newer versions first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from fakes import ToyEmbedder
from hypothesis import given
from hypothesis import strategies as st

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.indexing.tables import StoredPassage
from assistant.records import Audience, Block, Document, DocumentInfo, Filters, Hit, Passage
from assistant.retrieving.arrange import shown
from assistant.retrieving.retrieve import Retriever
from assistant.retrieving.search_parts import Parts

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})


def made(
    id: str, text: str, *, date: str = "", series: str = "", version: str = "", audience: Audience = "public"
) -> Document:
    day = datetime.date.fromisoformat(date) if date else None
    info = DocumentInfo(
        id, f"{id}.md", id, "other", audience, "de", day, series=series or None, version=version or None
    )
    return Document(info, f"/corpus/{id}.md", id, text, (Block("paragraph", 0, len(text)),))


MANY = 120  # more than any of the three searches brings
NEWS = "Das Netzwerk meldet einen Erfolg der Gießerei."
REPEATED = "Für den Nachweis der Verwendung gilt die Haushaltsordnung."
DOCUMENTS = [
    made("alt", f"{NEWS} Es gab Kaffee.", date="2019-05-03"),
    made("ohne", f"{NEWS} Es gab Wasser."),
    made("neu", f"{NEWS} Es gab Kuchen.", date="2024-05-03"),
    made("geplant", f"{NEWS} Es gibt Suppe.", date="2999-05-03"),
    made("richtlinie1", REPEATED),
    made("richtlinie2", REPEATED),
    made("richtlinie3", REPEATED.replace("Für den", "Fuer  den")),
    made("richtlinie4", f"{REPEATED} Sie gilt bis 2027."),
    made("intern", REPEATED, audience="internal"),
    made(
        "merkblatt1",
        "Bonus und Ausgleich: Betriebe bekommen im ersten Jahr 60 Prozent der Kosten.",
        series="Merkblatt",
        version="v1",
    ),
    made(
        "merkblatt2",
        "Prämie: Betriebe bekommen im ersten Jahr 80 Prozent der Kosten.",
        series="Merkblatt",
        version="v2",
    ),
    made("merkblatt3", "Abgabe: Haushalte zahlen nichts.", series="Merkblatt", version="v3", audience="internal"),
    *(
        made(
            f"liste{number}",
            f"Ein Bonus steht auch auf Liste {number} der Kammer für Handwerk und Industrie, weit hinten.",
        )
        for number in range(MANY)
    ),
]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    data = tmp_path_factory.mktemp("data")
    embedder = ToyEmbedder(dimension=512)
    ingest_documents(data, DOCUMENTS, embedder, 64)
    index = Index.open(data, embedder.name)
    yield Retriever(index, embedder)
    index.close()


def hits(
    shelf: Retriever, query: str, audiences: frozenset[Audience] = PUBLIC, k: int = 10, **filters: object
) -> list[Hit]:
    found = shelf.retrieve(query, audiences=audiences, filters=Filters(**filters), k=k)  # type: ignore[arg-type]
    return [match.hit for match in found]


def ids(found: list[Hit]) -> list[str]:
    return [hit.document.id for hit in found]


def test_who_asks_for_the_newest_gets_it_first_one_without_a_date_before_the_oldest(shelf: Retriever) -> None:
    found = ids(hits(shelf, "Was ist der neueste Erfolg der Gießerei im Netzwerk?", k=4))
    assert found[0] == "neu"
    assert found[-1] == "alt"
    assert set(found) == {"neu", "alt", "ohne", "geplant"}


def test_what_is_newest_is_seen_from_the_day_of_the_question(shelf: Retriever) -> None:
    query = "Was ist der neueste Erfolg der Gießerei im Netzwerk?"
    [first] = shelf.retrieve(query, audiences=PUBLIC, k=1, today=datetime.date(2999, 12, 31))
    assert first.hit.document.id == "geplant"


def test_who_does_not_ask_for_the_newest_gets_the_best(shelf: Retriever) -> None:
    assert ids(hits(shelf, "Erfolg der Gießerei im Netzwerk, und es gab Kaffee", k=1)) == ["alt"]


def test_the_same_words_are_one_hit_that_names_the_other_documents(shelf: Retriever) -> None:
    found = hits(shelf, "Nachweis der Verwendung nach der Haushaltsordnung", k=2)
    assert ids(found) == ["richtlinie1", "richtlinie4"]
    assert [info.id for info in found[0].same_in] == ["richtlinie2", "richtlinie3"]
    assert found[1].same_in == ()
    assert [hit.rank for hit in found] == [1, 2]


DOCUMENTS_OF_FEW = st.sampled_from(["a", "b", "c", "d"])
FOUND = st.lists(st.tuples(DOCUMENTS_OF_FEW, st.integers(0, 30)), max_size=80)


def stored(found: list[tuple[str, int]]) -> dict[str, StoredPassage]:
    """Passages by their ids, each at a place of its own; the same number is the same sentence."""
    passages = [Passage(id, at, at + 9, f"Satz {number}", ()) for at, (id, number) in enumerate(found)]
    return {one.id: StoredPassage(one, made(one.document_id, "").info) for one in passages}


@given(FOUND, st.integers(0, 40))
def test_k_come_back_where_there_are_k_different_ones_however_many_copies(found: list[tuple[str, int]], k: int) -> None:
    by_id = stored(found)
    kept = shown([(id, 0.0) for id in by_id], k, lambda ids: {id: by_id[id] for id in ids}, Parts())
    texts = [one.passage.text for one in kept]
    assert len(texts) == len(set(texts)) == min(k, len({number for _, number in found}))
    for one in kept:
        holders = {id for id, number in found if f"Satz {number}" == one.passage.text}
        assert {info.id for info in one.same_in} <= holders - {one.document.id}


@given(FOUND, st.integers(0, 40))
def test_the_first_ones_do_not_depend_on_how_many_are_wanted(found: list[tuple[str, int]], k: int) -> None:
    by_id = stored(found)

    def some(k: int) -> list[str]:
        kept = shown([(id, 0.0) for id in by_id], k, lambda ids: {id: by_id[id] for id in ids}, Parts())
        return [one.passage.id for one in kept]

    assert some(k) == some(100)[:k]


def test_a_hundred_hits_are_read_and_compared_at_once() -> None:
    by_id = stored([("a", number) for number in range(150)])
    steps: list[int] = []

    def read(ids: list[str]) -> dict[str, StoredPassage]:
        steps.append(len(ids))
        return {id: by_id[id] for id in ids}

    assert len(shown([(id, 0.0) for id in by_id], 100, read, Parts())) == 100
    assert steps == [100]


def test_nothing_is_folded_or_spread_where_a_measurement_leaves_that_out() -> None:
    by_id = stored([("a", number // 2) for number in range(12)] + [("b", 9)])
    ranked = [(id, -float(at)) for at, id in enumerate(by_id)]
    kept = shown(ranked, 13, lambda ids: {id: by_id[id] for id in ids}, Parts().without("folded", "spread"))
    assert [(one.passage.id, one.score) for one in kept] == ranked
    assert {one.same_in for one in kept} == {()}


def test_a_passage_that_was_taken_away_meanwhile_is_left_out() -> None:
    by_id = stored([("a", 1), ("b", 2)])
    ranked = [("gone-0-9", 3.0), *((id, 1.0) for id in by_id)]
    kept = shown(ranked, 2, lambda ids: {id: by_id[id] for id in ids if id in by_id}, Parts())
    assert [one.document.id for one in kept] == ["a", "b"]


def test_nobody_hears_of_a_copy_that_is_hidden_from_him(shelf: Retriever) -> None:
    query = "Nachweis der Verwendung nach der Haushaltsordnung"
    assert "intern" not in {info.id for hit in hits(shelf, query) for info in hit.same_in}
    assert "intern" in ids(hits(shelf, query, STAFF)), "a hit of its own"


def test_what_replaces_a_hit_is_brought_in_where_the_search_did_not_find_it(shelf: Retriever) -> None:
    found = hits(shelf, "Bonus Ausgleich", k=20)
    assert ids(found)[:2] == ["merkblatt2", "merkblatt1"]
    without = Retriever(shelf.index, shelf.embedder, Parts().without("newer_first"))
    assert "merkblatt2" not in ids(hits(without, "Bonus Ausgleich", k=20))
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)


def test_nothing_is_brought_in_from_a_newer_version_that_says_something_else(shelf: Retriever) -> None:
    assert ids(hits(shelf, "Bonus Ausgleich", STAFF, k=1)) == ["merkblatt1"]


def test_nothing_is_brought_in_that_is_not_asked_for(shelf: Retriever) -> None:
    assert ids(hits(shelf, "Bonus Ausgleich, Version 1", k=1)) == ["merkblatt1"]
    assert ids(hits(shelf, "Bonus Ausgleich", documents=frozenset({"merkblatt1"}))) == ["merkblatt1"]
