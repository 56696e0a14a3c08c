"""Addresses that try things: other websites, other folders, other methods, bytes that are no text. Nothing breaks."""

from __future__ import annotations

import http.client
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from web_fakes import CORPUS, FakeAssistant
from web_serving import TOKEN, Served, serve

EVIL = "boese.example"
SEED = 6
FUZZED = 1500
HTML = {"Accept": "text/html"}
KNOWN = ("/", "/staff", "/suche", "/foerderung", "/ergebnisse", "/luecken", "/documents", "/api/ask", "/api/search")
KNOWN += ("/api/documents", "/api/documents/x", "/api/feedback", "/static", "/widget.js")
KNOWN += ("/api/outcomes.csv", "/api/funding.csv")
KNOWN += ("/v1/chat/completions", "/staff/session", "/staff/sign-out", "/api/uploads", "/einlesen", "/dokumente")
TRAVERSALS = (
    "/static/../errors.py",
    "/static/..%2fapp.py",
    "/static/%2e%2e/%2e%2e/errors.py",
    "/static/..%5capp.py",
    "/static/....//app.py",
    "/static/%252e%252e%252fapp.py",
    "/static//etc/passwd",
    "/static/site.css%00.js",
    "/static/element.js%00",
    "/static/.%00./app.py",
    "/documents/../errors.py",
    "/documents/..%2f..%2fetc%2fpasswd",
    "/documents/%2e%2e%2f%2e%2e%2fetc%2fpasswd/original",
    "/documents/..%2foriginal",
    "/documents/x/pages/..%2f..%2f1.webp",
    "/documents/x/pages/%2e%2e",
    "/documents/x/pages/1.webp%00",
    "/api/documents/..%2f..%2fetc%2fpasswd",
    "/api/documents/%c0%ae%c0%ae/",
    "/static/C:%5cWindows%5cwin.ini",
    "/logo/../etc/passwd",
    "/static/file:%2f%2f%2fetc%2fpasswd",
    "/static/~root",
    "/.env",
    "/assistant.toml",
    "/data/catalog.db",
    "/.git/config",
)
REDIRECTS = (
    f"//{EVIL}",
    f"//{EVIL}/",
    f"//{EVIL}/%2e%2e",
    f"/%2F{EVIL}/%2e%2e",
    f"/%2F%2F{EVIL}",
    f"/%5C{EVIL}",
    f"/%5c%5c{EVIL}/suche/",
    f"///{EVIL}/suche/",
    f"/suche//{EVIL}",
    f"/?lang=//{EVIL}",
    f"/?lang=de%0d%0aLocation:%20//{EVIL}",
    f"/staff?next=https://{EVIL}",
    f"/staff?zurueck=//{EVIL}",
    f"/staff?zurueck=%5C%5C{EVIL}",
    f"/staff?back=/%09/{EVIL}",
    f"/luecken?done=//{EVIL}",
    f"/@{EVIL}/suche/",
    f"/staff/?next=//{EVIL}",
    f"/%0d%0aLocation:%20https://{EVIL}/",
    f"/.{EVIL}",
    f"/%09/{EVIL}",
    f"/documents/%2F%2F{EVIL}",
)


class Raw:
    """Sends an address as it is; clients of better manners would mend it before."""

    def __init__(self, served: Served) -> None:
        self.host = urlsplit(served.url).netloc

    def send(self, method: str, target: str, headers: dict[str, str] | None = None, body: bytes = b"") -> Raw.Reply:
        line = http.client.HTTPConnection(self.host, timeout=30)
        try:
            line.putrequest(
                method, target.encode("latin-1").decode("latin-1"), skip_host=True, skip_accept_encoding=True
            )
            for name, value in {"Host": self.host, "Content-Length": str(len(body)), **(headers or {})}.items():
                line.putheader(name, value)
            line.endheaders(body or None)
            response = line.getresponse()
            return Raw.Reply(response.status, dict(response.getheaders()), response.read().decode("utf-8", "replace"))
        finally:
            line.close()

    class Reply:
        def __init__(self, status: int, headers: dict[str, str], text: str) -> None:
            self.status, self.headers, self.text = (
                status,
                {name.lower(): value for name, value in headers.items()},
                text,
            )


@pytest.fixture(scope="module")
def raw() -> Iterator[Raw]:
    with serve(FakeAssistant()) as served:
        yield Raw(served)


