"""Which programmes end in a time is told by how long each is in force, or by its last deadline."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

from assistant.answering.looking_up.ending_programmes import ending_programmes
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.language.figures import missing
from assistant.records import Answer, Filters, Question
from assistant.retrieving.retrieve import Retriever

PROGRAMMES = {
    "Radgeld": "Anträge können laufend gestellt werden. Diese Richtlinie gilt bis zum 30. Juni 2026.",
    "Hallenbonus": "Anträge sind bis zum 15. Februar 2026 zu stellen.",
    "Kaifonds": "Anträge sind bis zum 1. Mai 2026 zu stellen. Diese Richtlinie gilt bis zum 31. Dezember 2031.",
    "Dachgeld": "Anträge können laufend gestellt werden.",
    "Stegbonus": "Anträge sind jährlich bis zum 30. April zu stellen.",
    "Molengeld": "Anträge sind bis zum 1. Oktober 2027 zu stellen. Antragsberechtigt sind Vereine.",
}
TODAY = datetime.date(2026, 3, 1)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("ending") / "data"
    papers = [paper(f"# {title}\n\n{said}\n", f"{title}.md") for title, said in PROGRAMMES.items()]
    ingest_documents(data, papers, ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def asked(opened: tuple[Retriever, FactStore], question: Question) -> Answer | None:
    return ending_programmes(inquiry(question, *opened, TODAY))


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("Welche Programme laufen dieses Jahr aus?", ["Hallenbonus", "Radgeld"]),
        ("Welche Förderprogramme enden 2026?", ["Hallenbonus", "Radgeld"]),
        ("Which programmes end in 2027?", ["Molengeld"]),
        ("Welche Programme für Vereine laufen 2027 aus?", ["Molengeld"]),
        ("Welche Programme laufen 2031 aus?", ["Kaifonds"]),
        ("Welche Programme laufen bis zum 31.12.2026 aus?", ["Radgeld"]),
    ],
)
def test_programmes_that_end_in_a_time_are_told_by_their_last_days(
    opened: tuple[Retriever, FactStore], text: str, titles: list[str]
) -> None:
    found = asked(opened, Question(text))
    assert found
    assert found.listed == tuple(titles)
    quotes = {one.number: one.quote.text for one in found.citations}
    for sentence in found.sentences:
        assert missing(sentence.text, " ".join(quotes[number] for number in sentence.citations)) == []
    assert found.listing
    assert found.listing.address.startswith("/foerderung?")


@pytest.mark.parametrize(
    "text",
    [
        "Welche Programme laufen dieses Jahr?",
        "Welche Programme laufen 2029 aus?",
        "Welche Programme laufen 2025 aus?",
        "Welche Programme laufen aus?",
        "Läuft das Radgeld dieses Jahr aus?",
    ],
)
def test_other_questions_and_times_are_left_to_others(opened: tuple[Retriever, FactStore], text: str) -> None:
    assert asked(opened, Question(text)) is None


def test_filters_of_the_caller_leave_it_to_the_search(opened: tuple[Retriever, FactStore]) -> None:
    question = Question("Welche Programme laufen dieses Jahr aus?", filters=Filters(lab="Technologie"))
    assert asked(opened, question) is None
