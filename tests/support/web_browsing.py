"""What the browser tests share: opening pages, and asking a question in the element."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect
from web_serving import Served

OpenPage = Callable[..., Page]

PATIENCE_MS = 30_000  # a busy machine is no bug
expect.set_options(timeout=PATIENCE_MS)

FINISHED = "wissens-assistent:is([state=answered], [state=abstained], [state=failed])"
FOCUSED = "(document.activeElement.shadowRoot?.activeElement ?? document.activeElement)"


def ask(page: Page, question: str, label: str = "Ihre Frage") -> Locator:
    """Types the question, presses Enter, and gives the newest turn when it is finished."""
    page.wait_for_selector("wissens-assistent:defined", state="attached")  # before that its form goes without script
    page.get_by_label(label).fill(question)
    page.keyboard.press("Enter")
    page.wait_for_selector(FINISHED, state="attached")
    return page.locator(".turn").nth(page.locator(".turn").count() - 1)


@contextlib.contextmanager
def opening(browser: Browser, served: Served) -> Iterator[OpenPage]:
    """Opens paths in a fresh context; a script error or a breach of the content policy fails the test."""
    contexts, complaints = [], []

    def opened(path: str, *, width: int = 1280, height: int = 800, expect_errors: bool = False, **options: Any) -> Page:
        options = {"locale": "de-DE", "reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if not expect_errors:
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(served.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
