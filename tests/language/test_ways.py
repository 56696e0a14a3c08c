"""Telephone numbers and addresses: which of them a question asks for, and where a text states one."""

from __future__ import annotations

import pytest

from assistant.language.ways import Way, way_asked_for, ways


@pytest.mark.parametrize(
    ("question", "way"),
    [
        ("Wie ist die Telefonnummer von Jule Ackerbeck?", "phone"),
        ("Telefon Geschäftsstelle", "phone"),
        ("What is the phone number of the office?", "phone"),
        ("Welche E-Mail-Adresse hat das Bildungswerk?", "mail"),
        ("Wie ist die Mailadresse der Geschäftsstelle?", "mail"),
        ("Wie lautet die Faxnummer?", "fax"),
        ("Wie sind Telefonnummer und Mailadresse?", None),
        ("Wie hoch sind die Telefonkosten?", None),
        ("Wer ist zuständig?", None),
    ],
)
def test_one_way_is_asked_for_by_its_name(question: str, way: Way | None) -> None:
    assert way_asked_for(question) == way


@pytest.mark.parametrize(
    ("text", "way", "found"),
    [
        ("Tel. 030 23125-131, Fax 030 23125-132", "phone", ["030 23125-131"]),
        ("Tel. 030 23125-131, Fax: 030 23125-132", "fax", ["030 23125-132"]),
        ("Telefon 04921/87-1234.", "phone", ["04921/87-1234"]),
        ("Ruf +49 (0) 511 1234-56 oder (0511) 123456", "phone", ["+49 (0) 511 1234-56", "(0511) 123456"]),
        ("am 05-03-2024: 0171 1234567", "phone", ["0171 1234567"]),
        ("0,15 Euro ab 01.03.2024 um 09:00 Uhr, IBAN DE02 1203 0000 0000 2020 51", "phone", []),
        ("an amt@stadt.example oder rat(at)stadt.example.", "mail", ["amt@stadt.example", "rat(at)stadt.example"]),
        ("30 @ 5 Euro", "mail", []),
        ("0" * 5000 + "a", "phone", []),
    ],
)
def test_a_way_is_found_whole_and_nothing_else(text: str, way: Way, found: list[str]) -> None:
    assert [span.of(text) for span in ways(text, way)] == found
