"""The conversation that the tab keeps: there after a reload and in the other language, gone where it shall be."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect
from web_browsing import FINISHED, OpenPage, ask
from web_fakes import CANARY, FakeAssistant
from web_serving import TOKEN, Served

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"
STUDIED = "Um wie viel senkt die Automatisierung die Montagezeit?"
KEPT = "sessionStorage.getItem('conversation') ?? ''"


def reloaded(page: Page, path: str = "") -> Page:
    page.goto(path) if path else page.reload()
    page.wait_for_selector("wissens-assistent:defined", state="attached")
    return page


def sign_in(page: Page, served: Served) -> None:
    signed = page.context.request.post(
        f"{served.url}/staff/session", form={"token": TOKEN}, headers={"Origin": served.url}
    )
    assert signed.ok


def test_a_reload_and_the_other_language_show_the_conversation_and_it_goes_on(
    open_page: OpenPage, assistant: FakeAssistant
) -> None:
    page = open_page("/")
    for question in (FUNDED, STUDIED):
        ask(page, question)
    shown = page.locator(".sentences").all_inner_texts()
    reloaded(page)
    expect(page.locator(".question")).to_contain_text([FUNDED, STUDIED])
    assert page.locator(".sentences").all_inner_texts() == shown
    expect(page.locator("body")).to_have_class("chat asked")
    expect(page.locator(".turn").last.get_by_role("button", name="Frage bearbeiten")).to_be_visible()
    assert len(assistant.asked) == 2
    page.get_by_role("link", name="English").click()
    expect(page.locator(".question")).to_contain_text([FUNDED, STUDIED])
    ask(page, "Weiterbildung?", "Your question")
    assert assistant.asked[-1].history == (FUNDED, STUDIED)


def test_a_reload_shows_a_long_conversation_whole(open_page: OpenPage) -> None:
    page = open_page("/")
    questions = [f"{FUNDED} Frage {number}" for number in range(30)]
    for question in questions:
        ask(page, question)
    expect(reloaded(page).locator(".question")).to_contain_text(questions)


def test_a_reload_loses_neither_a_question_under_way_nor_what_is_typed(open_page: OpenPage, served: Served) -> None:
    page = open_page("/", expect_errors=True)
    for answered in ([], [FUNDED]):
        if answered:
            page.get_by_label("Ihre Frage").fill("")
            ask(page, FUNDED)
        page.route("**/api/ask", lambda _: None)
        page.get_by_label("Ihre Frage").fill(STUDIED)
        page.keyboard.press("Enter")
        page.get_by_label("Ihre Frage").fill("Und bis wann?")
        expect(reloaded(page).get_by_label("Ihre Frage")).to_have_value(f"{STUDIED}\nUnd bis wann?")
        expect(page.locator(".question")).to_have_count(len(answered))
        page.unroute("**/api/ask")
    sign_in(page, served)
    expect(reloaded(page).get_by_label("Ihre Frage")).to_have_value("")
    page.get_by_label("Ihre Frage").fill("Und intern?")
    expect(reloaded(page).get_by_label("Ihre Frage")).to_have_value("")


def test_a_new_conversation_is_new_after_a_reload_too(open_page: OpenPage) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    page.get_by_role("link", name="Neues Gespräch").click()
    expect(page.locator(".question")).to_have_count(0)
    reloaded(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".question")).to_have_count(0)


def test_an_address_with_another_question_goes_before_what_is_kept(open_page: OpenPage, served: Served) -> None:
    page = open_page(f"/?q={FUNDED}")
    page.wait_for_selector(FINISHED, state="attached")
    ask(page, STUDIED)
    expect(reloaded(page).locator(".question")).to_contain_text([FUNDED, STUDIED])
    expect(reloaded(page, f"{served.url}/?q={STUDIED}").locator(".question")).to_contain_text([STUDIED])
    expect(reloaded(page, served.url).locator(".question")).to_contain_text([STUDIED])
    expect(reloaded(page, f"{served.url}/?q={STUDIED}&without=type").locator(".question")).to_have_count(1)
    ask(page, FUNDED)
    expect(reloaded(page, f"{served.url}/?q={STUDIED}").locator(".question")).to_have_count(1)


def test_of_a_long_conversation_the_first_question_and_the_last_ones_are_kept(open_page: OpenPage) -> None:
    page = open_page(f"/?q={FUNDED}")
    page.wait_for_selector(FINISHED, state="attached")
    count = 22
    for number in range(1, count):
        ask(page, f"{STUDIED} ({number})")
    kept = [FUNDED, *(f"{STUDIED} ({number})" for number in range(count - 19, count))]
    expect(reloaded(page).locator(".question")).to_contain_text(kept)


def test_the_answer_to_the_question_of_the_address_is_the_new_one(open_page: OpenPage) -> None:
    page = open_page(f"/?q={FUNDED}")
    page.wait_for_selector(FINISHED, state="attached")
    ask(page, STUDIED)
    first = page.locator(".sentences").first
    expect(first).to_contain_text("80 Prozent")
    page.evaluate(f"sessionStorage.setItem('conversation', ({KEPT}).replaceAll('80 Prozent', '70 Prozent'))")
    assert "80 Prozent" not in page.evaluate(KEPT)
    expect(reloaded(page).locator(".question")).to_contain_text([FUNDED, STUDIED])
    expect(first).to_contain_text("80 Prozent")


def test_nothing_of_staff_is_kept_and_nothing_is_left_for_them(open_page: OpenPage, served: Served) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    kept = page.evaluate(KEPT)
    assert FUNDED in kept
    sign_in(page, served)
    turn = ask(page, CANARY)
    expect(turn.locator(".badge").first).to_be_visible()
    assert page.evaluate(KEPT) == "", "an internal answer on a page that was loaded before"
    page.evaluate("kept => sessionStorage.setItem('conversation', kept)", kept)
    expect(reloaded(page).locator(".question")).to_have_count(0)
    assert page.evaluate(KEPT) == "", "what a visitor asked before"
    ask(page, FUNDED)
    assert page.evaluate(KEPT) == ""


def test_where_the_browser_keeps_nothing_the_chat_works(open_page: OpenPage) -> None:
    page = open_page("/")
    page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('forbidden'); } })")
    ask(reloaded(page), FUNDED)
    expect(page.locator(".sentences")).to_contain_text("80 Prozent")
    page.get_by_role("link", name="Neues Gespräch").click()
    expect(page.locator(".question")).to_have_count(0)
