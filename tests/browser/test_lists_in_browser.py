"""The way to a list in the chat: how much of it stands here, and no number where nothing does."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from web_browsing import OpenPage, ask
from web_fakes import FakeAssistant, Listed

pytestmark = pytest.mark.browser


@pytest.fixture
def assistant() -> FakeAssistant:
    return Listed(15)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Wie wird die Weiterbildung gefördert?", "Beschlüsse ansehen (1 von 15)"),
        ("Wie heißt die Hauptstadt von Burkina Faso?", "Beschlüsse ansehen"),
    ],
)
def test_the_way_to_a_list_counts_what_is_shown(open_page: OpenPage, question: str, told: str) -> None:
    turn = ask(open_page("/"), question)
    expect(turn.locator("a.open[href*=ergebnisse]")).to_have_text(told)


def test_on_paper_a_quote_stands_once_and_the_address_of_the_list_beside_its_way(open_page: OpenPage) -> None:
    page = open_page("/?q=Weiterbildung")
    quote = page.locator("blockquote").first.text_content()
    assert quote
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".cited").first.inner_text().count(quote) == 1
    way = page.locator("a.open[href*=ergebnisse]")
    assert "/ergebnisse" in way.evaluate("node => getComputedStyle(node, '::after').content")


def test_no_line_of_a_source_of_a_list_ends_within_a_quantity(open_page: OpenPage) -> None:
    told = ask(open_page("/"), "Wie wird die Weiterbildung gefördert?").locator("[part=told]").first
    assert "80\u00a0Prozent gefördert, höchstens mit 12.500\u00a0Euro" in (told.text_content() or "")
