"""What the line above a list says of all its items: the kind, the deadline, or that it is only the agenda."""

from __future__ import annotations

import datetime

import pytest
from meetings import found, told

TO_DOS = "# Sitzung\n\n{heading}\n\nImke:\n\n- Bus mieten\n- Abstimmung mit dem Bauhof\n\nTarek:\n\n- Plakate drucken\n"


@pytest.mark.parametrize(
    "heading", ["To Do's bis zum 3. Mai 2024", "Aufgaben bis zum 3. Mai 2024", "## To-dos bis 3. Mai 2024"]
)
def test_tasks_have_the_deadline_of_the_line_above_all_of_them(heading: str) -> None:
    tasks = found(TO_DOS.format(heading=heading))
    assert [(one.kind, one.text, one.persons) for one in tasks] == [
        ("task", "Bus mieten", ("Imke",)),
        ("task", "Abstimmung mit dem Bauhof", ("Imke",)),
        ("task", "Plakate drucken", ("Tarek",)),
    ]
    assert {one.due.date for one in tasks if one.due} == {datetime.date(2024, 5, 3)}
    assert all(heading.strip("# ") in one.proof.text for one in tasks if one.due)


def test_a_task_keeps_a_deadline_of_its_own() -> None:
    [task] = found("# Sitzung\n\n## Aufgaben bis zum 3. Mai\n\n- Imke: Bus mieten bis 8. März\n")
    assert task.due is not None
    assert task.due.date == datetime.date(2024, 3, 8)
    assert task.proof.text == "Imke: Bus mieten bis 8. März"


def test_an_item_that_leads_its_list_in_says_what_that_holds() -> None:
    text = (
        "# Sitzung\n\n## Steg\n\n1. Für die Gäste wurde beschlossen:\n    - kostenloses Anlegen am Steg\n"
        "    - freier Zugang zum Steg\n1. Mit der Werft muss noch geklärt werden:\n    - die Farbe vom Steg\n"
    )
    assert told(text) == [
        ("decision", "kostenloses Anlegen am Steg"),
        ("decision", "freier Zugang zum Steg"),
        ("open", "die Farbe vom Steg"),
    ]


def test_what_a_list_was_voted_on_for_is_decided() -> None:
    text = (
        "# Sitzung\n\n## Steg\n\nEs wurde über folgende Regeln abgestimmt.\n\n- Hunde bleiben weg\n- Anlegen ist frei\n"
    )
    assert told(text) == [("decision", "Hunde bleiben weg"), ("decision", "Anlegen ist frei")]


def test_an_agenda_that_is_read_out_tells_nothing() -> None:
    text = "# Sitzung\n\nDer Vorsitzende stellt die Tagesordnung vor:\n\n- Imke mietet den Bus\n- Beschluss: Steg\n"
    assert told(text) == []


def test_what_stands_between_the_agenda_and_the_minutes_tells_nothing() -> None:
    text = (
        "# Treffen\n\n## Tagesordnung\n\n### Aufgaben\n\n- Imke mietet den Bus\n\n"
        "## Immer\n\n### To-dos\n\n- Steg räumen\n\n"
        "## Protokoll\n\n### Aufgaben\n\n- Tarek mietet den Bus bis zum 3. Mai, die Werft hilft dabei\n"
    )
    assert told(text) == [("task", "Tarek mietet den Bus bis zum 3. Mai, die Werft hilft dabei")]


def test_a_list_below_that_of_the_tasks_is_another_one() -> None:
    text = "# Sitzung\n\nAufgaben:\n\n- Imke: Bus mieten\n\nAus der alten Liste:\n\n- Steg: gestrichen\n"
    assert told(text) == [("task", "Bus mieten")]


def test_a_dash_without_a_space_begins_an_item() -> None:
    text = "# Sitzung\n\nTo do:\n\n-Bus mieten\n\n-Plakate drucken\n"
    assert told(text) == [("task", "Bus mieten"), ("task", "Plakate drucken")]


def test_below_the_heading_of_an_agenda_that_nothing_follows_what_came_out_is_told() -> None:
    text = "# Treffen\n\n## TOPs\n\n- Imke mietet den Bus\n\n## Sonstiges\n\n" + "Der Kuchen war gut. " * 9
    assert told(text) == [("task", "Imke mietet den Bus")]


def test_a_person_who_leads_tasks_in_is_no_topic() -> None:
    heading = "Aufgaben bis zum 3. Mai 2024"
    assert {one.topic for one in found(TO_DOS.format(heading=heading))} == {heading}


def test_an_item_of_the_agenda_may_end_with_a_colon() -> None:
    text = "# Sitzung\n\n## Gäste\n\nImke\n\n**TOP 3 - Steg:**\n\nDas wurde beschlossen.\n"
    assert [one.topic for one in found(text)] == ["Steg"]
