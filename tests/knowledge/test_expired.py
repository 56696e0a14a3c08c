"""An answer names the programmes that it cites and that are over."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper
from programme_texts import PAGE

from assistant.answering.assistant import Assistant
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.expired import expiry_worded
from assistant.language.figures import missing
from assistant.records import Answer, Expired, Question
from assistant.settings import Settings

QUESTION = "Wie hoch ist die Förderquote bei Werkstatt Morgen – Umbau im Betrieb?"


def asked(data: Path, page: str, question: str = QUESTION) -> Answer:
    ingest_documents(data, [paper(page, "umbau.md")], ToyEmbedder(), 64)
    settings = Settings.model_validate({"data": data, "embedding_model": "toy", "wrong_answers": 100})
    assistant = Assistant(settings, ToyEmbedder())
    assistant.warm_up()
    try:
        return assistant.ask(Question(question))
    finally:
        assistant.close()


def test_a_programme_that_is_over_is_named_with_its_last_day(tmp_path: Path) -> None:
    found = asked(tmp_path, PAGE.replace("31.3.2027", "31.3.2020"))
    [over] = found.expired
    assert over[:2] == ("Werkstatt Morgen – Umbau im Betrieb", datetime.date(2020, 3, 31))
    numbers = {citation.number: citation.quote for citation in found.citations}
    assert "31.3.2020" in numbers[over.citation].text
    assert list(numbers) == list(range(1, len(numbers) + 1))
    assert missing(expiry_worded(over, "de"), numbers[over.citation].text) == []


def test_the_quote_that_says_so_stands_once(tmp_path: Path) -> None:
    found = asked(
        tmp_path, PAGE.replace("31.3.2027", "31.3.2020"), "Bis wann muss die Projektskizze eingereicht werden?"
    )
    [over] = found.expired
    holding = [one.number for one in found.citations if "31.3.2020" in one.quote.text]
    assert holding == [over.citation]


def test_of_one_that_is_open_nothing_is_said(tmp_path: Path) -> None:
    next_year = datetime.date.today().year + 1
    found = asked(tmp_path, PAGE.replace("2027", str(next_year)))
    assert found.citations
    assert found.expired == ()


def test_of_one_that_is_not_cited_nothing_is_said(tmp_path: Path) -> None:
    found = asked(tmp_path, PAGE.replace("31.3.2027", "31.3.2020"), "?")
    assert (found.status, found.expired) == ("abstained", ())


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (
            datetime.date(2020, 3, 31),
            "Nach den Dokumenten ist „Bonus“ abgelaufen: Der letzte Tag war der 31. März 2020. [2]",
        ),
        (None, "Nach den Dokumenten ist „Bonus“ abgelaufen. [2]"),
    ],
)
def test_it_is_said_in_a_sentence(day: datetime.date | None, sentence: str) -> None:
    assert expiry_worded(Expired("Bonus", day, 2), "de") == sentence
    assert "is over" in expiry_worded(Expired("Bonus", day, 2), "en")
