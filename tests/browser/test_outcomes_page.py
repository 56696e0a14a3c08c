"""The page of outcomes in a real browser: by keyboard, without script, on a narrow screen, and its citations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from web_browsing import OpenPage, opening
from web_minutes import SECRET_TASK, many_minutes_assistant, minutes_assistant, settled_assistant
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
    page.get_by_role("link", name="Stelle im Protokoll").first.click()
    page.wait_for_url("**/documents/**")
    assert page.locator("mark#quote").is_visible()
    assert "Bodengutachten beauftragen" in page.locator("mark").all_inner_texts()[0]


@pytest.mark.parametrize("path", ["/ergebnisse", "/ergebnisse?lang=en&kind=decision"])
def test_nothing_is_wider_than_a_narrow_screen(open_outcomes: OpenPage, path: str) -> None:
    page = open_outcomes(path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    small = page.evaluate(
        "[...document.querySelectorAll('main :is(a, button, select, input:not([type=hidden], [type=checkbox]),"
        " label[for=still], summary):not(.facts a)')]"
        ".filter(one => one.getBoundingClientRect().height < 44).map(one => one.outerHTML)"
    )
    assert small == []


def test_the_list_is_read_by_meeting_and_the_name_of_one_opens_its_minutes(open_outcomes: OpenPage) -> None:
    page = open_outcomes("/ergebnisse")
    meeting = page.get_by_role("region", name="26. November 2024: Niederschrift des Forums")
    assert meeting.get_by_role("listitem").count() == 5
    meeting.get_by_role("heading", level=2).get_by_role("link").click()
    page.wait_for_url("**/documents/**")


def test_only_what_is_open_is_picked_by_keyboard_and_told_to_a_screen_reader(browser: Browser) -> None:
    with serve(settled_assistant()) as running, opening(browser, running) as opened:
        page = opened("/ergebnisse", java_script_enabled=False)
        box = page.get_by_role("checkbox", name="Nur noch Offenes")
        assert page.get_by_text("überfällig", exact=True).count() == 3
        box.press("Space")
        box.press("Enter")
        page.wait_for_url("**still=1**")
        assert page.get_by_role("status").inner_text() == "Einträge: 4."
        assert page.get_by_role("checkbox", name="Nur noch Offenes").is_checked()
        described = page.locator("#" + (page.get_by_role("checkbox").get_attribute("aria-describedby") or ""))
        assert "ohne Erledigtes" in described.inner_text()
        results = Axe().run(opened("/ergebnisse?still=1"))
        assert not results.violations_count, results.generate_report()


def test_fields_for_dates_are_opened_by_keyboard(open_outcomes: OpenPage) -> None:
    page = open_outcomes("/ergebnisse", java_script_enabled=False)
    assert not page.get_by_label("Fällig bis").is_visible()
    page.get_by_text("Weitere Filter").press("Enter")
    page.get_by_label("Fällig bis").fill("2024-12-31")
    page.get_by_label("Fällig bis").press("Enter")
    page.wait_for_url("**due_to=2024-12-31**")
    assert page.get_by_label("Fällig bis").is_visible()


def test_on_a_phone_the_first_entry_is_near_the_first_screen(open_outcomes: OpenPage) -> None:
    page = open_outcomes("/ergebnisse", width=360, height=740)
    place = page.get_by_role("heading", level=2).first.bounding_box()
    assert place is not None
    assert place["y"] < 1.25 * 740


def test_staff_who_sign_in_see_the_internal_minutes(open_outcomes: OpenPage) -> None:
    page = open_outcomes("/ergebnisse")
    assert SECRET_TASK not in page.content()
    page.goto(page.url.replace("/ergebnisse", "/staff"))
    page.get_by_label("Zugangswort").fill(TOKEN)
    page.get_by_role("button", name="Anmelden").click()
    page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2] + "/staff")
    page.get_by_role("banner").get_by_role("link", name="Ergebnisse").click()
    page.wait_for_url("**/ergebnisse*")
    assert SECRET_TASK in page.get_by_role("main").inner_text()


def test_a_long_list_has_pages(browser: Browser) -> None:
    with serve(many_minutes_assistant()) as running, opening(browser, running) as opened:
        page = opened("/ergebnisse")
        page.get_by_role("link", name="Nächste Einträge").click()
        page.wait_for_url("**offset=100*")
        assert page.locator("ol").get_attribute("start") == "101"
