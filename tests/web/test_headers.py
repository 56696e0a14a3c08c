"""The headers of every route: who may show a page in a frame, what may run in it, what a browser may make of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.routing import Route
from web_fakes import CORPUS, FakeAssistant
from web_serving import STAFF, TOKEN, Served, make_settings, serve

from assistant.errors import SettingsError
from assistant.settings.loading import load
from assistant.web.app import create_app

FRAMING = "https://www.kammer.example"
FILLED = {"document_id": CORPUS[0].id, "name": "site.css", "gap_id": "x", "answer_id": "x", "run_id": "1"}


def routes() -> Iterator[tuple[str, str]]:
    """(method, path) of every route of the app, its parameters filled."""
    app = create_app(make_settings(), FakeAssistant())
    for route in app.router.routes:
        nested = getattr(getattr(route, "original_router", None), "routes", [route])
        for one in nested:
            if isinstance(one, Route):
                path = one.path
                for name in one.param_convertors:
                    path = path.replace(f"{{{name}}}", FILLED.get(name, "x"))
                yield from ((method, path) for method in sorted(one.methods or {"GET"}))


ROUTES = sorted(set(routes()))
NEVER_FRAMED = ("/staff", "/luecken", "/foerderung", "/ergebnisse", "/api/documents", "/widget-demo", "/nix")


@pytest.fixture(scope="module")
def framed() -> Iterator[Served]:
    with serve(FakeAssistant(), frame_ancestors=[FRAMING]) as running:
        yield running


def test_there_are_routes_to_look_at() -> None:
    assert {("GET", "/"), ("POST", "/api/ask"), ("GET", "/staff"), ("GET", "/widget.js")} <= set(ROUTES)


@pytest.mark.parametrize(("method", "path"), ROUTES)
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_every_route_is_guarded_for_everybody(framed: Served, method: str, path: str, accept: str) -> None:
    for rights in ({}, STAFF):
        headers = {"Accept": accept, "Content-Type": "application/json", **rights}
        response = framed.client.request(method, path, headers=headers)
        policy = response.headers["content-security-policy"]
        assert response.status_code < 500, response.text
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors" in policy
        assert "*" not in policy
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] == "same-origin"
        assert response.headers["cross-origin-opener-policy"] == "same-origin"
        elsewhere = "cross-origin" if path == "/widget.js" else "same-origin"
        assert response.headers["cross-origin-resource-policy"] == elsewhere
        assert "strict-transport-security" not in response.headers
        if response.content and response.headers["content-type"].startswith("text/"):
            assert "charset=utf-8" in response.headers["content-type"], "a browser guesses no UTF-7"


def test_only_chat_and_documents_may_be_framed_and_only_by_whom_the_setting_names(framed: Served) -> None:
    for path in ("/", "/?q=Weiterbildung", f"/documents/{CORPUS[0].id}", "/documents/nix"):
        headers = framed.client.get(path, headers={"Accept": "text/html"}).headers
        assert f"frame-ancestors {FRAMING}" in headers["content-security-policy"]
        assert "x-frame-options" not in headers, "it knows no list, and some browsers follow it alone"
    framed.client.post("/staff/session", data={"token": TOKEN})
    for path in NEVER_FRAMED:
        headers = framed.client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert headers["x-frame-options"] == "DENY", path


def test_without_the_setting_nothing_may_be_framed(served: Served) -> None:
    for path in ("/", f"/documents/{CORPUS[0].id}", *NEVER_FRAMED):
        headers = served.client.get(path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("value", ["*", "https://a.example; script-src *", "'unsafe-inline'", "https://a.example/x"])
def test_the_setting_takes_origins_and_nothing_that_changes_the_policy(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_FRAME_ANCESTORS", f'["{value}"]')
    with pytest.raises(SettingsError, match="ASSISTANT_FRAME_ANCESTORS"):
        load()


def test_behind_tls_browsers_stay_with_tls(served: Served) -> None:
    tls = {"X-Forwarded-Proto": "https"}
    for path in ("/", "/staff", "/widget.js", "/api/documents", "/nix"):
        assert served.client.get(path, headers=tls).headers["strict-transport-security"] == "max-age=15552000"


def test_who_is_no_trusted_proxy_cannot_pretend_tls() -> None:
    with serve(FakeAssistant(), trusted_proxies="10.0.0.1") as served:
        response = served.client.post("/staff/session", json={"token": TOKEN}, headers={"X-Forwarded-Proto": "https"})
        assert "strict-transport-security" not in response.headers
        assert "Secure" not in response.headers["set-cookie"]


@pytest.mark.parametrize("path", ["/api/outcomes.csv", "/api/funding.csv"])
def test_what_is_saved_can_do_nothing_if_a_browser_shows_it(served: Served, path: str) -> None:
    response = served.client.get(path, headers=STAFF)
    assert response.headers["content-disposition"].startswith("attachment")
    assert response.headers["content-security-policy"] == "sandbox; default-src 'none'; frame-ancestors 'none'"


def test_an_error_of_ours_and_a_refused_body_are_guarded_too(served: Served, assistant: FakeAssistant) -> None:
    assistant.failure = ZeroDivisionError()
    for response in (
        served.ask("Weiterbildung?"),
        served.client.post("/api/ask", content=b"x" * 70_000),
        served.client.get("/", headers={"X-Long": "y" * 70_000}),
    ):
        assert response.status_code in (500, 413, 431)
        assert "default-src 'none'" in response.headers["content-security-policy"]
        assert response.headers["x-content-type-options"] == "nosniff"
