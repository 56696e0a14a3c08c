"""An answer that may be none says so first: in the chat, without script, to screen readers, copied and saved."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from web_browsing import OpenPage, ask
from web_fakes import CAUTION, Doubtful, FakeAssistant

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung gefördert?"


@pytest.fixture
def assistant() -> FakeAssistant:
    return Doubtful()


@pytest.mark.parametrize("way", ["streamed", "without script"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_caution_stands_above_the_sentences(open_page: OpenPage, way: str, width: int, scheme: str) -> None:
    page = open_page("/", width=width, color_scheme=scheme, expect_errors=True)
    if way == "without script":
        page.route("**/widget.js", lambda route: route.abort())
        page.goto(f"{page.url}?q={FUNDED}")
        turn = page.locator(".turn")
    else:
        turn = ask(page, FUNDED)
        expect(page.locator("[role=status]")).to_contain_text(CAUTION)
    expect(turn.locator(".caution:has(+ .sentences)")).to_have_text(CAUTION)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()


def test_copied_and_saved_before_the_answer(open_page: OpenPage) -> None:
    page = open_page("/", permissions=["clipboard-read", "clipboard-write"])
    ask(page, FUNDED).get_by_role("button", name="Kopieren").click()
    expect(page.locator("[role=status]")).to_have_text("Antwort mit Belegen kopiert.")
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r", "")
    assert copied.startswith(f"{FUNDED}\n\n{CAUTION}\n\n")
    with page.expect_download() as download:
        page.get_by_role("button", name="Speichern").click()
    assert f"## {FUNDED}\n\n{CAUTION}\n\n" in Path(download.value.path()).read_text(encoding="utf-8")
