"""The list of programmes in a browser: phone and screen, keyboard, without script, and the way to it from the chat."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from web_browsing import OpenPage, ask
from web_fakes import FakeAssistant
from web_programmes import OPEN, QUESTION, Funding

pytestmark = pytest.mark.browser


@pytest.fixture
def assistant() -> FakeAssistant:
    return Funding()


def programmes(page: Page) -> Locator:
    return page.get_by_role("list", name="Liste der Förderprogramme").locator("> li")


@pytest.mark.parametrize("width", [320, 360, 1100, 1280, 1920])
def test_the_list_fits_without_scrolling_sideways(open_page: OpenPage, width: int) -> None:
    page = open_page("/foerderung", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert programmes(page).evaluate_all("items => items.every(item => item.scrollWidth <= item.clientWidth)")
    expect(programmes(page)).to_have_count(2)
    expect(page.get_by_role("link", name="bis zu 250.000 Euro")).to_be_visible()


def test_on_a_phone_a_fact_stands_beside_its_name_and_a_long_purpose_in_five_lines(open_page: OpenPage) -> None:
    page = open_page("/foerderung", width=360)
    rate = programmes(page).first.locator("dl > div").filter(has=page.get_by_text("Fördersatz", exact=True))
    name, fact = rate.locator("dt").bounding_box(), rate.locator("dd").bounding_box()
    assert name
    assert fact
    assert (fact["y"], fact["x"] > name["x"] + 80, fact["width"] > 190) == (name["y"], True, True)
    purpose = programmes(page).first.locator(".across a").first
    purpose.evaluate("node => { node.textContent = 'Zuschuss zu Geräten '.repeat(60); }")
    lines = "node => node.getBoundingClientRect().height / parseFloat(getComputedStyle(node).lineHeight)"
    assert purpose.evaluate(lines) == pytest.approx(5, abs=0.2)


def test_on_paper_the_letters_are_those_of_a_book(open_page: OpenPage) -> None:
    page = open_page("/foerderung")
    page.emulate_media(media="print")
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 12  # pixels: 9 points


def test_each_programme_is_a_heading_with_its_facts_in_the_order_in_which_a_firm_asks(open_page: OpenPage) -> None:
    page = open_page("/foerderung")
    expect(page.get_by_role("heading", level=2)).to_have_text(["Werkstatt Morgen", "Leihgeräte <b>für</b> Kommunen"])
    told = programmes(page).first
    expect(told.get_by_role("term")).to_have_text(
        [
            *("Was gefördert wird", "Wer beantragen kann", "Fördersatz", "Beträge", "Frist"),
            *("Wer fördert", "Region", "Geltung", "Nicht angegeben"),
        ]
    )
    expect(told.get_by_role("definition").last).to_have_text("Kontakt")
    expect(told).to_contain_text("Stand: offen – bis 31. Dezember 2031")


def test_a_fact_opens_the_document_at_its_quote(open_page: OpenPage) -> None:
    page = open_page("/foerderung")
    page.get_by_role("link", name="45 % (KMU)").click()
    expect(page.locator("h1")).to_have_text(OPEN.info.title)
    expect(page.locator("mark#quote")).to_contain_text("45 Prozent")


def test_the_filter_works_by_keyboard_and_without_script(open_page: OpenPage) -> None:
    page = open_page("/foerderung", java_script_enabled=False)
    expect(page.get_by_role("link", name="Alle Programme zeigen")).to_have_count(0)  # they are all there
    page.get_by_label("Wer beantragt").select_option(label="Kommunen")
    page.get_by_label("Fördersatz ab (%)").fill("70")
    page.keyboard.press("Enter")
    expect(programmes(page)).to_have_count(1)
    expect(page.get_by_label("Wer beantragt")).to_have_value("municipality")
    page.get_by_role("link", name="Alle Programme zeigen").click()
    expect(programmes(page)).to_have_count(2)


def test_the_chat_leads_to_the_list_of_what_was_asked(open_page: OpenPage) -> None:
    turn = ask(open_page("/"), QUESTION)
    expect(turn.locator(".note").first).to_contain_text("Aus den Dokumenten zusammengestellt")
    link = turn.get_by_role("link", name="Förderprogramme ansehen")
    page = turn.page
    with page.expect_popup() as opening:
        link.click()
    expect(opening.value.get_by_label("Fördersatz bis (%)")).to_have_value("50")
    expect(programmes(opening.value)).to_have_count(1)


def test_the_sources_of_a_list_say_what_they_prove_before_they_are_opened(open_page: OpenPage) -> None:
    turn = ask(open_page("/"), QUESTION)
    row = turn.locator(".cited").nth(1)
    expect(row.locator("summary")).to_contain_text("einen Zuschuss von 45 Prozent, höchstens 250.000 Euro")
    row.locator("summary").click()
    expect(row.locator("summary")).not_to_contain_text("45 Prozent", use_inner_text=True)
    expect(row.locator("blockquote")).to_contain_text("45 Prozent")


@pytest.mark.parametrize("script", [True, False])
def test_no_way_leads_to_an_empty_list(open_page: OpenPage, script: bool) -> None:
    question = "Welche Programme gibt es für KMU mit mindestens 90 % Förderung?"
    page = open_page(f"/?q={question}" if not script else "/", java_script_enabled=script)
    if script:
        ask(page, question)
    expect(page.get_by_text("Dazu habe ich keine gesicherte Antwort.").first).to_be_visible()
    expect(page.get_by_role("link", name="Förderprogramme ansehen")).to_have_count(0)


def test_the_page_speaks_english_too(open_page: OpenPage) -> None:
    page = open_page("/foerderung?lang=en")
    expect(page.locator("h1")).to_have_text("Funding programmes")
    expect(page.get_by_role("link", name="up to 250,000 euros")).to_be_visible()


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
    expect(page.get_by_role("heading", level=2).first).to_be_in_viewport()
    if script:
        assert page.evaluate("document.activeElement.getAttribute('role')") == "status"


def test_a_filter_that_cannot_be_understood_leads_to_what_is_wrong(open_page: OpenPage) -> None:
    page = open_page("/foerderung", width=360, height=740, expect_errors=True)
    page.get_by_text("Weitere Filter").click()
    page.get_by_label("Fördersatz bis (%)").fill("400")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.activeElement.innerText") != ""


@pytest.mark.parametrize("width", [790, 1280])
def test_on_paper_stands_what_was_found_and_nothing_to_fill_in(open_page: OpenPage, width: int) -> None:
    page = open_page("/foerderung", width=width)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Anzeigen")).to_be_hidden()
    expect(page.locator("form:visible")).to_have_count(0)
    expect(page.get_by_role("link", name="bis zu 250.000 Euro")).to_be_visible()
    expect(page.get_by_role("link", name="Als CSV für Excel herunterladen")).to_be_hidden()


def test_on_paper_the_conditions_stand_there_too(open_page: OpenPage) -> None:
    page = open_page("/foerderung")
    programmes(page).first.evaluate(
        """programme => {
          const [conditions, told] = ["details", "p"].map((name) => document.createElement(name));
          told.textContent = "erst nach der Bewilligung";
          conditions.append(told);
          programme.append(conditions);
        }"""
    )
    told = page.get_by_text("erst nach der Bewilligung")
    expect(told).to_be_hidden()
    page.emulate_media(media="print")
    expect(told).to_be_visible()
