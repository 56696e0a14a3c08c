"""Words that stand in other documents too: each source names them, three by title and the rest by number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import expect
from web_browsing import OpenPage, ask
from web_fakes import CORPUS, FakeAssistant, make_document

from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Question

pytestmark = pytest.mark.browser

COPIES = tuple(make_document(f"richtlinien/{letter}.md", f"Richtlinie <b>{letter}</b>", ["Text"]) for letter in "ABCDE")
QUESTION = "Wie wird die Weiterbildung gefördert?"
UNKNOWN = "Wie heißt die Hauptstadt von Burkina Faso?"


class Copied(FakeAssistant):
    """Finds the words of each passage in all the COPIES."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        found = super().ask(question)
        same_in = tuple(copy.info for copy in COPIES)
        citations = (replace(one, quote=replace(one.quote, same_in=same_in)) for one in found.citations)
        related = (replace(hit, same_in=same_in[:1]) for hit in found.related)
        return replace(found, citations=tuple(citations), related=tuple(related))


@pytest.fixture
def assistant() -> FakeAssistant:
    return Copied((*CORPUS, *COPIES))


@pytest.mark.parametrize("script", [True, False])
def test_a_source_names_the_documents_that_hold_the_same_words(open_page: OpenPage, script: bool) -> None:
    page = open_page(f"/?q={QUESTION}", width=320, java_script_enabled=script)
    also = page.locator(".sources .also")
    expect(also).to_have_text(
        "Wortgleich auch in: Richtlinie <b>A</b>, Richtlinie <b>B</b>, Richtlinie <b>C</b> und 2 weiteren"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    also.get_by_role("link").first.evaluate("link => link.removeAttribute('target')")
    also.get_by_role("link").first.click()
    expect(page.locator("h1")).to_have_text(COPIES[0].info.title)


def test_a_related_passage_names_them_too(open_page: OpenPage) -> None:
    also = ask(open_page("/?lang=en"), UNKNOWN, label="Your question").locator(".also").first
    expect(also).to_have_text(f"The same words also in: {COPIES[0].info.title}")


class Twice(FakeAssistant):
    """Comes near in two passages of one document."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        found = super().ask(question)
        return replace(found, related=found.related[:1] * 2)


@pytest.mark.parametrize("assistant", [Twice()])
def test_two_related_passages_of_one_document_open_by_names_of_their_own(open_page: OpenPage) -> None:
    links = ask(open_page("/"), UNKNOWN).locator(".related .open")
    names = links.evaluate_all("links => links.map(link => link.getAttribute('aria-label'))")
    assert [name.partition(":")[0] for name in names] == ["Stelle 1 im Dokument öffnen", "Stelle 2 im Dokument öffnen"]
