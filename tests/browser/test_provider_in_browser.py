"""Sign-in by a provider in a real browser: there and back by keys, over two websites, and out of both."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from web_browsing import OpenPage, opening
from web_fakes import FakeAssistant
from web_provider import LocalProvider, oidc_settings, provider
from web_serving import serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def local() -> Iterator[LocalProvider]:
    with provider() as running:
        # for a browser "localhost" is another website than "127.0.0.1": what cookies come along is put to the test
        running.url = running.url.replace("127.0.0.1", "localhost")
        yield running


@pytest.fixture
def open_here(browser: Browser, local: LocalProvider) -> Iterator[OpenPage]:
    settings = oidc_settings(local, staff_token_in_browsers=False)
    with serve(FakeAssistant(), **settings) as served, opening(browser, served) as opened:
        yield opened


def by_keys(page: Page, name: str, role: str = "link") -> None:
    """Walks with the Tab key to what is called so, and presses Enter."""
    wanted = page.get_by_role(role, name=name).first  # type: ignore[arg-type]
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate("node => node === document.activeElement"):
            page.keyboard.press("Enter")
            return
    pytest.fail(f"no key leads to {name}")


def nothing_found_by_axe(page: Page) -> None:
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


def test_there_and_back_and_out_again_by_keys(open_here: OpenPage) -> None:
    page = open_here("/luecken?lang=de", expect_errors=True)  # the sign-in in its place is a 401
    nothing_found_by_axe(page)
    by_keys(page, "Mit Netzwerk-Konto anmelden")
    expect(page).to_have_title("Anmeldedienst")
    by_keys(page, "Ja", "button")
    page.wait_for_url("**/luecken?lang=de")
    expect(page.get_by_role("navigation", name="Für Mitarbeitende")).to_be_visible()
    page.reload()
    expect(page.get_by_role("navigation", name="Für Mitarbeitende")).to_be_visible()
    page.get_by_role("link", name="Übersicht").click()
    nothing_found_by_axe(page)
    by_keys(page, "Abmelden", "button")
    page.wait_for_url("**/staff?done=here")
    expect(page.get_by_role("link", name="Mit Netzwerk-Konto anmelden")).to_be_visible()


def test_who_says_no_can_begin_again(open_here: OpenPage) -> None:
    page = open_here("/staff", expect_errors=True)
    page.get_by_role("link", name="Mit Netzwerk-Konto anmelden").click()
    page.get_by_role("button", name="Nein").click()
    expect(page.get_by_text("hat die Anmeldung abgebrochen")).to_be_visible()
    nothing_found_by_axe(page)
    page.get_by_role("link", name="Mit Netzwerk-Konto anmelden").click()
    page.get_by_role("button", name="Ja").click()
    expect(page.get_by_role("heading", name="Übersicht für Mitarbeitende")).to_be_visible()


def test_a_page_without_script_goes_the_same_way(open_here: OpenPage) -> None:
    page = open_here("/staff", java_script_enabled=False)
    page.get_by_role("link", name="Mit Netzwerk-Konto anmelden").click()
    page.get_by_role("button", name="Ja").click()
    expect(page.get_by_role("heading", name="Übersicht für Mitarbeitende")).to_be_visible()
