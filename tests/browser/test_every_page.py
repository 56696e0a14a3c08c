"""Every page, at rest and in its states: axe finds nothing, nothing is cut or too wide, and the focus is seen.

The table names the states. A route that answers with a page and stands in none of them fails the first test.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Page
from web_browsing import opening
from web_fakes import CORPUS
from web_focus import MOST_STOPS, TABLE, focused, full_assistant, sign_in
from web_programmes import OPEN
from web_serving import STAFF, Served, serve

from assistant.web.app import ROOMS

pytestmark = pytest.mark.browser

START = CORPUS[0].text.index("Die Weiterbildung")
UNANSWERED = "Wie heißt Burkina Fasos Hauptstadt?"


class State(NamedTuple):
    path: str
    is_staff: bool = False
    is_error: bool = False


STATES = {
    "chat": State("/"),
    "chat in English": State("/?lang=en"),
    "chat as staff": State("/", is_staff=True),
    "answered": State("/?q=Weiterbildung"),
    "abstained": State(f"/?q={UNANSWERED}"),
    "viewer": State(f"/documents/{CORPUS[0].id}?start={START}&end={START + 60}"),
    "viewer without quote": State(f"/documents/{CORPUS[1].id}?start=900&end=901"),
    "viewer in English": State(f"/documents/{CORPUS[1].id}?lang=en"),
    "viewer of a table": State(f"/documents/{TABLE.id}"),
    "viewer of an internal document": State(f"/documents/{CORPUS[2].id}", is_staff=True),
    "funding": State("/foerderung"),
    "funding in English": State("/foerderung?lang=en"),
    "funding, none": State("/foerderung?q=nirgends"),
    "funding, wrong filter": State("/foerderung?max_rate=400", is_error=True),
    "outcomes": State("/ergebnisse"),
    "outcomes as staff": State("/ergebnisse?lang=en", is_staff=True),
    "outcomes, none": State("/ergebnisse?q=nirgends"),
    "sign-in": State("/staff"),
    "sign-in in English": State("/staff?lang=en"),
    "staff": State("/staff", is_staff=True),
    "gaps": State("/luecken", is_staff=True),
    "gaps in English": State("/luecken?lang=en", is_staff=True),
    "gaps, none": State("/luecken?reason=wrong", is_staff=True),
    "search": State("/suche", is_staff=True),
    "search, found": State("/suche?q=Weiterbildung", is_staff=True),
    "documents": State("/dokumente", is_staff=True),
    "ingestion": State("/einlesen", is_staff=True),
    "statistics": State("/zahlen", is_staff=True),
    "audit log": State("/protokoll", is_staff=True),
    "keys": State("/schluessel", is_staff=True),
    "feedback": State("/rueckmeldungen", is_staff=True),
    "upload": State("/einlesen/hochladen", is_staff=True),
    "imprint": State("/impressum"),
    "imprint in English": State("/impressum?lang=en"),
    "privacy": State("/datenschutz"),
    "accessibility": State("/barrierefreiheit"),
    "own text": State("/datenschutz?lang=en"),
    "widget on another page": State("/widget-demo"),
    "not found": State("/gibt-es-nicht", is_error=True),
    "wrong input": State("/ergebnisse?offset=-1", is_error=True),
}
# WCAG 2.2, 1.4.12: what readers may set. Set on every style sheet scope, as an extension of the browser does.
SPACING = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
"""
_SPACED = """(css) => {
  const sheet = Object.assign(new CSSStyleSheet(), { isSpacing: true });
  sheet.replaceSync(css);
  for (const root of [document, ...[...document.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean)])
    root.adoptedStyleSheets = [...root.adoptedStyleSheets.filter((one) => !one.isSpacing), sheet];
}"""
# Text that its own box cuts off, besides what is there for screen readers only or is shortened on purpose.
_CUT = """() => {
  const roots = [document, ...[...document.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean)];
  const cut = [];
  for (const node of roots.flatMap((root) => [...root.querySelectorAll("*")])) {
    const style = getComputedStyle(node);
    const box = node.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1 || !node.innerText?.trim() || style.webkitLineClamp !== "none") continue;
    if (style.textOverflow === "ellipsis" || node.tagName === "SELECT") continue;
    const isCut = (style.overflowX === "hidden" && node.scrollWidth > node.clientWidth + 1)
      || (style.overflowY === "hidden" && node.scrollHeight > node.clientHeight + 1);
    if (isCut) cut.push(node.outerHTML.slice(0, 120));
  }
  return cut;
}"""
# A phone, which is also a window of 1280 at a zoom of 400 % (1.4.10), a tablet or 200 %, and a wide screen.
WIDTHS = (320, 640, 768, 1920)
PHONE = 360
SCHEMES: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "forced_colors": "active"},
)
RULES = {"rules": {"target-size": {"enabled": True}}}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    texts = tmp_path_factory.mktemp("texts")
    (texts / "datenschutz.en.md").write_text(
        "# Privacy\n\n## Who\n\n| a | b |\n|---|---|\n| c | d |\n", encoding="utf-8"
    )
    logo = Path(texts / "logo.svg")
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"/>', encoding="utf-8")
    with serve(full_assistant(), keep_questions_days=30, legal_texts=texts, logo=logo) as running:
        for _ in range(2):
            running.ask(UNANSWERED)
        yield running


