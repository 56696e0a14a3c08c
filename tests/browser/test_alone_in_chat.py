"""A question that was taken for a follow-up is asked once more without what went before: with and without script."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect
from web_browsing import OpenPage, ask
from web_fakes import FakeAssistant

from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Question

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung gefördert?"
OTHER = "Wo liegt <b>der Hafen</b> & die Werft?"
ALONE = "Ohne diesen Bezug fragen"


class Following(FakeAssistant):
    """Takes each question but the first for a follow-up."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        answer = super().ask(question, listener)
        return replace(answer, resolved=f"{question.history[-1]} {question.text}") if question.history else answer


@pytest.fixture
def assistant() -> FakeAssistant:
    return Following()


@pytest.mark.parametrize("width", [320, 1280])
def test_it_is_asked_below_and_the_conversation_stays(
    open_page: OpenPage, assistant: FakeAssistant, width: int
) -> None:
    page = open_page("/", width=width)
    expect(ask(page, FUNDED).get_by_role("button", name=ALONE)).to_have_count(0)
    follow_up = ask(page, OTHER)
    expect(follow_up.locator("[part=understood] + button")).to_have_text(ALONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    follow_up.get_by_role("button", name=ALONE).click()
    expect(page.locator(".turn:not(:has(.waiting)) h2")).to_have_text(
        [f"Sie fragen: {text}" for text in (FUNDED, OTHER, OTHER)]
    )
    assert [asked.history for asked in assistant.asked] == [(), (FUNDED,), ()]
    ask(page, "Und bis wann?")
    assert assistant.asked[-1].history == (OTHER,), "what follows belongs to it"


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_it_is_not_offered(open_page: OpenPage, script: bool) -> None:
    page = open_page(f"/?q=Hafen&earlier={FUNDED}", java_script_enabled=script)
    again = page.get_by_text(ALONE)
    if script:
        page.get_by_role("link", name="Neues Gespräch").click()
        for question in (FUNDED, OTHER):
            ask(page, question)
    expect(again).to_be_visible()
    page.emulate_media(media="print")
    expect(again).to_be_hidden()


def test_without_script_a_link_begins_a_conversation_with_it(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page("/?q=Weiterbildung", java_script_enabled=False)
    page.get_by_label("Ihre Frage").fill(OTHER)
    page.get_by_role("button", name="Fragen").click()
    page.get_by_role("link", name=ALONE).click()
    assert parse_qs(urlsplit(page.url).query)["q"] == [OTHER]
    expect(page.get_by_role("link", name=ALONE)).to_have_count(0)
    assert assistant.asked[-1].history == ()


class Dating(FakeAssistant):
    """Says of each question which month it takes it for."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        return replace(super().ask(question, listener), resolved=f"{question.text} (März 2027)")


@pytest.mark.parametrize("assistant", [Dating()])
@pytest.mark.parametrize("script", [True, False])
def test_a_first_question_stands_alone_however_it_is_understood(
    open_page: OpenPage, assistant: FakeAssistant, script: bool
) -> None:
    page = open_page(f"/?q={FUNDED}", java_script_enabled=script)
    expect(page.get_by_text(f"{FUNDED} (März 2027)")).to_be_visible()
    expect(page.get_by_text(ALONE)).to_have_count(0)
