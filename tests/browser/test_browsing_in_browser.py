"""The list of documents in a browser: by keys, on a phone, without script, and for a screen reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from web_browsing import OpenPage, opening
from web_fakes import FakeAssistant, make_document
from web_serving import serve
from web_versions import NEW, OLD

pytestmark = pytest.mark.browser

BOATS = tuple(
    make_document(
        f"werft/{place}.md",
        f"Boot {place} der Donaudampfschifffahrtsgesellschaftskapitänsvereinigung",
        ["Das Boot liegt im Hafen."],
        type="study" if place % 2 else "minutes",
        lab=("Segel", None)[place % 2],
    )
    for place in range(24)
)


@pytest.fixture
def open_harbour(browser: Browser) -> Iterator[OpenPage]:
    with serve(FakeAssistant((*BOATS, OLD, NEW))) as served, opening(browser, served) as opened:
        yield opened


def test_the_list_is_narrowed_by_keys_on_a_phone_without_script(open_harbour: OpenPage) -> None:
    page = open_harbour("/suche", width=320, java_script_enabled=False)
    entries = page.get_by_role("list", name="Dokumente, die neuesten zuerst").get_by_role("listitem")
    expect(page.get_by_role("heading", level=2, name="Alle Dokumente (25)")).to_be_visible()
    expect(entries).to_have_count(20)
    page.get_by_role("link", name="Weitere Dokumente zeigen").focus()
    page.keyboard.press("Enter")
    expect(entries).to_have_count(25)
    expect(entries.nth(20)).to_be_in_viewport()
    page.get_by_role("link", name="Studie (Dokumente: 12)").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="12 Dokumente")).to_be_visible()
    page.get_by_label("Suchbegriffe").fill("Boot")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "q=Boot" in url and "type=study" in url)
    page.go_back()
    page.get_by_role("link", name="Filter wegnehmen: Art: Studie").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Alle Dokumente (25)")).to_be_visible()
    entries.first.get_by_role("link").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "path", ["/suche", "/suche?type=study&lang=en", "/suche?type=press_release", "/suche?offset=9"]
)
def test_the_list_is_accessible_and_fits(open_harbour: OpenPage, path: str, width: int) -> None:
    page = open_harbour(path, width=width)
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
