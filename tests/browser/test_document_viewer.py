"""The viewer in a browser: the mark lies on the words, pages turn in place, keys, print, no script, a slow server."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from drawn_pictures import LETTER, drawn, needs_tesseract, saved
from playwright.sync_api import Browser, Page, expect
from reportlab.pdfbase.pdfmetrics import stringWidth
from web_browsing import OpenPage, opening
from web_fakes import CORPUS, FakeAssistant, make_document
from web_originals import HEIGHT, LEFT, PAGES, PITCH, SECOND, SIZE, TOP, at, opened_at, pdf, read_from
from web_serving import serve

from assistant.reading.grid import lines_of_table
from assistant.records import Document
from assistant.web.viewing.viewer_address import Cited

pytestmark = pytest.mark.browser

QUOTE = "höchstens 12.500 Euro"
LINE = "insgesamt 48.500 Euro."
LAST = "Am Ende steht der Satz, der zitiert wird."
ROWS = list(
    lines_of_table([["Programm", "Quote", "Betrag"], ["Beratung", "80 %", "4.000 €"], ["Lotse", "50 %", "9 €"]])
)
TABLE = make_document("programme.xlsx", "Programme im Überblick", ["# Übersicht", *ROWS, "Ein Absatz danach."])
MARK = ".marks rect"
PLACE_ON_PAGE = """(width) => {
  const image = document.querySelector(".paper img").getBoundingClientRect();
  const mark = document.querySelector(".marks rect").getBoundingClientRect();
  const points = width / image.width;
  const edges = [mark.left - image.left, mark.right - image.left, mark.top - image.top, mark.bottom - image.top];
  return edges.map((edge) => edge * points);
}"""
IN_VIEW = """(selector) => {
  const box = document.querySelector(selector).getBoundingClientRect();
  const frame = document.querySelector(".frame").getBoundingClientRect();
  const is_high_enough = box.top >= Math.max(0, frame.top) && box.bottom <= Math.min(innerHeight, frame.bottom);
  return is_high_enough && box.right > frame.left && box.left < frame.right;
}"""

NAME_OF_FOCUSED = """() => {
  const focused = document.activeElement;
  return (focused.innerText || focused.id || focused.className).replace(/\\s+/g, "");
}"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Document:
    [document] = read_from(tmp_path_factory.mktemp("corpus") / "richtlinie.pdf", pdf(*PAGES, labels=True))
    return document


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A document whose file is another one by now."""
    folder: Path = tmp_path_factory.mktemp("changed")
    [document] = read_from(folder / "alt.pdf", pdf(*PAGES[1:]))
    (folder / "alt.pdf").write_bytes(b"%PDF-1.4")
    return document


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """A page with so much on it that its text is longer than a screen."""
    lines = (f"Absatz {n} der Richtlinie nennt, was Betriebe der Region dazu beachten." for n in range(1, 33))
    folder: Path = tmp_path_factory.mktemp("full")
    [document] = read_from(folder / "lang.pdf", pdf(("Lange Richtlinie", *lines, LAST)))
    return document


@pytest.fixture
def assistant(paper: Document, changed: Document, full: Document) -> FakeAssistant:
    return FakeAssistant((paper, changed, full, TABLE, *CORPUS))


@pytest.fixture
def walk(paper: Document) -> str:
    """The citations of an answer: the quote on the second page, one on the third, a row of a table."""
    cited = ((paper, at(paper, QUOTE)), (paper, at(paper, "Verfahren")), (TABLE, at(TABLE, ROWS[1])))
    return ",".join(str(Cited(document.id, span)) for document, span in cited)


def is_same_page(page: Page) -> bool:
    """Whether the page was not loaded anew since it was `kept`."""
    return bool(page.evaluate("window.kept === true"))


def kept(page: Page) -> Page:
    page.evaluate("window.kept = true")
    return page


def has_no_violations(page: Page) -> bool:
    results = Axe().run(page)
    assert not results.violations_count, results.generate_report()
    return True


@pytest.mark.parametrize("zoom", [100, 200, 400])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_mark_lies_on_the_words(open_page: OpenPage, paper: Document, width: int, zoom: int) -> None:
    page = open_page(opened_at(paper, QUOTE, f"&zoom={zoom}#quote"), width=width)
    left, right, top, bottom = page.evaluate(PLACE_ON_PAGE, 595.28)
    line = SECOND.index(next(line for line in SECOND if QUOTE in line))
    start = LEFT + stringWidth(SECOND[line].partition(QUOTE)[0], "Helvetica", SIZE)
    base = HEIGHT - TOP + line * PITCH
    assert left == pytest.approx(start, abs=1)
    assert right == pytest.approx(start + stringWidth(QUOTE, "Helvetica", SIZE), abs=1)
    assert base - SIZE < top < base - 0.6 * SIZE
    assert base - 1 < bottom < base + 0.4 * SIZE
    assert page.evaluate(IN_VIEW, MARK)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@needs_tesseract
def test_on_a_scan_the_mark_lies_on_the_recognised_words(browser: Browser, tmp_path: Path) -> None:
    picture = drawn(*LETTER, width=1400)
    [scan] = read_from(tmp_path / "brief.png", saved(picture, dpi=(240, 240)))
    with serve(FakeAssistant((scan,))) as served, opening(browser, served) as open_page:
        page = open_page(opened_at(scan, "48.500 Euro.", "#quote"))
        left, right, top, bottom = page.evaluate(PLACE_ON_PAGE, picture.width)
        expect(page.locator(".text mark")).to_have_text("48.500 Euro.")
        assert page.evaluate(IN_VIEW, MARK)
    before, words = (drawn(line, width=1400).point(lambda grey: 255 - grey).getbbox() for line in ("insgesamt", LINE))
    assert before is not None
    assert words is not None
    second = round(1.6 * 40)  # the pitch of the lines
    assert before[2] < left < before[2] + 30
    assert right == pytest.approx(words[2], abs=8)
    assert (top, bottom) == (pytest.approx(words[1] + second, abs=12), pytest.approx(words[3] + second, abs=12))


@pytest.mark.parametrize("words", [LAST, "Absatz 16 der Richtlinie"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (1024, 600), (1920, 1080)])
def test_beside_a_long_text_the_mark_is_in_view_in_both(
    open_page: OpenPage, full: Document, width: int, height: int, words: str
) -> None:
    page = open_page(opened_at(full, words, "#quote"), width=width, height=height)
    for mark in (MARK, ".text mark"):
        expect(page.locator(mark)).to_be_in_viewport(ratio=0.99)
    assert page.evaluate(IN_VIEW, MARK)
    assert page.locator(".bar").bounding_box()["height"] < 70, "the bar covers the image"  # type: ignore[index]
    page.locator(".text").hover()
    page.mouse.wheel(0, -5000)
    page.mouse.wheel(0, 600)
    expect(page.locator(".frame")).to_be_in_viewport(ratio=0.5)


def test_beside_a_long_text_the_mark_of_the_image_is_in_view_without_script(
    open_page: OpenPage, full: Document
) -> None:
    page = open_page(opened_at(full, LAST, "#quote"), java_script_enabled=False)
    expect(page.locator(MARK)).to_be_in_viewport(ratio=0.99)


def test_the_image_has_its_place_before_it_is_there(open_page: OpenPage, paper: Document) -> None:
    page = open_page("/", expect_errors=True)
    page.route("**/*.webp*", lambda route: route.abort())
    page.goto(page.url.rstrip("/") + opened_at(paper, QUOTE))
    assert page.locator(".paper").bounding_box()["height"] > 600  # type: ignore[index]


def test_pages_turn_in_place_and_back(open_page: OpenPage, paper: Document) -> None:
    page = kept(open_page(opened_at(paper, QUOTE)))
    turn = page.get_by_role("link", name="Nächste Seite")
    turn.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#leaf")).to_have_attribute("aria-label", "Seite 3 von 3, gedruckt „iii“")
    expect(page.locator("#told")).to_have_text("Seite 3 von 3, gedruckt „iii“")
    assert "page=3" in page.url
    assert "Seite 3" in page.title()
    assert page.evaluate("document.querySelector('.leaf').contains(document.activeElement)")
    page.get_by_role("link", name="Zur markierten Stelle auf Seite 2").click()
    expect(page.locator(MARK)).to_be_attached()
    page.go_back()
    expect(page.locator("#leaf")).to_have_attribute("aria-label", "Seite 3 von 3, gedruckt „iii“")
    page.go_back()
    expect(page.locator(MARK)).to_be_attached()
    assert is_same_page(page)


def test_a_page_is_opened_by_its_number(open_page: OpenPage, paper: Document) -> None:
    page = kept(open_page(opened_at(paper, QUOTE)))
    page.get_by_label("Seite", exact=True).fill("iii")
    page.keyboard.press("Enter")
    expect(page.locator("#leaf")).to_have_attribute("aria-label", "Seite 3 von 3, gedruckt „iii“")
    assert is_same_page(page)


def test_the_keys_of_the_viewer(open_page: OpenPage, paper: Document) -> None:
    page = kept(open_page(opened_at(paper, QUOTE, "#quote")))
    for key, label in (("ArrowRight", "Seite 3 von 3"), ("ArrowLeft", "Seite 2 von 3"), ("ArrowLeft", "Seite 1 von 3")):
        page.keyboard.press(key)
        expect(page.locator(".where")).to_contain_text(label)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".where")).to_contain_text("Seite 2 von 3")
    for key, zoom in (("+", "150"), ("+", "200"), ("-", "150"), ("0", "100")):
        page.keyboard.press(key)
        expect(page.locator("#leaf")).to_have_attribute("data-zoom", zoom)
        assert page.evaluate(IN_VIEW, MARK)
    assert is_same_page(page)


def test_keys_work_in_the_document_alone_and_never_while_typing(
    open_page: OpenPage, paper: Document, walk: str
) -> None:
    page = kept(open_page(opened_at(paper, QUOTE, f"&of={walk}")))
    page.get_by_role("link", name="English").focus()
    page.keyboard.press("n")
    page.keyboard.press("ArrowRight")
    page.get_by_label("Seite", exact=True).focus()
    page.keyboard.type("np+-0")
    page.keyboard.press("ArrowLeft")
    page.locator(".frame").focus()
    page.keyboard.press("Control+ArrowRight")
    page.wait_for_timeout(200)
    expect(page.locator(".where")).to_contain_text("Seite 2 von 3")
    expect(page.get_by_label("Seite", exact=True)).to_have_value("np+-0")
    assert is_same_page(page)


def test_citations_are_walked_through_by_key(open_page: OpenPage, paper: Document, walk: str) -> None:
    page = open_page(opened_at(paper, QUOTE, f"&of={walk}#quote"))
    for key, number in (("n", 2), ("n", 3), ("p", 2), ("p", 1)):
        page.keyboard.press(key)
        expect(page.locator(".walk strong")).to_have_text(f"Beleg {number} von 3")
        expect(page.locator("#quote")).to_be_attached()
        page.wait_for_load_state()
    page.get_by_text("Tasten").click()
    expect(page.get_by_text("nächster und voriger Beleg")).to_be_visible()


def test_a_marked_row_shows_as_a_row(open_page: OpenPage) -> None:
    page = open_page(opened_at(TABLE, ROWS[1], "#quote"))
    expect(page.get_by_role("columnheader")).to_have_text(["Programm", "Quote", "Betrag"])
    expect(page.get_by_role("row").nth(1)).to_contain_text("80 %")
    assert page.locator("tr.cited").evaluate("row => getComputedStyle(row).outlineStyle") == "solid"


def test_everything_works_without_script(open_page: OpenPage, paper: Document, walk: str) -> None:
    page = open_page(opened_at(paper, QUOTE, f"&of={walk}#quote"), java_script_enabled=False)
    expect(page.locator(".keys")).to_be_hidden()
    page.get_by_role("link", name="Nächste Seite").click()
    expect(page.locator(".where")).to_contain_text("Seite 3 von 3")
    page.get_by_label("Seite", exact=True).fill("ii")
    page.get_by_role("button", name="Los").click()
    expect(page.locator(".where")).to_contain_text("Seite 2 von 3")
    page.get_by_role("link", name="Größer").click()
    expect(page.locator(".zoom-150")).to_be_attached()
    page.get_by_role("link", name="Nächster Beleg").click()
    expect(page.locator(".walk strong")).to_have_text("Beleg 2 von 3")
    page.get_by_role("link", name="Ganzen Text zeigen").click()
    expect(page.locator("mark")).to_have_text("Verfahren")


def test_the_file_is_saved_under_its_name(open_page: OpenPage, paper: Document) -> None:
    page = open_page(opened_at(paper, QUOTE))
    with page.expect_download() as started:
        page.get_by_role("link", name="Originaldatei herunterladen").click()
    assert started.value.suggested_filename == "richtlinie.pdf"


def test_where_turning_fails_the_link_is_followed(open_page: OpenPage, paper: Document) -> None:
    page = kept(open_page(opened_at(paper, QUOTE), expect_errors=True))
    page.route("**/documents/*page=3*", lambda route: route.abort(), times=1)
    page.get_by_role("link", name="Nächste Seite").click()
    expect(page.locator(".where")).to_contain_text("Seite 3 von 3")
    assert not is_same_page(page)


def test_who_turns_quickly_sees_the_last_page_asked_for(open_page: OpenPage, paper: Document) -> None:
    page = kept(open_page(opened_at(paper, QUOTE, "#quote")))
    for key in ("+", "-", "ArrowRight"):
        page.locator(".frame").dispatch_event("keydown", {"key": key, "bubbles": True})
    expect(page.locator(".where")).to_contain_text("Seite 3 von 3")
    page.wait_for_timeout(300)
    expect(page.locator(".where")).to_contain_text("Seite 3 von 3")


def test_print_shows_the_text_with_its_mark(open_page: OpenPage, paper: Document, walk: str) -> None:
    page = open_page(opened_at(paper, QUOTE, f"&of={walk}"))
    page.emulate_media(media="print")
    expect(page.locator("mark")).to_be_visible()
    for hidden in (".frame", ".bar", ".walk", ".ways", ".dock"):
        expect(page.locator(hidden)).to_be_hidden()


def test_the_image_stays_white_in_the_dark(open_page: OpenPage, paper: Document) -> None:
    page = open_page(opened_at(paper, QUOTE), color_scheme="dark")
    assert page.locator(".paper").evaluate("paper => getComputedStyle(paper).backgroundColor") == "rgb(255, 255, 255)"


def test_every_control_is_reached_by_the_keyboard(open_page: OpenPage, paper: Document, walk: str) -> None:
    page = open_page(opened_at(paper, QUOTE, f"&page=3&of={walk}"))
    reached = set()
    page.locator("#content").focus()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate(NAME_OF_FOCUSED))
    wanted = ("GanzenTextzeigen", "Originaldateiherunterladen", "‹VorigeSeite", "page", "Los", "+Größer", "frame")
    assert [control for control in wanted if not any(control in name for name in reached)] == []


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_in_the_viewer(
    open_page: OpenPage, paper: Document, changed: Document, walk: str, scheme: str, width: int
) -> None:
    addresses = [
        opened_at(paper, QUOTE, f"&of={walk}#quote"),
        opened_at(paper, QUOTE, f"&page=3&zoom=200&of={walk}"),
        opened_at(paper, QUOTE, "&text=1"),
        f"/documents/{paper.id}?start=1&end=99999&lang=en",
        opened_at(TABLE, ROWS[1], "#quote"),
        opened_at(changed, QUOTE),
    ]
    page = open_page("/", color_scheme=scheme, width=width)
    origin = page.url.rstrip("/")
    for address in addresses:
        page.goto(origin + address)
        for details in page.locator("details").all():
            details.evaluate("details => details.open = true")
        assert has_no_violations(page), address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_axe_finds_nothing_where_the_image_fails(open_page: OpenPage, paper: Document) -> None:
    page = open_page("/", expect_errors=True)
    page.route("**/*.webp*", lambda route: route.abort())
    page.goto(page.url.rstrip("/") + opened_at(paper, QUOTE))
    assert has_no_violations(page)
    expect(page.locator("mark")).to_have_text(QUOTE)


def test_on_a_phone_a_page_too_small_to_read_leads_to_its_mark_in_the_text(
    open_page: OpenPage, paper: Document
) -> None:
    page = open_page(opened_at(paper, QUOTE, "#quote"), width=390, height=844)
    page.get_by_role("link", name="Markierte Stelle als Text").click()
    expect(page.locator("mark#quote-text")).to_be_in_viewport()
    page.set_viewport_size({"width": 1280, "height": 800})
    expect(page.get_by_role("link", name="Markierte Stelle als Text")).to_be_hidden()  # both stand side by side


def test_on_a_phone_the_ways_below_a_document_take_one_row(open_page: OpenPage) -> None:
    page = open_page(f"/documents/{CORPUS[0].id}?start=0&end=20", width=360)
    ways = page.locator(".dock").get_by_role("link")
    expect(ways).to_have_count(2)
    assert len({round(way.bounding_box()["y"]) for way in ways.all()}) == 1  # type: ignore[index]


def test_at_400_percent_nothing_lies_over_the_text(open_page: OpenPage) -> None:
    start = CORPUS[0].text.index("Die Weiterbildung")
    page = open_page(f"/documents/{CORPUS[0].id}?start={start}&end={start + 40}#quote", width=320, height=256)
    expect(page.locator("mark").first).to_be_in_viewport()
    expect(page.locator(".dock")).not_to_be_in_viewport()
    page.get_by_role("link", name="Neue Frage").focus()
    expect(page.get_by_role("link", name="Neue Frage")).to_be_in_viewport()
