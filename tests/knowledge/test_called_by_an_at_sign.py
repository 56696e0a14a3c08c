"""Tasks that call somebody by an @, as chats and pads do."""

from __future__ import annotations

import pytest
from meetings import found

from assistant.knowledge.minutes.people.persons import People


def tasks(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (one.text, one.persons) for one in found(f"# Treffen\n\nDabei: Tom Bode, Svea, Imke\n\n## Messe\n\n{text}\n")
    ]


@pytest.mark.parametrize(
    ("line", "persons"),
    [
        ("@Imke: bitte Protokoll verschicken", ("Imke",)),
        ("@imke Plakate drucken", ("Imke",)),
        ("@tom kümmert sich um den Raum", ("Tom",)),
        ("@tom und @svea: bitte den Preis klären", ("Tom", "Svea")),
        ("@jolanthe, bitte nachfragen!", ("Jolanthe",)),
        ("@alle: bitte Termine eintragen", ("alle",)),
        ("- @Svea: bitte bei der IHK nachfragen", ("Svea",)),
    ],
)
def test_who_is_called_is_to_do_it(line: str, persons: tuple[str, ...]) -> None:
    assert tasks(line) == [(line.removeprefix("- "), persons)]


@pytest.mark.parametrize(
    "line",
    ["@Tom: danke für die Fotos!", "@imke die Fotos sind angekommen", "Fragen bitte an tom@ihk.example stellen"],
)
def test_who_is_only_spoken_to_has_no_task(line: str) -> None:
    assert tasks(line) == []


def test_each_line_that_calls_somebody_is_a_task() -> None:
    assert tasks("@Imke: bitte Protokoll verschicken\n@tom kümmert sich um den Raum") == [
        ("@Imke: bitte Protokoll verschicken", ("Imke",)),
        ("@tom kümmert sich um den Raum", ("Tom",)),
    ]


def test_an_address_calls_nobody() -> None:
    assert People().named("Mail an tom@ihk.example und info.@ihk, @ihk.example") == ()
