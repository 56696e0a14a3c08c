/* The viewer's pages turn without loading the whole page anew, and keys work while the focus is in the document.
   Everything here is also a plain link or form of the page; where this script fails, the link is followed. */
(() => {
  "use strict";

  const KEYS = {
    ArrowLeft: "a[data-key=previous]",
    ArrowRight: "a[data-key=next]",
    "+": "a[data-key=larger]",
    "-": "a[data-key=smaller]",
    0: "a[data-key=fit]",
    n: "a[rel=next]",
    p: "a[rel=prev]",
  };
  const FIELDS = "input, textarea, select, [contenteditable]";
  // A page that takes longer is worth an empty screen: the browser shows then that it is loading.
  const PATIENCE_MS = 15000;

  const reader = document.querySelector(".reader");
  const told = document.getElementById("told");
  const leaf = () => document.getElementById("leaf");
  let turning = new AbortController();

  /** Shows the page at `address` in place of this one; follows the address where that fails. */
  async function turn(address, remember) {
    turning.abort();
    const mine = turning = new AbortController();
    const timer = setTimeout(() => mine.abort("slow"), PATIENCE_MS);
    leaf().setAttribute("aria-busy", "true");
    try {
      const response = await fetch(address, { signal: mine.signal, headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const next = page.getElementById("leaf");
      if (!response.ok || !next) {
        throw new TypeError("no page");
      }
      await drawn(next.querySelector("img"));
      if (mine.signal.aborted) {
        return;
      }
      show(document.adoptNode(next), page.title);
      remember(address);
    } catch {
      if (!mine.signal.aborted || mine.signal.reason === "slow") {
        location.assign(address);
      }
    } finally {
      clearTimeout(timer);
    }
  }

  /** Resolves once the image can be shown without a flash, or cannot be shown at all. */
  function drawn(image) {
    const ahead = new Image();
    ahead.sizes = image.sizes;
    ahead.srcset = image.srcset;
    return ahead.decode().catch(() => {});
  }

  function show(next, title) {
    const old = leaf();
    const key = old.contains(document.activeElement) ? document.activeElement.closest("[data-key]")?.dataset.key ?? "" : null;
    const [before, resized] = [old.querySelector(".frame"), old.dataset.zoom !== next.dataset.zoom];
    const at = { x: middle(before.scrollLeft, before.clientWidth, before.scrollWidth), y: middle(before.scrollTop, before.clientHeight, before.scrollHeight) };
    old.replaceWith(next);
    document.title = title;
    const after = next.querySelector(".frame");
    if (resized) {
      after.scrollTo(at.x * after.scrollWidth - after.clientWidth / 2, at.y * after.scrollHeight - after.clientHeight / 2);
    }
    toMark(after);
    if (key !== null) {
      (key && next.querySelector(`a[data-key=${key}]`) || after).focus({ preventScroll: true });
    }
    told.textContent = resized ? `${next.dataset.zoom} %` : next.getAttribute("aria-label");
  }

  const middle = (start, seen, whole) => (start + seen / 2) / whole;

  /** Brings the mark into the middle of a page that is larger than its frame. */
  function toMark(frame) {
    const mark = frame.querySelector(".marks rect");
    if (mark) {
      const [inner, outer] = [mark.getBoundingClientRect(), frame.getBoundingClientRect()];
      frame.scrollBy(inner.left + inner.width / 2 - outer.left - frame.clientWidth / 2, inner.top + inner.height / 2 - outer.top - frame.clientHeight / 2);
    }
  }

  function onClick(event) {
    const link = event.target.closest?.(".leaf a[href]");
    if (link && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      turnTo(link.href);
    }
  }

  function onSubmit(event) {
    if (event.target.matches(".jump")) {
      event.preventDefault();
      turnTo(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`);
    }
  }

  const turnTo = (address) => turn(address, (shown) => history.pushState(null, "", shown));

  function onKey(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || event.target.closest(FIELDS)) {
      return;
    }
    const scrolls = event.key.startsWith("Arrow") && event.target.closest(".frame, .rows");
    const isTaken = scrolls && scrolls.scrollWidth > scrolls.clientWidth;
    const link = !isTaken && KEYS[event.key] && reader.querySelector(KEYS[event.key]);
    if (link) {
      event.preventDefault();
      link.click();
    }
  }

  /** Where the image stands beside its text, the quote in both; else the first of them. */
  function bothInView(mark) {
    const frame = mark.closest(".frame");
    const words = document.getElementById("quote-text");
    if (frame && words && getComputedStyle(frame).position === "sticky") {
      words.scrollIntoView({ block: "center" });
      toMark(frame);
      mark.scrollIntoView({ block: "nearest" });
    } else {
      mark.scrollIntoView({ block: "center", inline: "center" });
    }
  }

  /** The quote in the middle of the screen, and the focus in the document, so that its keys work. */
  function arrive() {
    const mark = location.hash === "#quote" && document.getElementById("quote");
    if (mark) {
      bothInView(mark);
      mark.focus({ preventScroll: true });
    }
  }

  reader.addEventListener("keydown", onKey);
  reader.querySelector(".keys")?.removeAttribute("hidden");
  if (leaf()) {
    reader.addEventListener("click", onClick);
    reader.addEventListener("submit", onSubmit);
    addEventListener("popstate", () => turn(location.href, () => {}));
  }
  arrive();
  /* Once all has come, the browser goes to the quote of the image once more by itself, unless somebody has scrolled. */
  let isMoved = false;
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(kind, () => { isMoved = true; }, { once: true, passive: true });
  }
  addEventListener("load", () => requestAnimationFrame(() => isMoved || arrive()));
})();
