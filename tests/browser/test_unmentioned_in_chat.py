"""What a question names and no passage found does: said in answer and abstention, in the chat and without script."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from web_browsing import OpenPage, ask
from web_fakes import NOT_MENTIONED, FakeAssistant, Naming

pytestmark = pytest.mark.browser

FUNDED, UNKNOWN = "Wie wird die Weiterbildung gefördert?", "Wie heißt Burkina Fasos Hauptstadt?"
LEFT_EDGE = "node => parseFloat(getComputedStyle(node).borderInlineStartWidth)"


@pytest.fixture
def assistant() -> FakeAssistant:
    return Naming()


@pytest.mark.parametrize("way", ["streamed", "without script"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_a_note_below_the_reason_and_below_the_sentences(
    open_page: OpenPage, way: str, width: int, scheme: str
) -> None:
    page = open_page("/", width=width, color_scheme=scheme, expect_errors=True)
    if way == "without script":
        page.route("**/widget.js", lambda route: route.abort())
    for question, place in ((FUNDED, ".sentences + .unmentioned"), (UNKNOWN, ".card p:nth-of-type(2).unmentioned")):
        if way == "streamed":
            turn = ask(page, question)
            expect(page.locator("[role=status]")).to_contain_text(NOT_MENTIONED)
        else:
            page.goto(f"{page.url.partition('?')[0]}?q={question}")
            turn = page.locator(".turn")
        note = turn.locator(place)
        expect(note).to_have_text(NOT_MENTIONED)
        if question == FUNDED:
            assert note.evaluate(LEFT_EDGE) >= 3, "it does not look like one more sentence of the answer"
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        results = Axe().run(page)
        assert not results.violations_count, results.generate_report()


def test_copied_and_saved_with_the_answer(open_page: OpenPage) -> None:
    page = open_page("/", permissions=["clipboard-read", "clipboard-write"])
    for question, before in ((FUNDED, "[1]"), (UNKNOWN, "zu Ihrer Frage.")):
        turn = ask(page, question)
        turn.get_by_role("button", name="Kopieren").click()
        expect(page.locator("[role=status]")).to_have_text("Antwort mit Belegen kopiert.")
        assert f"{before}\n\n{NOT_MENTIONED}" in page.evaluate("navigator.clipboard.readText()").replace("\r", "")
    with page.expect_download() as download:
        page.get_by_role("button", name="Speichern").click()
    written = r"In den passenden Stellen nicht genannt: „Förderlinie \<b\>5\</b\>“, „\*Kassel\*“."
    assert Path(download.value.path()).read_text(encoding="utf-8").count(f"\n\n{written}\n") == 2
