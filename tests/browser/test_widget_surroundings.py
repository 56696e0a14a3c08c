"""What is around the element: a body that is a box of its own, paper, the reader's own colours, a tiny window."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader
from web_browsing import ask
from web_elsewhere import Visit, Website, visiting, website
from web_fakes import LONG_ANSWER, Telling
from web_serving import serve

pytestmark = pytest.mark.browser

LONG_PAGE = "<p>Willkommen.</p>" * 90
PAGE_MODE = '<wissens-assistent mode="page"></wissens-assistent>'
QUESTION = "Wie wird die Weiterbildung gefördert?"
DECIMALS = ("Zur Wahl stehen: • 1.500 Euro je Monat • 2.500 Euro einmal",)


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as running:
        yield running


@pytest.fixture
def visit(browser: Browser, site: Website) -> Iterator[Visit]:
    with serve(Telling(), allowed_origins=[site.origin]) as served, visiting(browser, site, served) as opened:
        yield opened


def launcher(page: Page) -> Locator:
    return page.get_by_role("button", name="Fragen stellen")


@pytest.mark.parametrize("css", ["filter: grayscale(1)", "transform: translateZ(0)", "contain: layout", "opacity: .2"])
def test_a_body_that_is_a_box_of_its_own_leaves_the_button_in_the_corner(visit: Visit, css: str) -> None:
    page = visit(LONG_PAGE, css=f"body {{ {css} }}")
    expect(launcher(page)).to_be_in_viewport(ratio=1)
    page.evaluate("scrollTo(0, 900)")
    expect(launcher(page)).to_be_in_viewport(ratio=1)


def test_a_button_that_left_the_page_or_changed_its_language_is_back_in_the_corner(visit: Visit) -> None:
    page = visit(LONG_PAGE, css="body { transform: translateZ(0) }")
    element = page.locator("wissens-assistent")
    element.evaluate("node => { node.remove(); document.body.prepend(node); }")
    expect(launcher(page)).to_be_in_viewport(ratio=1)
    element.evaluate("node => { node.lang = 'en'; }")
    expect(page.get_by_role("button", name="Ask a question")).to_be_in_viewport(ratio=1)
    element.evaluate("node => { node.remove(); node.lang = 'de'; document.body.append(node); }")
    launcher(page).click()
    expect(page.get_by_role("dialog")).to_be_in_viewport(ratio=1)


def test_a_page_is_ready_while_the_server_hangs(visit: Visit, site: Website) -> None:
    page = visit(expect_errors=True)
    page.route("**/widget.js", lambda route: None)
    page.goto(site.origin, wait_until="domcontentloaded")
    expect(page.get_by_text("Willkommen.")).to_be_visible()


def test_scrolled_to_its_end_the_dialog_leaves_the_page_where_it_was(visit: Visit) -> None:
    page = visit(LONG_PAGE)
    launcher(page).click()
    expect(ask(page, QUESTION)).to_contain_text("Weiterbildung")
    page.locator(".body").hover()
    for _ in range(8):
        page.mouse.wheel(0, 2000)
        page.wait_for_timeout(50)
    assert page.locator(".body").evaluate("node => node.scrollTop") > 0
    assert page.evaluate("scrollY") == 0


def test_a_click_beside_the_dialog_leads_back_to_the_page_and_keeps_the_conversation(visit: Visit) -> None:
    page = visit(LONG_PAGE)
    launcher(page).click()
    ask(page, QUESTION)
    page.mouse.click(20, 20)
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(launcher(page)).to_be_focused()
    launcher(page).click()
    expect(page.get_by_role("heading", name=QUESTION)).to_be_visible()


def test_the_button_waits_until_the_cookie_banner_is_gone_as_docs_widget_md_says(visit: Visit) -> None:
    written = (Path(__file__).parents[2] / "docs" / "WIDGET.md").read_text(encoding="utf-8")
    (css,) = [line for line in written.splitlines() if line.startswith("body:has(#cookie-banner)")]
    page = visit('<div id="cookie-banner">Cookies?</div>', css=css)
    page.wait_for_selector("wissens-assistent:defined", state="attached")
    expect(launcher(page)).to_be_hidden()
    page.evaluate("document.getElementById('cookie-banner').remove()")
    expect(launcher(page)).to_be_visible()


def test_a_button_that_a_page_hides_is_hidden(visit: Visit) -> None:
    page = visit()
    page.locator("wissens-assistent").evaluate("node => { node.hidden = true; }")
    expect(launcher(page)).to_be_hidden()


@pytest.mark.parametrize("body", ["<p>Willkommen.</p>", PAGE_MODE], ids=["dialog", "page"])
def test_on_paper_the_conversation_is_whole_and_nothing_can_be_pressed(visit: Visit, body: str, tmp_path: Path) -> None:
    page = visit(body)
    if body != PAGE_MODE:
        launcher(page).click()
    for _ in range(3):
        ask(page, QUESTION)
    page.emulate_media(media="print")
    for unseen in (".field", ".vote", ".actions", ".open", ".more", ".close"):
        assert all(node.is_hidden() for node in page.locator(unseen).all()), unseen
    page.pdf(path=tmp_path / "page.pdf", format="A4")
    printed = "".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "page.pdf").pages)
    squeezed = "".join(unicodedata.normalize("NFKC", printed).split())  # without ligatures
    for sentence in LONG_ANSWER[0], LONG_ANSWER[2]:
        assert squeezed.count("".join(sentence.split())) >= 3
    assert squeezed.lower().count("belege") == 3
    quotes = page.locator(".cited .quote")
    for quote, address in quotes.evaluate_all("nodes => nodes.map((node) => [node.textContent, node.cite])"):
        assert "".join(f"{quote}{address}".split()) in squeezed, "though nobody had opened it"
        assert "of=" not in address


def test_in_the_colours_of_the_reader_nothing_shines_through_below_the_field(visit: Visit) -> None:
    page = visit(forced_colors="active")
    launcher(page).click()
    ask(page, QUESTION)
    ground = page.locator("form").evaluate("node => getComputedStyle(node).backgroundColor")
    assert ground.startswith("rgb("), "no alpha"
    for name in ("Fragen", "Fragen stellen"):
        button = page.get_by_role("button", name=name, exact=True).first
        assert button.evaluate("node => parseFloat(getComputedStyle(node).borderTopWidth)") == 1


def test_in_the_colours_of_the_reader_the_field_shows_that_it_has_the_focus(visit: Visit) -> None:
    page = visit(forced_colors="active")
    launcher(page).click()
    expect(page.get_by_role("textbox")).to_be_focused()
    shown = page.locator(".field").evaluate(
        "node => [getComputedStyle(node).outlineStyle, getComputedStyle(node).outlineWidth]"
    )
    assert shown == ["solid", "3px"]


def test_enlarged_four_times_the_answer_is_seen_when_it_comes(visit: Visit) -> None:
    page = visit(width=320, height=256)
    launcher(page).click()
    turn = ask(page, QUESTION)
    first = turn.locator(".sentence").first.bounding_box()
    field = page.locator(".field").bounding_box()
    assert first
    assert field
    assert first["y"] + 48 <= 256, "two lines of it"
    assert field["y"] >= first["y"] + first["height"], "below the answer, not over it"


@pytest.mark.parametrize("css", ["* { font-size: 40px !important }", "html { font-size: 200% }"])
def test_where_letters_are_large_the_dialog_is_too(visit: Visit, css: str) -> None:
    page = visit(css=css)
    launcher(page).click()
    sentence = ask(page, QUESTION).locator(".sentence").first
    letter = sentence.evaluate("node => parseFloat(getComputedStyle(node).fontSize)")
    assert sentence.evaluate("node => node.clientWidth") > 20 * letter
    for part in ("dialog", "dialog .bar", "dialog .body", "dialog .field"):
        assert page.locator(f"wissens-assistent {part}").evaluate("node => node.scrollWidth <= node.clientWidth"), part


@pytest.mark.parametrize("width", [390, 1280])
def test_where_the_page_enlarges_itself_dialog_and_quote_stay_inside_the_window(visit: Visit, width: int) -> None:
    """Pages with a switch for larger letters often do it so."""
    page = visit(css="body { zoom: 1.5 }")
    page.set_viewport_size({"width": width, "height": 900})
    expect(launcher(page)).to_be_in_viewport(ratio=1)
    launcher(page).click()
    expect(page.get_by_role("dialog")).to_be_in_viewport(ratio=1)
    ask(page, QUESTION).locator(".citation").last.hover()
    expect(page.locator("wissens-assistent .peek")).to_be_in_viewport(ratio=0.99)


def test_bars_that_stick_to_the_page_cover_neither_question_nor_field_if_it_says_so(visit: Visit) -> None:
    """As docs/WIDGET.md says."""
    page = visit(
        LONG_PAGE + PAGE_MODE + LONG_PAGE,
        css=":root { scroll-padding-top: 80px; } wissens-assistent::part(form) { bottom: 60px; }",
        height=400,
    )
    ask(page, QUESTION)
    turn = ask(page, QUESTION)
    question, field = turn.locator(".question").bounding_box(), page.locator(".field").bounding_box()
    assert question
    assert field
    assert question["y"] >= 80
    assert field["y"] + field["height"] <= 400 - 60


def test_items_that_begin_with_a_decimal_keep_their_bullets(browser: Browser, site: Website) -> None:
    with serve(Telling(DECIMALS), allowed_origins=[site.origin]) as served, visiting(browser, site, served) as visit:
        page = visit(PAGE_MODE)
        turn = ask(page, QUESTION)
        expect(turn.locator("ul.items li")).to_have_count(2)
