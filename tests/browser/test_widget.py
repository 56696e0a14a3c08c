"""The element on other people's pages: one script tag, a strict policy, hostile styles, another origin."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect
from web_browsing import OpenPage, ask, opening
from web_fakes import FakeAssistant, Telling
from web_serving import serve

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"


def test_the_demo_page_answers_in_the_shadow_root(open_page: OpenPage) -> None:
    page = open_page("/widget-demo")
    page.get_by_role("button", name="Fragen stellen").click()
    ask(page, FUNDED)
    text = page.evaluate(
        "document.querySelector('wissens-assistent').shadowRoot.querySelector('.sentences').textContent"
    )
    assert text.startswith("Die Weiterbildung in Betrieben wird mit 80\u00a0Prozent gefördert")
    assert page.locator("body > main .sentences").count() == 0


def test_the_dialog_takes_and_gives_back_the_focus(open_page: OpenPage) -> None:
    page = open_page("/widget-demo")
    focused = "document.activeElement.shadowRoot?.activeElement?.className ?? document.activeElement.tagName"
    page.get_by_role("button", name="Fragen stellen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Fragen an unsere Dokumente")).to_be_visible()
    for _ in range(6):
        assert page.evaluate(focused) in ("", "send", "close", "BODY")
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.evaluate(focused) == "launcher"


def test_the_dialog_fills_a_phone(open_page: OpenPage) -> None:
    page = open_page("/widget-demo", width=320, height=640)
    page.get_by_role("button", name="Fragen stellen").click()
    ask(page, FUNDED)
    box = page.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 320, "height": 640}
    inside = page.locator("dialog .body").evaluate("node => node.scrollWidth <= node.clientWidth")
    assert inside


@pytest.mark.parametrize(("width", "height"), [(360, 640), (1366, 768)])
def test_the_dialog_can_be_closed_after_any_number_of_questions(browser: Browser, width: int, height: int) -> None:
    with serve(Telling()) as served, opening(browser, served) as open_page:
        page = open_page("/widget-demo", width=width, height=height)
        page.get_by_role("button", name="Fragen stellen").click()
        for _ in range(3):
            ask(page, FUNDED)
            expect(page.get_by_role("button", name="Schließen")).to_be_in_viewport(ratio=1)
            assert page.get_by_role("dialog").evaluate("node => node.scrollTop") == 0


def test_styles_of_the_page_do_not_reach_the_element(open_page: OpenPage) -> None:
    page = open_page("/widget-demo")
    page.get_by_role("button", name="Fragen stellen").click()
    style = page.get_by_role("button", name="Fragen", exact=True).evaluate(
        """node => { const s = getComputedStyle(node);
            return [s.borderStyle, s.textTransform, s.fontStyle, parseFloat(s.fontSize)]; }"""
    )
    assert style[:3] == ["solid", "none", "normal"]
    assert style[3] >= 16


def test_the_page_that_shows_it_puts_the_button_where_it_says(open_page: OpenPage) -> None:
    button = open_page("/widget-demo?variant=left").get_by_role("button", name="Fragen stellen")
    assert button.evaluate("node => node.getBoundingClientRect().left") == 20
    button.click()
    assert button.page.get_by_role("dialog").evaluate("node => node.getBoundingClientRect().left") == 20


def test_the_page_that_shows_it_greets(open_page: OpenPage) -> None:
    page = open_page("/widget-demo?variant=greeting&lang=en")
    page.get_by_role("button", name="Ask a question").click()
    expect(page.get_by_role("dialog", name="Ask the Sample Chamber")).to_contain_text("Hello!")


@pytest.mark.parametrize("variant", ["left", "greeting", "page"])
def test_the_page_that_shows_it_has_nothing_for_axe(open_page: OpenPage, variant: str) -> None:
    results = Axe().run(open_page(f"/widget-demo?variant={variant}", width=320))
    assert results.violations_count == 0, results.generate_report()


def test_the_element_can_leave_a_page_and_come_back(open_page: OpenPage) -> None:
    page = open_page("/widget-demo")
    page.evaluate(
        "() => { const e = document.querySelector('wissens-assistent'); e.remove(); document.body.append(e); }"
    )
    page.get_by_role("button", name="Fragen stellen").click()
    expect(ask(page, FUNDED)).to_contain_text("80 Prozent")


def test_two_elements_live_side_by_side(open_page: OpenPage) -> None:
    page = open_page("/")
    page.evaluate("() => document.body.append(document.createElement('wissens-assistent'))")
    expect(page.get_by_role("button", name="Fragen stellen")).to_be_visible()
    expect(page.locator("wissens-assistent")).to_have_count(2)


class Site(BaseHTTPRequestHandler):
    """A website of somebody else: one page with one script tag, and a policy that allows only the assistant."""

    assistant_url = ""

    def do_GET(self) -> None:
        script = f'<script src="{self.assistant_url}/widget.js" async></script>'
        element = '<wissens-assistent mode="page"></wissens-assistent>' if self.path == "/inside" else ""
        policy = f"default-src 'none'; script-src {self.assistant_url}; connect-src {self.assistant_url}"
        self.send_response(200 if self.path in ("/", "/inside") else 204)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        if self.path in ("/", "/inside"):
            page = f'<!doctype html><html lang="de"><title>Kammer</title><p>Text</p>{element}{script}'
            self.wfile.write(page.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield f"http://localhost:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.mark.parametrize("listed", [True, False])
def test_another_origin_may_ask_and_vote_if_the_operator_lists_it(browser: Browser, site: str, listed: bool) -> None:
    with serve(FakeAssistant(), allowed_origins=[site if listed else "https://kammer.example"]) as served:
        Site.assistant_url = served.url
        page = browser.new_page(locale="de-DE", reduced_motion="reduce")
        page.goto(site)
        page.get_by_role("button", name="Fragen stellen").click()
        turn = ask(page, FUNDED)
        expect(turn).to_contain_text("80 Prozent" if listed else "Der Server antwortet nicht.")
        if listed:
            href = turn.get_by_role("link", name="Stelle 1").first.get_attribute("href") or ""
            assert href.startswith(f"{served.url}/documents/")
            turn.get_by_role("button", name="Hilfreich").click()
            expect(turn.get_by_role("button", name="Hilfreich")).to_have_attribute("aria-pressed", "true")
        page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_dialog_tells_what_becomes_of_a_question_until_the_first_is_asked(open_page: OpenPage, width: int) -> None:
    page = open_page("/widget-demo", width=width)
    page.get_by_role("button", name="Fragen stellen").click()
    note = page.get_by_role("dialog").get_by_text("Ihre Fragen werden nicht gespeichert")
    expect(note).to_be_in_viewport(ratio=1)
    ask(page, FUNDED)
    expect(note).to_be_hidden()


def test_in_the_text_of_the_page_that_shows_it_examples_and_note_are_there(browser: Browser) -> None:
    with serve(FakeAssistant(), examples={"de": (FUNDED,)}) as served, opening(browser, served) as open_page:
        page = open_page("/widget-demo?variant=page", width=320)
        expect(page.get_by_text("Ihre Fragen werden nicht gespeichert")).to_be_visible()
        page.get_by_role("button", name=FUNDED).click()
        expect(page.locator(".sentences")).to_contain_text("80 Prozent")
        expect(page.get_by_text("Ihre Fragen werden nicht gespeichert")).to_be_hidden()


def test_inside_the_page_of_somebody_else_it_is_told_too(browser: Browser, site: str) -> None:
    with serve(FakeAssistant(), allowed_origins=[site]) as served:
        Site.assistant_url = served.url
        page = browser.new_page(locale="de-DE", reduced_motion="reduce")
        page.goto(f"{site}/inside")
        expect(page.get_by_text("Ihre Fragen werden nicht gespeichert")).to_be_visible()
        page.goto(served.url)
        expect(page.get_by_text("Ihre Fragen werden nicht gespeichert")).to_have_count(1)
        page.close()
