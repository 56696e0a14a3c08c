"""Who asks who somebody is, is told what he is or does, not where he is only named."""

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

from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.looking_up.who_is import MOST, who_is
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import AUDIENCES, Answer, Filters, Question, Quote
from assistant.retrieving.retrieve import Retriever

SAYS = {
    "presse.md": "Der Hafen wächst, sagt Lableiterin Dr. Ada Kolb.",
    "kontakt.md": "Auskunft: Hafenamt Kaihausen, Ole Brandt, ole@hafen.example",
    "liste.md": "Anwesend waren Ada Kolb, Ole Brandt und zwei Gäste.",
    "rede.md": "Imke Rohwer leitet das Schwimmbad seit dem Umbau.",
    "gremium.md": "Die Leitung: Tomke Harders, Werft am Kai.",
    "kurz.md": "Moderation: J. Mast.",
    "intern.md": "Geschäftsführerin Svea Flüster schweigt.",
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("persons") / "data"
    papers = [
        paper(f"# Bericht {name}\n\n{words}\n", name, "internal" if name == "intern.md" else "public", type="minutes")
        for name, words in SAYS.items()
    ]
    ingest_documents(data, papers, ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def told(opened: tuple[Retriever, FactStore], question: Question, searched: Answer | None = None) -> list[str]:
    found = who_is(inquiry(question, *opened, datetime.date(2026, 3, 1), searched=searched))
    assert found is None or all(one.citations for one in found.sentences)
    return [one.quote.document.path.rpartition("/")[2] for one in found.citations] if found else []


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("Wer ist Ada Kolb?", ["presse.md"]),
        ("Wer ist Frau Dr. Kolb?", ["presse.md"]),
        ("Who is Ole Brandt?", ["kontakt.md"]),
        ("Wer ist eigentlich Imke Rohwer?", ["rede.md"]),
        ("Wer war Tomke Harders?", ["gremium.md"]),
        ("Wer ist Jorid Mast?", ["kurz.md"]),
        ("Wer ist Ada Kolb und was macht sie?", ["presse.md"]),
        ("Was macht Imke Rohwer eigentlich beim Netzwerk?", ["rede.md"]),
        ("What does Ole Brandt do?", ["kontakt.md"]),
    ],
)
def test_what_a_person_is_or_does_is_told(text: str, files: list[str], opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, Question(text)) == files


@pytest.mark.parametrize(
    "question",
    [
        Question("Wer ist Ada Lovelace?"),
        Question("Wer ist Peter Rohwer?"),
        Question("Wer ist Kassenwart?"),
        Question("Wer ist Leiterin des Schwimmbads?"),
        Question("Wer ist Ada Kolb und wann kommt sie?"),
        Question("Wer ist Ada Kolb?", filters=Filters(type="funding")),
        Question("Wer ist Svea Flüster?"),
    ],
    ids=["named nowhere", "of one name with another", "no name", "an office", "more besides", "filtered", "internal"],
)
def test_everything_else_is_left_to_the_search(question: Question, opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, question) == []


def test_staff_are_told_of_internal_documents(opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, Question("Wer ist Svea Flüster?", frozenset(AUDIENCES))) == ["intern.md"]


@pytest.mark.parametrize("is_unsure", [True, False])
def test_what_the_search_is_sure_of_stands(opened: tuple[Retriever, FactStore], is_unsure: bool) -> None:
    question = Question("Wer ist Ada Kolb?")
    info = next(iter(opened[0].index.documents(frozenset(AUDIENCES))))
    quoted = Quote(info, None, "Bericht", 2, 9)
    searched = replace(answer_of(question, [ProvedSentence("Bericht", [quoted])]), is_unsure=is_unsure)
    assert bool(told(opened, question, searched)) == is_unsure


def test_of_many_documents_the_plainest_and_newest_are_told(tmp_path: Path) -> None:
    said = ["Ada Kolb leitet das Lab.", *["Heute sprach Laborleiterin Ada Kolb vor Gästen."] * (MOST + 1)]
    papers = [
        paper(f"# Bericht {number}\n\n{words}\n", f"{number}.md", date=datetime.date(2020 + number, 1, 1))
        for number, words in enumerate(said)
    ]
    ingest_documents(tmp_path, papers, ToyEmbedder(), 64)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        files = told((Retriever(index, ToyEmbedder()), kept), Question("Wer ist Ada Kolb?"))
    assert files == ["0.md", f"{MOST + 1}.md", f"{MOST}.md"]
