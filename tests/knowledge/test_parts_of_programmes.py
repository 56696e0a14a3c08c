"""What holds for a part of a programme, for one call or for some of those who may apply is told with it."""

from __future__ import annotations

import datetime

import pytest
from papers import paper

from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Fact, Field
from assistant.knowledge.programmes.status import judged
from assistant.knowledge.programmes.wording import worded
from assistant.records import QUOTE_CHARACTERS, Language


def stated(statement: str, field: Field) -> list[Fact]:
    """The facts of a field of a page that says this of money and time."""
    heading = "Frist" if field == "deadline" else "Höhe der Förderung"
    page = f"# Scheck Wandel\n\nDas Land fördert Betriebe.\n\n## {heading}\n\n{statement}"
    return [fact for fact in facts_of(paper(page, "scheck.md")) if fact.field == field]


def told(statement: str, field: Field, language: Language = "de") -> list[str]:
    return [worded(fact, language) for fact in stated(statement, field)]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Für Bojen werden bis zu 8.000 Euro Zuschuss gezahlt.", ["bis zu 8.000 Euro (für Bojen)"]),
        (
            "Der Zuschuss beträgt im Kernmodul für Boote bis zu 8.000 Euro und für Werften bis zu 9.000 Euro.",
            ["bis zu 8.000 Euro (für Boote)", "bis zu 9.000 Euro (für Werften)"],
        ),
        (
            "Sie erhalten als Zuschuss\n\n* im Kernmodul für Boote bis zu 8.000 Euro\n* bei Werften maximal 9.000 Euro",
            ["bis zu 8.000 Euro (im Kernmodul für Boote)", "bis zu 9.000 Euro (bei Werften)"],
        ),
        (
            "Der Zuschuss beträgt für\n\n* Machbarkeitsstudien maximal 8.000 Euro\n* neue Boote maximal 9.000 Euro",
            ["bis zu 8.000 Euro (Machbarkeitsstudien)", "bis zu 9.000 Euro (neue Boote)"],
        ),
        (
            "Der Zuschuss beträgt\n\n* 1.000 Euro monatlich für Lotsen\n* 2.000 Euro monatlich für Kapitäne mit Patent",
            ["1.000 Euro im Monat (für Lotsen)", "2.000 Euro im Monat (für Kapitäne mit Patent)"],
        ),
        (
            "Der Zuschuss beträgt 8.000 Euro im 1. Jahr und 9.000 Euro pro Jahr für weitere 3 Jahre.",
            ["8.000 Euro (im 1. Jahr)", "9.000 Euro im Jahr"],
        ),
        (
            "Zuschüsse bis zu 8.000 Euro erhalten Sie als Festbetragsfinanzierung.",
            ["bis zu 8.000 Euro (als Festbetragsfinanzierung)"],
        ),
        (
            "| Frage | Antwort |\n|---|---|\n| Wie viel? | 30 % der Kosten, höchstens 8.000 Euro je Boot |",
            ["bis zu 8.000 Euro je Boot"],
        ),
        (
            "Bei Werften beträgt der Zuschuss 8.000 Euro und bei Reedereien mit mehr als 9 Booten 9.000 Euro.",
            ["8.000 Euro (bei Werften)", "9.000 Euro (bei Reedereien mit mehr als 9 Booten)"],
        ),
        (
            "Der Zuschuss beträgt für Werften mit bis zu 9 Lotsen höchstens bis zu 8.000 Euro.",
            ["bis zu 8.000 Euro (für Werften mit bis zu 9 Lotsen)"],
        ),
        (
            "Der Zuschuss beträgt für\n\n* Pläne zur Rettung alter Boote bis zu 8.000 Euro\n"
            "* Wachstum im Hafen im 1. Jahr bis zu 9.000 Euro und im 2. Jahr bis zu 7.000 Euro",
            [
                "bis zu 8.000 Euro (Pläne zur Rettung alter Boote)",
                "bis zu 9.000 Euro (Wachstum im Hafen, im 1. Jahr)",
                "bis zu 7.000 Euro (Wachstum im Hafen, im 2. Jahr)",
            ],
        ),
        (
            "Als Zuschuss erhalten Sie\n\n* für Lotsen bis zu 8.000 Euro zuzüglich einer Pauschale von 900 Euro\n"
            "* für Kapitäne einen Kurs. Die Fördersumme beträgt 9.000 Euro.\n"
            "* Der Kurs dauert. Er wird mit 700 Euro gefördert.",
            [
                "bis zu 8.000 Euro (für Lotsen)",
                "900 Euro (für Lotsen)",
                "9.000 Euro (für Kapitäne einen Kurs)",
                "700 Euro",
            ],
        ),
        ("* Modul B (Bojen): bis zu 8.000 Euro", ["bis zu 8.000 Euro (Modul B [Bojen])"]),
        ("Als Zuschuss erhalten Reedereien 8.000 Euro.", ["8.000 Euro"]),
        ("Der Zuschuss beträgt bis zu 8.000 Euro für die Dauer von 3 Jahren.", ["bis zu 8.000 Euro"]),
        ("Der Zuschuss beträgt für Ihr Vorhaben bis zu 8.000 Euro.", ["bis zu 8.000 Euro"]),
    ],
)
def test_an_amount_is_told_with_what_it_is_for(statement: str, expected: list[str]) -> None:
    assert told(statement, "cap") == expected


