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
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.language.figures import missing
from assistant.records import AUDIENCES, Answer, Audience, FilterField, Filters, Listing, Question, Quote, Within
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
    document(
        f"# Hafenrat\n\nDatum: {day:%d.%m.%Y}\n\nDer Rat spricht über {topic}.",
        name,
        "internal",
        title="Hafenrat",
        type="minutes",
        date=day,
    )
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
SHEET = document("# Tide\n\n| Ort | Pegel |\n|---|---|\n| Kai | 4 m |", "pegel.md", title="Tide", type="other")
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
    assert told(opened, "Wer schrieb die Studie zu Seegras?") is None


def test_what_documents_say_is_told_where_they_name_it_and_a_search_has_no_answer(
    opened: tuple[Retriever, FactStore],
) -> None:
    asked = "Was sagt die Studie zu Seegras?"
    assert quoted(told(opened, asked)) == quoted(told(opened, "Welche Studien gibt es zu Seegras?"))
    assert told(opened, "Was sagt die Studie zu Klavieren?") is None
    question = Question(asked, STAFF)
    searched = answer_of(question, [ProvedSentence("Grün.", [Quote(NEWS.info, None, "Grün.", 0, 5)])])
    assert documents_on_topic(inquiry(question, *opened, TODAY, searched=searched)) is None


