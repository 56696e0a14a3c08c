"""What an abstention says, for people: why, what came closest, and what to do next, in both languages."""

from __future__ import annotations

import pytest
from web_fakes import FakeAssistant
from web_serving import serve

from assistant.messages import text
from assistant.records import Language

CONTACT = "beratung@netz.example"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", ("Dazu habe ich keine gesicherte Antwort.", "Am ehesten passen diese Textstellen", "Auskunft gibt")),
        ("en", ("I have no well-founded answer", "Try asking in other words.", "The closest passages", "Who can help")),
    ],
)
def test_it_says_what_came_closest_how_to_go_on_and_whom_to_ask(language: str, told: tuple[str, ...]) -> None:
    with serve(FakeAssistant(), contact=CONTACT) as served:
        page = served.client.get("/", params={"q": "Wie heißt Burkina Fasos Hauptstadt?", "lang": language}).text
    for words in (*told, CONTACT):
        assert words in page


@pytest.mark.parametrize("language", ["de", "en"])
def test_passages_are_not_called_what_the_office_is_that_helps(language: Language) -> None:
    related, contact = text("element_related", language).lower(), text("element_contact", language).lower()
    nouns = {word.removesuffix("n") for word in related.split() if len(word) > 5}
    assert nouns.isdisjoint(word.removesuffix("n") for word in contact.split())