def test_an_item_whose_quote_has_no_room_for_what_leads_it_in_is_told_with_what_it_is_for() -> None:
    items = [f"* Boote der Flotte {place} an der langen Mole bis zu {place} Prozent," for place in range(35, 50)]
    assert len(" ".join(items)) > QUOTE_CHARACTERS
    said = told("Der Zuschuss beträgt für\n\n" + "\n".join(items), "rate")
    assert said[-1] == "bis zu 49 % (Boote der Flotte 49 an der langen Mole)"


def test_a_rate_is_told_with_what_it_is_for_beside_for_whom() -> None:
    said = "\n\n".join(f"Für {one} erhalten als Zuschuss\n\n* Vereine 40 Prozent" for one in ("Boote", "Bojen"))
    assert told(said, "rate") == [
        "40 % (Vereine und Verbände; für Boote)",
        "40 % (Vereine und Verbände; für Bojen)",
    ]
    assert told("Für Boote beträgt der Zuschuss 40 Prozent.", "rate", "en") == ["40% (“für Boote”)"]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "Gemäß Artikel 36 AGVO können Boote mit bis zu 40 % bezuschusst werden.",
            "bis zu 40 % (gemäß Artikel 36 AGVO)",
        ),
        ("Der Zuschuss hat eine Verbundförderquote von 65 Prozent.", "65 % (Verbundförderquote)"),
        (
            "Vorhaben des Bootsbaus können mit bis zu 60 Prozent gefördert werden.",
            "bis zu 60 % (Vorhaben des Bootsbaus)",
        ),
        ("Vorhaben können mit bis zu 60 Prozent gefördert werden.", "bis zu 60 %"),
        ("Die Förderquote beträgt 60 Prozent.", "60 %"),
        ("Für Lotsen ab 55 Jahren steigt der Satz der Förderung auf 60 Prozent.", "60 % (für Lotsen ab 55 Jahren)"),
    ],
)
def test_a_rate_is_told_with_the_law_the_kind_the_subject_or_the_part_that_its_sentence_names(
    statement: str, expected: str
) -> None:
    assert told(statement, "rate") == [expected]


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (
            "Bitte reichen Sie Ihre Skizze ein:\n\n* Modul A: 15.4.2031 oder 31.8.2031\n* Modul B: 31.8.2031",
            ["15. April 2031 (Modul A)", "31. August 2031 (Modul A)", "31. August 2031 (Modul B)"],
        ),
        (
            "Anträge sind bis zum 31. März 2031 (für die Bauphase) und 30. Juni 2031 (für die Fahrphase) zu stellen.",
            ["31. März 2031 (für die Bauphase)", "30. Juni 2031 (für die Fahrphase)"],
        ),
        ("Förderanträge im Zusatzmodul reichen Sie bis zum 29.5.2031 ein.", ["29. Mai 2031 (im Zusatzmodul)"]),
        ("Anträge für Bojen können Sie jederzeit einreichen.", ["laufend (für Bojen)"]),
        ("Vereine reichen ihre Anträge bis zum 30. Juni 2031 ein.", ["30. Juni 2031 (Vereine)"]),
        (
            "Anträge für Bojen sind jeweils bis zum 15.4. und 15.10. einzureichen.",
            ["15. April jedes Jahr (für Bojen)", "15. Oktober jedes Jahr (für Bojen)"],
        ),
        (
            "Skizzen für Bojen reichen Sie jeweils zum 15.2. eines Jahres und bis spätestens 15.2.2031 ein.",
            ["15. Februar jedes Jahr (für Bojen)", "15. Februar 2031 (für Bojen)"],
        ),
        ("Förmliche Anträge sind bis zum 30. Juni 2031 einzureichen.", ["30. Juni 2031 (förmliche Anträge)"]),
        ("Anträge für das Programm „Wandel“ sind bis zum 30. Juni 2031 zu stellen.", ["30. Juni 2031"]),
        ("Für die Einreichung Ihrer Skizze gilt der 30. Juni 2031.", ["30. Juni 2031"]),
        ("Anträge für diese Förderlinie sind bis zum 30. Juni 2031 zu stellen.", ["30. Juni 2031"]),
        ("Für den Förderaufruf gilt der 30. Juni 2031.", ["30. Juni 2031"]),
        (
            "Stichtag für Werften: 1. Mai 2031; Stichtag für Reedereien: 1. Juni 2031",
            ["1. Mai 2031 (Stichtag für Werften)", "1. Juni 2031 (Stichtag für Reedereien)"],
        ),
        (
            "Anträge müssen bis zum 30. Juni 2031 für das folgende Jahr gestellt werden.",
            ["30. Juni 2031 (für das folgende Jahr)"],
        ),
        (
            "Stichtage: 1. Mai 2031 (Modul A), 1. Juni 2031 (Modul B)",
            ["1. Mai 2031 (Modul A)", "1. Juni 2031 (Modul B)"],
        ),
        ("Reichen Sie Ihre Anträge bis zum 30. Juni 2031 bei der Werft ein.", ["30. Juni 2031"]),
    ],
)
def test_a_deadline_is_told_with_what_it_is_for(statement: str, expected: list[str]) -> None:
    assert told(statement, "deadline") == expected


