"""A reply to small talk in the chat and in the widget: short, with examples to begin with, and nothing to vote on."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from web_browsing import OpenPage, ask

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_thanks_have_a_short_reply_without_a_vote(open_page: OpenPage, width: int, scheme: str) -> None:
    page = open_page("/", width=width, color_scheme=scheme)
    turn = ask(page, "Danke!")
    expect(turn.locator(".card")).to_contain_text("Gern geschehen.")
    expect(turn).not_to_contain_text("keine gesicherte Antwort")
    expect(turn.locator(".vote, .contact, .related")).to_have_count(0)
    expect(page.get_by_role("status")).to_contain_text("Gern geschehen.")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()
