"""Who asks which documents there are on a topic is told each by its title, with words of its own on that."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import document, inquiry

from assistant.answering.looking_up.documents_on_topic import documents_on_topic
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.language.figures import missing
from assistant.records import AUDIENCES, Answer, Audience, FilterField, Filters, Listing, Question, Within
from assistant.retrieving.retrieve import Retriever

TODAY = datetime.date(2026, 3, 1)
MAY, JUNE = datetime.date(2024, 5, 7), datetime.date(2024, 6, 4)
SEAGRASS = document(
    "# Wiesen unter Wasser\n\nDer Verein taucht gern.\n\nSeegras bindet in der Bucht viel Kohlenstoff.",
    "wiesen.md",
    title="Wiesen unter Wasser",
    type="study",
)
PRESS = document(
    "# Seegraswiesen wachsen\n\nDas Amt im Hafen zählt Halme.",
    "p.md",
    title="Seegraswiesen wachsen",
    type="press_release",
)
COUNTED = document("# Zählung\n\nSeegras steht am Steg.", "zaehlung.md", title="Zählung 2031", type="study")
MINUTES = [
    document(f"# Hafenrat\n\nDer Rat spricht über {topic}.", name, "internal", type="minutes", date=day)
    for topic, name, day in (("Seegras", "mai.md", MAY), ("Seegras und Boote", "juni.md", JUNE))
]
NEWS = document(
    "# Die „Alte Liebe“ fährt\n\nEine Tonne ist grün.",
    "neu.md",
    title="Die „Alte Liebe“ fährt",
    type="press_release",
    date=datetime.date(2025, 3, 4),
)
OTHERS = [document(f"# {topic}\n\nHier geht es um {topic}.", f"{topic}.md") for topic in ("Fähren", "Kräne", "Seile")]
MANY = [
    document(f"# Ordnung {place}\n\nDie Miete am {place} gilt.", f"{place}.md")
    for place in ("Kai", "Pier", "Dock", "Tor", "Damm", "Ufer")
]
STAFF: frozenset[Audience] = frozenset(AUDIENCES)


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("topics") / "data"
    embedder = ToyEmbedder(dimension=2048)
    ingest_documents(data, [SEAGRASS, PRESS, COUNTED, NEWS, *MINUTES, *OTHERS, *MANY], embedder, 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, embedder), kept


def told(
    opened: tuple[Retriever, FactStore],
    text: str,
    *history: str,
    audiences: frozenset[Audience] = STAFF,
    filters: Filters | None = None,
    without: frozenset[FilterField] = frozenset(),
) -> Answer | None:
    question = Question(text, audiences, None, filters or Filters(), history, without)
    return documents_on_topic(inquiry(question, *opened, TODAY))


def quoted(answer: Answer | None) -> list[str]:
    assert answer
    return list(dict.fromkeys(one.quote.document.path for one in answer.citations))


def test_each_document_is_told_by_its_title_with_its_words_on_the_topic(
    opened: tuple[Retriever, FactStore],
) -> None:
    found = told(opened, "Welche Dokumente gibt es zu Seegras?", audiences=frozenset({"public"}))
    assert found
    assert quoted(found)[0] == "p.md"  # its title holds the topic, if only as a part of a word
    assert set(quoted(found)) == {"p.md", "wiesen.md", "zaehlung.md"}
    words = {one.text for one in found.sentences}
    assert "„Wiesen unter Wasser“: Seegras bindet in der Bucht viel Kohlenstoff." in words
    assert found.listing == Listing("/suche?q=Seegras", 3)
    assert found.listed[0] == "Seegraswiesen wachsen"
    for sentence in found.sentences:
        quotes = [one.quote for one in found.citations if one.number in sentence.citations]
        assert not missing(sentence.text, " ".join(one.text for one in quotes))


def test_a_title_that_stands_nowhere_in_the_document_is_left_out(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Welche Studien gibt es zu Seegras?")
    assert found
    assert "Seegras steht am Steg." in {one.text for one in found.sentences}
    assert "2031" not in found.text


def test_only_documents_of_the_kind_are_told_unless_the_asker_takes_that_back(
    opened: tuple[Retriever, FactStore],
) -> None:
    found = told(opened, "Gibt es eine Pressemitteilung zu Seegras?")
    assert found
    assert (quoted(found), found.filters, found.understood) == (["p.md"], Filters("press_release"), {"type"})
    assert found.listing == Listing("/suche?q=Seegras&type=press_release", 1)
    wider = told(opened, "Gibt es eine Pressemitteilung zu Seegras?", without=frozenset({"type"}))
    assert len(quoted(wider)) > 1
    given = told(opened, "Gibt es eine Pressemitteilung zu Seegras?", filters=Filters("study"))
    assert set(quoted(given)) == {"wiesen.md", "zaehlung.md"}


def test_a_time_that_the_question_states_narrows_the_documents(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Welche Protokolle vom Mai 2024 gibt es zu Seegras?")
    assert found
    assert (quoted(found), found.understood) == (["mai.md"], {"type", "date"})
    assert set(quoted(told(opened, "Welche Protokolle gibt es zu Seegras?"))) == {"mai.md", "juni.md"}


def test_the_public_hears_nothing_of_internal_documents(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Welche Protokolle gibt es zu Seegras?", audiences=frozenset({"public"}))
    assert found
    assert (found.reason, found.citations) == ("below_threshold", ())
    assert {hit.document.audience for hit in found.related} == {"public"}


def test_the_topic_of_the_question_before_goes_on(opened: tuple[Retriever, FactStore]) -> None:
    assert quoted(told(opened, "Gibt es dazu Pressemitteilungen?", "Wo wächst Seegras?")) == ["p.md"]


def test_of_many_documents_the_first_are_told_and_all_are_counted(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Wo steht etwas zur Miete?")
    assert found
    assert (len(found.sentences), found.listing) == (5, Listing("/suche?q=Miete", 6))


def test_on_what_no_document_is_about_none_is_told(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Gibt es Studien zu Klavieren?")
    assert found
    assert (found.status, found.reason, len(found.related)) == ("abstained", "below_threshold", 3)


def test_a_time_may_be_a_part_of_the_topic(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Welche Studien gibt es zu Seegras 2031?")
    assert found
    assert (quoted(found), found.filters) == (["zaehlung.md"], Filters("study"))


def test_what_a_website_searches_in_is_all_that_it_is_told_of(opened: tuple[Retriever, FactStore]) -> None:
    retriever, kept = opened
    narrowed = retriever.within(Within(topic="Boote")), kept
    found = told(narrowed, "Welche Dokumente gibt es zu Seegras?")
    assert found
    assert (found.citations, found.related) == ((), ())


def test_where_something_else_is_asked_nothing_is_told(opened: tuple[Retriever, FactStore]) -> None:
    assert told(opened, "Was sagt die Studie zu Seegras?") is None


def test_without_a_topic_the_newest_go_first_each_with_how_it_begins(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Welche Protokolle gibt es?")
    assert found
    assert quoted(found) == ["juni.md", "mai.md"]
    assert found.sentences[0].text == "Der Rat spricht über Seegras und Boote."
    assert found.listing == Listing("/suche?type=minutes", 2)
    every = told(opened, "Welche Dokumente gibt es?", audiences=frozenset({"public"}))
    assert every
    assert (len(every.sentences), every.listing) == (5, Listing("/suche", 13))


def test_the_newest_on_a_topic_go_first_if_they_are_wanted(opened: tuple[Retriever, FactStore]) -> None:
    assert quoted(told(opened, "Was sind die neuesten Protokolle zu Seegras?")) == ["juni.md", "mai.md"]


@pytest.mark.parametrize(
    "text",
    [
        "Welche Protokolle gab es im Mai 2024?",
        "Welche Protokolle gibt es vom Mai 2024?",
        "Welche Protokolle gab es am 7. Mai 2024?",
        "Welche Protokolle gab es im Mai 2024 zu Seegras?",
        "Welche Protokolle zu Seegras gab es im Mai 2024?",
    ],
)
def test_a_time_that_is_no_part_of_the_topic_narrows_as_well(text: str, opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, text)
    assert found
    assert (quoted(found), found.understood) == (["mai.md"], {"type", "date"})


@pytest.mark.parametrize("time", ["im März 2025", "im Jahr 2025"])
def test_what_is_new_may_be_asked_of_a_time(time: str, opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, f"Was gibt es Neues {time}?")
    assert found
    assert (quoted(found), found.understood) == (["neu.md"], {"type", "date"})


def test_marks_in_a_title_are_those_of_a_quote_in_a_quote(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Welche Pressemitteilungen gibt es zur Tonne?")
    assert found
    assert found.sentences[0].text == "„Die ‚Alte Liebe‘ fährt“: Eine Tonne ist grün."
