"""Quotes of Markdown files, in the chat and on any website: what their marks make bold is bold; quotes keep them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect
from web_browsing import OpenPage, ask
from web_fakes import FakeAssistant, Telling

pytestmark = pytest.mark.browser

QUOTE = "## Zaun **Beschluss** (5 [Ja](ja.md), <b>1</b> Nein): Der Zaun kostet 2 ** 3 Euro [8](9) **Frist:** 3. Mai"
SHOWN = "Zaun Beschluss (5 Ja, <b>1</b> Nein): Der Zaun kostet 2 ** 3 Euro 8 Frist: 3. Mai"


@pytest.fixture
def assistant() -> FakeAssistant:
    return Telling((QUOTE,))


def is_bold(quote: Locator) -> None:
    expect(quote).to_have_text(SHOWN)
    expect(quote.locator("strong")).to_have_text(["Beschluss", "Frist:"])
    expect(quote.locator("b")).to_have_count(0)


@pytest.mark.parametrize("path", ["/", "/widget-demo?variant=page"])
def test_in_the_list_and_beside_the_number(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    turn = ask(page, "Was kostet der Zaun?")
    turn.locator(".cited summary").click()
    is_bold(turn.locator(".cited .quote"))
    turn.locator(".citation").first.hover()
    is_bold(page.locator(".peek .quote"))
    answer = page.evaluate("document.querySelector('wissens-assistent').turns[0].answer")
    assert answer["citations"][0]["quote"] == QUOTE


def test_what_is_copied_or_saved_is_plain(open_page: OpenPage) -> None:
    page = open_page("/", permissions=["clipboard-read", "clipboard-write"])
    turn = ask(page, "Was kostet der Zaun?")
    turn.get_by_role("button", name="Kopieren").click()
    expect(page.locator("[role=status]")).to_have_text("Antwort mit Belegen kopiert.")
    assert f"\n„{SHOWN}“\n" in page.evaluate("navigator.clipboard.readText()").replace("\r", "")
    with page.expect_download() as saving:
        page.get_by_role("button", name="Speichern").click()
    assert "\n> Zaun Beschluss \\(5 Ja," in saving.value.path().read_text(encoding="utf-8")


def test_without_script(open_page: OpenPage) -> None:
    page = open_page("/", expect_errors=True)
    page.route("**/widget.js", lambda route: route.abort())
    page.goto(f"{page.url.partition('?')[0]}?q=Was kostet der Zaun?")
    is_bold(page.locator("blockquote"))
