"""The answer as it comes over a bad line: in pieces, broken, begun anew, refused, offline; typed text is never lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from web_breaking import Breaking, Reply, breaking, frames, refusal
from web_browsing import FINISHED, FOCUSED, OpenPage, ask
from web_fakes import FakeAssistant
from web_serving import Served

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"
ANSWER = "Die Weiterbildung in Betrieben wird mit 80 Prozent gefördert, höchstens mit 12.500 Euro."
NEXT = "Und bis wann?"
# What the live region announces from here on, each time that it is given words.
HEARD = """() => {
    const live = document.querySelector("wissens-assistent").shadowRoot.querySelector("[role=status]");
    window.heard = [];
    new MutationObserver(() => heard.push(live.textContent)).observe(live, { childList: true });
}"""


@pytest.fixture
def broken(served: Served) -> Iterator[Breaking]:
    with breaking(f"{served.url}/widget.js") as running:
        yield running


@pytest.fixture
def page(browser: Browser, broken: Breaking) -> Iterator[Page]:
    """The page of the breaking server; an error of a script fails the test."""
    opened = browser.new_page(locale="de-DE", reduced_motion="reduce")
    errors: list[str] = []
    opened.on("pageerror", lambda error: errors.append(str(error)))
    opened.goto(broken.url)
    yield opened
    opened.close()
    assert errors == []


@pytest.fixture
def answer(served: Served) -> dict[str, Any]:
    answered: dict[str, Any] = served.ask(FUNDED).json()
    return answered


def test_frames_may_be_cut_anywhere_end_in_crlf_and_have_comments_between(
    page: Page, broken: Breaking, answer: dict[str, Any]
) -> None:
    whole = b": waiting\n\n".join(frames(answer, "a")).replace(b"\n", b"\r\n")
    broken.replies.append(Reply(tuple(whole[at : at + 1] for at in range(len(whole)))))
    expect(ask(page, FUNDED).locator(".sentences")).to_contain_text(ANSWER)


def test_a_list_is_shown_as_one_and_its_numbers_stand_for_bullets(
    page: Page, broken: Breaking, answer: dict[str, Any]
) -> None:
    told = (
        "Nötig sind • ein Plan • Belege",
        "• 1. Planen. • 2. Zahlen.",
        "Es helfen: • Ada • Dr. Ahl (HBK)",
        "• a) Ja • b) Nein",
        "• i. Kran • ii. Kai • (iii) Boot",
    )
    sentences = [{"text": text, "citations": [1], "exact": None} for text in told]
    broken.replies.append(Reply(tuple(frames({**answer, "sentences": sentences}, "a"))))
    turn = ask(page, FUNDED)
    expect(turn.locator(".sentence").first.locator("p")).to_have_text("Nötig sind")
    expect(turn.locator("ul.items li")).to_have_text(["ein Plan", "Belege1", "Ada", "Dr. Ahl (HBK)1"])
    counted = ["1. Planen.", "2. Zahlen.1", "a) Ja", "b) Nein1", "i. Kran", "ii. Kai", "(iii) Boot1"]
    expect(turn.locator("ol.items li")).to_have_text(counted)
    styles = turn.locator(".items").evaluate_all("lists => lists.map((one) => getComputedStyle(one).listStyleType)")
    assert styles == ["disc", "none", "disc", "none", "none"]


def test_a_line_that_breaks_is_taken_up_where_it_broke(page: Page, broken: Breaking, answer: dict[str, Any]) -> None:
    sent = frames(answer, "a")
    broken.replies += [Reply((*sent[:1], sent[1][:40])), Reply(tuple(sent[1:]))]
    turn = ask(page, FUNDED)
    expect(turn.locator(".sentence")).to_have_count(1)
    expect(turn.locator(".citation")).to_have_attribute("href", re.compile("#quote$"))
    (first, none), (again, last) = broken.asked
    assert first == again
    assert (none, last) == (None, "a.1")


def test_a_server_that_begins_anew_replaces_what_it_said_before(
    page: Page, broken: Breaking, answer: dict[str, Any]
) -> None:
    half = {**answer, "sentences": [{"text": "Halb gesagt.", "citations": [], "exact": None}] * 2}
    broken.replies += [Reply(tuple(frames(half, "a")[:2])), Reply(tuple(frames(answer, "b")))]
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    expect(page.locator(".sentence")).to_have_count(2)
    expect(page.locator(".waiting")).to_contain_text("Verbindung unterbrochen, neuer Versuch …")
    page.wait_for_selector(FINISHED, state="attached")
    expect(page.locator(".sentence")).to_have_count(1)
    expect(page.locator(".sentences")).not_to_contain_text("Halb gesagt.")


def test_a_server_that_starts_again_is_waited_for(page: Page, broken: Breaking, answer: dict[str, Any]) -> None:
    sent = frames(answer, "a")
    broken.replies += [Reply(tuple(sent[:1])), refusal(503, 2), Reply(tuple(frames(answer, "b")))]
    expect(ask(page, FUNDED).locator(".sentence")).to_have_count(1)


def test_a_server_that_is_still_starting_is_asked_until_it_answers_and_again_where_the_line_breaks_then(
    page: Page, broken: Breaking, answer: dict[str, Any]
) -> None:
    sent = frames(answer, "a")
    page.evaluate(HEARD)
    broken.replies += [*[refusal(503, 1, "warming_up")] * 2, Reply((*sent[:1], sent[1][:40])), Reply(tuple(sent[1:]))]
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    expect(page.locator(".waiting")).to_contain_text("Gerade geht es nicht.")
    expect(page.locator("[role=status]")).to_have_text("Gerade geht es nicht.")
    page.wait_for_selector(FINISHED, state="attached")
    expect(page.locator(".sentences")).to_contain_text(ANSWER)
    expect(page.locator(".failed")).to_have_count(0)
    assert len(broken.asked) == 4
    heard = page.evaluate("heard")
    assert [one for one, before in zip(heard, [None, *heard], strict=False) if one == before] == [], "told twice"
    assert heard[1:3] == ["Gerade geht es nicht.", "Verbindung unterbrochen, neuer Versuch …"]


def test_a_server_that_never_ends_starting_is_not_asked_for_ever(page: Page, broken: Breaking) -> None:
    broken.replies += [refusal(503, 0, "warming_up")] * 31
    page.clock.install()
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    for waits in range(1, 31):
        expect(page.locator(".waiting")).to_contain_text("Gerade geht es nicht.")
        while len(broken.asked) < waits:
            page.wait_for_timeout(10)
        page.wait_for_timeout(30)
        page.clock.run_for(2000)
    expect(page.locator(".failed")).to_contain_text("Gerade geht es nicht. Bitte warten Sie.")
    assert (len(broken.asked), broken.replies) == (31, [])


def test_after_three_more_tries_it_has_failed_and_the_question_is_back(page: Page, broken: Breaking) -> None:
    broken.replies += [Reply((b": ok\n\n",))] * 4
    page.clock.install()
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    for tries, seconds in enumerate((1, 2, 4), start=1):
        expect(page.locator(".waiting")).to_contain_text("Verbindung unterbrochen")
        page.wait_for_timeout(200)
        assert len(broken.asked) == tries
        page.clock.run_for(seconds * 1000)
        page.wait_for_timeout(200)
    expect(page.locator(".failed")).to_contain_text("vor dem Ende der Antwort")
    expect(page.get_by_label("Ihre Frage")).to_have_value(FUNDED)
    assert len(broken.asked) == 4


QUIET = "Der Server antwortet nicht. Sie können warten oder abbrechen."


def stop_the_clock(page: Page) -> None:
    """From now on only `page.clock.run_for` lets time go by, however slow the machine is."""
    page.clock.install(time=0)
    page.clock.pause_at(1)


@pytest.mark.parametrize("way", ["waited for", "stopped"])
def test_a_server_that_hangs_is_told_of_and_asked_again_or_stopped(
    page: Page, broken: Breaking, answer: dict[str, Any], way: str
) -> None:
    broken.replies.append(Reply(tuple(frames(answer, "a"))))
    page.route("**/api/ask", lambda route: None)
    stop_the_clock(page)
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    page.clock.run_for(19_000)
    expect(page.locator(".waiting")).to_have_text("Ich suche in den Dokumenten …")
    page.clock.run_for(2_000)
    expect(page.locator(".waiting")).to_have_text(QUIET)
    expect(page.locator("[role=status]")).to_have_text(QUIET)
    if way == "stopped":
        page.get_by_role("button", name="Abbrechen").click()
        expect(page.locator(".turn")).to_contain_text("Abgebrochen.")
        expect(page.get_by_label("Ihre Frage")).to_have_value(FUNDED)
        return
    page.clock.run_for(70_000)
    expect(page.locator(".failed")).to_contain_text("Der Server antwortet nicht.")
    page.unroute("**/api/ask")
    page.get_by_role("button", name="Noch einmal versuchen").click()
    expect(page.locator(".sentences")).to_contain_text(ANSWER)


def test_a_line_that_falls_silent_is_told_of_and_then_taken_up_where_it_fell_silent(
    page: Page, broken: Breaking, answer: dict[str, Any]
) -> None:
    sent = frames(answer, "a")
    broken.replies += [Reply(tuple(sent[:1]), hangs=True), Reply(tuple(sent[1:]))]
    stop_the_clock(page)
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    expect(page.locator(".sentence")).to_have_count(1)
    page.clock.run_for(21_000)
    expect(page.locator(".waiting")).to_have_text(QUIET)
    page.clock.run_for(69_500)
    expect(page.locator(".waiting")).to_contain_text("Verbindung unterbrochen, neuer Versuch …")
    page.clock.run_for(1_000)
    page.wait_for_selector(FINISHED, state="attached")
    expect(page.locator(".sentence")).to_have_count(1)
    assert [last for _, last in broken.asked] == [None, "a.1"]


def test_a_sign_of_life_takes_back_that_the_server_does_not_answer(page: Page) -> None:
    page.evaluate(
        """() => {
          const body = new ReadableStream({ start: (line) => Object.assign(window, { line }) });
          window.fetch = async () => new Response(body);
        }"""
    )
    stop_the_clock(page)
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    page.clock.run_for(21_000)
    expect(page.locator(".waiting")).to_have_text(QUIET)
    page.evaluate("line.enqueue(new TextEncoder().encode(': waiting\\n\\n'))")
    expect(page.locator(".waiting")).to_have_text("Ich suche in den Dokumenten …")


def test_a_question_can_be_stopped_between_two_tries(page: Page, broken: Breaking) -> None:
    broken.replies.append(Reply((b": ok\n\n",)))
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    expect(page.locator(".waiting")).to_contain_text("Verbindung unterbrochen")
    page.get_by_role("button", name="Abbrechen").click()
    expect(page.locator(".turn")).to_contain_text("Abgebrochen.")
    expect(page.get_by_label("Ihre Frage")).to_have_value(FUNDED)


@pytest.mark.parametrize("status", [429, 503])
def test_a_refusal_says_from_when_on_to_ask_again(
    page: Page, broken: Breaking, answer: dict[str, Any], status: int
) -> None:
    broken.replies += [refusal(status, 30), Reply(tuple(frames(answer, "a")))]
    turn = ask(page, FUNDED)
    expect(turn.locator(".failed")).to_contain_text("Gerade geht es nicht. Bitte warten Sie.")
    expect(turn.locator(".failed")).to_contain_text(
        re.compile(r"Ab \d\d:\d\d:\d\d\sUhr können Sie noch einmal fragen\.")
    )
    turn.get_by_role("button", name="Noch einmal versuchen").click()
    expect(page.locator(".sentences")).to_contain_text(ANSWER)
    expect(page.locator(".turn")).to_have_count(1)
    assert page.evaluate(f"{FOCUSED}.className") == "turn"


def test_a_gateway_that_speaks_html_is_a_server_that_cannot_be_reached(page: Page, broken: Breaking) -> None:
    broken.replies.append(Reply((b"<h1>502 Bad Gateway</h1>",), 502, "text/html"))
    expect(ask(page, FUNDED).locator(".failed")).to_contain_text("Der Server antwortet nicht.")


def test_without_a_network_the_words_are_others(page: Page) -> None:
    page.context.set_offline(True)
    expect(ask(page, FUNDED).locator(".failed")).to_contain_text("Sie sind offline.")
    expect(page.get_by_label("Ihre Frage")).to_have_value(FUNDED)


@pytest.mark.parametrize("outcome", ["answered", "failed"])
def test_the_next_question_can_be_typed_while_an_answer_comes(
    open_page: OpenPage, assistant: FakeAssistant, outcome: str
) -> None:
    page = open_page("/", expect_errors=True)
    assistant.hold.clear()
    assistant.failure = ZeroDivisionError() if outcome == "failed" else None
    field = page.get_by_label("Ihre Frage")
    field.fill(FUNDED)
    page.keyboard.press("Enter")
    page.wait_for_selector("wissens-assistent[state=asking]")
    field.press_sequentially(NEXT)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(1)
    assistant.hold.set()
    page.wait_for_selector(f"wissens-assistent[state={outcome}]")
    expect(field).to_have_value(NEXT)
    expect(page.locator(".question")).to_contain_text(FUNDED)


@pytest.mark.parametrize("twice", ["clicks", "keys"])
def test_asking_twice_asks_once(open_page: OpenPage, assistant: FakeAssistant, twice: str) -> None:
    page = open_page("/")
    assistant.hold.clear()
    page.get_by_label("Ihre Frage").fill(FUNDED)
    if twice == "clicks":
        page.get_by_role("button", name="Fragen", exact=True).dblclick()
    else:
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
    assistant.hold.set()
    page.wait_for_selector("wissens-assistent[state=answered]")
    expect(page.locator(".turn")).to_have_count(1)
    assert len(assistant.asked) == 1


def test_an_element_that_is_taken_away_while_asking_gives_the_question_back(
    open_page: OpenPage, assistant: FakeAssistant
) -> None:
    page = open_page("/")
    assistant.hold.clear()
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    page.wait_for_selector("wissens-assistent[state=asking]")
    page.evaluate("() => { window.kept = document.querySelector('wissens-assistent'); kept.remove(); }")
    page.wait_for_function("kept.state === 'idle'")
    assistant.hold.set()
    page.evaluate("() => document.querySelector('main').append(kept)")
    expect(page.get_by_label("Ihre Frage")).to_have_value(FUNDED)
    page.get_by_label("Ihre Frage").press("Enter")
    expect(page.locator(".sentences")).to_contain_text(ANSWER)


def test_an_element_that_is_only_moved_goes_on_asking(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page("/")
    assistant.hold.clear()
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    page.wait_for_selector("wissens-assistent[state=asking]")
    page.evaluate("() => document.querySelector('main').append(document.querySelector('wissens-assistent'))")
    assistant.hold.set()
    page.wait_for_selector("wissens-assistent[state=answered]")
    assert len(assistant.asked) == 1


def test_a_real_server_goes_on_after_the_last_event(open_page: OpenPage, assistant: FakeAssistant) -> None:
    """The proxy between cuts the first answer short; the server has it still."""
    page = open_page("/")

    def cut(route: Route) -> None:
        if route.request.headers.get("last-event-id"):
            route.continue_()
            return
        text = route.fetch().text()
        route.fulfill(status=200, content_type="text/event-stream", body=text[: text.index("event: citation")])

    page.route("**/api/ask", cut)
    expect(ask(page, FUNDED).locator(".sentence")).to_have_count(1)
    assert len(assistant.asked) == 1
