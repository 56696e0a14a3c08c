"""A hundred payloads in a real browser, in element, viewer and lists: no script runs, and no request leaves."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page
from web_browsing import FINISHED, opening
from web_payloads import PAYLOADS, Poisoned
from web_serving import STAFF, Served, serve

pytestmark = pytest.mark.browser

# Asks one question after the other in the element of the page.
ASK_ALL = """async (questions) => {
  const element = document.querySelector("wissens-assistent");
  for (const question of questions) await element.ask(question);
}"""
# What no template of ours makes, in the page and in the element: what could act, load, or send.
FOREIGN_PARTS = """() => {
  const roots = [document, document.querySelector("wissens-assistent")?.shadowRoot].filter(Boolean);
  const all = roots.flatMap((root) => [...root.querySelectorAll("*")]);
  const acting = (name) => name.startsWith("on") || name === "style" || name === "srcdoc";
  const acts = (node) => node.getAttributeNames().some(acting);
  const loaded = (node) => node.type === "application/json" || node.src.startsWith(location.origin);
  const ours = (node) => node.tagName !== "SCRIPT" || loaded(node);
  const foreign = "iframe,object,embed,audio,video,base,math,marquee,template,style,meta[http-equiv]";
  const leads = (node) => /^\\s*(javascript|data|vbscript):/i.test(node.getAttribute("href") ?? "");
  const strange = (node) => acts(node) || leads(node) || !ours(node) || node.matches(foreign);
  return all.filter(strange).map((node) => node.outerHTML);
}"""


@pytest.fixture(scope="module")
def poisoned() -> Iterator[Served]:
    with serve(Poisoned(PAYLOADS), contact=PAYLOADS[0]) as running:
        yield running


def watched(page: Page, served: Served) -> list[str]:
    """The addresses of other servers that the page asks from now on."""
    left: list[str] = []
    own = urlsplit(served.url).netloc
    page.on("request", lambda request: left.append(request.url) if urlsplit(request.url).netloc != own else None)
    page.on("dialog", lambda dialog: left.append(dialog.message))
    return left


def test_answers_in_the_element_stay_text(browser: Browser, poisoned: Served) -> None:
    with opening(browser, poisoned) as opened:
        page = opened("/")
        left = watched(page, poisoned)
        page.evaluate(ASK_ALL, [f"Was ist {number}" for number in range(len(PAYLOADS))] + [*PAYLOADS[:20]])
        page.wait_for_selector(FINISHED, state="attached")
        told = page.locator("wissens-assistent").evaluate("element => element.shadowRoot.textContent")
        told = told.replace("\N{NO-BREAK SPACE}", " ")  # between a number and its sign
        assert page.evaluate(FOREIGN_PARTS) == []
        assert page.evaluate("self.__ran") is None
        assert left == []
    missing = [payload for payload in PAYLOADS if payload.strip() not in told]
    assert missing == [], "shown as it was written"


def test_pages_of_them_stay_text(browser: Browser, poisoned: Served) -> None:
    listed = poisoned.client.get("/api/documents", headers=STAFF).json()["documents"]
    paths = [f"/documents/{document['id']}?start=0&end=20" for document in listed[::5]]
    with opening(browser, poisoned) as opened:
        page = opened("/ergebnisse")
        left = watched(page, poisoned)
        for path in (*paths, "/suche?q=Kranich&k=100", "/?q=Was ist 4", "/?q=Was ist 57", "/ergebnisse"):
            page.goto(poisoned.url + path)
            assert page.evaluate(FOREIGN_PARTS) == [], path
            assert page.evaluate("self.__ran") is None, path
        assert left == []
