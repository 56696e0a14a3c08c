"""Who asks what an abbreviation is short for, is told so by the sentence that explains it."""

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

from assistant.answering.looking_up.long_form import long_form
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import Answer, Filters, Question, Quote
from assistant.retrieving.retrieve import Retriever

SAYS = {
    "fonds.md": "Den Antrag prüft das Hafenamt Nord (HAN) binnen drei Wochen. Das HAN hat montags geschlossen.",
    "presse.md": "Die Helgoländer Algen-Niederlassung (HAN) wächst.",
    "kai.md": "Gebaut hat den Kai das Ministerium für Wasser und Boote (MfWe) im Mai.",
    "notiz.md": "Das MfWe zahlt, und WZT kommt zum Kai.",
    "intern.md": "Es berät die Geheime Runde Kai (GRK).",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("short") / "data"
    papers = [
        paper(f"# Bericht {name}\n\n{words}\n", name, "internal" if name == "intern.md" else "public", type="press")
        for name, words in SAYS.items()
    ]
    ingest_documents(data, papers, ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def told(
    opened: tuple[Retriever, FactStore], question: Question, searched: Answer | None = None
) -> list[tuple[str, str]]:
    """The files that are quoted, with the marked words."""
    found = long_form(inquiry(question, *opened, datetime.date(2026, 3, 1), searched=searched))
    if found is None:
        return []
    files = [one.quote.document.path.rpartition("/")[2] for one in found.citations]
    marks = [one.exact.of(one.text) if one.exact else "" for one in found.sentences]
    return list(zip(files, marks, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "Wofür steht HAN?",
        "was heißt han",
        "Was bedeutet die Abkürzung „HAN“ eigentlich?",
        "Was heißt HAN denn ausgeschrieben?",
        "What does HAN stand for?",
        "Was ist das HAN?",
    ],
)
def test_each_long_form_is_told_once_with_its_words_marked(text: str, opened: tuple[Retriever, FactStore]) -> None:
    assert sorted(told(opened, Question(text))) == [
        ("fonds.md", "Hafenamt Nord"),
        ("presse.md", "Helgoländer Algen-Niederlassung"),
    ]


def test_what_stands_in_brackets_is_told_without_a_mark_where_its_letters_cannot_be_read(
    opened: tuple[Retriever, FactStore],
) -> None:
    assert told(opened, Question("Wofür steht MfWe?")) == [("kai.md", "")]
    assert told(opened, Question("Was ist MfWe?")) == []


@pytest.mark.parametrize(
    "question",
    [
        Question("Wofür steht der Kai?"),
        Question("Wofür steht GRK?"),
        Question("Wofür steht XYZ?"),
        Question("Was heißt das?"),
        Question("Was ist der Kai?"),
        Question("Wofür steht HAN und seit wann?"),
        Question("Wofür steht HAN?", filters=Filters(type="funding")),
    ],
)
def test_of_what_nothing_explains_or_is_hidden_or_something_else_nothing_is_told(
    question: Question, opened: tuple[Retriever, FactStore]
) -> None:
    assert told(opened, question) == []


def test_what_nothing_explains_is_declined_with_the_sentences_that_use_it(
    opened: tuple[Retriever, FactStore],
) -> None:
    found = long_form(inquiry(Question("Wofür steht WZT?"), *opened, datetime.date(2026, 3, 1)))
    assert found
    assert (found.status, found.reason, found.citations) == ("abstained", "below_threshold", ())
    assert [hit.closest.text for hit in found.related if hit.closest] == ["Das MfWe zahlt, und WZT kommt zum Kai."]


@pytest.mark.parametrize("is_unsure", [True, False])
def test_what_it_is_stays_with_a_search_that_is_sure(opened: tuple[Retriever, FactStore], is_unsure: bool) -> None:
    what, stands_for = Question("Was ist das HAN?"), Question("Wofür steht HAN?")
    info = next(iter(opened[0].index.documents(what.audiences)))
    quoted = Quote(info, None, "Bericht", 2, 9)
    searched = replace(answer_of(what, [ProvedSentence("Bericht", [quoted])]), is_unsure=is_unsure)
    assert bool(told(opened, what, searched)) == is_unsure
    assert told(opened, stands_for, searched)
