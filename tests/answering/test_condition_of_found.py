"""Who describes a programme instead of naming it is told its conditions where the search quotes that one alone."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

from assistant.answering.looking_up.condition_of_found import condition_of_found
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import AUDIENCES, Answer, Filters, Question, Quote
from assistant.retrieving.retrieve import Retriever

STEG = (
    "# Stegbonus\n\nGefördert werden Anleger für Boote.\n\nMit dem Bau darf noch nicht begonnen worden sein.\n\n"
    "Die Richtlinie gilt bis zum 31. Mai 2024.\n"
)
MOLE = "# Molengeld\n\nGefördert werden Molen.\n\nMit dem Umbau darf erst nach der Bewilligung begonnen werden.\n"
KAI = (
    "# Kaihilfe\n\nGefördert werden Kais.\n\n## Modul A: Poller\n\nMit dem Einbau darf noch nicht begonnen worden sein."
    "\n\n## Modul B: Treppen\n\nMit dem Guss darf erst nach der Bewilligung begonnen werden.\n"
)
BOAT = "# Bootsfahrt\n\nMit der Fahrt darf vor dem Abend nicht begonnen werden.\n"
TODAY = datetime.date(2026, 3, 1)
ASKED = Question("Darf ich bei der Förderung für Anleger schon anfangen?")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("conditions") / "data"
    papers = [paper(text, name) for name, text in (("steg.md", STEG), ("mole.md", MOLE), ("kai.md", KAI))]
    ingest_documents(data, [*papers, paper(BOAT, "fahrt.md", type="press")], ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def quoting(opened: tuple[Retriever, FactStore], *paths: str) -> Answer:
    """An answer of the search that quotes the titles of these documents."""
    retriever, _ = opened
    infos = [one for one in retriever.index.documents(frozenset(AUDIENCES)) if one.path in paths]
    return answer_of(
        ASKED, [ProvedSentence(info.title, [Quote(info, None, info.title, 2, 2 + len(info.title))]) for info in infos]
    )


def told(opened: tuple[Retriever, FactStore], question: Question, searched: Answer | None) -> Answer | None:
    return condition_of_found(inquiry(question, *opened, TODAY, searched=searched))


def test_the_condition_of_the_programme_that_the_search_quotes_is_told(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, ASKED, quoting(opened, "steg.md"))
    assert found is not None
    assert [one.text for one in found.sentences] == [
        "Stegbonus: „Mit dem Bau darf noch nicht begonnen worden sein“; abgelaufen."
    ]
    assert found.listing is not None
    assert [one.title for one in found.expired] == ["Stegbonus"]


def test_of_a_programme_that_is_named_the_conditions_of_another_one_are_not_told(
    opened: tuple[Retriever, FactStore],
) -> None:
    asked = replace(ASKED, text="Darf ich beim Molengeld schon anfangen?")
    assert told(opened, asked, quoting(opened, "steg.md")) is None
    assert told(opened, asked, quoting(opened, "mole.md")) is not None


def test_of_the_part_that_is_named_the_condition_is_told_alone(opened: tuple[Retriever, FactStore]) -> None:
    for thing, count in (("Treppen", 1), ("Kais", 2)):
        question = replace(ASKED, text=f"Darf ich bei der Förderung für {thing} schon anfangen?")
        found = told(opened, question, quoting(opened, "kai.md"))
        assert found is not None
        assert "zu „Modul B: Treppen“: „Mit dem Guss" in found.sentences[0].text
        assert found.sentences[0].text.count("zu „Modul") == count


def test_what_the_search_was_unsure_of_stays_unsure(opened: tuple[Retriever, FactStore]) -> None:
    searched = replace(quoting(opened, "mole.md"), is_unsure=True, not_mentioned=("Anleger",))
    found = told(opened, ASKED, searched)
    assert found is not None
    assert (found.is_unsure, found.not_mentioned) == (True, ("Anleger",))


@pytest.mark.parametrize(
    "paths", [(), ("steg.md", "mole.md"), ("fahrt.md",)], ids=["nothing", "several", "no programme"]
)
def test_where_the_search_finds_no_single_programme_its_answer_stands(
    opened: tuple[Retriever, FactStore], paths: tuple[str, ...]
) -> None:
    assert told(opened, ASKED, quoting(opened, *paths)) is None


@pytest.mark.parametrize(
    "question",
    [
        Question("Wie hoch ist der Fördersatz für Anleger?"),
        Question("Wann kommt für die Anleger das Geld?"),
        Question("Darf ich schon anfangen?"),
        Question("Wer hat die Anleger gebaut?"),
        Question(ASKED.text, filters=Filters(type="funding")),
    ],
    ids=["a fact", "a condition that is not stated", "of nothing", "something else", "filtered"],
)
def test_everything_else_is_left_to_the_search(opened: tuple[Retriever, FactStore], question: Question) -> None:
    assert told(opened, question, quoting(opened, "steg.md")) is None
