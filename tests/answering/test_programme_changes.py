"""What a newer version of a programme changed is told field by field, the new beside the old, each with its quote."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

from assistant.answering.at_hand import AtHand
from assistant.answering.looking_up.programme_changes import programme_changes
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.language.figures import missing
from assistant.records import AUDIENCES, Answer, Audience, Document, Question
from assistant.retrieving.retrieve import Retriever


def version(year: int, rate: int, cap: str, audience: Audience = "public") -> Document:
    return paper(
        f"# Radgeld Ahlermark (Fassung {year})\n\nDer Zuschuss beträgt {rate} Prozent, höchstens {cap} Euro.\n\n"
        "Antragsberechtigt sind kleine und mittlere Unternehmen.\n",
        f"radgeld-{year}.md",
        audience,
        title=f"Radgeld Ahlermark (Fassung {year})",
        series="Radgeld Ahlermark",
        version=f"Fassung {year}",
        date=datetime.date(year, 2, 1),
    )


OLDEST, OLD, NEW = version(2019, 20, "5.000", "internal"), version(2022, 40, "9.000"), version(2025, 60, "9.000")
HALL = paper("# Hallenbonus\n\nDer Zuschuss beträgt 30 Prozent.\n", "halle.md")
TODAY = datetime.date(2026, 3, 1)
RATE = "Radgeld Ahlermark (Fassung 2025) – Fördersatz: jetzt 60 %; zuvor 40 %."


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("changes") / "data"
    embedder = ToyEmbedder(dimension=256)
    ingest_documents(data, [OLDEST, OLD, NEW, HALL], embedder, 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, embedder), kept


def told(
    opened: tuple[Retriever, FactStore],
    text: str,
    *history: str,
    audiences: frozenset[Audience] = frozenset({"public"}),
    at_hand: AtHand | None = None,
) -> Answer | None:
    return programme_changes(inquiry(Question(text, audiences, history=history), *opened, TODAY, at_hand=at_hand))


@pytest.mark.parametrize(
    "text",
    [
        "Was hat sich beim Radgeld geändert?",
        "Was ist neu beim Radgeld?",
        "Welche Änderungen gibt es beim Radgeld?",
        "Vergleiche das Radgeld 2022 und 2025",
        "Was ist der Unterschied zwischen dem alten und dem neuen Radgeld?",
        "Hat sich beim Radgeld etwas geändert?",
        "Kannst du mir sagen, was sich beim Radgeld geändert hat?",
    ],
)
def test_what_both_versions_state_otherwise_is_told_and_nothing_else(
    text: str, opened: tuple[Retriever, FactStore]
) -> None:
    found = told(opened, text)
    assert found
    assert [one.text for one in found.sentences] == [RATE]
    assert {one.quote.document.id for one in found.citations} == {OLD.id, NEW.id}
    assert not missing(found.sentences[0].text, " ".join(one.quote.text for one in found.citations))
    assert found.listing


def test_of_a_fact_that_is_named_only_that_is_told(opened: tuple[Retriever, FactStore]) -> None:
    found = told(
        opened, "Was hat sich beim Fördersatz des Radgelds seit 2019 geändert?", audiences=frozenset(AUDIENCES)
    )
    assert found
    assert [one.text for one in found.sentences] == [
        "Radgeld Ahlermark (Fassung 2025) – Fördersatz: jetzt 60 %; zuvor 20 %."
    ]
    assert told(opened, "Was hat sich bei der Frist des Radgelds geändert?") is None


def test_in_english_it_is_told_in_english(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "What has changed with the Radgeld?")
    assert found
    assert "now 60%; before 40%." in found.text


def test_the_version_that_the_question_names_is_the_old_one_if_the_asker_may_see_it(
    opened: tuple[Retriever, FactStore],
) -> None:
    text = "Was hat sich beim Radgeld seit 2019 geändert?"
    found = told(opened, text, audiences=frozenset(AUDIENCES))
    assert found
    assert [one.text for one in found.sentences] == [
        "Radgeld Ahlermark (Fassung 2025) – Fördersatz: jetzt 60 %; zuvor 20 %.",
        "Beträge: jetzt bis zu 9.000 Euro; zuvor bis zu 5.000 Euro.",
    ]
    public = told(opened, text)
    assert public
    assert OLDEST.id not in {one.quote.document.id for one in public.citations}


def test_the_programme_may_be_that_of_the_conversation(opened: tuple[Retriever, FactStore]) -> None:
    asked = "Was hat sich gegenüber der alten Fassung geändert?"
    found = told(opened, asked, "Wie hoch ist das Radgeld?", at_hand=AtHand(NEW.info))
    assert found
    assert found.sentences[0].text == RATE
    assert told(opened, asked) is None


@pytest.mark.parametrize(
    "text",
    [
        "Was hat sich beim Hallenbonus geändert?",
        "Wie hoch ist das Radgeld?",
        "Was hat sich beim Mondgeld geändert?",
        "Welche Änderungen muss ich beim Radgeld melden?",
        "Sind Änderungen am Antrag beim Radgeld erlaubt?",
        "Was kann beim Radgeld noch geändert werden?",
        "Can I make changes to my application for the Radgeld?",
        "Was ist, wenn wir neu am Markt sind, mit dem Radgeld?",
    ],
)
def test_anything_else_is_not_told(text: str, opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, text) is None


def test_each_figure_stands_in_a_quote_of_its_own_version(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Was hat sich beim Radgeld geändert?")
    assert found
    by_version = {version.id: "" for version in (OLD, NEW)}
    for one in found.citations:
        by_version[one.quote.document.id] += one.quote.text
    assert "60 Prozent" in by_version[NEW.id]
    assert "40 Prozent" in by_version[OLD.id]
