"""What a question says about where to search, and what it only talks about."""

from __future__ import annotations

import datetime
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records import DOCUMENT_TYPES, DocumentInfo, Filters
from assistant.retrieving.filters import UNDERSTOOD, narrowed, touched, understood

TODAY = datetime.date(2026, 11, 25)
LABS = ("Zukunft der Arbeit", "Neue Geschäftsmodelle", "Lab Technologie", None)
DOCUMENTS = [
    DocumentInfo(f"d{number}", f"{number}.md", "Titel", "minutes", "public", "de", lab=lab)
    for number, lab in enumerate(LABS)
]


def days(start: str | None, end: str | None) -> dict[str, datetime.date | None]:
    return {
        "date_from": datetime.date.fromisoformat(start) if start else None,
        "date_to": datetime.date.fromisoformat(end) if end else None,
    }


MAY = days("2023-05-01", "2023-05-31")
CLEAR = {
    "Was steht in den Protokollen vom Mai 2023?": Filters("minutes", **MAY),
    "WAS STEHT IM ERGEBNISPROTOKOLL VOM MAI 2023?": Filters("minutes", **MAY),
    "Was sagen die Protokolle der Sitzungen im Mai 2023?": Filters("minutes", **MAY),
    "What do the minutes from May 2023 say?": Filters("minutes", **MAY),
    "Do the May 2023 minutes mention hydrogen?": Filters("minutes", **MAY),
    "Was steht im Protokoll vom 12.03.2024?": Filters("minutes", **days("2024-03-12", "2024-03-12")),
    "Protokoll 12.03.2024: Wer war da?": Filters("minutes", **days("2024-03-12", "2024-03-12")),
    "What do the minutes of the meeting on 12 March 2024 say?": Filters("minutes", **days("2024-03-12", "2024-03-12")),
    "Protokolle aus dem 2. Quartal 2023": Filters("minutes", **days("2023-04-01", "2023-06-30")),
    "Protokolle aus dem letzten Jahr": Filters("minutes", **days("2025-01-01", "2025-12-31")),
    "Welche Pressemitteilungen seit 2024 nennen Wasserstoff?": Filters("press_release", **days("2024-01-01", None)),
    "Welche Pressemitteilungen wurden im Mai 2023 veröffentlicht?": Filters("press_release", **MAY),
    "Which press releases were published in May 2023?": Filters("press_release", **MAY),
    "Studien zwischen 2022 und 2024 zur Batterie": Filters("study", **days("2022-01-01", "2024-12-31")),
    "Wie hoch ist die Quote laut Pressemitteilung?": Filters("press_release"),
    "Was steht in den Förderrichtlinien zur Quote?": Filters("funding"),
    "Was steht in den foerderrichtlinien zur Quote?": Filters("funding"),
    "Was wurde im Lab Zukunft der Arbeit beschlossen?": Filters(lab="Zukunft der Arbeit"),
    "Was wurde im Transformations-Lab „Zukunft der Arbeit“ beschlossen?": Filters(lab="Zukunft der Arbeit"),
    "Was geschah im Zukunft-der-Arbeit-Lab?": Filters(lab="Zukunft der Arbeit"),
    "was geschah im lab neue geschaeftsmodelle?": Filters(lab="Neue Geschäftsmodelle"),
    "Welche Protokolle gibt es aus dem Lab Technologie?": Filters("minutes", lab="Lab Technologie"),
    "Protokolle des Labs Zukunft der Arbeit vom Mai 2023": Filters("minutes", lab="Zukunft der Arbeit", **MAY),
}


@pytest.mark.parametrize("text", CLEAR)
def test_what_a_question_clearly_says_is_understood(text: str) -> None:
    assert understood(text, DOCUMENTS, TODAY).filters == CLEAR[text]
    assert understood(unicodedata.normalize("NFD", text), DOCUMENTS, TODAY).filters == CLEAR[text]


