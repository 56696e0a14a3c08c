"""axe-core finds nothing to complain about, in any state, in light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from web_browsing import OpenPage, ask
from web_fakes import CORPUS, FakeAssistant

pytestmark = pytest.mark.browser

START = CORPUS[0].text.index("Die Weiterbildung")
VIEWER = f"/documents/{CORPUS[0].id}?start={START}&end={START + 60}"
NO_QUOTE = f"/documents/{CORPUS[1].id}?start=900&end=901"


def violations(page: Page) -> str:
    results = Axe().run(page)
    return results.generate_report() if results.violations_count else ""


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/?lang=en",
        VIEWER,
        f"/documents/{CORPUS[1].id}?start=900&end=901",
        "/staff",
        "/staff?lang=en",
        "/widget-demo",
    ],
)
def test_pages(open_page: OpenPage, scheme: str, path: str) -> None:
    assert violations(open_page(path, color_scheme=scheme)) == ""


def test_the_page_of_an_error(open_page: OpenPage, scheme: str) -> None:
    assert violations(open_page("/nix", color_scheme=scheme, expect_errors=True)) == ""


@pytest.mark.parametrize("path", ["/", "/?q=Weiterbildung", "/?q=Burkina"])
def test_pages_without_script(open_page: OpenPage, scheme: str, path: str) -> None:
    """axe needs a script, so the element's script is kept from loading instead."""
    page = open_page("/", color_scheme=scheme, expect_errors=True)
    page.route("**/widget.js", lambda route: route.abort())
    page.goto(page.url.rstrip("/") + path)
    assert violations(page) == ""


@pytest.mark.parametrize("question", ["Wie wird die Weiterbildung gefördert?", "Wie heißt Burkina Fasos Hauptstadt?"])
def test_answered_and_abstained(open_page: OpenPage, scheme: str, question: str) -> None:
    page = open_page("/", color_scheme=scheme)
    turn = ask(page, question)
    if turn.locator("summary").count():
        turn.locator("summary").first.click()
    assert violations(page) == ""


@pytest.mark.parametrize("width", [320, 1280])
def test_a_long_answer(open_long: OpenPage, scheme: str, width: int) -> None:
    page = open_long("/", color_scheme=scheme, width=width)
    turn = ask(page, "Weiterbildung")
    assert violations(page) == ""
    turn.locator(".citation").nth(1).hover()  # lights up its sentence and source
    assert violations(page) == ""


def test_asking(open_page: OpenPage, assistant: FakeAssistant, scheme: str) -> None:
    page = open_page("/", color_scheme=scheme)
    assistant.hold.clear()
    page.get_by_label("Ihre Frage").fill("Weiterbildung?")
    page.keyboard.press("Enter")
    page.wait_for_selector("wissens-assistent[state=asking]")
    assert violations(page) == ""
    assistant.hold.set()
    page.wait_for_selector("wissens-assistent[state=answered]")


def test_failed(open_page: OpenPage, assistant: FakeAssistant, scheme: str) -> None:
    page = open_page("/", color_scheme=scheme)
    assistant.failure = ZeroDivisionError()
    ask(page, "Weiterbildung?")
    assert page.locator("wissens-assistent").get_attribute("state") == "failed"
    assert violations(page) == ""


def test_a_wrong_sign_in(open_page: OpenPage, scheme: str) -> None:
    page = open_page("/staff", color_scheme=scheme, expect_errors=True)
    page.get_by_label("Zugangswort").fill("falsch")
    page.keyboard.press("Enter")
    page.get_by_text("Das Zugangswort ist falsch.").wait_for()
    assert violations(page) == ""


def test_the_open_widget(open_page: OpenPage, scheme: str) -> None:
    page = open_page("/widget-demo", color_scheme=scheme)
    page.get_by_role("button", name="Fragen stellen").click()
    ask(page, "Wie wird die Weiterbildung gefördert?")
    assert violations(page) == ""
