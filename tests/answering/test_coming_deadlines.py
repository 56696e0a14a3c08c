"""Which deadlines come next is told programme by programme, in the order of their days."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

from assistant.answering.looking_up.coming_deadlines import coming_deadlines
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import Answer, Filters, Listing, Question
from assistant.retrieving.retrieve import Retriever

TODAY = datetime.date(2026, 3, 1)


def programme(name: str, deadline: str) -> str:
    return f"# {name}\n\nDer Zuschuss beträgt 30 Prozent.\n\n{deadline}\n"


PAPERS = {
    "rad.md": programme("Radgeld", "Anträge sind bis zum 15. Mai 2027 zu stellen."),
    "halle.md": programme("Hallenbonus", "Anträge sind bis zum 15. Mai 2021 zu stellen."),
    "steg.md": programme("Stegbonus", "Stichtag ist der 30. April eines jeden Jahres."),
    "kai.md": programme("Kaifonds", "Anträge sind jederzeit möglich."),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("deadlines") / "data"
    ingest_documents(data, [paper(text, name) for name, text in PAPERS.items()], ToyEmbedder(dimension=256), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder(dimension=256)), kept


def told(
    opened: tuple[Retriever, FactStore], text: str, today: datetime.date = TODAY, filters: Filters | None = None
) -> Answer | None:
    return coming_deadlines(inquiry(Question(text, filters=filters or Filters()), *opened, today))


@pytest.mark.parametrize(
    "text",
    [
        "Welche Fristen stehen an?",
        "welche antragsfristen laufen bald ab",
        "Welche Fristen gibt es demnächst?",
        "Was sind die nächsten Fristen für Fördermittel?",
        "Nächste Antragsfrist?",
        "Welche Programme laufen bald aus?",
        "Welche Fördermittel enden demnächst?",
        "Welche Antragstermine stehen an?",
    ],
)
def test_the_next_deadline_goes_first_and_what_is_past_is_left_out(
    text: str, opened: tuple[Retriever, FactStore]
) -> None:
    found = told(opened, text)
    assert found
    assert [one.text for one in found.sentences] == [
        "Stegbonus: Frist 30. April jedes Jahr.",
        "Radgeld: Frist 15. Mai 2027.",
    ]
    assert found.listing
    assert found.listing.address == "/foerderung?deadline_from=2026-03-01"


def test_in_english_it_is_told_in_english(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "What are the next deadlines?")
    assert found
    assert found.sentences[0].text == "Stegbonus: Deadline 30 April each year."


@pytest.mark.parametrize(
    "text",
    [
        "Welche Fristen gelten beim Radgeld?",
        "Bis wann kann ich einen Antrag stellen?",
        "Wann läuft das Hallenfest aus?",
        "Welche Termine stehen an?",  # a network has others, too
        "Welche Programme laufen gerade?",
        "Which programmes are coming up soon?",
    ],
)
def test_everything_else_is_left_to_others(text: str, opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, text) is None


def test_filters_of_the_caller_leave_it_to_the_search(opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, "Welche Fristen stehen an?", filters=Filters("minutes")) is None


@pytest.mark.parametrize(
    ("text", "told_of", "meant"),
    [
        ("Welche Fristen gibt es im April?", ["Stegbonus"], "April 2026"),
        ("Fristen nach dem 1.5.", ["Stegbonus", "Radgeld"], "ab 2. Mai 2026"),
        ("Welche Antragsfristen enden vor Mai?", ["Stegbonus"], "März 2026 bis April 2026"),
        ("which deadlines are there in April?", ["Stegbonus"], "April 2026"),
    ],
)
def test_of_a_time_without_its_year_the_next_one_is_meant_and_told(
    text: str, told_of: list[str], meant: str, opened: tuple[Retriever, FactStore]
) -> None:
    found = told(opened, text)
    assert found
    assert ([one.text.split(":")[0] for one in found.sentences], found.resolved) == (told_of, f"{text} ({meant})")


def test_where_no_deadline_is_in_that_time_the_list_says_so(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Welche Fristen gibt es im Juni?")
    assert found
    assert (found.citations, found.listing) == (
        (),
        Listing("/foerderung?deadline_from=2026-06-01&deadline_to=2026-06-30", 1),  # that of any time
    )


def test_a_follow_up_asks_for_another_time(opened: tuple[Retriever, FactStore]) -> None:
    question = Question("Und im Mai 2027?", history=("Welche Fristen gibt es im April?",))
    found = coming_deadlines(inquiry(question, *opened, TODAY))
    assert found
    assert [one.text for one in found.sentences] == ["Radgeld: Frist 15. Mai 2027."]
    assert found.resolved == "Welche Fristen gibt es im Mai 2027?"


def test_of_a_time_with_its_year_nothing_needs_to_be_understood(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Welche Fristen gibt es im Mai 2027?")
    assert found
    assert ([one.text.split(":")[0] for one in found.sentences], found.resolved) == (["Radgeld"], None)


def test_deadlines_that_are_past_are_none_to_come(opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, "Welche Fristen gab es im Mai 2021?") is None