@pytest.mark.parametrize(
    "text",
    [
        "Wie hoch war die Förderung 2023?",
        "Was wurde am 12.03.2024 beschlossen?",
        "Wer hat am 10.09.2015 das Protokoll geführt?",
        "Wer leitet das Lab Zukunft der Arbeit?",
        "Was tut das Netzwerk für die Zukunft der Arbeit seit 2024?",
        "Was ergab die Studie von 2023?",
        "Was steht nicht im Protokoll vom Mai 2023?",
        "Was ist seit dem Protokoll vom 12.03.2024 geschehen?",
        "Welche Protokolle wurden am 12.03.2024 genehmigt?",
        "Was regelt das Kyoto-Protokoll seit 2012?",
        "Wer ist der Protokollführer im Mai 2023?",
        "How long is a break of 30 minutes in May 2023?",
        "Welche Förderrichtlinien gelten seit 2024?",
        "Was änderte sich zwischen dem Protokoll vom 12.03.2024 und dem Protokoll vom 15.05.2024?",
        "Was änderte sich gegenüber dem Protokoll vom Mai 2023?",
        "Was wurde im Vergleich zum Protokoll vom Mai 2023 anders beschlossen?",
        "Was geschah nach dem Protokoll vom Mai 2023?",
        "Wann wurde das Protokoll vom 12.03.2024 genehmigt?",
        "Wer hat Korrekturen zum Protokoll vom 12.03.2024?",
        "Welche Pressemitteilungen wurden nicht im Mai 2023 veröffentlicht?",
        "Steht das im Protokoll oder in der Pressemitteilung?",
        "Was steht laut Pressemitteilung im Protokoll vom Mai 2023?",
        "Was sagt die Pressemitteilung zum Workshop im Mai 2024?",
        "Studien zum Jahr 2025",
        "Which studies on 2025 exist?",
        "Studien von 2030",
        "Welche Förderrichtlinie 2023 nennt Wasserstoff?",
        "How many minutes of the meeting in May 2023 were spent on it?",
        "Was wurde im Lab Technologie-Transfer beschlossen?",
        "Was wurde im Lab Zukunft der Arbeit und Technologie beschlossen?",
        "Labor",
        "",
    ],
)
def test_what_a_question_only_talks_about_is_no_filter(text: str) -> None:
    assert understood(text, DOCUMENTS, TODAY).filters == Filters()


def test_with_a_second_time_no_time_is_understood() -> None:
    text = "Was plante das Netzwerk laut Pressemitteilung vom 3. Mai 2024 für den Juni 2025?"
    assert understood(text, DOCUMENTS, TODAY).filters == Filters("press_release")


@pytest.mark.parametrize(
    "text",
    [
        "Was steht in den Protokollen von 2022 und 2023?",
        "Was steht in den Protokollen 2022, 2023 und 2024 zum Logo?",
        "What was said in the minutes of 2023 and 2024?",
        "Was steht in den Protokollen vom Mai 2023 und vom Juni?",
        "Was steht in den Protokollen von 2022 an?",
        "Was steht in den Protokollen vom Mai 2023 oder später?",
        "Was steht in den Protokollen zu 2024?",
        "Welche Aufgaben sind laut Protokoll bis zum 30.06.2024 zu erledigen?",
        "Was geschah laut Protokoll im Mai 2023?",
        "Was geschah laut Protokoll 2023?",
        "What was decided according to the minutes in May 2024?",
    ],
)
def test_with_several_times_or_that_of_something_else_only_the_kind_is_understood(text: str) -> None:
    assert understood(text, DOCUMENTS, TODAY).filters == Filters("minutes")


def test_what_is_to_come_is_not_the_time_of_a_document() -> None:
    text = "Wie viele Stellen entstehen laut Pressemitteilung ab 2026?"
    assert understood(text, DOCUMENTS, TODAY).filters == Filters("press_release")


def test_two_labs_are_no_filter() -> None:
    text = "Was geschah im Lab Technologie und im Lab Zukunft der Arbeit?"
    assert understood(text, DOCUMENTS, TODAY).filters == Filters()


@pytest.mark.parametrize(
    ("text", "lab", "rest"),
    [
        ("Was geschah im Lab Zukunft?", "Zukunft der Arbeit", "Was geschah?"),
        ("was geschah im lab arbeit 2024", "Zukunft der Arbeit", "was geschah 2024"),
        ("Protokolle des Labs „Geschäftsmodelle“", "Neue Geschäftsmodelle", "Protokolle"),
        ("Was geschah im Lab der Zukunft?", "Zukunft der Arbeit", "Was geschah?"),
        ("Was geschah im Lab Zukunft Mobilität?", None, "Was geschah im Lab Zukunft Mobilität?"),
        ("Was geschah im Lab Zukunft und Technik?", None, "Was geschah im Lab Zukunft und Technik?"),
        ("Was geschah im Lab der Hochschule?", None, "Was geschah im Lab der Hochschule?"),
        ("Was ist im Lab zur Zukunft geplant?", None, "Was ist im Lab zur Zukunft geplant?"),
    ],
)
def test_half_the_name_of_a_lab_is_enough_where_no_other_holds_it(text: str, lab: str | None, rest: str) -> None:
    stated = understood(text, DOCUMENTS, TODAY)
    assert stated.filters.lab == lab
    assert stated.rest([field for field in ("lab",) if field in stated.words]) == rest


