"""The exact words of an answer stand out, and what contradicts is said: in the chat, without script, on a phone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, expect
from web_browsing import ask, opening
from web_fakes import Telling
from web_serving import serve

from assistant.answering.cite import cite
from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Conflict, Exact, Question

pytestmark = pytest.mark.browser

SENTENCES = (
    "Für 𝔖-Betriebe wird die Weiterbildung mit <b>80 Prozent</b> der Kosten bezahlt, ab 2026 mit 80 Prozent des Lohns.",
    "Gefördert werden: • Lehrgänge mit 24 Stunden • Freistellung mit 80 % [12] je Stunde • Prüfungen mit 40 Euro",
    "Nicht gefördert werden Schulungen, zu denen der Betrieb gesetzlich verpflichtet ist.",
)
WORDS = ("80 Prozent des Lohns", "80 % [12]", "")
CONFLICT = (
    "Die Dokumente nennen Verschiedenes: 80 Prozent des Lohns (3. Mai 2024) [1]; 80 % [12] (3. Mai 2024) [2]. "
    "Welches das neuere ist, sagen sie nicht."
)
UNANSWERED = "Wer leitet das Lab <b>Arbeit</b>?"
RESOLVED = f"Wie hoch ist der Zuschuss? {UNANSWERED}"
LEFT_EDGE = "node => parseFloat(getComputedStyle(node).borderInlineStartWidth)"
STRESSED = "nodes => nodes.map((node) => [node.parentNode.tagName, node.textContent.replaceAll('\\u00a0', ' ')])"


class Stressing(Telling):
    """Tells the exact words of each sentence."""

    def __init__(self) -> None:
        super().__init__(SENTENCES)
        quotes = []
        for quote, words in zip(self._quotes_told, WORDS, strict=True):
            at = quote.text.index(words)
            exact = Exact(words, quote.start + at, quote.start + at + len(words), at) if words else None
            quotes.append(replace(quote, exact=exact))
        self._quotes_told = tuple(quotes)

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        conflicts = (Conflict((1, 2), None),)
        told = Answer(
            question.text, "de", "extractive", *cite(self._quotes_told, is_sure=True), took_ms=1.0, conflicts=conflicts
        )
        return replace(told, resolved=RESOLVED, unanswered=(UNANSWERED,))


@pytest.mark.parametrize("way", ["written", "streamed", "without script"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_exact_words_are_strong_where_they_stand_and_nothing_becomes_markup(
    browser: Browser, way: str, width: int
) -> None:
    with serve(Stressing()) as served, opening(browser, served) as open_page:
        if way == "streamed":
            page = open_page("/", width=width)
            ask(page, "Wie hoch?")
            news = f"Antwort fertig. Belege: 3. Dazu habe ich nichts Belegtes gefunden: {UNANSWERED}"
            expect(page.locator("[role=status]")).to_have_text(news)
        else:
            page = open_page("/?q=Wie+hoch", width=width, expect_errors=True)
        if way == "without script":
            page.route("**/widget.js", lambda route: route.abort())
            page.reload()
        shown = page.locator(".sentences strong")
        assert shown.evaluate_all(STRESSED) == [["P", WORDS[0]], ["LI", WORDS[1]]]
        assert shown.first.evaluate("node => Number(getComputedStyle(node).fontWeight)") >= 600
        expect(page.locator(".understood, [part=understood]")).to_have_text(f"Verstanden als: {RESOLVED}")
        expect(page.locator(".sentences + .conflict")).to_have_text(re.sub(r" \[(\d)\]", r"\1", CONFLICT))
        marks = page.locator(".conflict .citation")
        expect(marks).to_have_text(["1", "2"])
        led = [mark.get_attribute("href") for mark in page.locator(".sentences .citation").all()[:2]]
        assert [mark.get_attribute("href") for mark in marks.all()] == led
        missing = page.locator(".conflict + .unanswered")
        expect(missing).to_have_text(f"Dazu habe ich nichts Belegtes gefunden: {UNANSWERED}")
        assert missing.evaluate(LEFT_EDGE) >= 3, "it does not look like one more sentence of the answer"
        expect(page.locator(".sentence p").first).to_contain_text(SENTENCES[0])
        assert page.evaluate("document.documentElement.scrollWidth") <= width
