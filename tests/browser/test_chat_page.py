"""What the chat page does: examples, copy, ask again, edit, begin anew, save, print; how it loads and is kept."""

from __future__ import annotations

import gzip
import re
import shutil
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect
from pypdf import PdfReader
from web_browsing import FINISHED, FOCUSED, OpenPage, ask, opening
from web_fakes import FakeAssistant, Telling, make_document
from web_serving import STAFF, TOKEN, Served, serve

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"
ANSWER = "Die Weiterbildung in Betrieben wird mit 80 Prozent gefördert, höchstens mit 12.500 Euro."
UNKNOWN = "Wie heißt die Hauptstadt von Burkina Faso?"
EXAMPLES = {"de": (FUNDED, "Was <b>kostet</b> die Weiterbildung & wer zahlt?"), "en": ("How is training funded?",)}
SHIFTS = """() => new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve(sum), 300);
})"""
FROM_NOW_ON = """() => {
    window.shifted = 0;
    const watch = new PerformanceObserver((list) => { for (const entry of list.getEntries()) shifted += entry.value; });
    watch.observe({ type: 'layout-shift' });
}"""


def saved(page: Page) -> tuple[str, str]:
    """(name, text) of the conversation as a file."""
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Speichern").click()
    return downloading.value.suggested_filename, Path(downloading.value.path()).read_text(encoding="utf-8")


@pytest.mark.parametrize("script", [True, False])
def test_an_example_is_asked_with_one_click(browser: Browser, script: bool) -> None:
    assistant = FakeAssistant()
    with serve(assistant, examples=EXAMPLES) as served, opening(browser, served) as open_page:
        page = open_page("/", width=320, java_script_enabled=script)
        expect(page.locator(".examples li")).to_have_text(list(EXAMPLES["de"]))
        page.get_by_role("link", name=EXAMPLES["de"][1]).click()
        expect(page.locator(".turn")).to_contain_text("80 Prozent")
        expect(page.locator(".question, .turn h2").first).to_contain_text(EXAMPLES["de"][1])
        assert assistant.asked[-1].text == EXAMPLES["de"][1]
        if script:
            assert page.url == f"{served.url}/"
            assert page.evaluate(f"{FOCUSED}.className") == "turn"
        expect(open_page("/?lang=en").locator(".examples li")).to_have_text(list(EXAMPLES["en"]))


def test_what_has_left_the_sight_with_the_first_question_takes_no_focus(browser: Browser) -> None:
    with serve(FakeAssistant(), examples=EXAMPLES) as served, opening(browser, served) as open_page:
        page = open_page("/")
        ask(page, FUNDED)
        page.get_by_role("button", name="Fragen", exact=True).focus()
        page.keyboard.press("Tab")
        assert page.evaluate(f"{FOCUSED}.textContent") == "Impressum"
        expect(page.get_by_role("heading", level=1)).to_have_count(1)
        page.get_by_role("link", name="Neues Gespräch").click()
        expect(page.locator(".examples")).to_be_visible()


def test_a_page_with_examples_has_nothing_for_axe(browser: Browser) -> None:
    for scheme in ("light", "dark"):
        with serve(FakeAssistant(), examples=EXAMPLES) as served, opening(browser, served) as open_page:
            results = Axe().run(open_page("/", width=320, color_scheme=scheme))
            assert not results.violations_count, results.generate_report()


@pytest.mark.parametrize("clipboard", ["allowed", "missing"])
def test_an_answer_is_copied_with_its_citations(open_page: OpenPage, served: Served, clipboard: str) -> None:
    page = open_page("/", permissions=["clipboard-read", "clipboard-write"])
    without = "delete Navigator.prototype.clipboard;" if clipboard == "missing" else ""  # as in a page without TLS
    page.add_init_script(f"window.board = navigator.clipboard; {without}")
    page.reload()
    turn = ask(page, FUNDED)
    turn.get_by_role("button", name="Kopieren").click()
    expect(page.locator("[role=status]")).to_have_text("Antwort mit Belegen kopiert.")
    expect(turn.get_by_role("button", name="Antwort mit Belegen kopiert.")).to_be_visible()
    copied = page.evaluate("board.readText()").replace("\r", "")
    address = re.escape(f"{served.url}/documents/") + r"\w+\?start=\d+&end=\d+&lang=de#quote"
    facts = "Auftakt des Transformationsnetzwerks in Musterstadt · Pressemitteilung · 3. Mai 2024"
    expected = f"{FUNDED}\n\n{ANSWER} [1]\n\nBelege\n\n[1] {facts}\n„{ANSWER}“\n"
    assert re.fullmatch(re.escape(expected) + address, copied)
    assert page.evaluate(f"{FOCUSED}.className") == "action"


