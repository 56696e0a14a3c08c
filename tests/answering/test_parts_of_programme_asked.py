"""Who asks for a part of a programme, by its name alone or with that of the programme, is told what it states."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import closing

import pytest
from fakes import ToyEmbedder
from made import inquiry
from papers import paper

from assistant.answering.at_hand import AtHand
from assistant.answering.looking_up.facts_asked_for import readings_of
from assistant.answering.looking_up.programme_facts import programme_facts
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.records import AUDIENCES, Answer, Question
from assistant.retrieving.retrieve import Retriever

STEG = """# Stegegeld Niederelbe (SGN)

Das Land fördert Stege.

## Modul A: Planung

Der Zuschuss beträgt 50 Prozent. Gefördert werden Pläne für neue Stege.

## Modul B: Umbau (PONTON-Zuschuss)

Der Zuschuss beträgt 30 Prozent, höchstens 8.000 Euro. Gefördert werden Planken und Pfähle.

Förderfähig sind Ausgaben für Farbe. Mieten sind zuwendungsfähig.

## Bedingungen

Mit dem Umbau darf erst nach der Bewilligung begonnen werden. Förderfähig sind Ausgaben für Fachleute.

## Fristen

Anträge sind bis zum 30. Juni 2031 zu stellen.
"""
KRAN = """# Kranbonus

Der Zuschuss beträgt

- für Hebebühnenprojekte 40 Prozent
- für Seilwindenprojekte 45 Prozent
- für Beratung 70 Prozent

Antragsberechtigt für Seilwindenprojekte sind Vereine.
"""
BOJE = """# Bojenhilfe

Wir fördern Bojen, auch Seilwindenprojekte auf See.

## Förderlinie 1: Kettenmodul

Der Zuschuss beträgt 20 Prozent.
"""
LOTSE = """# Lotsengeld

Anträge sind beim Hafenamt Emden zu stellen. Für Modul B reichen Sie den Antrag bei der Lotsenbank Leer ein.

## Fristen

Skizzen sind zu diesen Terminen einzureichen:

