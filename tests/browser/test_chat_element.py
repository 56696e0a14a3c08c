"""The element by its attributes: greeting and examples, site, position, words, focus; and inside pages that change."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect
from web_browsing import FOCUSED, OpenPage, ask
from web_fakes import FakeAssistant

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"
UNKNOWN = "Wie heißt die Hauptstadt von Burkina Faso?"
SITE = {
    "heading": "Fragen an die <Kammer>",
    "greeting": "Guten Tag! <b>Fragen</b> Sie.",
    "contact": "Kammer, 0531 123",
    "examples": [FUNDED, "Was ist <i>neu</i>?"],
}


def name_nobody(route: Route) -> None:
    """The answer of a server that has no contact."""
    text = route.fetch().text().replace('"Geschäftsstelle, kontakt@netzwerk.example"', "null")
    route.fulfill(status=200, content_type="text/event-stream", body=text)


def reason_unknown(route: Route) -> None:
    """The answer of a newer server, with a reason that this element does not know."""
    text = re.sub(r'"reason": ?"\w+"', '"reason": "brand_new"', route.fetch().text())
    route.fulfill(status=200, content_type="text/event-stream", body=text)


def put(page: Page, **attributes: str) -> None:
    """The page with one element of these attributes in place of any other."""
    page.evaluate(
        """attributes => {
            for (const old of document.querySelectorAll('wissens-assistent')) old.remove();
            const made = document.createElement('wissens-assistent');
            for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
            document.body.append(made);
        }""",
        attributes,
    )


def answer_site(page: Page, said: dict[str, Any] | None) -> list[str]:
    """Lets the server say this of a website (None: refuse); gives the addresses that were asked."""
    asked: list[str] = []

    def fulfil(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200 if said else 404, content_type="application/json", body=json.dumps(said or {}))

    page.route("**/api/site?*", fulfil)
    return asked


def test_a_reason_that_it_does_not_know_leaves_no_empty_line(open_page: OpenPage) -> None:
    page = open_page("/widget-demo")
    page.route("**/api/ask", reason_unknown)
    page.get_by_role("button", name="Fragen stellen").click()
    card = ask(page, UNKNOWN).locator(".card")
    expect(card).to_contain_text("keine gesicherte Antwort")
    assert all(card.locator("p").all_inner_texts())


@pytest.mark.parametrize("path", ["/", "/widget-demo"])
def test_near_the_longest_question_it_counts_and_what_is_longer_is_refused_in_the_field(
    open_page: OpenPage, assistant: FakeAssistant, path: str
) -> None:
    page = open_page(path)
    if path == "/widget-demo":
        page.get_by_role("button", name="Fragen stellen").click()
    field, live = page.get_by_label("Ihre Frage"), page.locator("wissens-assistent .unseen[role=status]")
    field.fill("Kai " * 225)
    expect(field).to_have_accessible_description("")
    field.fill("🚢" * 1000)
    expect(field).to_have_accessible_description("1000 von höchstens 1000 Zeichen")
    expect(live).to_be_empty()
    field.fill("🚢" * 1001)
    expect(live).to_have_text("1001 von höchstens 1000 Zeichen")
    field.press("Enter")
    expect(page.locator(".turn")).to_have_count(0)
    assert field.evaluate("field => field.validationMessage") == "1001 von höchstens 1000 Zeichen"
    assert assistant.asked == []
    ask(page, FUNDED + " " * 1000)
    assert [one.text for one in assistant.asked] == [FUNDED]
    expect(page.locator("#length")).to_be_hidden()


def test_while_an_answer_comes_it_can_be_stopped_whatever_is_typed(
    open_page: OpenPage, assistant: FakeAssistant
) -> None:
    page = open_page("/")
    assistant.hold.clear()
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    page.get_by_label("Ihre Frage").fill("x" * 1001)
    page.get_by_role("button", name="Abbrechen").click()
    expect(page.locator(".turn .note").first).to_have_text("Abgebrochen.")
    assistant.hold.set()


def test_the_first_opening_asks_the_server_for_greeting_and_examples(
    open_page: OpenPage, assistant: FakeAssistant
) -> None:
    page = open_page("/widget-demo")
    asked = answer_site(page, SITE)
    put(page, site="kammer", lang="de")
    assert asked == []
    page.get_by_role("button", name="Fragen stellen").click()
    expect(page.get_by_role("dialog", name="Fragen an die <Kammer>")).to_be_visible()
    expect(page.locator(".greeting")).to_have_text("Guten Tag! <b>Fragen</b> Sie.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Fragen stellen").click()
    assert [address.partition("?")[2] for address in asked] == ["key=kammer&lang=de"]
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()
    page.route("**/api/ask", lambda route: without_site(route))
    page.get_by_role("button", name=FUNDED).click()
    expect(page.locator(".sentences")).to_contain_text("80 Prozent")
    expect(page.locator(".welcome")).to_be_hidden()
    assert page.evaluate(f"{FOCUSED}.className") == "turn"
    assert assistant.asked[-1].text == FUNDED


def without_site(route: Route) -> None:
    """Passes the question on if it names its site, which this server does not know."""
    body = json.loads(route.request.post_data or "{}")
    assert body.pop("site") == "kammer"
    route.continue_(post_data=json.dumps(body))


def test_on_a_phone_the_field_stays_in_sight_below_many_examples(open_page: OpenPage) -> None:
    page = open_page("/widget-demo", width=320, height=568)
    answer_site(page, {"examples": [f"Wie hoch ist der Fördersatz im Programm „Wandel {year}“?" for year in range(6)]})
    page.get_by_role("button", name="Fragen stellen").click()
    expect(page.locator("dialog .example")).to_have_count(6)
    field = page.locator("dialog .field").bounding_box()
    assert field
    assert field["y"] + field["height"] <= 568
    for _ in range(6):  # from the field up through the examples
        page.keyboard.press("Shift+Tab")
        assert page.evaluate(f"{FOCUSED}.className") == "example"
        assert page.evaluate(f"{FOCUSED}.getBoundingClientRect().bottom") <= field["y"]


def test_a_server_that_says_nothing_of_the_site_is_passed_over_in_silence(open_page: OpenPage) -> None:
    page = open_page("/widget-demo", expect_errors=True)
    answer_site(page, None)
    put(page, greeting="Willkommen.", contact="Pforte, 110", lang="de")
    page.get_by_role("button", name="Fragen stellen").click()
    expect(page.locator(".greeting")).to_have_text("Willkommen.")
    expect(page.get_by_role("dialog", name="Fragen an unsere Dokumente")).to_be_visible()
    expect(ask(page, FUNDED)).to_contain_text("80 Prozent")


@pytest.mark.parametrize(("contact", "shown"), [("Pforte, 110", "Pforte, 110"), ("", "Kammer, 0531 123")])
def test_whom_to_ask_is_named_where_the_server_names_nobody(open_page: OpenPage, contact: str, shown: str) -> None:
    page = open_page("/widget-demo")
    answer_site(page, SITE)
    page.route("**/api/ask", name_nobody)
    put(page, contact=contact, lang="de")
    page.get_by_role("button", name="Fragen stellen").click()
    expect(ask(page, UNKNOWN).locator(".contact")).to_have_text(shown)


@pytest.mark.parametrize("position", ["bottom-right", "bottom-left"])
def test_button_and_dialog_stand_in_the_corner_that_the_page_wants(open_page: OpenPage, position: str) -> None:
    page = open_page("/widget-demo")
    put(page, position=position, lang="de")
    for shown in (page.get_by_role("button", name="Fragen stellen"), page.get_by_role("dialog")):
        if shown.count() == 0:
            page.get_by_role("button", name="Fragen stellen").click()
        box = shown.bounding_box()
        assert box is not None
        assert (box["x"] < 640) == (position == "bottom-left")
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.get_by_role("dialog").bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 640}


def test_language_heading_and_greeting_may_change_until_the_first_question(open_page: OpenPage) -> None:
    page = open_page("/widget-demo")
    put(page, lang="de")
    page.get_by_role("button", name="Fragen stellen").click()
    page.get_by_label("Ihre Frage").fill("Halb getippt")
    page.evaluate(
        """() => { const made = document.querySelector('wissens-assistent');
            const said = { lang: 'en', heading: 'Ask us', greeting: 'Hi' };
            for (const [name, value] of Object.entries(said)) made.setAttribute(name, value); }"""
    )
    expect(page.get_by_role("dialog", name="Ask us")).to_be_visible()
    expect(page.locator(".greeting")).to_have_text("Hi")
    expect(page.get_by_label("Your question")).to_have_value("Halb getippt")
    ask(page, FUNDED, label="Your question")
    page.evaluate("document.querySelector('wissens-assistent').setAttribute('lang', 'de')")
    expect(page.locator(".turn")).to_have_count(1)


@pytest.mark.parametrize("kind", ["data on the script", "module", "inserted later"])
def test_the_script_alone_makes_an_element(open_page: OpenPage, kind: str) -> None:
    page = open_page("/staff")
    page.evaluate(
        """kind => {
            const script = document.createElement('script');
            script.src = '/widget.js';
            if (kind === 'module') script.type = 'module';
            if (kind === 'data on the script')
                Object.assign(script.dataset, { mode: 'page', lang: 'en', greeting: 'Hello', position: 'bottom-left' });
            (kind === 'inserted later' ? document.head : document.querySelector('main')).append(script);
        }""",
        kind,
    )
    element = page.locator("wissens-assistent")
    expect(element).to_have_attribute("state", "idle")
    if kind == "data on the script":
        expect(page.get_by_label("Your question")).to_be_visible()
        expect(element).to_have_attribute("position", "bottom-left")
        assert element.evaluate("node => node.parentElement.tagName") == "MAIN"
    else:
        expect(page.get_by_role("button", name="Fragen stellen")).to_be_visible()


def test_a_dialog_that_leaves_the_page_open_comes_back_closed_and_works(open_page: OpenPage) -> None:
    page = open_page("/widget-demo")
    page.get_by_role("button", name="Fragen stellen").click()
    ask(page, FUNDED).locator(".citation").focus()
    page.evaluate("() => { window.kept = document.querySelector('wissens-assistent'); kept.remove(); }")
    page.wait_for_timeout(50)
    page.evaluate("document.body.append(kept)")
    expect(page.get_by_role("dialog")).to_be_hidden()
    page.get_by_role("button", name="Fragen stellen").click()
    expect(page.get_by_role("dialog").locator(".turn")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_two_elements_of_a_page_have_conversations_of_their_own(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    page.evaluate("() => document.body.append(document.createElement('wissens-assistent'))")
    page.get_by_role("button", name="Fragen stellen").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Ihre Frage").fill(UNKNOWN)
    page.keyboard.press("Enter")
    expect(dialog.locator(".card")).to_be_visible()
    assert assistant.asked[-1].history == ()
    assert page.evaluate("document.querySelectorAll('wissens-assistent')[0].turns.length") == 1


def test_on_a_phone_the_keys_go_away_once_a_question_is_asked(open_page: OpenPage) -> None:
    page = open_page("/", width=375, height=667, has_touch=True, is_mobile=True)
    page.get_by_label("Ihre Frage").tap()
    ask(page, FUNDED)
    assert page.evaluate(f"{FOCUSED}.className") == "turn"


def test_with_a_keyboard_the_field_keeps_the_focus_for_the_next_question(open_page: OpenPage) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    assert page.evaluate(f"{FOCUSED}.tagName") == "TEXTAREA"


def test_an_abstention_tells_how_to_go_on(open_page: OpenPage) -> None:
    turn = ask(open_page("/"), UNKNOWN)
    expect(turn.locator(".card")).to_contain_text("Vielleicht hilft eine andere Formulierung")
    expect(turn.locator(".failed")).to_have_count(0)
    headings = turn.get_by_role("heading", level=3).all_inner_texts()
    assert [heading.lower() for heading in headings] == [
        "auskunft gibt",
        "am ehesten passen diese textstellen",
    ]


@pytest.mark.parametrize("script", [True, False])
def test_a_mail_to_whom_to_ask_is_one_click_away(open_page: OpenPage, script: bool) -> None:
    page = open_page("/" if script else f"/?q={UNKNOWN}", java_script_enabled=script)
    turn = ask(page, UNKNOWN) if script else page.locator(".turn")
    expect(turn.locator(".contact")).to_have_text("Geschäftsstelle, kontakt@netzwerk.example")
    mail = turn.get_by_role("link", name="kontakt@netzwerk.example")
    expect(mail).to_have_attribute("href", "mailto:kontakt@netzwerk.example")


@pytest.mark.parametrize(
    ("contact", "address"),
    [
        ("Frau Beispiel (beispiel@kammer.example).", "beispiel@kammer.example"),
        ("E-Mail:jörg.groß@grün.example, Tel. 030 1", "jörg.groß@grün.example"),
        ("Pforte @ 110", None),
    ],
)
def test_the_address_ends_where_its_sentence_does(open_page: OpenPage, contact: str, address: str | None) -> None:
    page = open_page("/")
    page.route("**/api/ask", name_nobody)
    put(page, mode="page", contact=contact, lang="de")
    turn = ask(page, UNKNOWN)
    expect(turn.locator(".contact")).to_have_text(contact)
    assert turn.locator(".contact a").evaluate_all("links => links.map((link) => link.textContent)") == (
        [address] if address else []
    )


def test_a_long_question_leaves_room_for_its_answer_and_is_whole_on_paper(open_page: OpenPage) -> None:
    page = open_page("/", width=390, height=844)
    question = " ".join([FUNDED] * 15)
    turn = ask(page, question)
    expect(turn.locator(".question")).to_contain_text(question)
    expect(turn.locator(".sentence").first).to_be_in_viewport(ratio=0.9)
    page.emulate_media(media="print")
    assert turn.locator(".question").evaluate("(node) => node.scrollHeight <= node.clientHeight")
