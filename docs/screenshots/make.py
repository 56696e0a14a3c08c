"""Makes the screenshots of the README: python docs/screenshots/make.py

It takes the sample corpus into a temporary data folder, serves it, and asks in Chromium what the pictures show: what
stands in them is what the program answers.
"""

from __future__ import annotations

import contextlib
import io
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
TOKEN = secrets.token_urlsafe()  # of a server that lives as long as this script
SETTINGS = {
    "ASSISTANT_NETWORK_NAME": "Transformationsnetz Ahlermark",
    "ASSISTANT_CONTACT": "Geschäftsstelle, post@tn-ahlermark.example",
    "ASSISTANT_STAFF_TOKEN": TOKEN,
    "ASSISTANT_RATE_LIMIT": "0",
    "ASSISTANT_KEEP_QUESTIONS_DAYS": "30",
}
QUESTION = "Wie lange wartet man auf die Zusage für einen großen Stromanschluss?"
UNANSWERED = ("Wie hoch ist der Zinssatz beim Prototypenfonds?", "Wer ist Weltmeister im Schach?")
READY_SECONDS = 120
ANSWERED = "wissens-assistent:is([state=answered], [state=abstained])"
# A README is loaded often: what a picture may weigh, and how much a screen of letters may lose for it.
MOST_BYTES, QUALITY = 150_000, 88


class Shot(NamedTuple):
    """A picture: the window, and what is done in it before it is taken."""

    name: str
    act: Callable[[Page], None]
    width: int = 1280
    height: int = 800
    scheme: str = "light"
    is_staff: bool = False


def ask(page: Page, question: str = QUESTION) -> None:
    page.get_by_label("Ihre Frage").fill(question)
    page.keyboard.press("Enter")
    page.wait_for_selector(ANSWERED, state="attached")


def chat(page: Page) -> None:
    page.goto("/")
    ask(page)


def abstention(page: Page) -> None:
    page.goto("/")
    ask(page, UNANSWERED[0])


def viewer(page: Page) -> None:
    chat(page)
    with page.expect_popup() as opening:
        page.get_by_role("link", name="Öffnen").first.click()
    page.goto(opening.value.url)
    page.wait_for_load_state("networkidle")


def widget(page: Page) -> None:
    page.goto("/widget-demo")
    page.get_by_role("button", name="Fragen stellen").click()
    ask(page)


def opened(path: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        page.goto(path)
        page.wait_for_load_state("networkidle")

    return act


SHOTS = (
    Shot("chat", chat),
    Shot("chat-dark", chat, scheme="dark"),
    Shot("phone", chat, 390, 844),
    Shot("abstention-phone", abstention, 390, 844, "dark"),
    Shot("viewer", viewer, height=900),
    Shot("widget", widget),
    Shot("funding", opened("/foerderung"), height=1200),
    Shot("outcomes", opened("/ergebnisse?lab=Infrastruktur"), height=1200, is_staff=True),
    Shot("staff", opened("/dokumente"), is_staff=True),
)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "data") as url, chromium() as browser:
        for question in UNANSWERED:
            httpx.post(f"{url}/api/ask", json={"question": question}, timeout=60)
        for shot in SHOTS:
            size = taken(browser, url, shot)
            print(f"{shot.name}: {size:,} bytes")


@contextlib.contextmanager
def serving(data: Path) -> Iterator[str]:
    """The address of a server that knows the sample corpus."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")} | SETTINGS
    ingest = [sys.executable, str(ROOT / "ingest.py"), str(ROOT / "corpus"), "--data", str(data)]
    subprocess.run(ingest, cwd=data.parent, env=surroundings, check=True)  # noqa: S603  our own program
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(ROOT / "server.py"), "--data", str(data), "--port", str(port)]
    started = subprocess.Popen(command, cwd=data.parent, env=surroundings, stderr=subprocess.DEVNULL)  # noqa: S603
    with started as server:
        try:
            wait_until_ready(url := f"http://127.0.0.1:{port}")
            yield url
        finally:
            server.terminate()


def wait_until_ready(url: str) -> None:
    latest = time.monotonic() + READY_SECONDS
    while time.monotonic() < latest:
        with contextlib.suppress(httpx.TransportError):
            if httpx.get(f"{url}/readyz").status_code == httpx.codes.OK:
                return
        time.sleep(0.5)
    raise SystemExit(f"{url} was not ready after {READY_SECONDS} seconds; run server.py by hand to see why.")


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


def taken(browser: Browser, url: str, shot: Shot) -> int:
    """Takes the picture; gives its size in bytes."""
    context = browser.new_context(
        base_url=url,
        viewport={"width": shot.width, "height": shot.height},
        color_scheme="dark" if shot.scheme == "dark" else "light",
        locale="de-DE",
        reduced_motion="reduce",
    )
    if shot.is_staff:
        context.request.post("/staff/session", form={"token": TOKEN}, headers={"Origin": url})
    page = context.new_page()
    shot.act(page)
    seen = Image.open(io.BytesIO(page.screenshot()))
    context.close()
    file = FOLDER / f"{shot.name}.webp"
    seen.save(file, quality=QUALITY, method=6)
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise SystemExit(f"{file} has {size} bytes, {MOST_BYTES} are allowed. Make its window smaller.")
    return size


if __name__ == "__main__":
    main()
