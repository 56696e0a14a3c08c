"""A quote whose list goes on behind it: the chat, the plain page, what a number shows and the saved file say so."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect
from web_browsing import OpenPage, ask
from web_fakes import FakeAssistant

from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Question

pytestmark = pytest.mark.browser

QUESTION = "Wie wird die Weiterbildung gefördert?"
GOES_ON = "Die Liste geht im Dokument weiter."


class Cut(FakeAssistant):
    """Quotes only the beginning of each list."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        found = super().ask(question)
        cut = (replace(one, quote=replace(one.quote, continues=True)) for one in found.citations)
        return replace(found, citations=tuple(cut))


@pytest.fixture
def assistant() -> FakeAssistant:
    return Cut()


@pytest.mark.parametrize("script", [True, False])
def test_below_the_quote(open_page: OpenPage, script: bool) -> None:
    page = open_page(f"/?q={QUESTION}", width=320, java_script_enabled=script)
    if script:
        page.locator(".sources summary").first.click()
    expect(page.locator(".sources").get_by_text(GOES_ON)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_where_a_number_shows_its_quote(open_page: OpenPage) -> None:
    page = open_page("/?lang=en")
    answer = ask(page, QUESTION, label="Your question")
    answer.locator(".citation").first.hover()
    expect(page.locator(".peek").get_by_text("The list goes on in the document.")).to_be_visible()


def test_in_the_saved_file(open_page: OpenPage) -> None:
    page = open_page("/")
    ask(page, QUESTION)
    with page.expect_download() as download:
        page.get_by_role("button", name="Speichern").click()
    assert f"\n>\n> … {GOES_ON}\n\n<" in Path(download.value.path()).read_text(encoding="utf-8")
