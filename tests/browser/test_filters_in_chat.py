"""Filters that the question states: seen as chips, taken away with mouse, keys and without script."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from web_browsing import FINISHED, FOCUSED, OpenPage, ask
from web_fakes import FakeAssistant
from web_filters import ASKED, ASKED_IN_LAB, NARROWABLE, Strict
from web_serving import serve

pytestmark = pytest.mark.browser


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant(NARROWABLE)


def finished(page: Page) -> Locator:
    page.wait_for_selector(FINISHED, state="attached")
    expect(page.locator(".turn")).to_have_count(1)
    return page.locator(".turn")


def test_a_chip_taken_away_asks_again_without_its_filter(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page("/")
    turn = ask(page, ASKED)
    expect(turn.get_by_role("group", name="Filter aus Ihrer Frage").get_by_role("button")).to_have_text(
        ["Nur Protokolle", "Mai 2024"]
    )
    turn.get_by_role("button", name="Filter „Nur Protokolle“ entfernen").click()
    expect(finished(page).locator(".filter")).to_have_text(["Mai 2024"])
    expect(page.locator(".question")).to_contain_text(ASKED)
    page.get_by_role("button", name="Filter „Mai 2024“ entfernen").click()
    expect(finished(page).locator(".filter")).to_have_count(0)
    assert assistant.asked[-1].without_filters == {"type", "date"}
    assert assistant.asked[-1].history == ()


def test_the_chips_are_worked_with_the_keyboard_and_leave_the_focus_at_the_answer(open_page: OpenPage) -> None:
    page = open_page("/")
    chip = ask(page, ASKED).get_by_role("button", name="Filter „Mai 2024“ entfernen")
    chip.focus()
    page.keyboard.press("Enter")
    expect(finished(page).locator(".filter")).to_have_text(["Nur Protokolle"])
    assert page.evaluate(f"{FOCUSED}.className") == "turn"
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUSED}.getAttribute('aria-label')") == "Filter „Nur Protokolle“ entfernen"


def test_the_live_region_names_the_filters(open_page: OpenPage) -> None:
    page = open_page("/")
    ask(page, ASKED)
    expect(page.locator("[role=status]")).to_have_text(
        "Antwort fertig. Belege: 1. Gesucht mit Filter: Nur Protokolle, Mai 2024."
    )


def test_a_question_without_filters_has_no_chips(open_page: OpenPage) -> None:
    expect(ask(open_page("/"), "Was kostet die Weiterbildung 2024?").locator(".filters")).to_have_count(0)


@pytest.mark.parametrize("path", ["/", "/widget-demo"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_chips_whole_and_large_enough_for_a_finger(
    open_page: OpenPage, path: str, scheme: str
) -> None:
    page = open_page(path, width=320, height=640, color_scheme=scheme)
    if path != "/":
        page.get_by_role("button", name="Fragen stellen").click()
    turn = ask(page, ASKED_IN_LAB)
    expect(turn.locator(".filter")).to_have_text(["Nur Protokolle", "Lab Zukunft der Arbeit", "Mai 2024"])
    for chip in turn.locator(".filter").all():
        box = chip.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 320
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()


def test_without_script_each_chip_is_a_button_of_a_form(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page("/", width=320, java_script_enabled=False)
    page.get_by_label("Ihre Frage").fill(ASKED)
    page.get_by_role("button", name="Fragen").click()
    page.get_by_role("button", name="Filter „Nur Protokolle“ entfernen").click()
    page.get_by_role("button", name="Filter „Mai 2024“ entfernen").click()
    expect(page.get_by_role("heading", name=ASKED)).to_be_visible()
    expect(page.locator(".filters")).to_have_count(0)
    assert assistant.asked[-1].without_filters == {"type", "date"}


def test_what_the_server_wrote_without_a_filter_stays_so_with_script(
    open_page: OpenPage, assistant: FakeAssistant
) -> None:
    page = open_page(f"/?q={ASKED}&without=type")
    page.get_by_role("button", name="Filter „Mai 2024“ entfernen").click()
    expect(finished(page).locator(".filter")).to_have_count(0)
    assert assistant.asked[-1].without_filters == {"type", "date"}


@pytest.mark.parametrize("script", [True, False])
def test_an_abstention_says_that_filters_can_be_taken_away(browser: Browser, script: bool) -> None:
    unknown = "Was geschah in Burkina Faso laut Protokoll vom Mai 2024?"
    with serve(Strict(NARROWABLE)) as served:
        page = browser.new_page(locale="de-DE", reduced_motion="reduce", java_script_enabled=script)
        page.goto(f"{served.url}/?q={unknown}")
        turn = page.locator(".turn")
        expect(turn.get_by_role("button", name="Filter „Mai 2024“ entfernen")).to_be_visible()
        expect(turn.locator(".card")).to_contain_text("Ohne diese Filter suche ich in allen Dokumenten.")
        page.goto(f"{served.url}/?q={unknown}&without=type&without=date")
        expect(turn.locator(".card")).not_to_contain_text("Filter")
        page.close()


def test_the_chips_of_an_english_page_are_english(open_page: OpenPage) -> None:
    turn = ask(open_page("/?lang=en"), ASKED, label="Your question")
    expect(turn.get_by_role("button", name="Remove filter “May 2024”")).to_have_text("May 2024")
