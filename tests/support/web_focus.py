"""What the tests of the frame share: what has the focus, whether that is seen, and something for every page to show."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page
from web_fakes import CORPUS, FakeAssistant, make_document
from web_minutes import INTERNAL_MINUTES, PUBLIC_MINUTES
from web_programmes import EXPIRED, OPEN
from web_serving import TOKEN, Served

MOST_STOPS = 120  # of the Tab key on one page
TABLE = make_document("studien/tabelle.md", "Tabelle", ["# Werte", *(f"Ort {n} | {n} km | Halle" for n in range(40))])

# The element in focus, inside of shadow roots too. What it is called, and whether something on it or around it (a field
# with a frame) looks otherwise than without the focus. A focus that is hidden behind something else counts as unseen.
_FOCUSED = """() => {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  if (!node || node === document.body) return null;
  const around = [node];
  while (around.length < 4 && around.at(-1).parentElement) around.push(around.at(-1).parentElement);
  const look = () => JSON.stringify(around.map((one) => {
    const style = getComputedStyle(one);
    const { outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor, top } = style;
    return [outlineStyle, outlineWidth, boxShadow, borderColor, backgroundColor, top];
  }));
  const box = node.getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0;
  const outline = getComputedStyle(node);
  let seen = outline.outlineStyle !== "none" && parseFloat(outline.outlineWidth) >= 2;
  if (!seen) {
    const focused = look();
    node.blur();
    seen = focused !== look();
    node.focus({ focusVisible: true, preventScroll: true });
  }
  const labels = [...(node.labels ?? [])].map((label) => label.innerText).join(" ");
  const name = node.getAttribute("aria-label") || labels || node.innerText || node.value || node.id || node.tagName;
  return { name: name.replace(/\\s+/g, " ").trim(), tag: node.tagName, seen: seen && inside,
           rect: [box.top, box.bottom, box.left, box.right] };
}"""


def focused(page: Page) -> dict[str, Any] | None:
    """`name`, `tag` and `seen` of what has the focus, None where nothing has it."""
    found: dict[str, Any] | None = page.evaluate(_FOCUSED)
    return found


def tab_to(page: Page, name: str, *, key: str = "Tab") -> None:
    """Presses the key until what is called `name` has the focus; each stop on the way must be seen."""
    passed = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        stop = focused(page)
        if stop is None:
            passed.append("(nothing)")
            continue
        assert stop["seen"], f"no visible focus: {stop}"
        passed.append(stop["name"])
        if name in stop["name"]:
            return
    raise AssertionError(f"{key} never comes to {name!r}, but to {passed}")


def sign_in(page: Page, served: Served) -> None:
    """Signs the browser in, as the form does."""
    page.request.post(f"{served.url}/staff/session", form={"token": TOKEN}, headers={"Origin": served.url})


def full_assistant() -> FakeAssistant:
    """An assistant with something for every page."""
    return FakeAssistant((*CORPUS, PUBLIC_MINUTES, INTERNAL_MINUTES, OPEN, EXPIRED, TABLE))