def test_a_question_returns_into_the_field_before_what_is_typed_there(open_page: OpenPage) -> None:
    page = open_page("/")
    turn = ask(page, FUNDED)
    expect(turn.locator(".actions button")).to_have_text(["Kopieren", "Frage bearbeiten"])
    turn.get_by_role("button", name="Frage bearbeiten").click()
    field = page.get_by_label("Ihre Frage")
    expect(field).to_be_focused()
    expect(field).to_have_value(FUNDED)
    field.fill("Und bis wann?")
    turn.get_by_role("button", name="Frage bearbeiten").click()
    expect(field).to_have_value(f"{FUNDED}\nUnd bis wann?")
    field.fill("x" * 999)
    expect(field).to_have_accessible_description(re.compile("^999 von"))
    turn.get_by_role("button", name="Frage bearbeiten").click()
    expect(field).to_have_accessible_description(re.compile(f"^{len(FUNDED) + 1000} von"))


def test_what_is_typed_before_the_element_is_there_goes_on_in_its_field(open_page: OpenPage, served: Served) -> None:
    page = open_page("/impressum")
    held: list[Route] = []
    page.route("**/widget.js", lambda route: held.append(route))
    page.goto(served.url, wait_until="commit")
    page.get_by_label("Ihre Frage").focus()
    page.keyboard.type("Wie wird die")
    held[0].continue_()
    page.wait_for_selector("wissens-assistent:defined")
    expect(page.locator("wissens-assistent textarea").first).to_be_focused()
    page.keyboard.type(" Weiterbildung gefördert?")
    expect(page.get_by_label("Ihre Frage")).to_have_value("Wie wird die Weiterbildung gefördert?")


def test_a_new_conversation_forgets_the_old_one_and_keeps_what_is_typed(
    open_page: OpenPage, assistant: FakeAssistant, served: Served
) -> None:
    page = open_page("/?q=Weiterbildung")
    expect(page.locator(".turn")).to_have_count(1)
    page.get_by_label("Ihre Frage").fill("Und bis wann?")
    page.get_by_role("link", name="Neues Gespräch").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_label("Ihre Frage")).to_be_focused()
    expect(page.get_by_label("Ihre Frage")).to_have_value("Und bis wann?")
    assert page.url == f"{served.url}/"
    ask(page, UNKNOWN)
    assert assistant.asked[-1].history == ()


def test_a_conversation_is_saved_as_markdown(open_page: OpenPage, served: Served) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    ask(page, UNKNOWN)
    name, text = saved(page)
    assert re.fullmatch(r"gespraech-\d{4}-\d\d-\d\d\.md", name)
    assert text.startswith("# Transformationsnetzwerk: Gespräch vom ")
    assert f"\n\n## {FUNDED}\n\n{ANSWER} \\[1\\]\n\n### Belege\n\n\\[1\\] **Auftakt des " in text
    assert f"\n\n> {ANSWER}\n\n<{served.url}/documents/" in text
    assert f"## {UNKNOWN}\n\nDazu habe ich keine gesicherte Antwort. In den Dokumenten steht nichts" in text


def test_a_conversation_after_midnight_is_saved_under_the_new_day(open_page: OpenPage) -> None:
    page = open_page("/", timezone_id="Europe/Berlin")
    page.clock.set_fixed_time("2026-12-02T23:30:00Z")
    ask(page, FUNDED)
    name, _ = saved(page)
    assert name == "gespraech-2026-12-03.md"


def test_markup_of_documents_and_visitors_stays_text_in_the_file(browser: Browser) -> None:
    hostile = ("Erlaubt sind: • <img src=x> • [klick](javascript:alert(1)) • *fett* und `code`", "1. # Titel | Zelle")
    with serve(Telling(hostile)) as served, opening(browser, served) as open_page:
        page = open_page("/")
        ask(page, "# Was ist <script>alert(1)</script> erlaubt?")
        _, text = saved(page)
    assert not re.search(r"(?<!\\)<(?!http)|(?<!\\)\]\(|(?<!\\)`", text)
    assert "## \\# Was ist \\<script\\>alert\\(1\\)\\</script\\> erlaubt?\n" in text
    assert "Erlaubt sind:\n- \\<img src=x\\>\n- \\[klick\\]\\(javascript:alert\\(1\\)\\)\n- \\*fett\\*" in text
    assert "\n1\\. \\# Titel \\| Zelle \\[2\\]" in text


