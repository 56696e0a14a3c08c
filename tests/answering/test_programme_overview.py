"""Who only names a programme is told what it is for and what it gives."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

from assistant.answering.looking_up.programme_overview import programme_overview
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.language.figures import missing
from assistant.records import Answer, Filters, Question
from assistant.retrieving.retrieve import Retriever

WHEEL = (
    "# Radgeld Ahlermark\n\n## Zweck\n\nGefördert wird der Kauf von Lastenrädern.\n\n## Höhe\n\n"
    "Kleine und mittlere Unternehmen erhalten einen Zuschuss von 45 Prozent, höchstens 20.000 Euro.\n\n"
    "Anträge sind bis zum 15. Mai 2030 zu stellen.\n"
)
OVER = "# Hallenbonus\n\nDer Zuschuss beträgt 30 Prozent.\n\nAnträge waren bis zum 15. Mai 2021 zu stellen.\n"
SECRET = "# Flüsterfonds\n\nUnternehmen erhalten einen Zuschuss von 99 Prozent.\n"
TODAY = datetime.date(2026, 3, 1)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("overview") / "data"
    papers = [paper(WHEEL, "rad.md"), paper(OVER, "halle.md"), paper(SECRET, "geheim.md", "internal")]
    ingest_documents(data, papers, ToyEmbedder(dimension=256), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder(dimension=256)), kept


def told(opened: tuple[Retriever, FactStore], question: Question) -> Answer | None:
    return programme_overview(inquiry(question, *opened, TODAY))


@pytest.mark.parametrize(
    "text",
    [
        "Radgeld",
        "radgeld ahlermark",
        "Was bekommt man beim Radgeld?",
        "Das Radgeld bitte",
        "Radgeld?",
        "Infos zum Radgeld",
        "Etwas über das Radgeld",
        "Was wisst ihr über das Radgeld?",
        "Ich hätte gern nähere Informationen zum Radgeld",
        "Erzähl mir mehr vom Radgeld Ahlermark",
        "Kennst du das Radgeld?",
    ],
)
def test_a_name_alone_asks_what_the_programme_is_for_and_what_it_gives(
    text: str, opened: tuple[Retriever, FactStore]
) -> None:
    found = told(opened, Question(text))
    assert found
    first, second = (one.text for one in found.sentences)
    assert first == "Radgeld Ahlermark: Gefördert wird der Kauf von Lastenrädern."
    assert second.startswith("Fördersatz 45 %")
    assert "15. Mai 2030" in second
    assert found.listing
    for sentence in found.sentences:
        quotes = [one.quote.text for one in found.citations if one.number in sentence.citations]
        assert not missing(sentence.text, " ".join(quotes))


def test_one_that_is_over_is_named_as_over(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, Question("Hallenbonus"))
    assert found
    assert found.sentences[0].text == "Hallenbonus: Fördersatz 30 %; Frist 15. Mai 2021; abgelaufen."
    assert [one.title for one in found.expired] == ["Hallenbonus"]


@pytest.mark.parametrize(
    "question",
    [
        Question("Wie hoch ist der Fördersatz beim Radgeld?"),
        Question("Was kostet ein Lastenrad beim Radgeld?"),
        Question("Was muss ich beim Radgeld einreichen?"),
        Question("Mondgeld"),
        Question("Flüsterfonds"),
        Question("Radgeld", filters=Filters("press_release")),
        Question("Und beim Radgeld?", history=("Wie hoch ist der Hallenbonus?",)),
    ],
    ids=["a fact", "something else", "what must be done", "no programme", "internal", "filters", "a follow-up"],
)
def test_everything_else_is_left_to_others(question: Question, opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, question) is None


def test_the_same_may_be_asked_of_another_one(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, Question("Und zum Radgeld?", history=("Infos zum Hallenbonus",)))
    assert found
    assert (found.sentences[0].text.split(":")[0], found.resolved) == ("Radgeld Ahlermark", "Infos zum Radgeld")