def test_half_a_name_that_two_labs_bear_is_no_filter() -> None:
    both = [*DOCUMENTS, replace(DOCUMENTS[0], id="other", lab="Arbeit und Recht")]
    assert understood("Was geschah im Lab Arbeit?", both, TODAY).filters == Filters()


def test_a_lab_that_the_caller_cannot_see_is_not_known() -> None:
    seen = [info for info in DOCUMENTS if info.lab != "Zukunft der Arbeit"]
    assert understood("Was wurde im Lab Zukunft der Arbeit beschlossen?", seen, TODAY).filters == Filters()


@given(
    st.text() | st.text(alphabet="Protokll vmaiLabZukunftderArbeit 2023.-„“()[]\\", max_size=60), st.text(max_size=20)
)
def test_any_text_and_any_name_of_a_lab_is_read_without_error(text: str, lab: str) -> None:
    found = understood(
        f"{text} im Lab {lab} {text}", [DocumentInfo("a", "a", "a", "other", "public", "de", lab=lab)], TODAY
    )
    assert isinstance(found.rest(found.words), str)
    assert found.filters.type in (None, *DOCUMENT_TYPES)
    assert found.filters.lab in (None, lab)


TOUCHED = {
    "Und welches Label gilt im Labor?": frozenset(),
    "Und im Innovationslab?": frozenset({"lab"}),
    "Und im Juni?": {"date"},
    "Und am 3.?": {"date"},
    "Und 2024?": {"date"},
    "Und letztes Jahr?": {"date"},
    "And in May?": {"date"},
    "Und die Pressemitteilungen?": {"type"},
    "Und das andere Lab?": {"lab"},
    "Und wie viel Euro?": set(),
}


@pytest.mark.parametrize("text", TOUCHED)
def test_a_follow_up_does_not_keep_what_it_speaks_of_itself(text: str) -> None:
    assert touched(text, TODAY) == TOUCHED[text]


RESTS = {
    "Welcher Raum ist laut Protokoll vom 22.04.2015 gebucht?": "Welcher Raum ist gebucht?",
    "Was wurde im Protokoll der Sitzung vom Mai 2023 zum Logo festgehalten?": "Was wurde zum Logo festgehalten?",
    "Wie hoch ist die Quote laut den Förderrichtlinien?": "Wie hoch ist die Quote?",
    "Was sagen Protokolle des Labs Zukunft der Arbeit vom Mai 2023 zum Logo?": "Was sagen zum Logo?",
    "Welche Pressemitteilungen wurden im Mai 2023 veröffentlicht?": "Welche?",
    "Was wurde im letzten Protokoll festgehalten?": "Was wurde im letzten Protokoll festgehalten?",
    "What do the May 2023 minutes say about hydrogen?": "What do the say about hydrogen?",
}


@pytest.mark.parametrize("text", RESTS)
def test_the_words_of_a_filter_can_be_taken_out_of_the_question(text: str) -> None:
    stated = understood(text, DOCUMENTS, TODAY)
    assert stated.rest(stated.words) == RESTS[text]
    assert stated.rest([]) == text


def test_the_words_of_a_filter_that_was_taken_away_stay() -> None:
    stated = understood("Welcher Raum ist laut Protokoll vom 22.04.2015 gebucht?", DOCUMENTS, TODAY)
    assert stated.rest(["type"]) == "Welcher Raum ist vom 22.04.2015 gebucht?"
    assert stated.rest(["date"]) == "Welcher Raum ist laut Protokoll gebucht?"


STATED = Filters("minutes", "Technologie", **MAY)


def test_a_stated_filter_fills_what_the_caller_left_open() -> None:
    assert narrowed(Filters(), STATED) == (STATED, frozenset(UNDERSTOOD))
    filters, fields = narrowed(Filters("study", date_to=datetime.date(2020, 1, 1)), STATED)
    assert filters == Filters("study", "Technologie", date_to=datetime.date(2020, 1, 1))
    assert fields == {"lab"}


def test_a_filter_that_was_taken_away_stays_away() -> None:
    assert narrowed(Filters(), STATED, without={"date", "type"}) == (Filters(lab="Technologie"), {"lab"})
    assert narrowed(Filters(topic="KI"), Filters()) == (Filters(topic="KI"), frozenset())
