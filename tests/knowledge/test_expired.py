"""An answer names the programmes that it cites and that are over."""

from __future__ import annotations

import datetime
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper
from programme_texts import PAGE

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.expired import expiry_worded, with_expired
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.proof import proof
from assistant.language.figures import missing
from assistant.records import Answer, Citation, Expired, Question, Sentence, Span
from assistant.settings.settings import Settings

QUESTION = "Wie hoch ist die Förderquote bei Werkstatt Morgen – Umbau im Betrieb?"


def asked(data: Path, page: str, question: str = QUESTION) -> Answer:
    ingest_documents(data, [paper(page, "umbau.md")], ToyEmbedder(), 64)
    settings = Settings.model_validate({"data": data, "embedding_model": "toy", "wrong_answers": 100})
    assistant = Assistant(settings, Given(ToyEmbedder()))
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


CALL = PAGE.replace("bis spätestens zum 31.3.2027", "für den 2. Förderaufruf bis zum 31.3.2023").replace("2027", "2099")


@pytest.mark.parametrize(
    "question",
    [
        "Wann ist die Frist bei Werkstatt Morgen – Umbau im Betrieb?",
        "Wie viel Prozent bekommt man bei Werkstatt Morgen – Umbau im Betrieb noch?",
    ],
)
def test_of_one_that_is_in_force_the_last_call_is_told_to_who_asks_when(tmp_path: Path, question: str) -> None:
    found = asked(tmp_path, CALL, question)
    [over] = found.expired
    assert over[:2] == ("Werkstatt Morgen – Umbau im Betrieb", datetime.date(2023, 3, 31))
    assert expiry_worded(over, "de") == (
        "Nach den Dokumenten war die letzte für „Werkstatt Morgen – Umbau im Betrieb“ genannte Frist der 31. März 2023;"
        f" eine spätere ist nicht angegeben. [{over.citation}]"
    )
    assert [one.number for one in found.citations if "31.3.2023" in one.quote.text] == [over.citation]


@pytest.mark.parametrize(
    "question", [QUESTION, "Wie hoch ist die Förderquote langfristig bei Werkstatt Morgen – Umbau im Betrieb?"]
)
def test_who_asks_something_else_is_told_of_no_call(tmp_path: Path, question: str) -> None:
    found = asked(tmp_path, CALL, question)
    assert found.citations
    assert not any("31.3.2023" in one.quote.text for one in found.citations)
    assert found.expired == ()


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


OVER = """# Umbaubonus

Der Zuschuss beträgt 45 Prozent. Anträge sind bis zum 15. Mai 2024 zu stellen.

Vor dem Bescheid darf niemand beginnen.

| Jahr | Anträge | Personen |
| --- | --- | --- |
| 2023 | 163 | 322 |

## Kontakt

Frau Okkenga ist dienstags von 8 bis 12 Uhr erreichbar. Anträge nimmt bonus@ahlermark.example an.
"""
OTHER = "# Satzung\n\nDer Austritt ist schriftlich zu erklären.\n"


@pytest.mark.parametrize(
    ("question", "quotes", "is_told"),
    [
        ("Wie hoch ist der Zuschuss?", ["Der Zuschuss beträgt 45 Prozent."], True),
        ("Dürfen wir schon loslegen?", ["Vor dem Bescheid darf niemand beginnen."], True),
        ("Kann ich per Mail austreten?", ["Der Austritt ist", "Anträge nimmt bonus@ahlermark.example an."], False),
        ("Nimmt der Umbaubonus E-Mails an?", ["Der Austritt ist", "Anträge nimmt bonus@ahlermark.example an."], True),
        ("Wann ist sie erreichbar?", ["Frau Okkenga ist dienstags von 8 bis 12 Uhr erreichbar."], False),
        (
            "Wann ist beim Umbaubonus jemand erreichbar?",
            ["Frau Okkenga ist dienstags von 8 bis 12 Uhr erreichbar."],
            False,
        ),
        ("Wie viele Personen hat der Umbaubonus 2023 erreicht?", ["Jahr: 2023"], False),
        ("Wie viele waren es, und wie hoch war der Zuschuss?", ["Jahr: 2023", "Der Zuschuss beträgt"], True),
    ],
)
def test_it_is_said_only_where_the_answer_is_about_the_programme(
    tmp_path: Path, question: str, quotes: list[str], is_told: bool
) -> None:
    papers = [paper(OVER, "bonus.md"), paper(OTHER, "satzung.md", type="other")]
    ingest_documents(tmp_path / "data", papers, ToyEmbedder(), 64)
    citations = []
    for number, begun in enumerate(quotes, 1):
        [document] = [one for one in papers if begun in one.text]
        start = document.text.index(begun)
        end = document.text.find("\n", start) if begun.startswith(("Jahr", "Der Aus")) else start + len(begun)
        span = Span(start, end if end > 0 else len(document.text))
        citations.append(Citation(number, proof(document, span).quote(document.info, {})))
    sentences = tuple(Sentence(one.quote.text, (one.number,)) for one in citations)
    answer = Answer(question, "de", "extractive", sentences, tuple(citations))
    with closing(Index.open(tmp_path / "data", "toy")) as index, closing(FactStore(tmp_path / "data")) as kept:
        found = with_expired(answer, kept, index, frozenset({"public"}), datetime.date(2026, 1, 1))
    assert [one.title for one in found.expired] == (["Umbaubonus"] if is_told else [])
