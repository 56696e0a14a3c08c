"""Why quotes stand for a model's words, or why these end early: said below the answer, with and without script."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect
from web_browsing import OpenPage
from web_fakes import FakeAssistant

from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Mode, Question

pytestmark = pytest.mark.browser

QUESTION = "Wie wird die Weiterbildung gefördert?"


class CutShort(FakeAssistant):
    """Answers as if a slow model should have worded it."""

    mode: Mode = "extractive"

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        return replace(super().ask(question), mode=self.mode, fallback="model_slow")


@pytest.fixture
def assistant() -> CutShort:
    return CutShort()


@pytest.mark.parametrize("script", [True, False])
@pytest.mark.parametrize(
    ("mode", "note"),
    [
        ("extractive", "Wörtlich aus den Dokumenten · Das Sprachmodell war zu langsam."),
        (
            "generated",
            "Aus den Dokumenten zusammengefasst, jeder Satz geprüft · Das Sprachmodell war zu langsam. · "
            "Die Antwort ist unvollständig, aber geprüft.",
        ),
    ],
)
def test_the_reason_stands_beside_how_the_answer_was_made(
    mode: Mode, note: str, script: bool, assistant: CutShort, open_page: OpenPage
) -> None:
    assistant.mode = mode
    page = open_page(f"/?q={QUESTION}", java_script_enabled=script)
    expect(page.locator(".note").first).to_have_text(note)
