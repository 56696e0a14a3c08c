"""The page of outcomes in a real browser: by keyboard, without script, on a narrow screen, and its citations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from web_browsing import OpenPage, opening
from web_minutes import SECRET_TASK, many_minutes_assistant, minutes_assistant
from web_serving import TOKEN, Served, serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with serve(minutes_assistant()) as running:
        yield running


@pytest.fixture
def open_outcomes(browser: Browser, served: Served) -> Iterator[OpenPage]:
    with opening(browser, served) as opened:
        yield opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/ergebnisse", "/ergebnisse?lang=en&kind=task", "/ergebnisse?q=Mondschein"])
def test_axe_finds_nothing(open_outcomes: OpenPage, scheme: str, path: str) -> None:
    results = Axe().run(open_outcomes(path, color_scheme=scheme))
    assert not results.violations_count, results.generate_report()


def test_the_form_narrows_the_list_without_script_and_by_keyboard(open_outcomes: OpenPage) -> None:
    page = open_outcomes("/ergebnisse", java_script_enabled=False)
    page.get_by_label("Art").select_option("task")
    page.get_by_label("Person").fill("Senfleben")
    page.get_by_label("Person").press("Enter")
    assert page.locator("ol > li").count() == 1
    assert page.get_by_role("status").inner_text() == "Einträge: 1."
    assert page.get_by_label("Person").input_value() == "Senfleben"


def test_each_entry_opens_the_minutes_at_its_quote(open_outcomes: OpenPage) -> None:
    page = open_outcomes("/ergebnisse?kind=task")
    page.get_by_role("link", name="Niederschrift des Forums").first.click()
    page.wait_for_url("**/documents/**")
    assert page.locator("mark#quote").is_visible()
    assert "Bodengutachten beauftragen" in page.locator("mark").all_inner_texts()[0]


@pytest.mark.parametrize("path", ["/ergebnisse", "/ergebnisse?lang=en&kind=decision"])
def test_nothing_is_wider_than_a_narrow_screen(open_outcomes: OpenPage, path: str) -> None:
    page = open_outcomes(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    small = page.evaluate(
        "[...document.querySelectorAll('main :is(a, button, select, input:not([type=hidden])):not(.facts a)')]"
        ".filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    )
    assert small == []


def test_staff_who_sign_in_see_the_internal_minutes(open_outcomes: OpenPage) -> None:
    page = open_outcomes("/ergebnisse")
    assert SECRET_TASK not in page.content()
    page.goto(page.url.replace("/ergebnisse", "/staff"))
    page.get_by_label("Zugangswort").fill(TOKEN)
    page.get_by_role("button", name="Anmelden").click()
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/staff")
    page.get_by_role("navigation", name="Für Mitarbeitende").get_by_role("link", name="Ergebnisse").click()
    page.wait_for_url("**/ergebnisse*")
    assert SECRET_TASK in page.get_by_role("main").inner_text()


def test_a_long_list_has_pages(browser: Browser) -> None:
    with serve(many_minutes_assistant()) as running, opening(browser, running) as opened:
        page = opened("/ergebnisse")
        page.get_by_role("link", name="Nächste Einträge").click()
        page.wait_for_url("**offset=100*")
        assert page.locator("ol").get_attribute("start") == "101"