def test_without_a_topic_the_newest_go_first_each_with_how_it_begins(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Welche Protokolle gibt es?")
    assert found
    assert quoted(found) == ["juni.md", "mai.md"]
    assert found.sentences[0].text == "„Hafenrat“: Der Rat spricht über Seegras und Boote."
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


@pytest.mark.parametrize("text", ["interne Dokumente", "Zeig mir die internen Dokumente", "nur interne Dokumente"])
def test_staff_may_ask_for_the_internal_documents_alone(text: str, opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, text)
    assert found
    assert (quoted(found), found.listing) == (["juni.md", "mai.md"], Listing("/suche?audience=internal", 2))


@pytest.mark.parametrize(
    ("said", "listing"),
    [
        (("interne Dokumente",), Listing("/suche", 13)),
        (("Welche Studien gibt es?", "Nur die internen"), Listing("/suche?type=study", 2)),
    ],
)
def test_who_asks_for_internal_documents_without_a_right_is_told_what_can_be_seen(
    said: tuple[str, ...], listing: Listing, opened: tuple[Retriever, FactStore]
) -> None:
    found = told(opened, said[-1], *said[:-1], audiences=frozenset({"public"}))
    assert found
    assert (found.status, found.reply, found.resolved) == ("abstained", "public_alone", None)
    assert (found.listing, found.related) == (listing, ())


def test_everybody_may_ask_for_the_public_documents_alone(opened: tuple[Retriever, FactStore]) -> None:
    every = told(opened, "öffentliche Dokumente", audiences=frozenset({"public"}))
    assert every
    assert (every.listing or Listing("", 0)).rows == 13


def test_who_asks_when_something_was_spoken_of_is_told_the_days_the_newest_first(
    opened: tuple[Retriever, FactStore],
) -> None:
    found = told(opened, "Wann wurde über Seegras gesprochen?")
    assert found
    assert [one.text for one in found.sentences] == [
        "4. Juni 2024 – „Hafenrat“: Der Rat spricht über Seegras und Boote.",
        "7. Mai 2024 – „Hafenrat“: Der Rat spricht über Seegras.",
    ]
    for sentence in found.sentences:
        quotes = [one.quote for one in found.citations if one.number in sentence.citations]
        assert not missing(sentence.text, " ".join(one.text for one in quotes))


@pytest.mark.parametrize(
    ("text", "paths", "start", "end"),
    [
        ("Protokolle im Mai", ["mai.md"], datetime.date(2024, 5, 1), datetime.date(2024, 5, 31)),
        ("Welche Protokolle gab es am 4. Juni?", ["juni.md"], JUNE, JUNE),
        ("Protokolle vor dem 1.6.", ["juni.md", "mai.md"], None, datetime.date(2025, 5, 31)),
        ("Welche Protokolle gibt es nach dem 1. Juni?", [], datetime.date(2025, 6, 2), None),
        ("Welche Pressemitteilungen gab es seit März?", [], datetime.date(2026, 3, 1), None),
    ],
)
def test_of_a_time_without_its_year_the_last_one_is_meant(
    text: str,
    paths: list[str],
    start: datetime.date | None,
    end: datetime.date | None,
    opened: tuple[Retriever, FactStore],
) -> None:
    found = told(opened, text)
    assert found
    assert (quoted(found), found.filters.date_from, found.filters.date_to) == (paths, start, end)
    assert "date" in found.understood


def test_what_documents_are_for_is_no_time_of_theirs(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Welche Studien gibt es zum Sommer?")
    assert found
    assert (found.filters.date_from, found.filters.date_to) == (None, None)


def test_a_document_without_a_sentence_is_listed_by_its_first_words(tmp_path: Path) -> None:
    embedder = ToyEmbedder(dimension=256)
    ingest_documents(tmp_path / "data", [SHEET], embedder, 64)
    with closing(Index.open(tmp_path / "data", "toy")) as index, closing(FactStore(tmp_path / "data")) as kept:
        found = told((Retriever(index, embedder), kept), "Welche Dokumente gibt es?")
        news = told((Retriever(index, embedder), kept), "Was gibt es Neues?")
    assert found
    assert [one.text for one in found.sentences] == ["„Tide“: Ort: Kai; Pegel: 4 m"]
    assert quoted(news) == ["pegel.md"]  # there are no press releases


@pytest.mark.parametrize(
    ("further", "paths"),
    [
        ("Und im Mai 2024?", ["mai.md"]),
        ("Und von 2025?", []),
        ("Nur die internen", ["juni.md", "mai.md"]),
        ("und davon die Studien?", ["wiesen.md", "zaehlung.md"]),
        ("und die öffentlichen?", []),
    ],
)
def test_a_follow_up_narrows_the_list_before(
    further: str, paths: list[str], opened: tuple[Retriever, FactStore]
) -> None:
    found = told(opened, further, "Welche Protokolle gibt es?")
    assert found
    assert quoted(found) == paths


def test_a_follow_up_on_another_topic_is_told_as_it_is_understood(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Und zu Kränen?", "Welche Dokumente gibt es zu Seegras?")
    assert found
    assert (quoted(found), found.resolved) == (["Kräne.md"], "Welche Dokumente gibt es zu Kränen?")


@pytest.mark.parametrize("further", ["und davon die Studien?", "Und Studien?", "Nur Studien bitte"])
def test_those_of_another_kind_are_on_the_topic_of_the_list(further: str, opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, further, "Welche Dokumente gibt es zu Seegras?")
    assert found
    assert (set(quoted(found)), found.resolved) == ({"wiesen.md", "zaehlung.md"}, f"Seegras: {further}")
    assert (found.filters.type, found.understood) == ("study", {"type"})
    again = told(opened, "Und davon die Pressemitteilungen?", "Welche Dokumente gibt es zu Seegras?", further)
    assert quoted(again) == ["p.md"]


def test_a_document_shown_in_between_does_not_end_the_list(opened: tuple[Retriever, FactStore]) -> None:
    between = ("Welche Dokumente gibt es zu Seegras?", "Zeig mir Wiesen unter Wasser")
    assert quoted(told(opened, "Und davon die Pressemitteilungen?", *between)) == ["p.md"]


def test_programmes_on_the_topic_of_the_list_are_documents_as_well(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Und Förderprogramme?", "Welche Dokumente gibt es zu Seegras?")
    assert found
    assert (found.filters.type, found.resolved) == ("funding", "Seegras: Und Förderprogramme?")
    assert told(opened, "Und Förderprogramme?", "Welche Dokumente gibt es?") is None  # they have a list of their own


def test_a_kind_without_a_list_before_it_is_asked_of_all_documents(opened: tuple[Retriever, FactStore]) -> None:
    found = told(opened, "Und Studien?", "Wie tief ist die Bucht?")
    assert set(quoted(found)) == {"wiesen.md", "zaehlung.md"}
    assert found is not None
    assert found.resolved is None


def test_one_of_a_day_needs_no_name(opened: tuple[Retriever, FactStore]) -> None:
    assert quoted(told(opened, "Wo finde ich das Protokoll vom 4. Juni?")) == ["juni.md"]
