"""What a visitor waits for: the chat page in a real browser, on a machine made slower, over an index of some size.

Sources: https://web.dev/articles/lcp (largest contentful paint) and https://web.dev/articles/cls (layout shift).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from assistant.errors import UsageError
from assistant.evaluation.report import Number, Report, machine
from assistant.evaluation.speed.serving import SERVER, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LOADS = 10
SETTLED_MS = 1000  # after the last request; a later shift would be one that a visitor sees
PATIENCE_MS = 30_000
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

# Collects what the browser says of painting and shifting from the first moment on.
WATCH = """
window.seen = {lcp: 0, cls: 0};
new PerformanceObserver((list) => { for (const one of list.getEntries()) seen.lcp = one.startTime; })
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) seen.cls += one.value;
}).observe({type: "layout-shift", buffered: true});
"""
# Milliseconds from Enter to the frame that shows the first sentence; null where the answer has none.
FIRST_SENTENCE = """
() => new Promise((resolve) => {
  const element = document.querySelector("wissens-assistent"), root = element.shadowRoot;
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const asked = performance.now();
    const look = () => {
      if (root.querySelector(".sentence")) return requestAnimationFrame(() => resolve(performance.now() - asked));
      if (["abstained", "failed"].includes(element.state)) return resolve(null);
      requestAnimationFrame(look);
    };
    look();
  }, {capture: true, once: true});
  element.shadowRoot.querySelector("textarea").focus();
})
"""


@dataclass(frozen=True, slots=True)
class Options:
    """`questions` are asked one by one, each in a page of its own; the processor is made `slowdown` times slower.

    `server` is the command, `environment` what joins its variables.
    """

    questions: Sequence[str]
    passages: int
    slowdown: int = 4
    loads: int = LOADS
    server: Sequence[str] = SERVER
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Seen:
    """What each load and each answer gave; bytes are those on the line."""

    lcp_ms: list[float] = field(default_factory=list)
    shifts: list[float] = field(default_factory=list)
    kilobytes: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)
    sentence_ms: list[float] = field(default_factory=list)


def bench(options: Options) -> Report:
    """The report. The server finds its data folder in `options.server`.

    Raises:
        UsageError: Playwright or a browser is missing.
        UnavailableError: the server did not get ready.
    """
    seen, environment = _Seen(), {"ASSISTANT_RATE_LIMIT": "0", **options.environment}
    with _browser() as browser, served(options.server, settings=environment) as server:
        for _ in range(options.loads):
            _load(browser, server.address, options.slowdown, seen)
        for question in options.questions:
            _ask(browser, server.address, question, options.slowdown, seen)
    return Report(
        title=f"Bench: the chat page over about {options.passages} passages",
        circumstances={
            "browser": f"Chromium {browser.version}, processor {options.slowdown} times slower",
            "questions": f"{len(options.questions)}, of which {len(seen.sentence_ms)} were answered",
            "machine": machine(),
        },
        numbers=tuple(_numbers(seen)),
    )


def _numbers(seen: _Seen) -> Iterator[Number]:
    loads = len(seen.lcp_ms)
    yield Number("first load", max(seen.kilobytes), "kB", loads)
    yield Number("requests of the first load", max(seen.requests), "count", loads)
    yield Number.at("largest contentful paint p50", seen.lcp_ms, 50, "ms")
    yield Number("largest contentful paint, slowest", max(seen.lcp_ms), "ms", loads)
    yield Number("layout shift, largest", max(seen.shifts), "share", len(seen.shifts))
    if seen.sentence_ms:
        yield Number.at("first sentence visible p50", seen.sentence_ms, 50, "ms")
        yield Number.at("first sentence visible p95", seen.sentence_ms, 95, "ms")


@contextmanager
def _browser() -> Iterator[Browser]:
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError as error:
        if error.name != "playwright":
            raise
        raise UsageError("browser_missing", names=", ".join(BROWSERS)) from error
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        raise UsageError("browser_missing", names=", ".join(BROWSERS))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield running
        finally:
            running.close()


@contextmanager
def _page(browser: Browser, slowdown: int) -> Iterator[tuple[Page, list[float]]]:
    """A page of a fresh visitor on a slower machine, and the kilobytes of each of its requests."""
    with browser.new_context(viewport={"width": 1280, "height": 800}, locale="de-DE") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.add_init_script(WATCH)
        line = context.new_cdp_session(page)
        line.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        line.send("Network.enable")
        loaded: list[float] = []
        line.on("Network.loadingFinished", lambda one: loaded.append(one["encodedDataLength"] / 1000))
        yield page, loaded


def _load(browser: Browser, address: str, slowdown: int, seen: _Seen) -> None:
    with _page(browser, slowdown) as (page, loaded):
        page.goto(address, wait_until="networkidle")
        page.wait_for_timeout(SETTLED_MS)
        painted: dict[str, Any] = page.evaluate("seen")
        seen.lcp_ms.append(painted["lcp"])
        seen.shifts.append(painted["cls"])
        seen.kilobytes.append(sum(loaded))
        seen.requests.append(len(loaded))


def _ask(browser: Browser, address: str, question: str, slowdown: int, seen: _Seen) -> None:
    with _page(browser, slowdown) as (page, _):
        page.goto(address, wait_until="networkidle")
        # Key by key: the shifts of a field that grows at once would count as the page's.
        page.locator("wissens-assistent textarea").press_sequentially(question)
        page.evaluate(f"() => {{ window.first = ({FIRST_SENTENCE})(); }}")  # and not wait for it
        page.keyboard.press("Enter")
        took = page.evaluate("window.first")
        if took is not None:
            seen.sentence_ms.append(took)
        page.wait_for_timeout(SETTLED_MS)
        seen.shifts.append(page.evaluate("seen.cls"))
