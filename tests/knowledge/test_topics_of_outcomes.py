"""What an outcome is about: the heading that says it, the item above it, and whether anybody needs to be told."""

from __future__ import annotations

import pytest
from classifiers import KeywordClassifier
from meetings import minutes

from assistant.knowledge.minutes.extract import outcomes_of
from assistant.knowledge.minutes.sentences.topics import needs_topic, telling


@pytest.mark.parametrize(
    ("topic", "shown"),
    [
        ("Aufgaben", ""),
        ("3. Beschlüsse", ""),
        ("Actions", ""),
        ("Nächste Schritte", ""),
        ("TOPs", ""),
        ("Das eigentliche Protokoll", ""),
        ("Fest", "Fest"),
        ("Aufgaben des Beirats", "Aufgaben des Beirats"),
        ("Ideen zum Hafenfest", "Ideen zum Hafenfest"),
        ("Protokoll der Hafenwache", "Protokoll der Hafenwache"),
        (None, ""),
    ],
)
def test_a_heading_is_shown_unless_it_only_says_the_kind(topic: str | None, shown: str) -> None:
    assert telling(topic) == shown


@pytest.mark.parametrize(
    "text",
    [
        "vertagt",
        "Unklar wo",
        "Steg schon gemietet?",
        "die Hafenmeisterin ist nicht da; vertagt",
        "Wird im Mai beraten.",
        "Ja, der Verein soll ein Boot kaufen.",
        "Im Winter nur die kleinen Boote.",
        "Das Thema wird auf den Mai verschoben.",
        "Sie wird im Herbst gestrichen.",
    ],
)
def test_a_note_and_what_goes_on_from_another_sentence_need_their_topic(text: str) -> None:
    assert needs_topic(text)


@pytest.mark.parametrize("text", ["Der Steg wird im Herbst gestrichen.", "Die Werft kauft bis Mai zwei Boote."])
def test_a_whole_sentence_says_what_it_is_about(text: str) -> None:
    assert not needs_topic(text)


def test_a_short_item_brings_the_item_that_leads_its_list_in() -> None:
    text = "# Sitzung\n\n## Feste\n\n- Sommerfest am See\n  - vertagt\n\n## Aufgaben\n\n- Boote\n  - vertagt\n"
    found = outcomes_of(minutes(text), KeywordClassifier())
    assert [(one.topic, one.proof.text) for one in found if one.text == "vertagt"] == [
        ("Feste – Sommerfest am See", "Sommerfest am See - vertagt"),
        ("Boote", "Boote - vertagt"),
    ]


def test_an_item_that_names_who_is_to_do_it_is_no_topic() -> None:
    text = "# Sitzung\n\n## Aufgaben\n\n- Imke Rohwer:\n  - Steg streichen\n"
    [found] = outcomes_of(minutes(text), KeywordClassifier())
    assert (found.topic, found.persons) == ("Aufgaben", ("Imke Rohwer",))
