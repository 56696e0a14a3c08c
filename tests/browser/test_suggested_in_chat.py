"""Questions that may have been meant: offered below an abstention, asked only where somebody presses one."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from web_browsing import FOCUSED, OpenPage, ask
from web_fakes import SUGGESTED, FakeAssistant, Suggesting

pytestmark = pytest.mark.browser

UNKNOWN = "Wie heißt Burkina Fasos Hauptstadt?"


@pytest.fixture
def assistant() -> FakeAssistant:
    return Suggesting()


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_a_question_that_is_pressed_is_asked_in_a_turn_of_its_own(open_page: OpenPage, width: int, scheme: str) -> None:
    page = open_page("/", width=width, color_scheme=scheme)
    turn = ask(page, UNKNOWN)
    expect(turn.locator(".suggested")).to_contain_text("Meinten Sie:")
    expect(turn.locator(".suggested button")).to_have_text(SUGGESTED)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()
    turn.get_by_role("button", name=SUGGESTED[1]).press("Enter")
    asked = page.locator(".turn").nth(1)
    expect(asked.locator("h2")).to_contain_text(SUGGESTED[1])
    expect(asked.locator(".cited").first).to_be_visible()
    assert "turn" in page.evaluate(f"{FOCUSED}.className")


def test_the_element_on_another_page_offers_them_too(open_page: OpenPage) -> None:
    page = open_page("/widget-demo")
    page.get_by_role("button", name="Fragen stellen").click()
    expect(ask(page, UNKNOWN).locator(".suggested")).to_contain_text("Meinten Sie:")
    page.get_by_role("button", name=SUGGESTED[1]).click()
    expect(page.locator(".turn").nth(1).locator(".cited").first).to_be_visible()


def test_without_script_they_are_buttons_of_a_form(open_page: OpenPage) -> None:
    page = open_page("/", expect_errors=True)
    page.route("**/widget.js", lambda route: route.abort())
    page.goto(f"{page.url.partition('?')[0]}?q={UNKNOWN}")
    expect(page.locator(".suggested button")).to_have_text(SUGGESTED)
    page.locator(".suggested button").nth(1).click()
    expect(page.locator(".turn h2")).to_have_text(SUGGESTED[1])


def test_an_answer_offers_none(open_page: OpenPage) -> None:
    turn = ask(open_page("/"), SUGGESTED[1])
    expect(turn.locator(".cited").first).to_be_visible()
    expect(turn.locator(".suggested")).to_have_count(0)
