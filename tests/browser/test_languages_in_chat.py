"""What a document says is read aloud in the language of the document, whatever that of the page is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Locator, expect
from web_browsing import OpenPage, ask, opening
from web_fakes import FakeAssistant
from web_serving import serve

from assistant.records import Answer, Question

pytestmark = pytest.mark.browser


class Writing(FakeAssistant):
    """Words its answers itself, in English."""

    def quoted(self, question: Question) -> Answer:
        return replace(super().quoted(question), mode="generated", language="en")


def tongue(words: Locator) -> str:
    """The language in which a screen reader reads it."""
    told = words.first.evaluate("node => node.closest('[lang]').lang")
    assert isinstance(told, str)
    return told


def test_german_quotes_on_an_english_page(open_page: OpenPage) -> None:
    page = open_page("/?lang=en")
    turn = ask(page, "Weiterbildung?", "Your question")
    turn.locator("summary").first.click()
    assert [tongue(turn.locator(part)) for part in (".sentence p", ".title", "blockquote")] == ["de"] * 3
    assert tongue(turn.locator(".facts")) == "en"
    turn.locator(".citation").first.hover()
    expect(page.locator(".peek")).to_be_visible()
    assert [tongue(page.locator(f".peek {part}")) for part in (".title", ".quote", ".facts")] == ["de", "de", "en"]


def test_german_passages_that_come_near(open_page: OpenPage) -> None:
    turn = ask(open_page("/?lang=en"), "Burkina Faso?", "Your question")
    assert [tongue(turn.locator(part)) for part in (".title", ".passage", ".card p")] == ["de", "de", "en"]


@pytest.mark.parametrize("has_script", [True, False])
def test_a_sentence_that_no_document_says_so_is_in_the_language_of_the_answer(
    browser: Browser, has_script: bool
) -> None:
    with serve(Writing()) as served, opening(browser, served) as opened:
        page = opened("/?lang=en&q=Weiterbildung", java_script_enabled=has_script)
        page.locator(".sentence").first.wait_for()
        assert [tongue(page.locator(part)) for part in (".sentence p", "blockquote")] == ["en", "de"]


def test_german_quotes_on_an_english_page_without_script(open_page: OpenPage) -> None:
    page = open_page("/?lang=en&q=Weiterbildung", java_script_enabled=False)
    assert [tongue(page.locator(part)) for part in (".sentence p", ".title", "blockquote")] == ["de"] * 3
    assert tongue(page.locator(".sources .facts")) == "en"


def test_german_hits_of_an_english_search(open_page: OpenPage) -> None:
    page = open_page("/suche?lang=en&q=Weiterbildung")
    assert [tongue(page.locator(f".hits {part}")) for part in ("h3 a", ".excerpt", ".facts")] == ["de", "de", "en"]
