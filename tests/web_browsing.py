"""What the browser tests share: opening pages, and asking a question in the element."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, Page

OpenPage = Callable[..., Page]

FINISHED = "wissens-assistent:is([state=answered], [state=abstained], [state=failed])"
FOCUSED = "(document.activeElement.shadowRoot?.activeElement ?? document.activeElement)"


def ask(page: Page, question: str, label: str = "Ihre Frage") -> Locator:
    """Types the question, presses Enter, and gives the newest turn when it is finished."""
    page.get_by_label(label).fill(question)
    page.keyboard.press("Enter")
    page.wait_for_selector(FINISHED, state="attached")
    return page.locator(".turn").nth(page.locator(".turn").count() - 1)
