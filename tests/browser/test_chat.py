"""The chat as people use it: with mouse, with keys, on a phone, in English, without script, when things fail."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from web_browsing import FOCUSED, OpenPage, ask
from web_fakes import CANARY, LONG_ANSWER, FakeAssistant, Telling, make_document
from web_serving import TOKEN, Served, serve

from assistant.web.look.unbroken import unbroken

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"
ANSWER = "Die Weiterbildung in Betrieben wird mit 80 Prozent gefördert, höchstens mit 12.500 Euro."
UNKNOWN = "Wie heißt die Hauptstadt von Burkina Faso?"


def test_ask_read_the_answer_open_the_source_see_the_quote_marked(open_page: OpenPage) -> None:
    page = open_page("/")
    turn = ask(page, FUNDED)
    expect(turn.locator(".sentences")).to_contain_text(ANSWER)
    expect(turn).to_contain_text("Pressemitteilung · 3. Mai 2024")
    with page.expect_popup() as opening:
        turn.get_by_role("link", name="Stelle 1 im Dokument öffnen").first.click()
    mark = opening.value.locator("mark#quote")
    expect(mark).to_have_text(ANSWER)
    expect(mark).to_be_in_viewport()


def test_the_quote_far_down_a_document_is_scrolled_into_view(open_page: OpenPage, assistant: FakeAssistant) -> None:
    long = make_document("lang.md", "Langes Dokument", [f"Absatz {n} " + "Wort " * 60 for n in range(80)] + [ANSWER])
    assistant.corpus = (long,)
    start = long.text.index(ANSWER)
    page = open_page(f"/documents/{long.id}?start={start}&end={start + len(ANSWER)}#quote", width=375, height=700)
    expect(page.locator("mark#quote")).to_be_in_viewport()
    assert page.evaluate("scrollY") > 1000


SENTENCES = """node => [...node.querySelectorAll('.sentence')].map((sentence) => ({
    lead: sentence.querySelector('p')?.firstChild.textContent,
    items: [...sentence.querySelectorAll('li')].map((item) => item.firstChild.textContent),
    marks: [...sentence.querySelectorAll('.citation')].map((mark) => mark.textContent),
    size: parseFloat(getComputedStyle(sentence).fontSize),
    top: sentence.getBoundingClientRect().top,
}))"""


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [320, 1280])
def test_a_long_answer_is_paragraphs_and_lists_with_the_direct_answer_first(
    open_long: OpenPage, javascript: bool, width: int
) -> None:
    page = open_long("/?q=Weiterbildung", width=width, expect_errors=True)
    if not javascript:  # reading the page takes a script, so the element's script is kept from loading instead
        page.route("**/widget.js", lambda route: route.abort())
        page.reload()
    shown = page.locator(".sentences").evaluate(SENTENCES)
    assert [sentence["marks"] for sentence in shown] == [["1"], ["2"], ["3"], ["4"], ["5"]]
    assert [len(sentence["items"]) for sentence in shown] == [0, 4, 0, 4, 0]
    first, second, *_ = map(unbroken, LONG_ANSWER)
    assert (shown[0]["lead"], shown[1]["lead"], shown[3]["lead"]) == (first, "Gefördert werden:", None)
    assert shown[1]["items"] == second.removeprefix("Gefördert werden: • ").split(" • ")
    assert shown[0]["size"] > shown[1]["size"] == shown[2]["size"] >= 16
    assert [sentence["top"] for sentence in shown] == sorted({sentence["top"] for sentence in shown})
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_streamed_answer_looks_like_one_that_the_server_wrote(open_long: OpenPage) -> None:
    written = open_long("/?q=Weiterbildung").locator(".sentences").evaluate(SENTENCES)
    streamed = ask(open_long("/"), "Weiterbildung").locator(".sentences").evaluate(SENTENCES)
    assert [{**sentence, "top": 0} for sentence in streamed] == [{**sentence, "top": 0} for sentence in written]


def test_markup_in_a_list_stays_text(browser: Browser) -> None:
    hostile = ("Erlaubt sind: • <img src=x onerror=alert(1)> • <b>fett</b>",)
    with serve(Telling(hostile)) as served:
        page = browser.new_page(locale="de-DE", reduced_motion="reduce")
        page.goto(served.url)
        turn = ask(page, "Was ist erlaubt?")
        expect(turn.locator(".items li")).to_have_text(["<img src=x onerror=alert(1)>", "<b>fett</b>1"])
        assert turn.locator("img, b").count() == 0
        page.close()


def test_details_show_the_quote(open_page: OpenPage) -> None:
    turn = ask(open_page("/"), FUNDED)
    expect(turn.locator(".cited blockquote")).to_be_hidden()
    turn.locator("summary").click()
    expect(turn.locator(".cited blockquote")).to_have_text(ANSWER)


def test_everything_works_with_the_keyboard_alone(open_page: OpenPage) -> None:
    page = open_page("/")
    focused: list[str] = []
    for _ in range(12):
        page.keyboard.press("Tab")
        focused.append(page.evaluate(f"{FOCUSED}.tagName"))
        if focused[-1] == "TEXTAREA":
            break
    assert focused[0] == "A"
    page.keyboard.type(FUNDED)
    page.keyboard.press("Enter")
    page.wait_for_selector("wissens-assistent[state=answered]")
    for _ in range(6):  # past the votes, "Frage bearbeiten", "Kopieren" and the link to the source
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".cited blockquote")).to_be_visible()
    page.keyboard.press("Shift+Tab")
    expect(page.locator(".peek")).to_contain_text(ANSWER)
    with page.expect_popup() as opening:
        page.keyboard.press("Enter")
    expect(opening.value.locator("mark#quote")).to_be_in_viewport()


def test_the_focus_can_be_seen_on_everything_that_takes_it(open_page: OpenPage) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    look = f"""() => {{
        const node = {FOCUSED}, ring = getComputedStyle(node).outlineStyle;
        const field = getComputedStyle(node.parentElement).boxShadow;
        return [node.tagName, node.tagName === 'TEXTAREA' ? field !== 'none' : ring === 'solid'];
    }}"""
    for _ in range(9):
        page.keyboard.press("Tab")
        name, seen = page.evaluate(look)
        assert seen or name == "BODY", name


def test_an_abstention_looks_like_help(open_page: OpenPage) -> None:
    turn = ask(open_page("/"), UNKNOWN)
    expect(turn).to_contain_text("Dazu habe ich keine gesicherte Antwort.")
    expect(turn).to_contain_text("In den Dokumenten steht nichts zu Ihrer Frage.")
    expect(turn).to_contain_text("kontakt@netzwerk.example")
    expect(turn.locator(".related .source")).to_have_count(1)


def test_the_live_region_announces_the_finished_answer_once(open_page: OpenPage) -> None:
    page = open_page("/")
    page.evaluate("""() => {
        window.said = [];
        const region = document.querySelector('wissens-assistent').shadowRoot.querySelector('[role=status]');
        const listener = new MutationObserver(() => said.push(region.textContent));
        listener.observe(region, { childList: true, characterData: true, subtree: true });
    }""")
    ask(page, FUNDED)
    page.wait_for_timeout(100)
    assert page.evaluate("said") == ["Ich suche in den Dokumenten …", "Antwort fertig. Belege: 1."]


def test_follow_up_questions_belong_to_one_conversation(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    page.get_by_label("Ihre Frage").fill("Und bis wann?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(2)
    page.wait_for_selector("wissens-assistent[state=abstained]")
    assert assistant.asked[-1].history == (FUNDED,)


def test_a_stopped_question_comes_back_into_the_field(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page("/")
    assistant.hold.clear()
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Abbrechen").click()
    expect(page.locator(".turn")).to_contain_text("Abgebrochen.")
    expect(page.locator(".waiting")).to_have_count(0)
    expect(page.get_by_label("Ihre Frage")).to_have_value(FUNDED)
    expect(page.get_by_role("link", name="Neues Gespräch")).to_be_visible()
    assert page.locator(".hero").bounding_box()["width"] == 1, "the conversation goes on"  # type: ignore[index]
    assistant.hold.set()


@pytest.mark.parametrize("break_it", ["refused", "offline", "cut"])
def test_a_failure_is_a_sentence_with_a_way_on_and_loses_no_text(
    open_page: OpenPage, assistant: FakeAssistant, break_it: str
) -> None:
    page = open_page("/", expect_errors=True)
    words = break_next_request(page, assistant, break_it)
    turn = ask(page, FUNDED)
    expect(turn).to_contain_text("Das hat nicht geklappt.")
    expect(turn).to_contain_text(words)
    expect(page.get_by_label("Ihre Frage")).to_have_value(FUNDED)
    assistant.failure = None
    page.unroute_all()
    turn.get_by_role("button", name="Noch einmal versuchen").click()
    expect(page.locator(".turn")).to_have_count(1)
    expect(page.locator(".sentences")).to_contain_text(ANSWER)


def break_next_request(page: Page, assistant: FakeAssistant, how: str) -> str:
    """Breaks asking in one of three ways; gives words that the visitor must read."""

    def cut(route: Route) -> None:
        body = 'event: sentence\ndata: {"text": "Halb", "citations": []}\n\n'
        route.fulfill(status=200, content_type="text/event-stream", body=body)

    if how == "refused":
        assistant.failure = ZeroDivisionError()
        return "Es ist ein unerwarteter Fehler aufgetreten."
    page.route("**/api/ask", cut if how == "cut" else lambda route: route.abort())
    return "vor dem Ende der Antwort" if how == "cut" else "Der Server antwortet nicht."


def test_an_empty_question_asks_nothing(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page("/")
    page.get_by_role("button", name="Fragen").click()
    assert assistant.asked == []
    assert page.locator("wissens-assistent").get_attribute("state") == "idle"


@pytest.mark.parametrize("path", ["/", "/staff", "/nix", "/widget-demo"])
@pytest.mark.parametrize("width", [320, 375, 768, 1920])
def test_no_width_scrolls_sideways(open_page: OpenPage, path: str, width: int) -> None:
    page = open_page(path, width=width, expect_errors=path == "/nix")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_phone_shows_answer_abstention_and_source_without_scrolling_sideways(open_page: OpenPage) -> None:
    page = open_page("/", width=320, height=640)
    turn = ask(page, FUNDED)
    turn.locator("summary").click()
    ask(page, UNKNOWN)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    size = page.get_by_label("Ihre Frage").evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert size >= 16
    page.goto(turn.get_by_role("link", name="Stelle 1").first.get_attribute("href") or "")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_english_by_switch_and_by_browser(open_page: OpenPage) -> None:
    page = open_page("/")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What would you like to know?")
    turn = ask(page, FUNDED, label="Your question")
    expect(turn).to_contain_text("Press release · 3 May 2024")
    with page.expect_popup() as opening:
        turn.get_by_role("link", name="Open passage 1").first.click()
    expect(opening.value.get_by_role("link", name="New question")).to_be_visible()
    expect(open_page("/", locale="en-GB").get_by_label("Your question")).to_be_visible()


def test_without_script_the_form_gives_the_same_answer(open_page: OpenPage) -> None:
    page = open_page("/", java_script_enabled=False)
    page.get_by_label("Ihre Frage").fill(FUNDED)
    page.get_by_role("button", name="Fragen").click()
    expect(page.locator(".sentences")).to_contain_text(ANSWER)
    page.get_by_role("link", name="Auftakt des Transformationsnetzwerks").click()
    expect(page.locator("mark#quote")).to_have_text(ANSWER)
    page.goto(page.url.split("/documents")[0] + "/?q=Burkina")
    expect(page.locator(".turn")).to_contain_text("Dazu habe ich keine gesicherte Antwort.")


def test_without_script_the_form_brings_the_earlier_questions_along(
    open_page: OpenPage, assistant: FakeAssistant
) -> None:
    page = open_page("/", java_script_enabled=False)
    quoting = 'Was heißt "Weiterbildung" & <b>Förderung</b>?'
    for question in (quoting, "Und bis wann?", "Und wo?"):
        page.get_by_label("Ihre Frage").fill(question)
        page.get_by_role("button", name="Fragen").click()
        expect(page.get_by_role("heading", name=question)).to_be_visible()
    assert [one.history for one in assistant.asked] == [(), (quoting,), (quoting, "Und bis wann?")]
    page.get_by_role("link", name="Neues Gespräch").click()
    page.get_by_label("Ihre Frage").fill("Und wo?")
    page.get_by_role("button", name="Fragen").click()
    expect(page.get_by_role("heading", name="Und wo?")).to_be_visible()
    assert assistant.asked[-1].history == ()


def test_with_script_the_question_of_the_address_is_asked_once(open_page: OpenPage, assistant: FakeAssistant) -> None:
    page = open_page("/?q=Weiterbildung")
    expect(page.locator(".turn .sentences")).to_contain_text(ANSWER)
    assert len(assistant.asked) == 1


def test_staff_sign_in_see_internal_documents_and_sign_out(open_page: OpenPage, served: Served) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Für Mitarbeitende").click()
    page.get_by_label("Zugangswort").fill(TOKEN)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Neue Frage").click()
    turn = ask(page, f"Was erhält das Pilotprojekt {CANARY}?")
    expect(turn.locator(".badge")).to_have_text("Intern")
    link = turn.get_by_role("link", name="Stelle 1").first.get_attribute("href") or ""
    page.goto(link)
    expect(page.locator("mark#quote")).to_contain_text("48.250")
    page.goto(served.url + "/staff")
    page.get_by_role("button", name="Abmelden").first.click()
    expect(page.get_by_label("Zugangswort")).to_be_visible()


def test_staff_are_told_that_an_answer_came_after_their_session_had_ended(open_page: OpenPage, served: Served) -> None:
    page = open_page("/staff", expect_errors=True)  # the console names the refused look at the session
    page.get_by_label("Zugangswort").fill(TOKEN)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Neue Frage").click()
    expect(ask(page, FUNDED).get_by_role("alert")).to_have_count(0)
    page.context.clear_cookies()
    told = ask(page, f"Was erhält das Pilotprojekt {CANARY}?").get_by_role("alert")
    expect(told).to_contain_text("Sie sind nicht mehr angemeldet")
    with page.expect_popup() as opened:
        told.get_by_role("link", name="Anmelden").click()
    opened.value.get_by_label("Zugangswort").fill(TOKEN)
    opened.value.keyboard.press("Enter")
    expect(opened.value.locator(".staff-nav")).to_be_visible()
    page.get_by_role("button", name="Frage bearbeiten").last.click()
    page.keyboard.press("Enter")
    expect(page.locator(".turn").nth(2).locator(".badge").first).to_have_text("Intern")
    expect(page.locator(".turn").nth(2).get_by_role("alert")).to_have_count(0)


def test_nothing_but_the_conversation_of_the_tab_is_stored_in_the_browser(open_page: OpenPage) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, ...Object.keys(sessionStorage)]") == [0, "conversation"]


def test_the_page_calls_nobody_but_its_server(open_page: OpenPage, served: Served) -> None:
    page = open_page("/")
    called: list[str] = []
    page.on("request", lambda request: called.append(request.url))
    page.reload()
    ask(page, FUNDED)
    assert called
    assert [url for url in called if not url.startswith(served.url)] == []


def test_the_keyboard_never_lands_behind_the_form_that_sticks_below(open_long: OpenPage) -> None:
    page = open_long("/?q=Weiterbildung", height=480)
    page.locator(".skip").focus()
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        name, bottom, top = page.evaluate(
            f"""() => {{
                const focused = {FOCUSED}, root = document.querySelector('wissens-assistent').shadowRoot;
                const bottom = focused.getBoundingClientRect().bottom;
                return [focused.tagName, bottom, root.querySelector('form').getBoundingClientRect().top];
            }}"""
        )
        if name == "TEXTAREA":
            break
        reached.append(name)
        assert bottom <= top, f"{name} {len(reached)} is hidden"
    assert reached.count("SUMMARY") == 5
    assert reached[-4:] == ["BUTTON"] * 4