def led_to(reply: Raw.Reply) -> list[str]:
    """Where a reply sends or may send somebody."""
    page = BeautifulSoup(reply.text, "lxml") if reply.headers.get("content-type", "").startswith("text/html") else None
    links = [str(one[name]) for name in ("href", "action", "src") for one in page.select(f"[{name}]")] if page else []
    return [*links, *filter(None, [reply.headers.get("location"), reply.headers.get("refresh")])]


@pytest.mark.parametrize("target", REDIRECTS)
def test_no_address_leads_to_another_website(raw: Raw, target: str) -> None:
    for headers in (HTML, {**HTML, "X-Forwarded-Host": EVIL}, {**HTML, "Referer": f"https://{EVIL}/"}):
        reply = raw.send("GET", target, headers)
        assert reply.status < 500
        for address in led_to(reply):
            assert not re.match(r"[\s\x00-\x20]*([\\/][\s\x00-\x20]*[\\/]|https?:)", address) or raw.host in address, (
                address
            )
        assert EVIL not in urlsplit(reply.headers.get("location", "")).netloc


@pytest.mark.parametrize(
    "next", [f"https://{EVIL}", f"//{EVIL}", f"/\\{EVIL}", f"\\\\{EVIL}", f"/%09/{EVIL}", "javascript:x"]
)
@pytest.mark.parametrize("path", ["/staff/session", "/staff/sign-out"])
def test_signing_in_and_out_leads_to_pages_of_ours(raw: Raw, path: str, next: str) -> None:
    """However a request names the way back."""
    names = ("next", "back", "zurueck", "return", "to", "url", "address")
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    for query in ("", "?" + "&".join(f"{name}={next}" for name in names)):
        body = "&".join([f"token={TOKEN}", *(f"{name}={next}" for name in names)]).encode()
        location = raw.send("POST", path + query.replace(" ", "%20"), form, body).headers["location"]
        assert re.match(r"/[a-z]", location), location
        assert EVIL not in urlsplit(location).netloc


@pytest.mark.parametrize("target", TRAVERSALS)
def test_no_address_opens_a_file_that_is_not_meant(raw: Raw, target: str) -> None:
    for accept in (HTML, {}):
        reply = raw.send("GET", target, accept)
        assert reply.status in (307, 400, 404), reply.text
        assert not re.search(r"root:|BaseSettings|import |\[core\]|Traceback", reply.text)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "FOO", "get", "OPTIONS"])
def test_a_method_that_is_not_meant_does_nothing(raw: Raw, method: str) -> None:
    for path in ("/", "/api/ask", "/api/documents", f"/documents/{CORPUS[0].id}", "/staff/session", "/widget.js"):
        reply = raw.send(method, path, {"X-HTTP-Method-Override": "POST"})
        assert 400 <= reply.status < 500, (path, reply.status)
        assert "x-http-method-override" not in reply.text.lower()


@pytest.mark.parametrize("path", ["/documents/%00", "/documents/%00/original", "/api/documents/x%00", "/%00"])
def test_a_path_with_a_sign_that_no_database_takes_leads_nowhere(served: Served, path: str) -> None:
    refused = served.client.get(path)
    assert (refused.status_code, refused.json()["type"]) == (404, "urn:wissens-assistent:unknown_path")


@pytest.mark.parametrize("host", [EVIL, f"{EVIL}/x", "", "a b", f"{EVIL}:80@x", "[::1", "x" * 300, "127.0.0.1\x00"])
def test_a_made_up_host_leads_nobody_anywhere_but_to_itself(raw: Raw, host: str) -> None:
    for path in ("/", "/staff", "/nix", f"/documents/{CORPUS[0].id}", "/suche/", "/nix/", "/mcp/"):
        reply = raw.send("GET", path, {**HTML, "Host": host})
        assert reply.status < 500
        assert not [address for address in led_to(reply) if EVIL in address]


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/suche/?q=F%C3%B6rderung&lang=en", "/suche?q=F%C3%B6rderung&lang=en"),
        ("/suche///", "/suche"),
        (f"//{EVIL}/", f"/{EVIL}"),
        (f"/%5C{EVIL}/", f"/{EVIL}"),
        (f"/%2F%2F{EVIL}/", f"/{EVIL}"),
        ("/a%0d%0aLocation:%20b/", "/a%0D%0ALocation%3A%20b"),
        ("/a%3Fb/", "/a%3Fb"),
    ],
)
def test_a_slash_too_many_at_the_end_is_forgiven(raw: Raw, target: str, location: str) -> None:
    reply = raw.send("GET", target, HTML)
    assert (reply.status, reply.headers.get("location")) == (307, location)


