"""What is meant of a list by its place in it, put in by its name."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from papers import paper
from programme_texts import ONGOING, PAGE

from assistant.answering.assistant import Assistant
from assistant.answering.looking_up.listed_one import Entry, asks_of_one_listed, entries_of, with_its_name
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.models import Given
from assistant.indexing.ingest import ingest_documents
from assistant.records import Question, Quote
from assistant.settings.settings import Settings

LIST = "Welche Programme gibt es?"


NAMES = ("Radprämie", "Hofscheck: Zuschuss", "Saatgeld", "Torfgeld", "Werkgeld")
MINUTES = "Welche Protokolle gibt es?"
MET = datetime.date(2024, 6, 4)


def listed(question: Question) -> Sequence[Entry]:
    if question.text == MINUTES:
        return [Entry("Hafenrat, 2. Sitzung", "minutes", MET), Entry("Kran und Kai", "study"), Entry("Kai", "minutes")]
    return [Entry(name) for name in NAMES] if question.text == LIST else ()


def understood(*said: str) -> str:
    *history, text = said
    return with_its_name(Question(text, history=tuple(history)), listed).text


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Wie hoch ist der Zuschuss beim zweiten?", "Wie hoch ist der Zuschuss bei Hofscheck: Zuschuss?"),
        ("Bis wann läuft das dritte Programm?", "Bis wann läuft Saatgeld?"),
        ("Was wurde bei der ersten beschlossen?", "Was wurde bei Radprämie beschlossen?"),
        ("What is the deadline of the second one?", "What is the deadline of Hofscheck: Zuschuss?"),
        ("Wie ist es beim zweiten?", "Hofscheck: Zuschuss?"),
        ("und das dritte", "Saatgeld?"),
        ("Und das fünfte?", "Werkgeld?"),
        ("Beim zweiten, wer ist da Ansprechpartner?", "bei Hofscheck: Zuschuss, wer ist da Ansprechpartner?"),
        ("Wer ist Ansprechpartner beim zweiten?", "Wer ist Ansprechpartner bei Hofscheck: Zuschuss?"),
        ("Wer hat das zweite geschrieben?", "Wer hat Hofscheck: Zuschuss geschrieben?"),
        ("When was the second one published?", "When was Hofscheck: Zuschuss published?"),
    ],
)
def test_an_ordinal_that_stands_alone_is_one_of_the_list_before(said: str, meant: str) -> None:
    assert understood(LIST, said) == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Was wurde im ersten beschlossen?", "Was wurde in der Sitzung am 4. Juni 2024 beschlossen?"),
        ("Wer war beim ersten dabei?", "Wer war bei der Sitzung am 4. Juni 2024 dabei?"),
        ("What was decided in the first one?", "What was decided in the meeting on 4 June 2024?"),
        ("Zeig mir das erste", "Zeig mir Hafenrat, 2. Sitzung"),
        ("Worum geht es im ersten?", "Worum geht es in Hafenrat, 2. Sitzung?"),
        ("Und das erste?", "Hafenrat, 2. Sitzung?"),
        ("Was steht im zweiten?", "Was steht in Kran und Kai?"),
        ("Was wurde im ersten Protokoll beschlossen?", "Was wurde in der Sitzung am 4. Juni 2024 beschlossen?"),
        ("Zeig mir das zweite Dokument", "Zeig mir Kran und Kai"),
    ],
)
def test_of_minutes_the_meeting_is_meant_unless_they_are_asked_for_as_a_whole(said: str, meant: str) -> None:
    assert understood(MINUTES, said) == meant


def test_another_one_of_the_same_list_is_asked_the_same() -> None:
    assert (
        understood(LIST, "Wie hoch ist der Satz beim ersten?", "Und beim dritten?")
        == "Wie hoch ist der Satz bei Saatgeld?"
    )
    assert understood(LIST, "Und das erste?", "Und das dritte?") == "Saatgeld?"


def test_of_another_one_of_the_minutes_the_same_is_asked_by_its_meeting() -> None:
    met = [Entry("Hafenrat", "minutes", MET), Entry("Kairunde", "minutes", datetime.date(2024, 5, 7))]
    question = Question("Und im zweiten?", history=(MINUTES, "Was wurde im ersten beschlossen?"))
    found = with_its_name(question, lambda one: met if one.text == MINUTES else ())
    assert found.text == "Was wurde in der Sitzung am 7. Mai 2024 beschlossen?"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Zeig mir das zweite Protokoll", "Zeig mir Kai"),
        ("Zeig mir die erste Studie", "Zeig mir Kran und Kai"),
        ("Zeig mir die zweite Studie", "Zeig mir die zweite Studie"),
        ("Was steht in der ersten Studie des Landes?", "Was steht in der ersten Studie des Landes?"),
    ],
)
def test_of_a_kind_that_is_named_those_alone_are_counted(said: str, meant: str) -> None:
    assert understood(MINUTES, said) == meant


def test_the_answer_keeps_the_language_of_the_question() -> None:
    assert with_its_name(Question("Show me the second one", history=(LIST,)), listed).language == "en"


def test_where_some_sentences_tell_of_no_entry_the_names_alone_are_taken() -> None:
    page = paper("Es gibt zwei. Die Radprämie zahlt 300 Euro.", "a.md")
    words = ("Es gibt zwei.", "Die Radprämie zahlt 300 Euro.")
    told = [ProvedSentence(one, [Quote(page.info, None, one, 0, len(one))]) for one in words]
    answer = answer_of(Question(LIST), told)
    assert entries_of(replace(answer, listed=("Radprämie",))) == (Entry("Radprämie"),)


@pytest.mark.parametrize(
    "said",
    [
        (LIST, "Was gilt beim zweiten Termin?"),
        (LIST, "Und das sechste?"),
        (LIST, "Wie hoch ist der Zuschuss im ersten und zweiten Jahr?"),
        (LIST, "Was regelt der zweite bis vierte Absatz?"),
        (LIST, "Wie hoch ist der Satz beim ersten? Und beim zweiten?"),
        (LIST, "Wer war der Erste, der gefördert wurde?"),
        (LIST, "Wer ist der Erste?"),
        (LIST, "Was gilt ab dem ersten?"),
        (LIST, "In the second, who spoke?"),
        (LIST, "Was gilt im ersten (kleinen) Bauabschnitt?"),
        ("Wer fördert Radwege?", "Und das zweite?"),
        ("Und das zweite?",),
    ],
)
def test_what_is_no_place_in_the_list_right_before_stays(said: tuple[str, ...]) -> None:
    assert understood(*said) == said[-1]


def test_the_last_list_counts_though_something_else_was_asked_in_between() -> None:
    assert understood(LIST, "Bis wann läuft das zweite?", "Wer fördert Radwege?", "Und das dritte?") == "Saatgeld?"


def test_a_list_counts_still_behind_a_follow_up_to_it() -> None:
    assert understood(LIST, "Wer ist da der Ansprechpartner?", "Und beim zweiten?") == "Hofscheck: Zuschuss?"
    assert understood(LIST, "Wer fördert Radwege?", "Und das zweite?") == "Und das zweite?"


def test_a_conversation_without_ordinals_makes_no_list_again() -> None:
    assert not asks_of_one_listed(Question("Und bis wann?", history=(LIST,)))
    assert not asks_of_one_listed(Question("Was gilt beim zweiten?"))


def test_the_assistant_answers_for_the_programme_that_is_meant_and_says_how_it_understood(tmp_path: Path) -> None:
    data = tmp_path / "data"
    ingest_documents(data, [paper(PAGE, "umbau.md"), paper(ONGOING, "geraete.md")], ToyEmbedder(), 64)
    assistant = Assistant(Settings.model_validate({"data": data, "embedding_model": "toy"}), Given(ToyEmbedder()))
    assistant.warm_up()
    history = ("Welche Förderprogramme gibt es?",)
    names = assistant.ask(Question(history[0])).listed
    found = assistant.ask(Question("Kann man das zweite noch beantragen?", history=history))
    assert len(names) == 2
    assert found.resolved == f"Kann man {names[1]} noch beantragen?"
    assistant.close()


def test_entries_of_one_title_are_told_apart_by_their_days() -> None:
    pages = [
        paper(f"# Hafenrat\n\nPunkt {month}.", f"{month}.md", type="minutes", date=datetime.date(2024, month, 4))
        for month in (6, 5)
    ]
    told = [ProvedSentence("Hafenrat", [Quote(page.info, None, "Hafenrat", 2, 10)]) for page in pages]
    found = entries_of(replace(answer_of(Question(MINUTES), told), listed=("Hafenrat", "Hafenrat")))
    assert [one.name for one in found] == ["Hafenrat vom 4. Juni 2024", "Hafenrat vom 4. Mai 2024"]
    assert [one.met for one in found] == [datetime.date(2024, 6, 4), datetime.date(2024, 5, 4)]
