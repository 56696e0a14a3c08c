"""A real Chromium, and pages of a served fake assistant. Without Chromium these tests fail; they do not skip."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from web_browsing import OpenPage, opening
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
