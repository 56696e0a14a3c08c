"""Who asks for the papers that an application needs is told the sentences of that programme that list them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

from assistant.answering.looking_up.enclosures import enclosures
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import AUDIENCES, Answer, Filters, Listing, Question
from assistant.retrieving.retrieve import Retriever

STEG = (
    "# Stegbonus\n\nGefördert werden Anleger für Boote. Anträge sind bis zum 15. Mai 2025 zu stellen.\n\n"
    "Der Antrag besteht aus Lageplan, Zeichnung und Kostenschätzung.\n\n"
    "Der Beihilfeantrag muss den Namen der Unternehmen enthalten. Alle Unterlagen sind zehn Jahre aufzubewahren.\n"
)
MOLE = "# Molengeld\n\nGefördert werden Molen. Der Skizze ist ein Finanzierungsplan beizufügen.\n"
KAI = "# Kaifonds\n\nGefördert werden Kais. Die Unterlagen prüft das Hafenamt.\n"
SECRET = "# Flüsterfonds\n\nDem Antrag ist ein Geheimnis beizufügen.\n"
TODAY = datetime.date(2026, 3, 1)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("enclosed") / "data"
    papers = [paper(STEG, "steg.md"), paper(MOLE, "mole.md"), paper(KAI, "kai.md"), paper(SECRET, "s.md", "internal")]
    ingest_documents(data, papers, ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def told(opened: tuple[Retriever, FactStore], question: Question, before: Answer | None = None) -> list[str] | None:
    found = enclosures(inquiry(question, *opened, TODAY, before=before))
    return [one.text for one in found.sentences] if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Welche Unterlagen brauche ich für den Stegbonus?",
        "welche nachweise muss man beim stegbonus einreichen",
        "Was muss ich dem Antrag beim Stegbonus beilegen?",
        "Which documents do I need for the Stegbonus?",
    ],
)
def test_what_lists_the_papers_is_told(opened: tuple[Retriever, FactStore], text: str) -> None:
    assert told(opened, Question(text)) == ["Der Antrag besteht aus Lageplan, Zeichnung und Kostenschätzung."]


def test_that_the_programme_is_over_is_told_as_well(opened: tuple[Retriever, FactStore]) -> None:
    found = enclosures(inquiry(Question("Welche Unterlagen brauche ich für den Stegbonus?"), *opened, TODAY))
    assert found
    assert [one.title for one in found.expired] == ["Stegbonus"]
    assert found.listing


def test_a_follow_up_asks_for_those_of_the_programme_just_told(opened: tuple[Retriever, FactStore]) -> None:
    asked = Question("und welche Unterlagen brauche ich?", history=("Gibt es Geld für Molen?",))
    for listed, sentences in (
        (("Molengeld",), ["Der Skizze ist ein Finanzierungsplan beizufügen."]),
        (("Molengeld", "Stegbonus"), None),
    ):
        before = Answer(asked.history[0], "de", "extractive", listing=Listing("/foerderung", 3), listed=listed)
        assert told(opened, asked, before) == sentences


@pytest.mark.parametrize(
    "text",
    [
        "Welche Unterlagen brauche ich für den Kaifonds?",  # it lists none
        "Welche Unterlagen brauche ich für den Verwendungsnachweis beim Stegbonus?",
        "Welche Unterlagen brauche ich für den Flüsterfonds?",
        "Welche Unterlagen brauche ich für das Mondgeld?",
        "Welche Unterlagen brauche ich?",
        "Wer prüft die Unterlagen beim Stegbonus?",
    ],
)
def test_other_papers_and_programmes_are_left_to_the_search(opened: tuple[Retriever, FactStore], text: str) -> None:
    assert told(opened, Question(text)) is None


def test_filters_of_the_caller_leave_it_to_the_search(opened: tuple[Retriever, FactStore]) -> None:
    text = "Welche Unterlagen brauche ich für den Stegbonus?"
    assert told(opened, Question(text, filters=Filters(lab="Technologie"))) is None


def test_staff_is_told_those_of_internal_programmes(opened: tuple[Retriever, FactStore]) -> None:
    question = Question("Welche Unterlagen brauche ich für den Flüsterfonds?", frozenset(AUDIENCES))
    assert told(opened, question) == ["Dem Antrag ist ein Geheimnis beizufügen."]
