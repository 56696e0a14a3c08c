"""The element on websites that were not made for it: strict policies, hostile styles, odd places, broken servers."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from web_browsing import ask
from web_elsewhere import Visit, Website, visiting, website
from web_fakes import FakeAssistant
from web_proxied import behind_example
from web_serving import Served, serve

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"
HOSTILE = {
    "everything unset": "* { all: unset !important; display: block !important; font-size: 9px !important }",
    "buttons hidden": "button, textarea, input, dialog, form, ol { display: none !important }",
    "shouting": "* { text-transform: uppercase !important; letter-spacing: 1em !important; line-height: 3 !important; "
    "font: italic 9px/1 cursive !important; direction: rtl; visibility: hidden }",
    "children of the body": "body > * { position: relative !important; z-index: 1; opacity: .1; pointer-events: none; "
    "width: 10px; height: 10px; overflow: hidden }",
    "tiny root": "html { font-size: 62.5% } body { font-size: 1.4rem }",
    "its own properties": ":root { --left: 900px; --right: 900px; --rem: 1px; --ink: #0000; --accent: #0000 }",
    "floats": "* { box-sizing: content-box !important; float: left !important; margin: 40px !important }",
}
WIDGET_PAGE = Path(__file__).parents[2] / "docs/WIDGET.md"
FRAMED = """sandbox => {
  const frame = Object.assign(document.createElement("iframe"), { sandbox, width: 900, height: 700, src: "/frame" });
  document.body.append(frame);
}"""
AT_CORNER = "<div class='bar'>Immer oben</div>"


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as running:
        yield running


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def served(assistant: FakeAssistant, site: Website) -> Iterator[Served]:
    said = {"heading": "Fragen an die Kammer", "greeting": "Moin!", "contact": "Frau Beispiel"}
    sites = {
        "kammer": {"origins": [site.origin], "examples": [FUNDED], **said},
        "labor": {"origins": [site.origin], "labs": ["Technologie", "Infrastruktur"]},
        "fremd": {"origins": ["https://fremd.example"]},
    }
    with serve(assistant, sites=sites) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, site: Website, served: Served) -> Iterator[Visit]:
    with visiting(browser, site, served) as opened:
        yield opened


def opened(page: Page) -> Locator:
    """The dialog, opened as a visitor does."""
    page.get_by_role("button", name="Fragen stellen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def pixels(node: Locator, name: str) -> float:
    return float(node.evaluate(f"node => parseFloat(getComputedStyle(node).{name})"))


@pytest.mark.parametrize("css", HOSTILE.values(), ids=HOSTILE)
def test_hostile_styles_change_nothing_that_matters(visit: Visit, css: str) -> None:
    page = visit(css=css)
    launcher = page.get_by_role("button", name="Fragen stellen")
    expect(launcher).to_be_in_viewport(ratio=1)
    assert pixels(launcher, "fontSize") >= 15
    host = page.locator("wissens-assistent")
    assert host.evaluate("node => getComputedStyle(node).display") == "contents", (
        "no box, so nothing fades or cuts it off"
    )
    dialog = opened(page)
    field = page.get_by_label("Ihre Frage")
    assert pixels(field, "fontSize") >= 16
    turn = ask(page, FUNDED)
    expect(turn).to_contain_text("80 Prozent")
    sentence = turn.locator(".sentence").first
    assert pixels(sentence, "fontSize") >= 15
    looks = "({textTransform: t, letterSpacing: l, direction: d, visibility: v, fontStyle: f}) => [t, l, d, v, f]"
    style = sentence.evaluate(f"node => ({looks})(getComputedStyle(node))")
    assert style == ["none", "normal", "ltr", "visible", "normal"]
    box = dialog.bounding_box()
    assert box is not None
    assert (box["width"] >= 400, box["height"] >= 600, box["x"] > 640) == (True, True, True)
    assert sentence.evaluate("node => getComputedStyle(node).color") == "rgb(27, 36, 39)"
    for name in ("Schließen", "Fragen"):
        target = page.get_by_role("button", name=name, exact=True)
        assert target.evaluate("node => node.getBoundingClientRect().height") >= 44


def test_a_page_that_is_read_from_the_right_does_not_turn_the_element_around(visit: Visit) -> None:
    page = visit(root=' dir="rtl"')
    opened(page)
    turn = ask(page, FUNDED)
    assert turn.evaluate("node => getComputedStyle(node).direction") == "ltr"
    left = page.get_by_role("dialog").evaluate("node => node.getBoundingClientRect().left")
    assert left > 640, "it stands where the attribute says, not mirrored"


def test_axe_finds_nothing_in_any_state(visit: Visit) -> None:
    page = visit("<main><h1>Kammer</h1></main>", data=' data-site="kammer"', bypass_csp=True)
    assert violations(page) == ""
    opened(page)
    expect(page.get_by_role("button", name=FUNDED)).to_be_visible()
    assert violations(page) == ""
    for question in (FUNDED, "Wie heißt Burkina Fasos Hauptstadt?"):
        ask(page, question)
        assert violations(page) == ""


def violations(page: Page) -> str:
    results = Axe().run(page)
    return results.generate_report() if results.violations_count else ""


def test_a_base_of_the_page_sends_nothing_elsewhere(visit: Visit, served: Served) -> None:
    page = visit(head='<base href="https://irgendwo.example/pfad/">')
    opened(page)
    turn = ask(page, FUNDED)
    href = turn.get_by_role("link", name="Stelle 1").first.get_attribute("href") or ""
    assert href.startswith(f"{served.url}/documents/")


def test_two_on_a_page_lead_conversations_of_their_own(visit: Visit, assistant: FakeAssistant) -> None:
    page = visit("".join(f'<wissens-assistent id="{name}" mode="page"></wissens-assistent>' for name in "ab"))
    for name in ("a", "b"):
        one = page.locator(f"#{name}")
        one.get_by_label("Ihre Frage").fill(FUNDED)
        one.get_by_role("button", name="Fragen", exact=True).click()
        expect(one.locator(".sentences")).to_contain_text("80 Prozent")
    assert [question.history for question in assistant.asked] == [(), ()]
    assert page.get_by_role("button", name="Fragen stellen").count() == 0


def test_the_script_twice_makes_one_element(visit: Visit) -> None:
    page = visit('<p>Text</p><script src="SERVER/widget.js" async></script>')
    expect(page.locator("wissens-assistent")).to_have_count(1)
    opened(page)


def test_a_page_that_removes_it_while_it_asks_hears_nothing_more(visit: Visit, assistant: FakeAssistant) -> None:
    page = visit()
    opened(page)
    assistant.hold.clear()
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    page.wait_for_selector("wissens-assistent[state=asking]", state="attached")
    page.evaluate("() => { window.kept = document.querySelector('wissens-assistent'); window.kept.remove(); }")
    assistant.hold.set()
    assert page.evaluate("getComputedStyle(document.body).overflow") == "visible"
    page.evaluate("() => document.body.append(window.kept)")
    opened(page)
    expect(ask(page, "Wer nimmt Anträge der Betriebe an? Weiterbildung?")).to_contain_text("80 Prozent")


def test_inside_a_form_the_page_does_not_hear_of_questions(visit: Visit, site: Website) -> None:
    count = """document.querySelector("form").addEventListener("submit", (event) => {
        event.preventDefault();
        document.body.dataset.sent = "yes";
    });"""
    element = '<wissens-assistent mode="page"></wissens-assistent>'
    body = f'<form action="/weg"><input>{element}<button>Senden</button></form><script src="/site.js"></script>'
    page = visit(body, script=count)
    expect(ask(page, FUNDED)).to_contain_text("80 Prozent")
    assert page.evaluate("document.body.dataset.sent") is None
    assert page.url.startswith(site.origin)


def test_typing_is_no_shortcut_of_the_page(visit: Visit) -> None:
    keys = "addEventListener('keydown', (event) => (document.body.dataset.keys = event.key));"
    page = visit('<p>Text</p><script src="/site.js"></script>', script=keys)
    opened(page)
    page.get_by_label("Ihre Frage").press_sequentially("s?j")
    assert page.evaluate("document.body.dataset.keys") is None
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_in_a_container_that_is_moved_the_dialog_is_whole(visit: Visit) -> None:
    css = ".box { transform: translateY(40px); overflow: hidden; width: 300px; height: 200px; filter: blur(0) }"
    page = visit('<div class="box"><wissens-assistent></wissens-assistent></div>', css=css)
    dialog = opened(page)
    expect(dialog).to_be_in_viewport(ratio=1)
    expect(ask(page, FUNDED)).to_contain_text("80 Prozent")


def test_the_button_stands_above_what_sticks_to_the_page(visit: Visit) -> None:
    css = ".bar { position: fixed; inset: auto 0 0 0; height: 160px; z-index: 9999999; background: red }"
    page = visit(AT_CORNER, css=css)
    expect(ask(opened(page).page, FUNDED)).to_contain_text("80 Prozent")


def test_on_a_phone_it_fills_the_screen_and_does_not_zoom(visit: Visit) -> None:
    page = visit(width=320, height=568, has_touch=True, is_mobile=True)
    dialog = opened(page)
    assert dialog.bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 568}
    assert pixels(page.get_by_label("Ihre Frage"), "fontSize") >= 16
    expect(ask(page, FUNDED)).to_contain_text("80 Prozent")
    assert dialog.locator(".body").evaluate("node => node.scrollWidth <= node.clientWidth")


def test_before_the_first_opening_nothing_is_sent(visit: Visit, served: Served) -> None:
    page = visit(data=' data-site="kammer"')
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    page.reload()
    expect(page.get_by_role("button", name="Fragen stellen")).to_be_visible()
    assert [url for url in sent if url.startswith(served.url)] == [f"{served.url}/widget.js"]


def test_a_site_says_its_words_and_its_examples_can_be_asked(visit: Visit, assistant: FakeAssistant) -> None:
    page = visit(data=' data-site="kammer"')
    opened(page)
    expect(page.get_by_role("dialog", name="Fragen an die Kammer")).to_contain_text("Moin!")
    page.get_by_role("button", name=FUNDED).click()
    expect(page.locator(".sentences")).to_contain_text("80 Prozent")
    expect(ask(page, "Wie heißt Burkina Fasos Hauptstadt?")).to_contain_text("Frau Beispiel")


def test_where_nothing_answers_it_tells_that_the_site_searches_some_documents_only(visit: Visit) -> None:
    page = visit(data=' data-site="labor"')
    opened(page)
    note = "Gesucht mit Filter: Lab Infrastruktur, Lab Technologie."
    expect(ask(page, "Wie heißt Burkina Fasos Hauptstadt?").locator(".card")).to_contain_text(note)
    expect(page.locator("[role=status]")).to_contain_text(note)
    expect(page.get_by_role("button", name="entfernen")).to_have_count(0)


def test_a_site_of_somebody_else_is_refused_in_words(visit: Visit, site: Website) -> None:
    page = visit(data=' data-site="fremd"', expect_errors=True)
    with page.expect_console_message(lambda one: one.type == "warning") as told:  # the webmaster, before anybody asks
        opened(page)
    assert "fremd" in told.value.text
    assert site.origin in told.value.text
    turn = ask(page, FUNDED)
    expect(turn).to_contain_text(f"Die Website „fremd“ darf von {site.origin} aus nicht genutzt werden.")
    expect(page.get_by_label("Ihre Frage")).to_have_value(FUNDED)


def test_what_is_wrong_on_the_script_tag_is_told_to_the_webmaster_and_has_no_effect(visit: Visit) -> None:
    page = visit(data=' data-position="bottom-left" data-heading="" data-modus="page" data-mode="seite"')
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text) if message.type == "warning" else None)
    page.reload()
    opened(page)
    wanted = ["wissens-assistent heading ", "wissens-assistent modus page", "wissens-assistent mode seite"]
    assert sorted(told) == sorted(wanted)
    host = page.locator("wissens-assistent")
    expect(host).to_have_attribute("position", "bottom-left")
    assert host.evaluate("node => ['mode', 'modus', 'heading'].filter((name) => node.hasAttribute(name))") == []


def test_a_slow_server_can_be_stopped_and_what_was_typed_stays(visit: Visit, assistant: FakeAssistant) -> None:
    page = visit()
    opened(page)
    assistant.hold.clear()
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    page.wait_for_timeout(700)
    page.get_by_role("button", name="Abbrechen").click()
    expect(page.get_by_label("Ihre Frage")).to_have_value(FUNDED)
    assistant.hold.set()
    expect(ask(page, FUNDED)).to_contain_text("80 Prozent")


def test_a_server_that_breaks_says_so_and_gives_the_question_back(visit: Visit, assistant: FakeAssistant) -> None:
    page = visit(expect_errors=True)
    opened(page)
    assistant.failure = ZeroDivisionError("geheim")
    turn = ask(page, FUNDED)
    expect(turn).not_to_contain_text("geheim")
    expect(page.get_by_label("Ihre Frage")).to_have_value(FUNDED)
    assistant.failure = None
    turn.get_by_role("button", name="Noch einmal versuchen").click()
    expect(page.locator(".sentences")).to_contain_text("80 Prozent")


def test_a_server_that_fails_names_who_helps_unless_the_question_is_at_fault(visit: Visit) -> None:
    page = visit(data=' data-site="kammer"', expect_errors=True)
    opened(page)
    expect(page.locator(".greeting")).to_be_visible()
    said = '{"title": "Ungültig", "status": 422, "detail": "Die Frage ist zu lang.", "remedy": "Bitte kürzen."}'
    refusing = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/problem+json"}
    page.route("**/api/ask", lambda route: route.fulfill(status=422, body=said, headers=refusing))
    refused = ask(page, FUNDED)
    expect(refused.locator(".failed")).to_be_visible()
    expect(refused.get_by_role("button", name="Noch einmal versuchen")).to_have_count(0)
    expect(page.locator(".contact")).to_have_count(0)
    page.route("**/api/ask", lambda route: route.abort())
    turn = ask(page, FUNDED)
    expect(turn).to_contain_text("Bitte versuchen Sie es später noch einmal.")
    expect(turn.locator(".contact")).to_have_text("Frau Beispiel")


def test_a_website_that_names_a_wrong_site_still_names_who_helps(visit: Visit) -> None:
    page = visit(data=' data-site="werft" data-contact="hafen@werft.example"', expect_errors=True)
    opened(page)
    turn = ask(page, FUNDED)
    expect(turn.locator(".failed")).to_contain_text("Bitte sagen Sie der Redaktion dieser Website Bescheid")
    expect(turn.locator(".contact a")).to_have_attribute("href", "mailto:hafen@werft.example")


@pytest.mark.parametrize("trouble", ["gateway", "json", "gone"])
def test_what_stands_before_the_server_may_answer_with_anything(visit: Visit, trouble: str) -> None:
    page = visit(expect_errors=True)
    opened(page)
    if trouble == "gone":
        page.route("**/api/ask", lambda route: route.abort())
    else:
        said = "<h1>Bad Gateway</h1>" if trouble == "gateway" else '{"detail": "Bad Gateway"}'
        allowed = {"Access-Control-Allow-Origin": "*"}
        page.route("**/api/ask", lambda route: route.fulfill(status=502, body=said, headers=allowed))
    turn = ask(page, FUNDED)
    expect(turn).to_contain_text("antwortet nicht")
    expect(turn).not_to_contain_text(re.compile("Gateway|undefined"))
    expect(page.get_by_label("Ihre Frage")).to_have_value(FUNDED)


def test_in_a_sandbox_it_answers_and_opens_sources_with_the_words_that_are_named(visit: Visit, site: Website) -> None:
    [words] = re.findall(r'sandbox="([^"]+)"', WIDGET_PAGE.read_text(encoding="utf-8"))
    page = visit(policy="")
    site.files["/frame"] = site.files["/"]
    page.evaluate(FRAMED, words)
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="Fragen stellen").click()
    frame.get_by_label("Ihre Frage").fill(FUNDED)
    frame.get_by_label("Ihre Frage").press("Enter")
    expect(frame.locator(".sentences")).to_contain_text("80 Prozent")
    with page.context.expect_page() as opening:
        frame.get_by_role("link", name="Öffnen").first.click()
    expect(opening.value.locator("mark").first).to_contain_text("80 Prozent")


def test_behind_the_proxy_of_the_handbook_it_tells_when_to_come_back(
    browser: Browser, site: Website, tmp_path: Path
) -> None:
    with contextlib.ExitStack() as server:
        served = server.enter_context(serve(FakeAssistant(), allowed_origins=[site.origin]))
        with behind_example(served.url, tmp_path) as proxied:
            before_it = Served(str(proxied.client.base_url).rstrip("/"), proxied.client)
            with visiting(browser, site, before_it) as visit:
                page = visit(ignore_https_errors=True)
                opened(page)
                expect(ask(page, FUNDED)).to_contain_text("80 Prozent")
                server.close()
                page = visit(ignore_https_errors=True, expect_errors=True)
                opened(page)
                turn = ask(page, FUNDED)
                expect(turn).to_contain_text("Der Assistent ist gerade nicht zu erreichen.")
                expect(turn).to_contain_text("Uhr können Sie noch einmal fragen.")
