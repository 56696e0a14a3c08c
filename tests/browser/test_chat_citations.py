"""What a number shows of its citation, by mouse, keys and finger; each document once below; the way to the viewer."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from web_browsing import FOCUSED, OpenPage, ask, opening
from web_fakes import CORPUS, LONG_ANSWER, FakeAssistant, Telling
from web_serving import serve

from assistant.answering.cite import cite
from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Question

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"
TITLE = "Auftakt des Transformationsnetzwerks in Musterstadt"
HEADINGS = ("Richtlinie", "Was gefördert wird")


class Headed(Telling):
    """Tells the long answer, each quote on a page of its own below the same headings."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        quotes = [replace(quote, page=n, headings=HEADINGS) for n, quote in enumerate(self._quotes_told, start=1)]
        return Answer(question.text, "de", "extractive", *cite(tuple(quotes), is_sure=True), took_ms=1.0)


class Many(FakeAssistant):
    """Cites twenty places of two documents in turn."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        found = super().ask(replace(question, text="Weiterbildung Automatisierung Montagezeit"))
        one = found.citations[0].quote
        other = replace(one, document=CORPUS[1].info)
        quotes = [replace((one, other)[n % 2], text=f"Stelle {n}", start=n, end=n + 8) for n in range(20)]
        return Answer(question.text, "de", "extractive", *cite(tuple(quotes), is_sure=True), took_ms=1.0)


def peek(page: Page) -> Locator:
    return page.locator(".peek")


def test_a_pointer_on_the_number_shows_quote_title_date_page_and_section(browser: Browser) -> None:
    with serve(Headed()) as served, opening(browser, served) as open_page:
        page = open_page("/")
        ask(page, "Weiterbildung").locator(".citation").nth(1).hover()
        expect(peek(page)).to_be_visible()
        expect(peek(page).locator(".title")).to_have_text("Richtlinie zur Weiterbildung")
        expect(peek(page).locator(".facts")).to_have_text(
            re.compile(r"Pressemitteilung · 3\.\sMai\s2024 · Seite\s2 · Richtlinie . Was gefördert wird")
        )
        expect(peek(page).locator(".quote")).to_have_text(LONG_ANSWER[1])
        expect(page.locator(".cited summary").nth(1)).to_contain_text(re.compile(r"Seite\s2 · Richtlinie"))


def test_the_pointer_can_move_into_what_is_shown_and_leaving_it_hides_it(open_page: OpenPage) -> None:
    page = open_page("/")
    ask(page, FUNDED).locator(".citation").hover()
    expect(peek(page)).to_be_visible()
    peek(page).locator(".quote").hover()
    page.wait_for_timeout(400)
    expect(peek(page)).to_be_visible()
    with page.expect_popup() as viewer:
        peek(page).get_by_role("link", name="Öffnen").click()
    expect(viewer.value.locator("mark#quote")).to_be_visible()
    page.mouse.move(5, 5)
    expect(peek(page)).to_be_hidden()


def test_escape_hides_it_without_moving_pointer_or_focus(open_page: OpenPage) -> None:
    page = open_page("/")
    turn = ask(page, FUNDED)
    turn.locator(".citation").hover()
    expect(peek(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(peek(page)).to_be_hidden()
    assert page.evaluate(f"{FOCUSED}.tagName") == "TEXTAREA"
    turn.locator(".citation").focus()
    expect(peek(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(peek(page)).to_be_hidden()
    assert page.evaluate(f"{FOCUSED}.className") == "citation"


def test_in_the_dialog_escape_first_hides_it_and_then_closes_the_dialog(open_page: OpenPage) -> None:
    page = open_page("/widget-demo")
    page.get_by_role("button", name="Fragen stellen").click()
    ask(page, FUNDED).locator(".citation").focus()
    expect(peek(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(peek(page)).to_be_hidden()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_focus_shows_it_describes_the_number_with_it_and_enter_opens_the_viewer(open_page: OpenPage) -> None:
    page = open_page("/")
    number = ask(page, FUNDED).locator(".citation")
    number.focus()
    expect(peek(page)).to_be_visible()
    expect(number).to_have_accessible_description(re.compile(rf"^{TITLE}.*80\sProzent"))
    page.wait_for_timeout(400)
    expect(peek(page)).to_be_visible()
    with page.expect_popup() as viewer:
        page.keyboard.press("Enter")
    expect(viewer.value.locator("mark#quote")).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(peek(page)).to_be_hidden()


def test_the_first_tap_shows_it_and_the_second_opens_the_viewer(open_page: OpenPage) -> None:
    page = open_page("/", width=320, height=640, has_touch=True, is_mobile=True)
    number = ask(page, FUNDED).locator(".citation")
    number.tap()
    expect(peek(page)).to_be_visible()
    assert len(page.context.pages) == 1
    page.locator(".question").tap()
    expect(peek(page)).to_be_hidden()
    number.tap()
    expect(peek(page)).to_be_visible()
    with page.expect_popup() as viewer:
        number.tap()
    expect(viewer.value.locator("mark#quote")).to_be_visible()
    with page.expect_popup():
        peek(page).get_by_role("link", name="Öffnen").tap()


@pytest.mark.parametrize("width", [320, 640, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_stays_inside_the_window_and_has_nothing_for_axe(open_long: OpenPage, width: int, scheme: str) -> None:
    page = open_long("/?q=Weiterbildung", width=width, height=640, color_scheme=scheme)
    for number in page.locator(".citation").all():
        number.focus()
        expect(peek(page)).to_be_visible()
        box, own = peek(page).bounding_box(), number.bounding_box()
        assert box is not None
        assert own is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 640
        assert box["y"] >= own["y"] + own["height"] or box["y"] + box["height"] <= own["y"]
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()


@pytest.mark.parametrize("script", [True, False])
def test_a_document_stands_once_with_all_its_quotes(browser: Browser, script: bool) -> None:
    with serve(Headed()) as served, opening(browser, served) as open_page:
        page = open_page("/?q=Weiterbildung", width=320, java_script_enabled=script)
        expect(page.locator(".sources .title")).to_have_text(["Richtlinie zur Weiterbildung"])
        expect(page.locator(".sources .number")).to_have_text(["1", "2", "3", "4", "5"])
        expect(page.locator(".sources blockquote")).to_have_text(list(LONG_ANSWER))
        expect(page.locator(".sources")).to_contain_text("Seite 5 · Richtlinie")


def test_in_a_narrow_column_the_place_of_a_quote_has_the_whole_width(browser: Browser) -> None:
    with serve(Headed()) as served, opening(browser, served) as opened:
        for width, is_narrow in ((320, True), (1280, False)):
            row = opened("/?q=Weiterbildung", width=width).locator(".cited").first
            place, way = row.locator(".facts").bounding_box(), row.locator(".open").bounding_box()
            assert place
            assert way
            assert (way["y"] > place["y"] + place["height"] / 2) == is_narrow
            assert place["width"] > 190


@pytest.mark.parametrize("script", [True, False])
def test_each_link_carries_the_first_twelve_citations_of_the_answer(browser: Browser, script: bool) -> None:
    with serve(Many()) as served, opening(browser, served) as open_page:
        page = open_page("/?q=Weiterbildung&lang=de", java_script_enabled=script)
        links = page.locator(".sources a[href*='start=']")
        expect(links).to_have_count(20)
        address = urlsplit(links.nth(1).get_attribute("href") or "")
        ids = [document.info.id for document in CORPUS[:2]]
        assert parse_qs(address.query)["of"] == [",".join(f"{ids[n % 2]}.{n}-{n + 8}" for n in range(12))]
        assert address.fragment == "quote"
        if script:
            expect(page.locator(".citation").nth(1)).to_have_attribute("href", re.compile("&of=.*#quote"))


def test_a_single_citation_carries_no_others(open_page: OpenPage) -> None:
    turn = ask(open_page("/"), FUNDED)
    assert "of=" not in (turn.locator(".citation").get_attribute("href") or "")


def test_markup_in_what_is_shown_stays_text(browser: Browser) -> None:
    with (
        serve(Telling(("<img src=x onerror=alert(1)> ist Pflicht.",))) as served,
        opening(browser, served) as open_page,
    ):
        page = open_page("/")
        ask(page, "Was ist Pflicht?").locator(".citation").focus()
        expect(peek(page).locator(".quote")).to_have_text("<img src=x onerror=alert(1)> ist Pflicht.")
        expect(peek(page).locator("img")).to_have_count(0)
