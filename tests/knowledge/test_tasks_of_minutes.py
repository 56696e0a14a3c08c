"""Tasks are found in the forms in which secretaries write them, and nothing that only looks like one."""

from __future__ import annotations

import pytest
from meetings import found

from assistant.knowledge.minutes.done import is_done

TABLE = """# Bauausschuss

## Stand der Dinge

| Nr. | verantw. | Maßnahme aus der Sitzung vom 4.1. | Termin | Stand |
|---|---|---|---|---|
| 1 | Rohwer | Zaun streichen | 2.4. | |
| 2 | Geschäftsstelle | Fenster putzen | erl. | |
| 3 | Overbeck | Dach decken | 2.2. | in Arbeit, neue Frist: 3. Mai 2024 |
| 4 | alle | Hof fegen | 2.2. | ok |
| 5 | Kallweit | Keller räumen | 2.2. | noch nicht erledigt |
| 6 | Yıldız | Schlüssel suchen | | ✓ |
| 7 | Yıldız | Lampen tauschen | 5.2. verschoben auf 7. April | |
| 8 | Yıldız | Rohre prüfen | 5.4. | ok für die Stadt? |
"""


def test_a_table_says_in_short_who_is_responsible_and_what_is_done() -> None:
    tasks = [one for one in found(TABLE) if one.kind == "task"]
    assert [(one.text, one.persons, one.due.words if one.due else "", is_done(one)) for one in tasks] == [
        ("Zaun streichen", ("Rohwer",), "2.4.", False),
        ("Fenster putzen", ("Geschäftsstelle",), "", True),
        ("Dach decken", ("Overbeck",), "3. Mai 2024", False),
        ("Hof fegen", ("alle",), "2.2.", True),
        ("Keller räumen", ("Kallweit",), "2.2.", False),
        ("Schlüssel suchen", ("Yıldız",), "", True),
        ("Lampen tauschen", ("Yıldız",), "7. April", False),
        ("Rohre prüfen", ("Yıldız",), "5.4.", False),
    ]


@pytest.mark.parametrize("column", ["Verantwortl.", "zuständig", "Zust.", "durch", "V", "Wer macht's"])
def test_a_column_for_the_responsible_has_many_names(column: str) -> None:
    [task] = found(f"# S\n\n| Was ist zu tun? | {column} |\n|---|---|\n| Dach decken | Rohwer |\n")
    assert (task.text, task.persons) == ("Dach decken", ("Rohwer",))


def test_a_table_of_something_else_holds_no_tasks() -> None:
    table = "| Thema | Stand | V |\n|---|---|---|\n| Dach | ok | 12 |\n| Keller | erledigt | 13 |\n"
    assert found(f"# S\n\n{table}") == []
