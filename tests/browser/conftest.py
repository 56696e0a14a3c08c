"""A real Chromium, and pages of a served fake assistant. Without Chromium these tests fail; they do not skip."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from web_browsing import OpenPage
from web_fakes import FakeAssistant, Telling
from web_serving import Served, serve


@pytest.fixture(scope="module")  # not longer: while it runs, no test of another room can run an event loop
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.fail("Chromium is missing; the browser tests need it: apt-get install chromium")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def served(assistant: FakeAssistant) -> Iterator[Served]:
    with serve(assistant) as running:
        yield running


@pytest.fixture
def open_page(browser: Browser, served: Served) -> Iterator[OpenPage]:
    """Opens a path of the served assistant."""
    with opening(browser, served) as opened:
        yield opened


@pytest.fixture
def open_long(browser: Browser) -> Iterator[OpenPage]:
    """Opens a path of an assistant that answers at length, with lists."""
    with serve(Telling()) as served, opening(browser, served) as opened:
        yield opened


@contextlib.contextmanager
def opening(browser: Browser, served: Served) -> Iterator[OpenPage]:
    """Opens paths in a fresh context; a script error or a breach of the content policy fails the test."""
    contexts, complaints = [], []

    def opened(path: str, *, width: int = 1280, height: int = 800, expect_errors: bool = False, **options: Any) -> Page:
        options = {"locale": "de-DE", "reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if not expect_errors:
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(served.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
