"""A website of somebody else: its own origin, its own pages, styles and policy; and a visitor with a real browser."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page
from web_browsing import PATIENCE_MS
from web_serving import Served

# What a careful website allows: nothing inline, nothing from anywhere, the assistant for its script and its questions.
STRICT = (
    "default-src 'none'; script-src 'self' {server}; connect-src {server}; style-src 'self'; base-uri *; "
    "require-trusted-types-for 'script'"
)
PAGE = """<!doctype html><html lang="de"{root}><head><meta charset="utf-8"><title>Kammer</title>{head}
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="{site}/site.css"><script src="{server}/widget.js"{data} async></script></head>
<body>{body}</body></html>"""

Visit = Callable[..., Page]


class Website(ThreadingHTTPServer):
    """Serves `files`, path to text; every page goes out with `policy`."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.files: dict[str, str] = {}
        self.policy = ""

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Website

    def do_GET(self) -> None:
        text = self.server.files.get(self.path)
        kind = {"css": "text/css", "js": "text/javascript"}.get(self.path.rpartition(".")[2], "text/html")
        self.send_response(204 if text is None else 200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", self.server.policy)
        self.end_headers()
        if text is not None:
            self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextlib.contextmanager
def website() -> Iterator[Website]:
    with Website() as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@contextlib.contextmanager
def visiting(browser: Browser, site: Website, served: Served) -> Iterator[Visit]:
    """Opens pages of the website. A script error, a breach of a policy, a request to a third party, a cookie and a
    stored word fail the test."""
    contexts, complaints, asked = [], [], set()

    def visit(
        body: str = "<p>Willkommen.</p>",
        *,
        css: str = "",
        head: str = "",
        root: str = "",
        data: str = "",
        script: str = "",
        policy: str = STRICT,
        expect_errors: bool = False,
        width: int = 1280,
        height: int = 800,
        **options: Any,
    ) -> Page:
        site.policy = policy.format(server=served.url)
        site.files = {"/site.css": css, "/site.js": script}
        shown = {"server": served.url, "site": site.origin, "body": body, "head": head, "root": root, "data": data}
        site.files["/"] = PAGE.format(**shown).replace("SERVER", served.url)
        options = {"locale": "de-DE", "reduced_motion": "reduce", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("request", lambda request: asked.add(_origin(request.url)))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if not expect_errors:
            page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(site.origin)
        return page

    yield visit
    for context in contexts:
        state = context.storage_state(indexed_db=True)
        assert (state["cookies"], state["origins"]) == ([], [])
        for page in context.pages:
            assert page.evaluate("sessionStorage.length") == 0
        context.close()
    assert complaints == []
    assert asked <= {site.origin, served.url}


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
