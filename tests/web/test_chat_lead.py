"""What the chat says it answers from: the kinds of documents that its visitors find."""

from __future__ import annotations

import time

import pytest
from web_fakes import CORPUS, FakeAssistant
from web_serving import serve

from assistant.records import DocumentType, Language
from assistant.web.chat.pages import lead

PATIENCE_SECONDS = 30.0


@pytest.mark.parametrize(
    ("kinds", "language", "told"),
    [
        ({"minutes"}, "de", "Antworten aus Protokollen des Netzwerks."),
        ({"study", "funding", "other"}, "de", "Antworten aus Förderhinweisen und Studien des Netzwerks."),
        (
            {"study", "minutes", "press_release"},
            "en",
            "Answers from the studies, press releases and minutes of the network.",
        ),
        ({"other"}, "de", "Fragen Sie die Dokumente des Netzwerks."),
        (set(), "en", "Ask the documents of the network."),
    ],
)
def test_kinds_are_named_first_what_most_look_for(kinds: set[DocumentType], language: Language, told: str) -> None:
    assert lead(kinds, language).startswith(told)


def test_the_chat_names_those_that_the_public_finds() -> None:
    public = {one.info.type for one in CORPUS if one.info.audience == "public"}
    assert {one.info.type for one in CORPUS} > public
    told = lead(public, "de")
    latest = time.monotonic() + PATIENCE_SECONDS
    with serve(FakeAssistant()) as served:
        while told not in (page := served.client.get("/").text) and time.monotonic() < latest:
            time.sleep(0.1)
    assert f'<p class="lead">{told}</p>' in page
