"""Who asks for a condition that a programme does not state is told so, rather than what the search is unsure of."""

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

from assistant.answering.looking_up.condition_not_stated import condition_not_stated, fact_not_stated
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import AUDIENCES, Answer, Filters, Listing, Question, Quote
from assistant.retrieving.retrieve import Retriever

STEG = "# Stegbonus\n\nGefördert werden Anleger für Boote.\n\nMit dem Bau darf noch nicht begonnen worden sein.\n"
MOLE = "# Molengeld\n\nGefördert werden Molen.\n"
ASKED = Question("Wann wird der Stegbonus ausgezahlt?")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("conditions") / "data"
    ingest_documents(data, [paper(STEG, "steg.md"), paper(MOLE, "mole.md")], ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def found(opened: tuple[Retriever, FactStore], *, is_unsure: bool) -> Answer:
    """An answer of the search that quotes the Stegbonus."""
    retriever, _ = opened
    [info] = [one for one in retriever.index.documents(frozenset(AUDIENCES)) if one.path == "steg.md"]
    quote = Quote(info, None, "Gefördert werden Anleger für Boote.", 13, 48)
    return replace(answer_of(ASKED, [ProvedSentence(quote.text, [quote])]), is_unsure=is_unsure)


def told(opened: tuple[Retriever, FactStore], question: Question, searched: Answer | None) -> Answer | None:
    return condition_not_stated(inquiry(question, *opened, datetime.date(2026, 3, 1), searched=searched))


@pytest.mark.parametrize("searches", [True, False], ids=["is unsure", "finds nothing"])
def test_where_the_search_is_not_sure_there_is_no_answer(opened: tuple[Retriever, FactStore], searches: bool) -> None:
    answer = told(opened, ASKED, found(opened, is_unsure=True) if searches else None)
    assert answer is not None
    assert (answer.status, answer.reason) == ("abstained", "not_supported")
    assert {hit.document.title for hit in answer.related} == {"Stegbonus"}


def test_what_the_search_is_sure_of_stands(opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, ASKED, found(opened, is_unsure=False)) is None


@pytest.mark.parametrize(
    "question",
    [
        Question("Darf ich beim Stegbonus schon anfangen?"),
        Question("Wie hoch ist der Fördersatz beim Stegbonus?"),
        Question("Wann wird das Kranengeld ausgezahlt?"),
        Question("Wann wird ausgezahlt?"),
        Question(ASKED.text, filters=Filters(type="funding")),
    ],
    ids=["stated", "no condition", "another programme", "of none", "filtered"],
)
def test_everything_else_is_left_to_the_search(opened: tuple[Retriever, FactStore], question: Question) -> None:
    assert told(opened, question, found(opened, is_unsure=True)) is None


def after(opened: tuple[Retriever, FactStore], text: str, listed: str, searched: Answer | None = None) -> Answer | None:
    before = Answer("Gibt es Geld für Boote?", "de", "extractive", listing=Listing("/foerderung", 2), listed=(listed,))
    question = Question(text, history=(before.question,))
    today = datetime.date(2026, 3, 1)
    return fact_not_stated(inquiry(question, *opened, today, searched=searched, before=before))


def test_behind_programmes_that_were_told_none_of_another_answers(opened: tuple[Retriever, FactStore]) -> None:
    elsewhere = found(opened, is_unsure=True)
    answer = after(opened, "Und bis wann?", "Molengeld", elsewhere)
    assert answer is not None
    assert (answer.status, answer.reason) == ("abstained", "not_supported")
    assert {hit.document.title for hit in answer.related} == {"Molengeld"}
    assert after(opened, "Und bis wann?", "Molengeld") is not None


@pytest.mark.parametrize(
    ("text", "listed", "is_unsure"),
    [
        ("Und bis wann?", "Stegbonus", True),  # the search found it in that document
        ("Und bis wann?", "Molengeld", False),
        ("Und wann darf ich anfangen?", "Stegbonus", True),  # is stated
        ("Und wo steht der Kran?", "Molengeld", True),
    ],
)
def test_behind_programmes_an_answer_on_them_a_sure_one_and_other_questions_stand(
    opened: tuple[Retriever, FactStore], text: str, listed: str, *, is_unsure: bool
) -> None:
    assert after(opened, text, listed, found(opened, is_unsure=is_unsure)) is None


def test_without_a_conversation_nothing_was_told(opened: tuple[Retriever, FactStore]) -> None:
    assert fact_not_stated(inquiry(Question("Und bis wann?"), *opened, datetime.date(2026, 3, 1))) is None
