"""Whom to ask of a programme, and who gives: by name, with the part of the programme that this is for."""

from __future__ import annotations

import pytest
from papers import paper

from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Field
from assistant.knowledge.programmes.wording import worded

HEAD = "# Bootsscheck\n\n"


def told(text: str, field: Field) -> list[str]:
    return [worded(fact, "de") for fact in facts_of(paper(HEAD + text, "bootsscheck.md")) if fact.field == field]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ada Okkenga, Hafenrat, Telefon 0441 555, ada@hafen.example", ["ada@hafen.example", "Ada Okkenga, Hafenrat"]),
        ("Beratung: Zweckverband Steg, Bo Lüken, bo@steg.example", ["bo@steg.example", "Zweckverband Steg, Bo Lüken"]),
        ("Netz Boote, Dr. Ina Reents-Wulf, Tel. 0441 555", ["Netz Boote, Dr. Ina Reents-Wulf"]),
        ("Dr. Ada Okkenga (Tel. 0441 555)", ["Dr. Ada Okkenga"]),
        ("Schleusenweg 4, 26121 Oldenburg, Telefon 0441 555", []),
        ("Rufen Sie an, Telefon 0441 555.", []),
    ],
)
def test_who_is_named_before_a_telephone_or_an_address_is_told_with_the_place(line: str, expected: list[str]) -> None:
    assert told(f"## Kontakt\n\n{line}", "contact") == expected


def test_who_grants_the_money_and_who_advises_are_told() -> None:
    assert told("Bewilligt wird der Scheck von der Hafenbank Emden (HBE), Referat 3.", "contact") == [
        "Hafenbank Emden (HBE)"
    ]
    said = "Erstantragstellende wenden sich bitte an die Förderberatung „Boot und Steg“ des Landes."
    directive = "### Richtlinie\n\n## 7 Verfahren\n\nAnträge sind bei der Hafenagentur Leer einzureichen."
    assert told(f"{said}\n\n{directive}", "contact") == [
        "Förderberatung „Boot und Steg“ des Landes",
        "Hafenagentur Leer",
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (
            "Für Vorhaben im Förderbereich „Bojen“ reichen Sie Ihren Antrag bei der Bojenagentur Leer ein.",
            ["Bojenagentur Leer (für Vorhaben im Förderbereich „Bojen“)"],
        ),
        (
            "Zuschüsse zu Stegen beantragen Sie bei der Stegbank Emden.",
            ["Stegbank Emden"],
        ),
        (
            "Beteiligungen an Werften beantragen Sie bei der Stegbank Emden.",
            ["Stegbank Emden (Beteiligungen an Werften)"],
        ),
        ("Für weitere Auskünfte wenden Sie sich an die Stegbank Emden.", ["Stegbank Emden"]),
        ("Für Ihren Antrag wenden Sie sich an die Stegbank Emden.", ["Stegbank Emden"]),
    ],
)
def test_whom_to_ask_is_told_with_what_that_is_for(said: str, expected: list[str]) -> None:
    assert told(said, "contact") == expected


def test_below_the_heading_of_a_part_who_gives_whom_to_ask_and_where_are_of_that_part() -> None:
    text = (
        "## Modul A: Boote\n\nDas Land Bremen fördert Boote. Der Zuschuss beträgt 40 Prozent. Anträge sind bei der "
        "Bootsagentur Emden zu stellen.\n\n"
        "## Modul B: Bojen\n\nDie Stiftung Boje fördert Bojen. Der Zuschuss beträgt 50 Prozent. Anträge sind bei der "
        "Bojenagentur Leer zu stellen."
    )
    assert told(text, "giver") == ["Land Bremen (Modul A: Boote)", "Stiftung Boje (Modul B: Bojen)"]
    assert told(text, "region") == ["Bremen (Modul A: Boote)"]
    assert told(text, "contact") == ["Bootsagentur Emden (Modul A: Boote)", "Bojenagentur Leer (Modul B: Bojen)"]
    same = text.replace("Die Stiftung Boje", "Das Land Bremen").replace("Bojenagentur Leer", "Bootsagentur Emden")
    assert told(same, "giver") == ["Land Bremen"]
    assert told(same, "contact") == ["Bootsagentur Emden"]
