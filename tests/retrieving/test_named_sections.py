"""A section that a question names is among what is read, whatever it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes import ToyEmbedder

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.reading.read import parse
from assistant.records import Audience, Document, DocumentInfo, Filters
from assistant.retrieving.diversify import FIRST
from assistant.retrieving.named_sections import named_sections
from assistant.retrieving.retrieve import Retriever

PUBLIC: frozenset[Audience] = frozenset({"public"})
LAW = "# {}\n\n## § 7 Ruhe\n\nNetze trocknen im Wind.\n\n## § 8 Fang\n\nAale beißen nachts.\n"
FAR = [
    f"Das Liegegeld der Kähne im Hafen {number} steht auf Liste {number} der Kammer." for number in range(1000, 1120)
]
ASKED = "Wie hoch ist das Liegegeld der Kähne im Hafen"


def made(id: str, text: str, title: str) -> Document:
    reading = parse(text.encode(), f"{id}.md")
    info = DocumentInfo(id, f"{id}.md", title, "other", "public", "de", None)
    return Document(info, f"/corpus/{id}.md", id, reading.text, reading.blocks)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    data = tmp_path_factory.mktemp("data")
    embedder = ToyEmbedder(dimension=512)
    laws = [
        made("hafen", LAW.format("Hafen"), "Hafengesetz (HafG) — Teil 1"),
        made("see", LAW.format("See"), "Seerecht"),
    ]
    lists = [made(f"liste{number}", text, f"Liste {number}") for number, text in enumerate(FAR)]
    ingest_documents(data, [*laws, *lists], embedder, 16)
    index = Index.open(data, embedder.name)
    yield Retriever(index, embedder)
    index.close()


def found(shelf: Retriever, query: str, filters: Filters | None = None) -> list[str]:
    hits = [match.hit for match in shelf.retrieve(query, audiences=PUBLIC, filters=filters, k=16)]
    return [hit.passage.text for hit in hits if hit.document.id in ("hafen", "see")]


@pytest.mark.parametrize("place", ["§ 7 HafG", "§ 7 Abs. 1 HafG", "§ 7 des Hafengesetzes"])
def test_the_section_is_among_the_hits(shelf: Retriever, place: str) -> None:
    assert any("Netze" in text for text in found(shelf, f"{ASKED} nach {place}?"))


@pytest.mark.parametrize("place", ["§ 9 HafG", "Art. 7 HafG", "§ 7 SeeG", "dem HafG"])
def test_what_is_no_section_of_a_law_that_is_there_is_none(shelf: Retriever, place: str) -> None:
    assert named_sections(shelf.index, f"{ASKED} nach {place}?", PUBLIC) == []


def test_the_first_hits_stay_and_filters_hold(shelf: Retriever) -> None:
    matches = shelf.retrieve(f"{ASKED} nach § 7 HafG?", audiences=PUBLIC, k=16)
    assert all("Liegegeld" in match.hit.passage.text for match in matches[:FIRST])
    assert any("Netze" in match.hit.passage.text for match in matches[FIRST:])
    assert found(shelf, f"{ASKED} nach § 7 HafG?", Filters(type="minutes")) == []