@pytest.fixture(scope="module", params=list(STATES))
def page(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Page]:
    """Each state, opened once for all that is asked of it."""
    state = STATES[request.param]
    with opening(browser, served) as opened:
        page = opened("/impressum", expect_errors=state.is_error)
        if state.is_staff:
            sign_in(page, served)
        response = page.goto(served.url + state.path)
        assert response
        assert (response.status >= 400) == state.is_error, response.status
        page.wait_for_load_state("networkidle")
        yield page


@pytest.fixture(autouse=True)
def width(request: pytest.FixtureRequest) -> Iterator[None]:
    """Gives the window its usual width back."""
    yield
    if "page" in request.fixturenames:
        request.getfixturevalue("page").set_viewport_size({"width": 1280, "height": 800})


def test_every_route_that_answers_with_a_page_stands_in_the_table(served: Served) -> None:
    listed = [re.sub(r"[?#].*", "", state.path) for state in STATES.values()]
    missing = []
    for route in (one for room in ROOMS for one in room.router.routes if isinstance(one, APIRoute)):
        if "GET" not in route.methods or any(route.path_regex.match(path) for path in listed):
            continue
        path = re.sub(r"\{document_id\}", OPEN.id, route.path)
        answer = served.client.get(re.sub(r"\{\w+\}", "1", path), headers={"Accept": "*/*", **STAFF})
        if answer.headers.get("content-type", "").startswith("text/html"):
            missing.append(route.path)
    assert missing == []


def test_axe_finds_nothing_in_light_in_dark_and_in_forced_colours(page: Page) -> None:
    for emulated in SCHEMES[: 2 if "widget" in page.url else 3]:  # that page plays one that is not ours
        page.emulate_media(**emulated)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], emulated


def test_nothing_is_wider_than_the_window(page: Page) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, width


def test_with_letters_twice_as_large_nothing_is_wider_than_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": PHONE, "height": 740})
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    wide = page.evaluate("document.documentElement.scrollWidth")
    seen = page.evaluate("document.querySelector('.skip')?.getBoundingClientRect().bottom ?? 0")
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert wide <= PHONE
    assert seen <= 0, "what skips the head is seen in the focus only"


def test_text_may_be_spaced_without_being_cut(page: Page) -> None:
    page.set_viewport_size({"width": WIDTHS[0], "height": 800})
    page.evaluate(_SPACED, SPACING)
    wide, cut = page.evaluate("document.documentElement.scrollWidth"), page.evaluate(_CUT)
    page.evaluate(_SPACED, "")
    assert (wide <= WIDTHS[0], cut) == (True, [])


def test_the_focus_is_seen_at_each_stop_and_comes_back_to_the_first(page: Page) -> None:
    stops = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = focused(page)
        if stop is None:
            break
        assert stop["seen"], stop
        stops.append(stop["name"])
    else:
        pytest.fail(f"the focus does not leave the page: {stops}")
    assert stops[0] in ("Zum Inhalt springen", "Skip to content") or "widget" in page.url
    assert len(stops) > 2


def test_a_page_has_one_heading_one_main_part_its_own_title_and_its_language(page: Page) -> None:
    assert (page.locator("h1").count(), page.locator("main").count()) == (1, 1)
    assert page.locator("html").get_attribute("lang") == ("en" if "lang=en" in page.url else "de")
    title = page.title()
    if "widget" not in page.url:
        assert title.endswith(" – Transformationsnetzwerk")
        assert len(title.removesuffix(" – Transformationsnetzwerk")) > 4
