"""Programmes that a question compares are told one below another, each fact with its quote."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

from assistant.answering.looking_up.programme_comparison import compared, things
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.language.figures import missing
from assistant.records import AUDIENCES, Answer, Audience, Filters, Question
from assistant.retrieving.retrieve import Retriever

WHEEL = (
    "# Radgeld Ahlermark\n\nKleine und mittlere Unternehmen erhalten einen Zuschuss von 45 Prozent, höchstens "
    "20.000 Euro.\n\nAnträge sind bis zum 15. Mai 2024 zu stellen.\n\n## Kontakt\n\nrad@netz.example\n"
)
HALL = (
    "# Hallenbonus\n\nDer Zuschuss beträgt 30 Prozent.\n\nAntragsberechtigt sind Kommunen.\n\n"
    "Anträge sind jederzeit möglich.\n"
)
# A summary of the same programme in another language, which joins it by its figures.
WHEEL_IN_ENGLISH = (
    "# Wheel grant: summary in English\n\nThe grant is 45 per cent of the costs, at most 20,000 euros.\n\n"
    "## Contact\n\nrad@netz.example\n"
)
SECRET = "# Flüsterfonds\n\nUnternehmen erhalten einen Zuschuss von 99 Prozent.\n"
TODAY = datetime.date(2026, 3, 1)

COMPARES = [
    ("Was ist der Unterschied zwischen Radgeld und Hallenbonus?", ("Radgeld", "Hallenbonus")),
    ("Ich verstehe den Unterschied zwischen Radgeld und Hallenbonus nicht.", ("Radgeld", "Hallenbonus")),
    ("Unterschiede zwischen dem Radgeld und dem Hallenbonus", ("Radgeld", "Hallenbonus")),
    ("Vergleiche bitte das Radgeld mit dem Hallenbonus.", ("Radgeld", "Hallenbonus")),
    ("vergleich mir mal radgeld und hallenbonus", ("radgeld", "hallenbonus")),
    ("Worin unterscheidet sich das Radgeld vom Hallenbonus?", ("Radgeld", "Hallenbonus")),
    ("Radgeld oder Hallenbonus?", ("Radgeld", "Hallenbonus")),
    ("Radgeld vs. Hallenbonus", ("Radgeld", "Hallenbonus")),
    ("Radgeld oder Hallenbonus, was passt besser zu uns?", ("Radgeld", "Hallenbonus")),
    ("Was lohnt sich mehr: Radgeld oder Hallenbonus?", ("Radgeld", "Hallenbonus")),
    ("What is the difference between “Radgeld” and the Hallenbonus?", ("Radgeld", "Hallenbonus")),
    ("How does the Radgeld differ from the Hallenbonus?", ("Radgeld", "Hallenbonus")),
    ("Compare Radgeld with Hallenbonus", ("Radgeld", "Hallenbonus")),
]


@pytest.mark.parametrize(("text", "names"), COMPARES)
def test_both_things_are_told_by_the_words(text: str, names: tuple[str, ...]) -> None:
    assert things(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Wie hoch ist das Radgeld?",
        "Was ist ein Vergleich?",
        "Was ist der Unterschied?",
        "?" * 500,
    ],
)
def test_other_questions_compare_nothing(text: str) -> None:
    assert things(text) == ()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("comparing") / "data"
    papers = [paper(WHEEL, "rad.md"), paper(HALL, "halle.md"), paper(SECRET, "intern.md", "internal")]
    papers.append(paper(WHEEL_IN_ENGLISH, "wheel.md", language="en"))
    ingest_documents(data, papers, ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def asked(
    opened: tuple[Retriever, FactStore], text: str, audience: Audience = "public", **fields: Filters
) -> Answer | None:
    audiences = frozenset(AUDIENCES) if audience == "internal" else frozenset({audience})
    return compared(inquiry(Question(text, audiences, **fields), *opened, TODAY))


@pytest.mark.parametrize("text", [text for text, _ in COMPARES])
def test_each_programme_gets_a_sentence_in_the_order_of_the_question(
    opened: tuple[Retriever, FactStore], text: str
) -> None:
    found = asked(opened, text)
    assert found
    assert [sentence.text.split(":")[0] for sentence in found.sentences] == ["Radgeld Ahlermark", "Hallenbonus"]


def test_what_each_gives_until_when_and_to_whom_is_told_with_its_quotes(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, "Was ist der Unterschied zwischen Radgeld und Hallenbonus?")
    assert found
    wheel, hall = found.sentences
    for words in ("45 %", "20.000 Euro", "15. Mai 2024", "KMU", "abgelaufen"):
        assert words in wheel.text
    assert "30 %" in hall.text
    assert "; für Kommunen" in hall.text
    quotes = {one.number: one.quote.text for one in found.citations}
    for sentence in found.sentences:
        assert missing(sentence.text, " ".join(quotes[number] for number in sentence.citations)) == []
    assert found.listing == ("/foerderung", 2)
    assert len(found.listed) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Was ist der Unterschied zwischen Radgeld und Mondgeld?",
        "Was ist der Unterschied zwischen Radgeld und Radgeld Ahlermark?",
        "Kann ich das Radgeld oder den Hallenbonus bekommen?",
        "Was ist der Unterschied zwischen Hallenbonus und Flüsterfonds?",
    ],
)
def test_what_is_no_other_programme_is_not_compared(opened: tuple[Retriever, FactStore], text: str) -> None:
    assert asked(opened, text) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Vergleich Hallenbonus Radgeld", ["Hallenbonus", "Radgeld Ahlermark"]),
        ("radgeld hallenbonus unterschied", ["Radgeld Ahlermark", "Hallenbonus"]),
        ("Unterschied Radgeld Ahlermark, Hallenbonus bitte", ["Radgeld Ahlermark", "Hallenbonus"]),
        ("vergleich des radgelds mit hallenbonus", ["Radgeld Ahlermark", "Hallenbonus"]),
    ],
)
def test_keywords_that_only_name_programmes_are_compared(
    opened: tuple[Retriever, FactStore], text: str, names: list[str]
) -> None:
    found = asked(opened, text)
    assert found
    assert [sentence.text.split(":")[0] for sentence in found.sentences] == names


@pytest.mark.parametrize(
    "text",
    [
        "Vergleich Hallenbonus Vorjahr",
        "Im Vergleich zum Radgeld: Wie lange läuft der Hallenbonus?",
        "Wie hoch ist der Unterschied bei Radgeld und Hallenbonus für Vereine?",
    ],
)
def test_who_asks_for_more_gets_no_comparison(opened: tuple[Retriever, FactStore], text: str) -> None:
    assert asked(opened, text) is None


def test_a_programme_is_called_as_its_summary_in_another_language_calls_it(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, "What is the difference between the wheel grant and the Hallenbonus?")
    assert found
    assert [sentence.text.split(":")[0] for sentence in found.sentences] == ["Radgeld Ahlermark", "Hallenbonus"]


def test_a_title_that_another_one_begins_with_is_told_apart_from_that(tmp_path: Path) -> None:
    winter = HALL.replace("Hallenbonus", "Hallenbonus im Winter").replace("30 Prozent", "35 Prozent")
    ingest_documents(tmp_path, [paper(HALL, "halle.md"), paper(winter, "winter.md")], ToyEmbedder(), 64)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path)) as kept:
        found = asked((Retriever(index, ToyEmbedder()), kept), "Hallenbonus oder Hallenbonus im Winter?")
    assert found
    assert [sentence.text.split(":")[0] for sentence in found.sentences] == ["Hallenbonus", "Hallenbonus im Winter"]


def test_only_the_staff_compares_with_an_internal_one(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, "Was ist der Unterschied zwischen Hallenbonus und Flüsterfonds?", "internal")
    assert found
    assert "99 %" in found.sentences[1].text


def test_filters_of_the_caller_leave_the_question_to_the_search(opened: tuple[Retriever, FactStore]) -> None:
    assert asked(opened, "Radgeld oder Hallenbonus?", filters=Filters(lab="Technologie")) is None
