"""The element in the text of a page: it can be read on every ground, for every reader, and keeps to its column."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from web_browsing import ask
from web_elsewhere import Visit, visiting, website
from web_fakes import FakeAssistant
from web_serving import serve

from assistant.web.look.theme import contrast

pytestmark = pytest.mark.browser

FUNDED = "Wie wird die Weiterbildung in Betrieben gefördert?"
UNKNOWN = "Wie heißt Burkina Fasos Hauptstadt?"
INSIDE = '<main><h1>Kammer</h1><wissens-assistent mode="page"></wissens-assistent></main>'
GROUNDS = {
    "light": "body { background: #fff; color: #222 }",
    "dark": "body { background: #101418; color: #eee }",
    "declared dark": ":root { color-scheme: dark } body { background: #101418; color: #eee }",
    "as the reader wants": ":root { color-scheme: light dark }",
}


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    with (
        website() as site,
        serve(FakeAssistant(), allowed_origins=[site.origin]) as served,
        visiting(browser, site, served) as opened,
    ):
        yield opened


def colour(node: Locator, name: str) -> str:
    """As `#rrggbb`; what lets something through counts as nothing."""
    told = node.evaluate(f"node => getComputedStyle(node).{name}.match(/[\\d.]+/g).map(Number)")
    assert len(told) == 3, f"{name} lets through what stands behind: {told}"
    return "#" + "".join(f"{part:02x}" for part in told)


def violations(page: Page) -> str:
    results = Axe().run(page)
    return results.generate_report() if results.violations_count else ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("css", GROUNDS.values(), ids=GROUNDS)
def test_in_the_text_it_can_be_read_on_every_ground_by_every_reader(visit: Visit, css: str, scheme: str) -> None:
    page = visit(INSIDE, css=css, color_scheme=scheme, bypass_csp=True)
    root = page.locator("wissens-assistent .root")
    for question in (FUNDED, UNKNOWN):
        ask(page, question)
        assert violations(page) == ""
    for text in (root, page.locator(".question").first, page.locator(".sentence").first, page.locator(".note").first):
        assert contrast(colour(text, "color"), colour(root, "backgroundColor")) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("css", "is_dark"),
    [
        ("", None),
        ("wissens-assistent { color-scheme: dark }", True),
        ("wissens-assistent { color-scheme: light }", False),
    ],
)
def test_a_page_says_whether_it_is_light_or_dark(visit: Visit, css: str, is_dark: bool | None, scheme: str) -> None:
    inside, beside = visit(INSIDE, css=css, color_scheme=scheme), visit(css=css, color_scheme=scheme)
    beside.get_by_role("button", name="Fragen stellen").click()
    grounds = [
        colour(inside.locator("wissens-assistent .root"), "backgroundColor"),
        colour(beside.get_by_role("dialog"), "backgroundColor"),
    ]
    dark, light = "#14191b", "#fbfaf7"
    as_the_reader = dark if scheme == "dark" else light
    wanted = [light, as_the_reader] if is_dark is None else [dark if is_dark else light] * 2
    assert grounds == wanted


@pytest.mark.parametrize("width", [320, 1280])
def test_flush_with_the_edge_of_a_page_nothing_scrolls_sideways(visit: Visit, width: int) -> None:
    page = visit(INSIDE, css="body, main { margin: 0 }", width=width)
    ask(page, FUNDED)
    expect(page.get_by_role("button", name="Kopieren")).to_be_visible()
    assert page.evaluate("document.scrollingElement.scrollWidth") == width


@pytest.mark.parametrize("width", [220, 1000])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_in_a_narrow_column_the_field_shows_what_it_is_for(visit: Visit, width: int, lang: str) -> None:
    body = f'<div class="column">{INSIDE.replace("mode", f"lang={lang} mode")}</div>'
    page = visit(body, css=f".column {{ width: {width}px }}")
    field = page.get_by_role("textbox")
    needed = field.evaluate(
        """node => { const s = getComputedStyle(node), pen = document.createElement("canvas").getContext("2d");
            pen.font = s.font; return pen.measureText(node.placeholder).width + 2 * parseFloat(s.paddingLeft); }"""
    )
    inside = field.evaluate("node => node.clientWidth")
    assert inside >= needed
    button = page.get_by_role("button", name="Fragen" if lang == "de" else "Ask", exact=True)
    right = button.evaluate("node => node.getBoundingClientRect().right")
    assert right <= page.locator(".column").evaluate("node => node.getBoundingClientRect().right")


@pytest.mark.parametrize(("body", "width"), [("", 320), (INSIDE, 360)])
def test_on_a_phone_the_field_stays_one_line_while_it_asks(browser: Browser, body: str, width: int) -> None:
    assistant = FakeAssistant()
    with (
        website() as site,
        serve(assistant, allowed_origins=[site.origin]) as served,
        visiting(browser, site, served) as visit,
    ):
        page = visit(body, css="body { margin: 16px }", width=width, height=568)
        if not body:
            page.get_by_role("button", name="Fragen stellen").click()
        form = page.locator("wissens-assistent .field")
        height = form.evaluate("node => node.offsetHeight")
        assistant.hold.clear()
        page.get_by_label("Ihre Frage").fill(FUNDED)
        page.keyboard.press("Enter")
        expect(page.get_by_role("button", name="Abbrechen")).to_be_visible()
        assert form.evaluate("node => node.offsetHeight") == height
        assistant.hold.set()
        expect(page.locator(".sentences")).to_contain_text("80 Prozent")