def test_the_past_deadline_of_one_part_is_not_the_end_of_the_programme() -> None:
    today = datetime.date(2031, 7, 1)
    one = stated("Förderanträge im Zusatzmodul reichen Sie bis zum 29.5.2031 ein.", "deadline")
    assert judged(one, today) is None
    every = stated("Reichen Sie Ihre Skizze ein:\n\n* Modul A: 15.4.2031\n* Modul B: 15.5.2031", "deadline")
    found = judged(every, today)
    assert found
    assert found.status == "expired"


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("Diese Richtlinie ist bis zum 30. Juni 2031 befristet.", "bis 30. Juni 2031"),
        (
            "Die Möglichkeit einer Förderung im Sinne der AGVO ist bis zum 30. Juni 2031 befristet.",
            "bis 30. Juni 2031 (Förderung im Sinne der AGVO)",
        ),
        (
            "Für die Fördergegenstände unter Teil I Nr. 4 gilt: Die Richtlinie ist bis zum 30. Juni 2031 befristet.",
            "bis 30. Juni 2031 (für die Fördergegenstände unter Teil I Nr. 4)",
        ),
        (
            "Die Laufzeit der Richtlinie ist – mit Bezug auf Boote, die neu sind – bis 30. Juni 2031 befristet.",
            "bis 30. Juni 2031 (mit Bezug auf Boote)",
        ),
    ],
)
def test_the_time_of_a_directive_is_told_with_what_of_it_it_is_for(statement: str, expected: str) -> None:
    page = f"# Scheck Wandel\n\nDas Land fördert Betriebe.\n\n## Geltungsdauer der Richtlinie\n\n{statement}"
    facts = [fact for fact in facts_of(paper(page, "scheck.md")) if fact.field == "period"]
    assert [worded(fact, "de") for fact in facts] == [expected]


def test_a_programme_is_open_until_it_ends_as_a_whole_where_that_is_known() -> None:
    page = (
        "# Scheck Wandel\n\n## Geltungsdauer der Richtlinie\n\nDiese Richtlinie gilt bis zum 31. Dezember 2032. Die "
        "Möglichkeit einer Förderung im Sinne der AGVO ist nach dieser Richtlinie bis zum 30. Juni 2031 befristet."
    )
    found = judged(facts_of(paper(page, "scheck.md")), datetime.date(2031, 1, 1))
    assert found
    assert worded(found.because, "de") == "bis 31. Dezember 2032"