* Modul A: 4. April 2031
* Modul B: 5. Mai 2031
"""
TODAY = datetime.date(2030, 3, 1)
STEG_TITLE = "Stegegeld Niederelbe (SGN)"


Opened = tuple[Retriever, FactStore]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    papers = [
        paper(text, name)
        for text, name in ((STEG, "steg.md"), (KRAN, "kran.md"), (BOJE, "boje.md"), (LOTSE, "lotse.md"))
    ]
    data = tmp_path_factory.mktemp("parts")
    ingest_documents(data, papers, ToyEmbedder(), 64)
    with closing(Index.open(data, "toy")) as index, closing(FactStore(data)) as kept:
        yield Retriever(index, ToyEmbedder()), kept


def look_up(opened: Opened, text: str, history: tuple[str, ...] = ()) -> Answer | None:
    """The answer in a conversation about the first programme."""
    infos = opened[0].index.documents(frozenset(AUDIENCES))
    at_hand = AtHand(next(one for one in infos if one.path == "steg.md"))
    question = Question(text, frozenset(AUDIENCES), history=history)
    return programme_facts(inquiry(question, *opened, TODAY, at_hand=at_hand))


def words(opened: Opened, text: str, history: tuple[str, ...] = ()) -> str:
    answer = look_up(opened, text, history)
    return answer.sentences[0].text if answer else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wie hoch ist der Fördersatz beim Stegegeld in Modul A?", "Fördersatz 50 % (Modul A: Planung)."),
        ("Fördersatz SGN Planung", "Fördersatz 50 % (Modul A: Planung)."),
        ("Wie hoch ist der PONTON-Zuschuss in Prozent?", "Fördersatz 30 % (Modul B: Umbau [PONTON-Zuschuss])."),
        (
            "Wie hoch ist der PONTON-Zuschuss?",
            "Fördersatz 30 % (Modul B: Umbau [PONTON-Zuschuss]); "
            "Beträge bis zu 8.000 Euro (Modul B: Umbau [PONTON-Zuschuss]).",
        ),
        (
            "Was fördert Modul B vom Stegegeld?",
            "zu „Modul B: Umbau (PONTON-Zuschuss)“: Gefördert werden Planken und Pfähle.",
        ),
        ("Bis wann kann man den PONTON-Zuschuss beantragen?", "Frist 30. Juni 2031."),
        (
            "Welche Kosten sind beim PONTON-Zuschuss förderfähig?",
            "zu „Modul B: Umbau (PONTON-Zuschuss)“: „Förderfähig sind Ausgaben für Farbe“, „Mieten sind "
            "zuwendungsfähig“, allgemein: „Förderfähig sind Ausgaben für Fachleute“.",
        ),
        (
            "Darf man beim PONTON-Zuschuss schon anfangen?",
            "„Mit dem Umbau darf erst nach der Bewilligung begonnen werden“.",
        ),
    ],
)
def test_the_facts_of_a_part_are_told_alone(text: str, expected: str, opened: Opened) -> None:
    assert words(opened, text) == f"{STEG_TITLE}: {expected}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wie hoch ist der Fördersatz beim Kranbonus für Hebebühnenprojekte?", "40 % (für Hebebühnenprojekte)"),
        ("Fördersatz Kranbonus Hebebühnenprojekt", "40 % (für Hebebühnenprojekte)"),
        ("Fördersatz für Hebebühnenprojekte", "40 % (für Hebebühnenprojekte)"),
        ("What is the funding rate of the Kranbonus for Hebebühnenprojekte?", "40% (“für Hebebühnenprojekte”)"),
    ],
)
def test_a_part_that_a_sentence_names_is_found(text: str, expected: str, opened: Opened) -> None:
    assert f"{expected}." in words(opened, text)


@pytest.mark.parametrize(
    "text",
    [
        "Wie hoch ist der Fördersatz für Beratung?",  # a usual word
        "Wie hoch ist der Fördersatz im Kettenmodul?",  # a kind of part
        "Wie hoch ist der Fördersatz in Modul A?",
        "Wie hoch ist der Fördersatz für Seilwindenprojekte?",  # of which another programme speaks
        "Wie hoch ist der Fördersatz beim Kranbonus in Modul A?",  # which it does not have
        "Wer kann Hebebühnenprojekte beantragen?",  # of which the programme only says it of others
        "Wie hoch ist der PONTON-Kredit?",
        "Wie hoch ist die Miete?",
    ],
)
def test_what_is_not_surely_a_part_is_searched_for(text: str, opened: Opened) -> None:
    assert look_up(opened, text) is None


def test_a_rate_alone_does_not_say_how_much_a_part_gets_where_others_have_an_amount(opened: Opened) -> None:
    assert look_up(opened, "Wie viel Geld gibt es beim Stegegeld in Modul A?") is None
    assert "8.000 Euro" in words(opened, "Wie viel Geld gibt es beim Stegegeld in Modul B?")


def test_of_two_modules_the_one_of_the_letter_is_told(opened: Opened) -> None:
    assert words(opened, "Bis wann muss man die Skizze beim Lotsengeld in Modul B einreichen?") == (
        "Lotsengeld: Frist 5. Mai 2031 (Modul B)."
    )
    both = words(opened, "Bis wann muss man die Skizze beim Lotsengeld einreichen?")
    assert "(Modul A)" in both
    assert "(Modul B)" in both


def test_whom_to_ask_of_a_part_is_the_one_of_all_where_it_has_no_other(opened: Opened) -> None:
    assert words(opened, "Wo beantrage ich beim Lotsengeld Modul B?") == (
        "Lotsengeld: Kontakt Lotsenbank Leer (für Modul B)."
    )
    assert words(opened, "Wo beantrage ich beim Lotsengeld Modul A?") == "Lotsengeld: Kontakt Hafenamt Emden."


def test_the_programme_itself_is_told_with_all_of_its_parts(opened: Opened) -> None:
    assert words(opened, "Wie hoch ist der Fördersatz beim Stegegeld?") == (
        f"{STEG_TITLE}: Fördersatz 50 % (Modul A: Planung), 30 % (Modul B: Umbau [PONTON-Zuschuss])."
    )


def test_a_follow_up_is_about_the_part(opened: Opened) -> None:
    began = "Wie hoch ist der PONTON-Zuschuss?"
    other = "Und der Kranbonus?"
    assert "Planken" in words(opened, "Was wird da gefördert?", (began,))
    assert "Pläne" not in words(opened, "Was wird da gefördert?", (began,))
    assert "Planken" in words(opened, "Was wird gefördert?", (other, began))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Wie hoch ist der Fördersatz in Modul A?", ("modul", "a")),
        ("Wie hoch ist der Fördersatz in der Förderlinie I vom Stegegeld?", ("foerderlinie", "i", "stegegeld")),
        ("Was fördert das Kettenmodul von der Bojenhilfe?", ("kettenmodul", "bojenhilfe")),
        ("Was ist a Modul?", ("modul",)),
        ("Fördersatz von KMU-Hafen: Boote und KMU-Hafen: Bojen", ("kmu-hafen", "boote", "kmu-hafen", "bojen")),
        ("Muss man den PONTON-Zuschuss zurückzahlen?", ("ponton-zuschuss",)),
    ],
)
def test_the_letter_of_a_part_belongs_to_its_name(text: str, name: tuple[str, ...]) -> None:
    assert next(readings_of(text)).name == name
