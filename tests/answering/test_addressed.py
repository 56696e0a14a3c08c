"""A question to the network itself is asked with its name, which documents call it by."""

from __future__ import annotations

import pytest

from assistant.answering.understanding.addressed import addressed


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Wer seid ihr?", "Was ist Hafennetz?"),
        ("Wer sind Sie?", "Was ist Hafennetz?"),
        ("Was macht ihr eigentlich?", "Was macht Hafennetz eigentlich?"),
        ("Was bieten Sie an?", "Was bietet Hafennetz an?"),
        ("Wie erreiche ich euch?", "Wie erreiche ich Hafennetz?"),
        ("Wie kann ich Sie erreichen?", "Wie kann ich Hafennetz erreichen?"),
        ("Habt ihr eine Telefonnummer?", "Hat Hafennetz eine Telefonnummer?"),
        ("Womit beschäftigt ihr euch?", "Womit beschäftigt Hafennetz sich?"),
        ("Wer bezahlt euch?", "Wer bezahlt Hafennetz?"),
        ("Wer arbeitet bei Ihnen?", "Wer arbeitet bei Hafennetz?"),
        ("Who funds you?", "Who funds Hafennetz?"),
        ("What do you offer?", "What does Hafennetz offer?"),
        ("How can I reach you?", "How can I reach Hafennetz?"),
    ],
)
def test_the_name_stands_for_whoever_is_addressed(said: str, meant: str) -> None:
    assert addressed(said, "Hafennetz") == meant


@pytest.mark.parametrize(
    "said",
    [
        "Und wo sitzt ihr?",  # goes on
        "Bietet ihr das an?",
        "Was kostet das bei euch?",
        "Könnt ihr uns bei der Umstellung helfen?",  # names a thing
        "Gibt es bei Ihnen Fördermittel?",
        "Was unterscheidet euch von der Kammer?",
        "Wie viele Boote habt ihr?",
        "Können Sie mir sagen, was das Netz macht?",
        "Wer hat mit ihr gesprochen?",  # her
        "Wann hilft ihr die Kammer?",
        "Welche Unterlagen brauchen Sie?",  # the reader
        "How do I apply?",
        "Wo sitzt die Kammer?",
    ],
)
def test_what_names_a_thing_or_goes_on_stays_as_it_is(said: str) -> None:
    assert addressed(said, "Hafennetz") == said
