"""Whether a programme is still open is answered with its standing today, and the quote that says so."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

from assistant.answering.looking_up.programme_status import name_asked_for, programme_status
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.language.figures import missing
from assistant.records import AUDIENCES, Answer, Filters, Listing, Question
from assistant.retrieving.retrieve import Retriever

OVER = "# Radgeld Ahlermark\n\nDer Zuschuss beträgt 45 Prozent.\n\nAnträge sind bis zum 15. Mai 2024 zu stellen.\n"
OPEN = "# Hallenbonus\n\nDer Zuschuss beträgt 30 Prozent.\n\nAnträge sind bis zum 30. November 2031 zu stellen.\n"
SEVERAL = (
    "# Kaifonds\n\nAnträge sind bis zum 1. Juni 2031 zu stellen.\n",
    "# Kaifonds im Winter\n\nAnträge sind bis zum 1. Juni 2032 zu stellen.\n",
    "# Torfgeld Motorboot\n\nAnträge sind bis zum 1. Juni 2033 zu stellen.\n",
)
SILENT = "# Dachgeld\n\nDer Zuschuss beträgt 10 Prozent.\n"
SECRET = "# Flüsterfonds\n\nDer Zuschuss beträgt 99 Prozent.\n\nAnträge sind bis zum 1. Mai 2031 zu stellen.\n"
YEARLY = "# Stegbonus\n\nDer Zuschuss beträgt 20 Prozent.\n\nAnträge sind jährlich bis zum 30. April zu stellen.\n"
TODAY = datetime.date(2026, 3, 1)

NAMED = [
    ("Ist das Radgeld noch offen?", "radgeld"),
    ("Ist das Radgeld noch zu haben?", "radgeld"),
    ("Ist der Hallenbonus aktuell erhältlich?", "hallenbonus"),
    ("Kann man den Hallenbonus derzeit beantragen?", "hallenbonus"),
    ("Läuft der Hallenbonus noch?", "hallenbonus"),
    ("Läuft die Förderung von Radgeld Ahlermark noch?", "radgeld ahlermark"),
    ("Gibt es das Radgeld noch?", "radgeld"),
    ("gibts noch geld aus dem topf vom radgeld", "radgeld"),
    ("Gibt es beim Hallenbonus noch Mittel?", "hallenbonus"),
    ("Ist das Radgeld Ahlermark schon abgelaufen?", "radgeld ahlermark"),
    ("Ist die Bewerbung für den Hallenbonus noch möglich?", "hallenbonus"),
    ("Can I still apply for the Hallenbonus?", "hallenbonus"),
    ("Is the Hallenbonus programme still open?", "hallenbonus"),
    ("Wann ist die nächste Frist beim Hallenbonus?", "hallenbonus"),
    ("nächster stichtag hallenbonus", "hallenbonus"),
    ("Wann ist die nächste Einreichfrist fürs Radgeld?", "radgeld"),
    ("Läuft IT-Wende noch?", "it-wende"),
    ("When is the next deadline for the Hallenbonus?", "hallenbonus"),
    ("Wie hoch ist das Radgeld?", ""),
    ("Bis wann kann man das Radgeld beantragen?", ""),
    ("Ist der Zuschuss noch offen?", ""),
    ("Welche Punkte sind noch offen?", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_the_words_that_are_left_are_the_name(text: str, name: str) -> None:
    assert name_asked_for(text) == name


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Retriever, FactStore]]:
    data: Path = tmp_path_factory.mktemp("standing") / "data"
    papers = [paper(OVER, "rad.md"), paper(OPEN, "halle.md"), paper(SILENT, "dach.md"), paper(YEARLY, "steg.md")]
    papers += [paper(text, f"{number}.md") for number, text in enumerate(SEVERAL)]
    ingest_documents(data, [*papers, paper(SECRET, "intern.md", "internal")], ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def asked(opened: tuple[Retriever, FactStore], question: Question) -> Answer | None:
    return programme_status(inquiry(question, *opened, TODAY))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ist das Radgeld noch offen?", "Radgeld Ahlermark: abgelaufen – letzter Tag war der 15. Mai 2024."),
        ("Läuft der Kaifonds noch?", "Kaifonds: offen – bis 1. Juni 2031."),  # there is one "im Winter", too
        ("Kann man den Hallenbonus noch beantragen?", "Hallenbonus: offen – bis 30. November 2031."),
        ("Can I still apply for the Hallenbonus?", "Hallenbonus: open – until 30 November 2031."),
    ],
)
def test_the_standing_is_told_with_the_day_that_decides_it(
    opened: tuple[Retriever, FactStore], text: str, told: str
) -> None:
    found = asked(opened, Question(text))
    assert found
    [sentence] = found.sentences
    assert sentence.text == told
    quotes = {one.number: one.quote.text for one in found.citations}
    assert missing(told, " ".join(quotes[number] for number in sentence.citations)) == []
    assert found.listing
    assert found.listing.rows >= 1
    assert found.listing.address == f"/foerderung?q={found.sentences[0].text.split(':')[0].split()[0].lower()}"


def test_of_a_day_of_each_year_the_next_one_is_told(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Kann man den Stegbonus noch beantragen?"))
    assert found
    assert found.sentences[0].text == "Stegbonus: offen – nächster Termin 30. April."
    assert any("30. April" in one.quote.text for one in found.citations)


def test_a_follow_up_asks_for_what_was_spoken_of(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Kann man das noch beantragen?", history=("Wie hoch ist das Radgeld?",)))
    assert found
    assert found.sentences[0].text.startswith("Radgeld Ahlermark: abgelaufen")
    assert found.resolved == "Radgeld: Kann man das noch beantragen?"


BEFORE = Answer(
    "Gibt es Geld für Fahrräder?",
    "de",
    "extractive",
    listing=Listing("/foerderung", 7),
    listed=("Radgeld Ahlermark", "Hallenbonus", "Dachgeld"),
)


@pytest.mark.parametrize(
    "text",
    ["Läuft das noch?", "geht das noch?", "Ist das schon abgelaufen?", "gibts da noch geld", "Is it still open?"],
)
def test_behind_programmes_that_were_told_the_standing_of_these_is_asked(
    opened: tuple[Retriever, FactStore], text: str
) -> None:
    question = Question(text, history=(BEFORE.question,))
    found = programme_status(inquiry(question, *opened, TODAY, before=BEFORE))
    assert found
    assert [one.text.split(" – ")[0] for one in found.sentences] == (
        ["Radgeld Ahlermark: expired", "Hallenbonus: open"]
        if found.language == "en"
        else ["Radgeld Ahlermark: abgelaufen", "Hallenbonus: offen"]
    )
    assert found.listed == ("Radgeld Ahlermark", "Hallenbonus")


@pytest.mark.parametrize("text", ["Welche Punkte sind noch offen?", "Läuft das Licht noch?", "Wie geht das?"])
def test_behind_programmes_what_else_is_open_is_no_question_for_their_standing(
    opened: tuple[Retriever, FactStore], text: str
) -> None:
    question = Question(text, history=(BEFORE.question,))
    assert programme_status(inquiry(question, *opened, TODAY, before=BEFORE)) is None


@pytest.mark.parametrize(
    "text",
    [
        "Wie hoch ist das Radgeld?",
        "Ist das Mondgeld noch offen?",
        "Ist der Flüsterfonds noch offen?",
        "Ist die Halle für das Radgeld noch offen?",
        "Ist das Tor noch offen?",  # a few letters in the midst of "Torfgeld Motorboot" are no name
    ],
)
def test_what_no_date_tells_or_nobody_may_see_is_left_to_the_search(
    opened: tuple[Retriever, FactStore], text: str
) -> None:
    assert asked(opened, Question(text)) is None


def test_the_staff_sees_the_standing_of_an_internal_one(opened: tuple[Retriever, FactStore]) -> None:
    found = asked(opened, Question("Ist der Flüsterfonds noch offen?", frozenset(AUDIENCES)))
    assert found
    assert found.sentences[0].text == "Flüsterfonds: offen – bis 1. Mai 2031."


def test_filters_of_the_caller_leave_the_question_to_the_search(opened: tuple[Retriever, FactStore]) -> None:
    assert asked(opened, Question("Ist das Radgeld noch offen?", filters=Filters(lab="Technologie"))) is None
