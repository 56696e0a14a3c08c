"""The table of programmes in a browser: phone and screen, keyboard, without script, and the way to it from the chat."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from web_browsing import OpenPage, ask
from web_fakes import FakeAssistant
from web_programmes import OPEN, QUESTION, Funding

pytestmark = pytest.mark.browser


@pytest.fixture
def assistant() -> FakeAssistant:
    return Funding()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_table_fits_and_stays_a_table(open_page: OpenPage, width: int) -> None:
    page = open_page("/foerderung", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    expect(page.get_by_role("table")).to_have_count(1)
    expect(page.get_by_role("row")).to_have_count(3)
    expect(page.get_by_role("cell", name="250.000 Euro")).to_be_visible()


def test_the_name_of_a_programme_stays_in_sight_beside_its_last_column(open_page: OpenPage) -> None:
    page = open_page("/foerderung", width=1000)
    page.get_by_role("region", name="Tabelle der Förderprogramme").evaluate("node => node.scrollTo(5000, 0)")
    expect(page.get_by_role("rowheader", name="Werkstatt Morgen")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("cell", name="Das Ministerium für Gewerbe unterstützt")).to_be_in_viewport(ratio=1)


def test_a_cell_opens_the_document_at_its_quote(open_page: OpenPage) -> None:
    page = open_page("/foerderung")
    page.get_by_role("link", name="45 % (KMU, Unternehmen)").click()
    expect(page.locator("h1")).to_have_text(OPEN.info.title)
    expect(page.locator("mark#quote")).to_contain_text("45 Prozent")


def test_the_filter_works_by_keyboard_and_without_script(open_page: OpenPage) -> None:
    page = open_page("/foerderung", java_script_enabled=False)
    page.get_by_label("Wer beantragt").select_option(label="Kommunen")
    page.get_by_label("Fördersatz ab (Prozent)").fill("70")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_label("Wer beantragt")).to_have_value("municipality")
    page.get_by_role("link", name="Alle Programme zeigen").click()
    expect(page.get_by_role("row")).to_have_count(3)


def test_the_chat_leads_to_the_table_of_what_was_asked(open_page: OpenPage) -> None:
    turn = ask(open_page("/"), QUESTION)
    expect(turn.locator(".note").first).to_contain_text("Aus den Dokumenten zusammengestellt")
    link = turn.get_by_role("link", name="Alle passenden Einträge ansehen (1)")
    page = turn.page
    with page.expect_popup() as opening:
        link.click()
    expect(opening.value.get_by_label("Fördersatz bis (Prozent)")).to_have_value("50")
    expect(opening.value.get_by_role("row")).to_have_count(2)


def test_the_page_speaks_english_too(open_page: OpenPage) -> None:
    page = open_page("/foerderung?lang=en")
    expect(page.locator("h1")).to_have_text("Funding programmes")
    expect(page.get_by_role("cell", name="250,000 euros")).to_be_visible()


@pytest.mark.parametrize("path", ["/foerderung", "/foerderung?lang=en&status=expired", "/foerderung?max_rate=400"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_nothing_stands_in_the_way_of_anybody(open_page: OpenPage, path: str, width: int, scheme: str) -> None:
    page = open_page(path, width=width, color_scheme=scheme, expect_errors=True)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("script", [True, False])
def test_on_a_phone_the_filter_leads_to_what_it_found(open_page: OpenPage, script: bool) -> None:
    page = open_page("/foerderung", width=360, height=740, java_script_enabled=script)
    page.get_by_role("button", name="Anzeigen").click()
    page.wait_for_url("**/foerderung?**")
    expect(page.get_by_role("status")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("rowheader").first).to_be_in_viewport()
    if script:
        assert page.evaluate("document.activeElement.getAttribute('role')") == "status"


def test_a_filter_that_cannot_be_understood_leads_to_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page("/foerderung", width=360, height=740, expect_errors=True)
    page.get_by_label("Fördersatz bis (Prozent)").fill("400")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.activeElement.innerText") != ""


@pytest.mark.parametrize("width", [790, 1280])
def test_on_paper_stands_what_was_found_and_nothing_to_fill_in(open_page: OpenPage, width: int) -> None:
    page = open_page("/foerderung", width=width)
    expect(page.locator(".unstated:visible")).not_to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Anzeigen")).to_be_hidden()
    expect(page.locator("form:visible")).to_have_count(0)
    expect(page.get_by_role("cell", name="250.000 Euro")).to_be_visible()
    rows = page.locator("tbody tr").evaluate_all("rows => rows.map(row => row.cells.length)")
    shown = page.locator("tbody tr").evaluate_all(
        "rows => rows.map(row => [...row.cells].filter(cell => cell.checkVisibility()).length)"
    )
    if width == 790:  # cards, as on A4
        expect(page.locator(".unstated:visible")).to_have_count(0)
        assert max(shown) < max(rows)
    else:  # a table keeps its columns
        assert shown == rows
