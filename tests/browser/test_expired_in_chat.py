"""That a cited programme is over: said behind the direct answer in the chat, aloud, in the copy, and without script."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect
from web_browsing import OpenPage, ask, opening
from web_fakes import OVER, FakeAssistant, Late
from web_serving import serve

from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Question

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung gefördert?"


SAID = "höchstens mit 12.500 Euro."


class Twice(Late):
    """Says its sentence twice."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        answer = super().ask(question)
        return replace(answer, sentences=answer.sentences * 2)


@pytest.fixture
def assistant() -> FakeAssistant:
    return Late()


@pytest.mark.parametrize("way", ["streamed", "without script"])
def test_each_programme_that_is_over_is_named_behind_the_direct_answer(open_page: OpenPage, way: str) -> None:
    page = open_page("/", width=360, expect_errors=True)
    if way == "without script":
        page.route("**/widget.js", lambda route: route.abort())
        page.goto(f"{page.url.partition('?')[0]}?q={FUNDED}")
        turn = page.locator(".turn")
    else:
        turn = ask(page, FUNDED)
    expect(turn.locator(".sentence:first-child + .conflict")).to_contain_text(OVER.removesuffix(" [1]"))
    expect(turn.locator(".conflict")).to_have_count(2)
    address = turn.locator(".sentences .citation").first.get_attribute("href") or ""
    for mark in turn.locator(".conflict .citation").all():
        expect(mark).to_have_attribute("href", address)
        expect(mark).to_contain_text("1")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_screen_reader_hears_it_with_the_finished_answer(open_page: OpenPage) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    expect(page.locator("[role=status]")).to_contain_text(OVER)


def test_the_copy_says_it_too(open_page: OpenPage) -> None:
    page = open_page("/", permissions=["clipboard-read", "clipboard-write"])
    ask(page, FUNDED).get_by_role("button", name="Kopieren").click()
    expect(page.locator("[role=status]")).to_have_text("Antwort mit Belegen kopiert.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.index(OVER) < copied.index("Belege\n")


def test_copied_and_saved_it_stands_behind_the_direct_answer_as_on_the_page(browser: Browser) -> None:
    with serve(Twice()) as served, opening(browser, served) as open_page:
        page = open_page("/", permissions=["clipboard-read", "clipboard-write"])
        ask(page, FUNDED).get_by_role("button", name="Kopieren").click()
        expect(page.locator("[role=status]")).to_have_text("Antwort mit Belegen kopiert.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.index(SAID) < copied.index(OVER) < copied.rindex(f"{SAID} [1]")
        with page.expect_download() as saving:
            page.get_by_role("button", name="Speichern").click()
        saved = saving.value.path().read_text(encoding="utf-8")
        assert saved.index(SAID) < saved.index("letzte Tag war") < saved.rindex(f"{SAID} \\[1\\]")
