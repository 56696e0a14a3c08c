"""What the searcher is shown of what was found: copies once, the newest where it is asked for, newer versions first."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from fakes import ToyEmbedder

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.records import Audience, Block, Document, DocumentInfo, Filters, Hit
from assistant.retrieving.parts import Parts
from assistant.retrieving.retrieve import POOL, Retriever

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
        for number in range(POOL + 20)
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


def test_who_does_not_ask_for_the_newest_gets_the_best(shelf: Retriever) -> None:
    assert ids(hits(shelf, "Erfolg der Gießerei im Netzwerk, und es gab Kaffee", k=1)) == ["alt"]


def test_the_same_words_are_one_hit_that_names_the_other_documents(shelf: Retriever) -> None:
    found = hits(shelf, "Nachweis der Verwendung nach der Haushaltsordnung", k=2)
    assert ids(found) == ["richtlinie1", "richtlinie4"]
    assert [info.id for info in found[0].same_in] == ["richtlinie2", "richtlinie3"]
    assert found[1].same_in == ()
    assert [hit.rank for hit in found] == [1, 2]


def test_nobody_hears_of_a_copy_that_is_hidden_from_him(shelf: Retriever) -> None:
    query = "Nachweis der Verwendung nach der Haushaltsordnung"
    assert "intern" not in {info.id for hit in hits(shelf, query) for info in hit.same_in}
    assert "intern" in ids(hits(shelf, query, STAFF)), "a hit of its own"


def test_what_replaces_a_hit_is_brought_in_where_the_search_did_not_find_it(shelf: Retriever) -> None:
    found = hits(shelf, "Bonus Ausgleich", k=2 * POOL)
    assert ids(found)[:2] == ["merkblatt2", "merkblatt1"]
    without = Retriever(shelf.index, shelf.embedder, Parts().without("newer_first"))
    assert "merkblatt2" not in ids(hits(without, "Bonus Ausgleich", k=2 * POOL))
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)


def test_nothing_is_brought_in_from_a_newer_version_that_says_something_else(shelf: Retriever) -> None:
    assert ids(hits(shelf, "Bonus Ausgleich", STAFF, k=1)) == ["merkblatt1"]


def test_nothing_is_brought_in_that_is_not_asked_for(shelf: Retriever) -> None:
    assert ids(hits(shelf, "Bonus Ausgleich, Version 1", k=1)) == ["merkblatt1"]
    assert ids(hits(shelf, "Bonus Ausgleich", documents=frozenset({"merkblatt1"}))) == ["merkblatt1"]
