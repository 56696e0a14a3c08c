"""Who asks what a document says as a whole is told how its chapters begin, or what it sums up itself."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import document, inquiry

from assistant.answering.at_hand import AtHand
from assistant.answering.looking_up.document_summary import document_summary, shown_document
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import AUDIENCES, Answer, Audience, Filters, Question
from assistant.retrieving.retrieve import Retriever

TODAY = datetime.date(2026, 3, 1)
ORDER = document(
    "# Hafenordnung\n\nAufgrund des § 4 beschließt der Rat diese Ordnung.\n\n"
    "## 1 Zweck\n\nStand: 15. Mai 2024.\n\n"
    "Die Ordnung regelt das Leben im Hafen.\n\n### 1.1 Ruhe\n\nNachts ist es still am Kai.\n\n"
    "## 2 Boote\n\nBoote liegen am Steg. Sie zahlen Miete.\n\n"
    "## 3 Miete\n\n| Boot | Euro |\n|---|---|\n| Jolle | 20 |\n\nDie Miete ist im Mai fällig.\n\n"
    "## Kontakt\n\nDas Amt sitzt am Kai.",
    "ordnung.md",
    title="Hafenordnung",
)
STUDY = document(
    "# Ebbe und Flut\n\n## Anlass\n\nDas Watt wandert.\n\n## Verlauf\n\nEs wird gemessen.\n\n"
    "## Fazit\n\nDie Flut steigt schneller. Deiche müssen wachsen.",
    "wattmann.md",
    title="Ebbe und Flut",
    type="study",
)
PRESS = document(
    "# Neuer Steg\n\nDer Steg ist fertig. Er misst vierzig Meter. Gäste kamen. Musik gab es auch. Es regnete nie.",
    "steg.md",
    title="Neuer Steg",
    type="press_release",
)
LONG = document(
    "# Gemeinde Kaihausen tauscht ihre alten Laternen gegen Bojen\n\nDie Laternen sind fort. Die Bojen leuchten.",
    "2024-05-03-bojentausch-en.md",
    title="Gemeinde Kaihausen tauscht ihre alten Laternen gegen Bojen",
    type="press_release",
)
CALL = document("# Anruf im Lab Kran\n\nDer Kran ist grün.", "anruf.md", title="Anruf im Lab Kran", type="minutes")
SECRET = document("# Rat am Kai\n\nDer Rat tagt am Kai.", "rat.md", "internal", title="Rat am Kai")
MINUTES = [
    document(
        "# Beirat\n\nDer Beirat lobt die Fähre.", f"{day}.md", "internal", title="Beirat", type="minutes", date=day
    )
    for day in (datetime.date(2024, 5, 3), datetime.date(2024, 6, 4))
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("summary") / "data"
    ingest_documents(data, [ORDER, STUDY, PRESS, LONG, CALL, SECRET, *MINUTES], ToyEmbedder(dimension=256), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder(dimension=256)), kept


def told(
    opened: tuple[Retriever, FactStore],
    text: str,
    *,
    audiences: frozenset[Audience] = frozenset(AUDIENCES),
    at_hand: AtHand | None = None,
) -> Answer | None:
    return document_summary(inquiry(Question(text, audiences), *opened, TODAY, at_hand=at_hand))


def shown(
    opened: tuple[Retriever, FactStore],
    text: str,
    *,
    audiences: frozenset[Audience] = frozenset(AUDIENCES),
    filters: Filters | None = None,
) -> Answer | None:
    return shown_document(inquiry(Question(text, audiences, filters=filters or Filters()), *opened, TODAY))


def sentences(answer: Answer | None) -> list[str]:
    assert answer
    assert [one.quote.text for one in answer.citations] == [one.text for one in answer.sentences]
    return [one.text for one in answer.sentences]


def test_each_chapter_is_told_by_its_first_sentence(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Was steht in der Hafenordnung?")
    assert sentences(found) == [
        "Die Ordnung regelt das Leben im Hafen.",
        "Boote liegen am Steg.",
        "Die Miete ist im Mai fällig.",
    ]
    assert found
    assert found.resolved is None, "its title stands in the question"


@pytest.mark.parametrize("text", ["Worum geht es in der Studie von Wattmann?", "Worum geht es in der Studie?"])
def test_what_a_document_sums_up_itself_goes_first(text: str, opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, text)
    assert sentences(found) == ["Die Flut steigt schneller.", "Deiche müssen wachsen."]
    assert found
    assert found.resolved == f"{text} (Ebbe und Flut)"


def test_a_text_without_chapters_is_told_by_its_beginning(opened: tuple[Retriever, FactStore]) -> None:
    found = sentences(told(opened, "Fasse die Pressemitteilung zum Steg zusammen"))
    assert found[0] == "Der Steg ist fertig."
    assert "Es regnete nie." not in found


def test_of_several_documents_of_a_name_the_day_tells_which(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Was wurde im Beirat vom 3. Mai 2024 besprochen?")
    assert found
    assert {one.quote.document.path for one in found.citations} == {"2024-05-03.md"}
    assert told(opened, "Was wurde im Beirat besprochen?") is None


def test_the_newest_one_is_told_where_that_is_asked_for(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Was steht im letzten Protokoll des Beirats?")
    assert found
    assert {one.quote.document.path for one in found.citations} == {"2024-06-04.md"}


def test_the_document_of_the_conversation_needs_no_name(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Fass das bitte zusammen", at_hand=AtHand(PRESS.info))
    assert sentences(found)[0] == "Der Steg ist fertig."
    assert told(opened, "Worum geht es in der Richtlinie?", at_hand=AtHand(PRESS.info)) is None
    assert told(opened, "Fass das bitte zusammen") is None


@pytest.mark.parametrize("text", ["Zeig mir Ebbe und Flut", "Ebbe und Flut?", "Show me Ebbe und Flut"])
def test_a_document_is_shown_by_its_whole_title(text: str, opened: tuple[Retriever, FactStore]) -> None:
    found = shown(opened, text)
    assert sentences(found) == ["Die Flut steigt schneller.", "Deiche müssen wachsen."]
    assert found is not None
    assert found.resolved is None


def test_what_is_no_whole_title_or_may_be_a_topic_shows_no_document(opened: tuple[Retriever, FactStore]) -> None:
    assert shown(opened, "Zeig mir Ebbe") is None
    assert shown(opened, "Zeig mir Hafenordnung") is None  # one word may be a topic
    assert shown(opened, "Zeig mir Ebbe und Flut", filters=Filters(type="minutes")) is None
    assert shown(opened, "Zeig mir Rat am Kai") is not None
    assert shown(opened, "Zeig mir Rat am Kai", audiences=frozenset({"public"})) is None


def test_of_documents_with_one_title_the_one_of_the_day_is_shown(opened: tuple[Retriever, FactStore]) -> None:
    found = shown(opened, "Zeig mir Beirat vom 4. Juni 2024")
    assert found
    assert [one.quote.document.path for one in found.citations] == ["2024-06-04.md"]
    assert shown(opened, "Zeig mir Beirat vom 5. Juni 2024") is None


def test_the_public_hears_nothing_of_internal_documents(opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, "Was wurde im Beirat vom 3. Mai 2024 besprochen?", audiences=frozenset({"public"})) is None


@pytest.mark.parametrize(
    "text",
    [
        "Fasse die Pressemitteilung zu den Bojen zusammen",
        "Was steht in Gemeinde Kaihausen tauscht ihre Laternen?",
        "Um was geht es im Bojentausch?",
    ],
)
def test_one_word_of_a_title_calls_it_with_its_kind_and_several_without(
    text: str, opened: tuple[Retriever, FactStore]
) -> None:
    assert sentences(told(opened, text))[0] == "Die Laternen sind fort."


@pytest.mark.parametrize(
    "text",
    [
        "Worum geht es beim Leuchtturm?",
        "Worum geht es beim Hafen?",
        "Was sind die Themen im Lab Hafenordnung?",
        "Gib mir einen Überblick über Bojen",
    ],
    ids=["no document", "only a part of a title's word", "a lab", "a topic in a title"],
)
def test_what_no_document_is_called_is_searched_for(text: str, opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, text) is None


def test_the_only_document_needs_no_name(tmp_path: Path) -> None:
    embedder = ToyEmbedder(dimension=256)
    ingest_documents(tmp_path / "data", [PRESS], embedder, 64)
    with closing(Index.open(tmp_path / "data", "toy")) as index, closing(FactStore(tmp_path / "data")) as kept:
        found = told((Retriever(index, embedder), kept), "Fasse das Dokument zusammen")
    assert sentences(found)


def test_a_lab_may_be_a_part_of_a_title(opened: tuple[Retriever, FactStore]) -> None:
    assert sentences(told(opened, "Fasse Anruf im Lab Kran zusammen")) == ["Der Kran ist grün."]
    assert told(opened, "Fasse das Lab Kran zusammen") is None
