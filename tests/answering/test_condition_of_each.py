"""A condition that is asked for of no programme in particular is told of each that states it, if these are few."""

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

from assistant.answering.choose import QUOTES
from assistant.answering.looking_up.condition_of_each import condition_of_each
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import AUDIENCES, Answer, Document, Filters, Question, Quote
from assistant.retrieving.retrieve import Retriever

STEG = "# Stegbonus\n\nGefördert werden Anleger.\n\nMit dem Bau darf noch nicht begonnen worden sein.\n"
MOLE = "# Molengeld\n\nGefördert werden Molen.\n\nMit dem Vorhaben darf erst nach der Bewilligung begonnen werden.\n"
KRAN = "# Kranfonds\n\nGefördert werden Kräne.\n"
SECRET = "# Flüsterfonds\n\nGefördert werden Raketen.\n\nMit dem Flug darf noch nicht begonnen worden sein.\n"
ASKED = Question("Darf ich vor der Bewilligung der Förderung anfangen?")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    papers = [paper(STEG, "steg.md"), paper(MOLE, "mole.md"), paper(KRAN, "kran.md"), paper(SECRET, "f.md", "internal")]
    yield from ingested(tmp_path_factory.mktemp("conditions") / "data", papers)


def ingested(data: Path, papers: list[Document]) -> Iterator[tuple[Retriever, FactStore]]:
    ingest_documents(data, papers, ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def told(opened: tuple[Retriever, FactStore], question: Question, searched: Answer | None = None) -> Answer | None:
    return condition_of_each(inquiry(question, *opened, datetime.date(2026, 3, 1), searched=searched))


def test_each_programme_that_states_it_is_told_with_its_quote(opened: tuple[Retriever, FactStore]) -> None:
    answer = told(opened, ASKED)
    assert answer is not None
    assert set(answer.listed) == {"Stegbonus", "Molengeld"}
    assert all(one.citations for one in answer.sentences)
    assert answer.listing == ("/foerderung", 3)


def test_internal_programmes_are_told_to_staff_only(opened: tuple[Retriever, FactStore]) -> None:
    answer = told(opened, replace(ASKED, audiences=frozenset(AUDIENCES)))
    assert answer is not None
    assert "Flüsterfonds" in answer.listed


@pytest.mark.parametrize("is_unsure", [True, False])
def test_what_the_search_is_sure_of_stands(opened: tuple[Retriever, FactStore], is_unsure: bool) -> None:
    info = next(iter(opened[0].index.documents(frozenset(AUDIENCES))))
    quote = Quote(info, None, "Gefördert werden Anleger.", 13, 38)
    searched = replace(answer_of(ASKED, [ProvedSentence(quote.text, [quote])]), is_unsure=is_unsure)
    assert bool(told(opened, ASKED, searched)) == is_unsure


@pytest.mark.parametrize(
    "question",
    [
        Question("Darf ich beim Kranfonds vor dem Bescheid anfangen?"),
        Question("Darf ich vor dem Bescheid anfangen?"),
        Question("Muss man den Zuschuss zurückzahlen?"),
        Question("Wie hoch ist die Förderung?"),
        Question(ASKED.text, filters=Filters(type="funding")),
        Question("Und darf ich vor der Förderung anfangen?", history=("Was ist der Kranfonds?",)),
    ],
    ids=["of one", "of no money", "stated by none", "no condition", "filtered", "of one of before"],
)
def test_everything_else_is_left_to_others(opened: tuple[Retriever, FactStore], question: Question) -> None:
    assert told(opened, question) is None


def test_more_than_an_answer_has_room_for_are_left_to_the_search(tmp_path: Path) -> None:
    papers = [paper(STEG.replace("Steg", f"Steg {number} "), f"{number}.md") for number in range(QUOTES + 1)]
    for opened in ingested(tmp_path / "data", papers):
        assert told(opened, ASKED) is None