@pytest.mark.parametrize("script", [True, False])
def test_on_paper_every_quote_and_its_address_can_be_read_and_nothing_pressed(
    open_long: OpenPage, script: bool, tmp_path: Path
) -> None:
    page = open_long("/?q=Weiterbildung", java_script_enabled=script)
    page.emulate_media(media="print")
    if script:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".sources blockquote").nth(4)).to_be_visible()
    expect(page.get_by_text("Transformationsnetzwerk: Gespräch vom ")).to_be_visible()
    for unseen in (".field", ".vote", ".actions", ".tools a", "nav", ".language"):
        assert all(node.is_hidden() for node in page.locator(unseen).all()), unseen
    assert page.pdf(path=tmp_path / "chat.pdf").startswith(b"%PDF")
    if script:
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="screen")
        expect(page.locator(".sources blockquote").first).to_be_hidden()


def test_a_short_conversation_is_one_sheet_of_paper(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    page.pdf(path=tmp_path / "chat.pdf", format="A4")
    assert len(PdfReader(tmp_path / "chat.pdf").pages) == 1


@pytest.mark.parametrize("height", [162, 166, 170])  # millimetres: the answer just fits
def test_on_paper_no_answer_leaves_the_head_of_the_page_alone(open_page: OpenPage, height: int, tmp_path: Path) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    page.pdf(path=tmp_path / "chat.pdf", width="210mm", height=f"{height}mm", margin={"top": "10mm", "bottom": "10mm"})
    assert FUNDED in " ".join(PdfReader(tmp_path / "chat.pdf").pages[0].extract_text().split())


def test_on_paper_the_addresses_of_quotes_stand_there(open_long: OpenPage) -> None:
    page = open_long("/?q=Weiterbildung")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    quotes = page.locator(".cited .quote").all()
    assert quotes
    for quote in quotes:
        written = quote.evaluate("node => getComputedStyle(node, '::after').content")
        assert re.search(r" http://[\w.:]+/documents/\w+\?start=\d+&end=\d+&lang=de#quote\"$", written)


def test_on_paper_a_quote_stands_on_the_page_of_its_number(open_long: OpenPage) -> None:
    page = open_long("/?q=Weiterbildung")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    for row in page.locator(".cited").all():
        assert row.evaluate("node => getComputedStyle(node).breakInside") == "avoid"


@pytest.mark.parametrize("asks", ["Fragen", EXAMPLES["de"][0]])
def test_the_second_half_of_a_double_click_neither_presses_nor_marks_anything(browser: Browser, asks: str) -> None:
    with serve(FakeAssistant(), examples=EXAMPLES) as served, opening(browser, served) as open_page:
        page = open_page("/")
        page.get_by_label("Ihre Frage").fill(FUNDED)
        place = page.locator("button, .examples a").filter(has_text=asks).last.bounding_box()
        assert place
        at = (place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
        page.mouse.click(*at)
        page.wait_for_selector(FINISHED, state="attached")
        page.evaluate("() => { window.pressed = false; document.body.onclick = () => (pressed = true); }")
        page.mouse.down(click_count=2)
        page.mouse.up(click_count=2)
        assert page.evaluate("`${getSelection()}`") == ""
        assert not page.evaluate("pressed")
        page.mouse.click(*at)
        assert page.evaluate("pressed"), "a click of its own"


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("path", ["/", "/?q=Weiterbildung"])
def test_nothing_moves_when_the_script_takes_over(browser: Browser, width: int, path: str) -> None:
    with serve(FakeAssistant(), examples=EXAMPLES) as served, opening(browser, served) as open_page:
        page = open_page("/staff", width=width)

        def later(route: object) -> None:
            page.wait_for_timeout(400)
            route.continue_()  # type: ignore[attr-defined]

        page.route("**/widget.js", later)
        page.goto(served.url + path)
        page.wait_for_function("document.querySelector('wissens-assistent').shadowRoot")
        assert page.evaluate(SHIFTS) <= 0.02


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("question", [FUNDED, UNKNOWN])
def test_nothing_moves_when_an_answer_comes_late(browser: Browser, width: int, question: str) -> None:
    assistant = FakeAssistant()
    with serve(assistant, examples=EXAMPLES) as served, opening(browser, served) as open_page:
        page = open_page("/", width=width, height=640)
        assistant.hold.clear()
        page.get_by_label("Ihre Frage").fill(question)
        page.keyboard.press("Enter")
        page.wait_for_selector("wissens-assistent[state=asking]", state="attached")
        page.wait_for_timeout(700)  # what moves in the half second after a key, was moved by the visitor
        page.evaluate(FROM_NOW_ON)
        place = page.locator("form textarea").bounding_box()
        assistant.hold.set()
        page.wait_for_selector(FINISHED, state="attached")
        page.wait_for_timeout(300)
        assert page.evaluate("shifted") <= 0.02
        moved = page.locator("form textarea").bounding_box()
        assert place
        assert moved
        assert moved["y"] == pytest.approx(place["y"], abs=1)


def test_the_head_of_the_page_stays_with_the_first_answer_and_leaves_with_the_next(open_page: OpenPage) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    expect(page.locator(".tools")).to_be_in_viewport(ratio=1)
    ask(page, UNKNOWN)
    expect(page.locator(".tools")).not_to_be_in_viewport()
    expect(page.locator(".question").last).to_be_in_viewport(ratio=1)


def test_the_tools_take_one_row_on_a_phone(browser: Browser, served: Served) -> None:
    with opening(browser, served) as open_page:
        page = open_page("/", width=320)
        ask(page, FUNDED)
        boxes = [tool.bounding_box() for tool in page.locator(".tools :is(a, button)").all()]
        assert len({box["y"] for box in boxes if box}) == 1
        assert all(box["height"] >= 44 for box in boxes if box)


def test_without_script_no_room_is_kept_for_tools_that_need_one(open_page: OpenPage) -> None:
    page = open_page(f"/?q={FUNDED}", width=320, java_script_enabled=False)
    assert page.locator(".tools").bounding_box()["height"] == 44  # type: ignore[index]
    expect(page.locator(".tools button").first).to_be_hidden()


def test_the_page_is_small(open_page: OpenPage, served: Served) -> None:
    page = open_page("/staff")
    loaded: set[str] = set()
    page.on("response", lambda response: loaded.add(response.url))
    page.goto(page.url.replace("/staff", "/"))
    page.wait_for_load_state("networkidle")
    assert len(loaded) >= 5
    assert sum(len(gzip.compress(served.client.get(url).content)) for url in loaded) <= 60_000


@pytest.mark.parametrize(("path", "kept"), [("/", "private, no-cache"), ("/?q=Weiterbildung", "no-store")])
def test_a_browser_may_keep_the_page_but_no_answer_written_into_it(served: Served, path: str, kept: str) -> None:
    assert served.client.get(path).headers["cache-control"] == kept


def test_a_browser_keeps_no_page_of_staff(served: Served) -> None:
    signed = served.client.post("/staff/session", data={"token": TOKEN}, headers={"Origin": served.url})
    assert signed.status_code < 400
    assert served.client.get("/").headers["cache-control"] == "no-store"
    assert served.client.get("/staff", headers=STAFF).headers["cache-control"] == "no-store"


def test_a_short_answer_takes_one_sheet(open_page: OpenPage, tmp_path: Path) -> None:
    page = open_page("/")
    ask(page, FUNDED)
    page.pdf(path=tmp_path / "a4.pdf", format="A4")
    assert len(PdfReader(tmp_path / "a4.pdf").pages) == 1


def test_the_conversation_is_there_on_the_way_back_from_a_document(browser: Browser, served: Served) -> None:
    kept = browser.browser_type.launch(
        executable_path=shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"),
        args=["--no-sandbox"],
        ignore_default_args=["--disable-back-forward-cache"],  # Playwright's own; people's browsers have that cache
    )
    page = kept.new_page(locale="de-DE", reduced_motion="reduce")
    page.goto(served.url)
    address = ask(page, FUNDED).get_by_role("link", name="Stelle 1").first.get_attribute("href") or ""
    page.evaluate("address => { location.href = address; }", address)
    expect(page.locator("mark#quote")).to_be_visible()
    page.go_back(wait_until="commit")
    expect(page.locator(".sentences")).to_contain_text(ANSWER)
    kept.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_twice_as_large_everything_is_there_and_nothing_scrolls_sideways(browser: Browser, scheme: str) -> None:
    document = make_document("lang.md", "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnung", [ANSWER])
    with serve(FakeAssistant((document,))) as served, opening(browser, served) as open_page:
        page = open_page("/", width=640, height=400, device_scale_factor=2, color_scheme=scheme)
        turn = ask(page, FUNDED)
        turn.locator("summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 640
        results = Axe().run(page)
        assert not results.violations_count, results.generate_report()