@pytest.mark.parametrize("length", [8_000, 30_000])
def test_a_long_address_is_refused_in_a_sentence(raw: Raw, length: int) -> None:
    reply = raw.send("GET", f"/?q={'x' * length}", HTML)
    assert reply.status == 422
    assert f"{length} Zeichen" in reply.text


def test_an_address_and_headers_have_an_end(raw: Raw) -> None:
    address = raw.send("GET", f"/api/search?q={'x' * 33_000}")
    assert (address.status, json.loads(address.text)["type"]) == (414, "urn:wissens-assistent:address_too_long")
    headers = raw.send("GET", "/api/documents", {f"X-{n}": "y" * 6000 for n in range(12)})
    assert (headers.status, json.loads(headers.text)["type"]) == (431, "urn:wissens-assistent:headers_too_long")


def fuzzed(seed: int, number: int) -> Iterator[tuple[str, str, dict[str, str], bytes]]:
    """Requests of all methods with names, bytes and signs where nobody expects them."""
    dice = random.Random(seed)
    pieces = (
        "..",
        "%2e%2e",
        "%00",
        "%0d%0a",
        "%ff",
        "%c3%28",
        "%f0%9f%94%8b",
        ";",
        "&",
        "=",
        "?",
        "#",
        "%23",
        "//",
        "\\",
        "%5c",
        "*",
        "~",
    )
    pieces += (
        "{{7*7}}",
        "%25",
        "%",
        "%zz",
        "%u0041",
        "'",
        '"',
        "<",
        ">",
        "|",
        "x" * 500,
        "%E2%80%AE",
        "-1",
        "1e9",
        "null",
        "[]",
        "[0]",
    )
    names = (
        "q",
        "k",
        "lang",
        "start",
        "end",
        "type",
        "lab",
        "date_from",
        "document",
        "offset",
        "page",
        "key",
        "without",
        "scale",
        "audience",
    )
    values = (
        "",
        "1",
        "-1",
        "99999999999999999999",
        "%00",
        "de",
        "x" * 300,
        "2024-02-30",
        "%ff%fe",
        "%F0%9F",
        "true",
        "NaN",
        "../..",
    )
    bodies = (
        b"",
        b"{}",
        b"[]",
        b"{",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b'{"question": "\x00"}',
        b"q=1&q=2",
        b"--x\r\n",
        b"[" * 5000,
    )
    kinds = (
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "",
    )
    for _ in range(number):
        path = dice.choice(KNOWN) + "".join(
            "/" * dice.randint(0, 1) + dice.choice(pieces) for _ in range(dice.randint(0, 3))
        )
        query = "&".join(f"{dice.choice(names)}={dice.choice((*values, *pieces))}" for _ in range(dice.randint(0, 4)))
        headers = {"Accept": dice.choice(("text/html", "application/json", "text/event-stream", "*/*", ";;q=,", ""))}
        headers["Content-Type"] = dice.choice(kinds)
        if dice.random() < 0.3:
            odd = (
                "Cookie",
                "Authorization",
                "Accept-Language",
                "Origin",
                "X-Forwarded-For",
                "Last-Event-ID",
                "Range",
                "If-None-Match",
            )
            headers[dice.choice(odd)] = dice.choice(
                ("", "staff_session=x", "Bearer \xe4", "de;q=x", "null", "bytes=0-1", "\xff", "W/*", "1,,2")
            )
        method = dice.choice(("GET", "GET", "GET", "POST", "POST", "HEAD", "PUT", "OPTIONS", "DELETE"))
        yield (
            method,
            f"{path}?{query}" if query else path,
            headers,
            dice.choice(bodies) if method in ("POST", "PUT") else b"",
        )


@pytest.mark.timeout(120)
def test_whatever_is_sent_nothing_breaks(raw: Raw) -> None:
    for method, target, headers, body in fuzzed(SEED, FUZZED):
        reply = raw.send(method, re.sub(r"\s", "%20", target), headers, body)
        assert reply.status < 500, (method, target, headers, body, reply.text)
        assert "Traceback" not in reply.text
        assert not re.search(r"/site-packages/|\.py\b", reply.text) or reply.headers["content-type"].startswith(
            "text/javascript"
        )


def test_nothing_of_the_project_lies_below_static(raw: Raw) -> None:
    for file in (Path(__file__).parents[2] / "assistant/web").rglob("*.py"):
        assert raw.send("GET", f"/static/{file.name}").status == 404
