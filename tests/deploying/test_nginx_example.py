"""The example of nginx that is given to operators, with a real nginx and a real server."""

from __future__ import annotations

import contextlib
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from web_dripping import ASKED, Dripping, line
from web_fakes import Telling
from web_proxied import NAME, Proxied, behind_example
from web_serving import STAFF, Served, serve

from assistant.settings.settings import Settings

ELSEWHERE = "https://www.hochschule.example"
JSON = {"Content-Type": "application/json"}
PAGE = {"Accept": "text/html,application/xhtml+xml"}
# What a browser asks for a page of another website, before the page may ask a question.
PREFLIGHT = {
    "Origin": ELSEWHERE,
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "content-type,last-event-id",
}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, Proxied]]:
    """A server behind the example, shared by the tests that leave both as they are."""
    with (
        serve(Telling(), allowed_origins=[ELSEWHERE]) as served,
        behind_example(served.url, tmp_path_factory.mktemp("nginx")) as proxied,
    ):
        yield served, proxied


@contextlib.contextmanager
def abandoned(folder: Path, *before: str) -> Iterator[Proxied]:
    """The example whose server has gone, after it has answered for the paths `before`."""
    with contextlib.ExitStack() as server:
        served = server.enter_context(serve(Telling()))
        with behind_example(served.url, folder) as proxied:
            proxied.client.headers["Host"] = NAME
            for path in before:
                assert proxied.client.get(path).status_code == 200
            server.close()
            yield proxied


def test_sentences_come_one_by_one(tmp_path: Path) -> None:
    assistant = Dripping()
    with (
        serve(assistant) as served,
        behind_example(served.url, tmp_path) as proxied,
        line(proxied.client) as events,
    ):
        for number in range(5):
            assistant.drop()
            assert [next(events).name, next(events).name] == ["sentence", "citation"], number
        assert next(events).name == "done"


class _Named(http.server.BaseHTTPRequestHandler):
    """Tells by which name it was reached: networks of one server have an element each."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(self.headers["Host"].encode())

    def log_message(self, *_: object) -> None:
        pass


class _InTwo(http.server.BaseHTTPRequestHandler):
    """A stream that asks no proxy for anything: its second piece comes once the first one has arrived."""

    protocol_version = "HTTP/1.1"
    arrived: threading.Event

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"5\r\nfirst\r\n")
        self.wfile.flush()
        self.arrived.wait(60)
        self.wfile.write(b"6\r\nsecond\r\n0\r\n\r\n")

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def answering(handler: type[http.server.BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address of a server whose requests are answered by `handler`."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions", "/mcp"])
def test_no_stream_is_held_back_even_if_it_does_not_ask_for_it(path: str, tmp_path: Path) -> None:
    arrived = threading.Event()
    handler = type("InTwo", (_InTwo,), {"arrived": arrived})
    with answering(handler) as url:
        try:
            with (
                behind_example(url, tmp_path) as proxied,
                proxied.client.stream("POST", path, content=b"{}") as response,
            ):
                pieces = response.iter_bytes()
                assert next(pieces) == b"first"
                arrived.set()
                assert b"".join(pieces) == b"second"
        finally:
            arrived.set()


def test_a_visitor_cannot_pretend_to_come_from_elsewhere(tmp_path: Path) -> None:
    with serve(Telling(), rate_limit=1) as served, behind_example(served.url, tmp_path) as proxied:
        statuses = [
            proxied.client.post("/api/ask", json=ASKED, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
            for number in range(3)
        ]
        assert statuses == [200, 429, 429]


def test_visitors_are_told_apart_and_only_the_proxy_is_believed(tmp_path: Path) -> None:
    with serve(Telling(), rate_limit=1) as served, behind_example(served.url, tmp_path) as proxied:
        for address in ("127.0.0.3", "127.0.0.4"):
            with proxied.from_address(address) as visitor:
                assert visitor.post("/api/ask", json=ASKED).status_code == 200, address
        past_it = httpx.HTTPTransport(local_address="127.0.0.5")
        with httpx.Client(base_url=served.url, transport=past_it, timeout=60) as visitor:
            statuses = [
                visitor.post("/api/ask", json=ASKED, headers={"X-Forwarded-For": f"198.51.100.{number}"}).status_code
                for number in range(2)
            ]
        assert statuses == [200, 429]


def test_a_body_beyond_every_limit_is_refused_as_the_assistant_would(running: tuple[Served, Proxied]) -> None:
    client = running[1].client
    refused = client.post("/api/ask", content=b"x" * 1_500_000)
    assert refused.status_code == 413
    assert refused.headers["content-type"].startswith("application/problem+json")
    assert refused.json()["type"] == "urn:wissens-assistent:body_too_large"
    assert refused.json()["remedy"]
    page = client.post("/", content=b"x" * 1_500_000, headers={**PAGE, "Accept-Language": "en"})
    assert page.status_code == 413
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "larger" in page.text
    limit = Settings.model_fields["max_body_bytes"].default
    largest = client.post("/api/ask", content=b'{"question": "%s"}' % (b"x" * (limit - 16)), headers=JSON)
    assert (largest.request.headers["content-length"], largest.status_code) == (str(limit), 422)


def test_a_file_for_the_assistant_is_let_through(running: tuple[Served, Proxied]) -> None:
    text = "Der Zuschuss beträgt 80 Prozent. ".encode() * 100_000
    sent = running[1].client.post("/api/uploads", files={"files": ("bericht.txt", text)}, headers=STAFF)
    assert sent.status_code == 200, sent.text
    assert [one["status"] for one in sent.json()["files"]] == ["stored"]


def test_a_file_of_a_stranger_is_refused_by_the_assistant(running: tuple[Served, Proxied]) -> None:
    sent = running[1].client.post("/api/uploads", files={"files": ("bericht.txt", b"x" * 5_000_000)})
    assert sent.status_code == 401, sent.text


def test_while_the_assistant_is_away_programs_get_a_problem_with_the_time_to_come_back(tmp_path: Path) -> None:
    with abandoned(tmp_path) as proxied:
        answer = proxied.client.post("/api/ask", json=ASKED, headers={"Origin": ELSEWHERE})
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert int(answer.headers["retry-after"]) > 0
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.json() == {
            "type": "urn:wissens-assistent:away",
            "title": "Der Assistent ist gerade nicht zu erreichen.",
            "status": 503,
            "detail": "Der Assistent ist gerade nicht zu erreichen.",
            "remedy": "Bitte versuchen Sie es gleich noch einmal.",
        }
        page = proxied.client.get("/", headers={**PAGE, "Accept-Language": "en-GB,en;q=0.9"})
        assert (page.status_code, page.headers["retry-after"]) == (503, "10")
        assert "<h1>The assistant cannot be reached at the moment.</h1>" in page.text


def test_other_websites_may_read_what_the_proxy_says_while_the_assistant_is_away(tmp_path: Path) -> None:
    with abandoned(tmp_path) as proxied:
        assert_it_may_ask(proxied.client.options("/api/ask", headers=PREFLIGHT))
        assert_it_may_read(proxied.client.post("/api/ask", json=ASKED, headers={"Origin": ELSEWHERE}), 503)
        no_preflight = proxied.client.options("/api/ask")
        assert (no_preflight.status_code, no_preflight.json()["type"]) == (503, "urn:wissens-assistent:away")


def test_other_websites_may_read_that_they_ask_too_often(tmp_path: Path) -> None:
    slower = {"rate=30r/s": "rate=1r/m", "burst=200": "burst=1"}
    with (
        serve(Telling(), allowed_origins=[ELSEWHERE]) as served,
        behind_example(served.url, tmp_path, slower) as proxied,
    ):
        by_the_assistant, _ = (proxied.client.options("/api/ask", headers=PREFLIGHT) for _ in range(2))
        by_the_proxy = proxied.client.options("/api/ask", headers=PREFLIGHT)
        assert (by_the_assistant.status_code, by_the_proxy.status_code) == (200, 204)
        assert_it_may_ask(by_the_assistant)
        assert_it_may_ask(by_the_proxy)
        assert_it_may_read(proxied.client.post("/api/ask", json=ASKED, headers={"Origin": ELSEWHERE}), 429)


def assert_it_may_ask(preflight: httpx.Response) -> None:
    """Whether a browser sends what `PREFLIGHT` asks for."""
    assert preflight.is_success
    assert preflight.headers["access-control-allow-origin"] in ("*", ELSEWHERE)
    assert "POST" in listed(preflight, "access-control-allow-methods")
    asked = PREFLIGHT["Access-Control-Request-Headers"].split(",")
    assert set(asked) <= {name.lower() for name in listed(preflight, "access-control-allow-headers")}


def assert_it_may_read(refused: httpx.Response, status: int) -> None:
    """Whether a browser shows the page this problem, and when to come back."""
    assert (refused.status_code, refused.json()["status"]) == (status, status)
    assert refused.headers["access-control-allow-origin"] == "*"
    assert listed(refused, "access-control-expose-headers") == {"Retry-After"}
    assert refused.headers["retry-after"] == "10"


def listed(answer: httpx.Response, header: str) -> set[str]:
    return {word.strip() for word in answer.headers[header].split(",")}


def test_the_element_of_other_websites_stays_there_while_the_assistant_is_away(tmp_path: Path) -> None:
    with abandoned(tmp_path, "/widget.js") as proxied:
        kept = proxied.client.get("/widget.js")
        assert kept.status_code == 200
        assert "customElements.define" in kept.text
        assert kept.headers["cross-origin-resource-policy"] == "cross-origin"
        again = proxied.client.get("/widget.js", headers={"If-None-Match": kept.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_the_element_is_the_same_plain_and_compressed(running: tuple[Served, Proxied]) -> None:
    served, proxied = running
    straight = served.client.get("/widget.js").content
    for encoding in ("identity", "gzip", "identity"):
        assert proxied.client.get("/widget.js", headers={"Accept-Encoding": encoding}).content == straight, encoding


def test_websites_may_ask_through_it(running: tuple[Served, Proxied]) -> None:
    client = running[1].client
    before = client.options("/api/ask", headers=PREFLIGHT)
    assert (before.status_code, before.headers["access-control-allow-origin"]) == (200, ELSEWHERE)
    asked = client.post("/api/ask", json=ASKED, headers={"Origin": ELSEWHERE})
    assert (asked.status_code, asked.headers["access-control-allow-origin"]) == (200, ELSEWHERE)
    other = client.post("/api/ask", json=ASKED, headers={"Origin": "https://other.example"})
    assert "access-control-allow-origin" not in other.headers


def test_everybody_but_certbot_is_led_to_tls_and_kept_there(running: tuple[Served, Proxied]) -> None:
    proxied = running[1]
    plain = httpx.get(f"http://127.0.0.1:{proxied.plain_port}/dokumente?page=2", headers={"Host": NAME})
    assert (plain.status_code, plain.headers["location"]) == (301, f"https://{NAME}/dokumente?page=2")
    (proxied.folder / "www/.well-known/acme-challenge").mkdir(parents=True)
    (proxied.folder / "www/.well-known/acme-challenge/proof").write_text("of the name", encoding="utf-8")
    proof = httpx.get(f"http://127.0.0.1:{proxied.plain_port}/.well-known/acme-challenge/proof")
    assert (proof.status_code, proof.text) == (200, "of the name")
    page = proxied.client.get("/", headers=PAGE)
    assert page.status_code == 200
    assert "max-age" in page.headers["strict-transport-security"]
    assert "server" not in page.headers or page.headers["server"] == "nginx"


def test_each_of_several_names_has_its_own_element_and_is_led_to_itself(tmp_path: Path) -> None:
    names = ("nord.example", "sued.example")
    several = {f"server_name {NAME};": f"server_name {' '.join(names)};"}
    with answering(_Named) as url, behind_example(url, tmp_path, several) as proxied:
        for name in (*names, *names):
            assert proxied.client.get("/widget.js", headers={"Host": name}).text == name
            plain = httpx.get(f"http://127.0.0.1:{proxied.plain_port}/suche", headers={"Host": name})
            assert plain.headers["location"] == f"https://{name}/suche"


def test_a_flood_is_told_to_come_more_slowly(tmp_path: Path) -> None:
    slower = {"rate=30r/s": "rate=1r/m", "burst=200": "burst=2"}
    with serve(Telling()) as served, behind_example(served.url, tmp_path, slower) as proxied:
        answers = [proxied.client.get("/healthz") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert answers[-1].headers["content-type"] == "application/problem+json"
        assert answers[-1].headers["retry-after"] == "10"


def test_its_log_holds_neither_addresses_nor_questions(tmp_path: Path) -> None:
    with abandoned(tmp_path, "/?question=Zwirbelkranich") as proxied:
        proxied.client.get("/?question=Zwirbelkranich")
        written = "".join(file.read_text() for file in proxied.folder.glob("*.log"))
    assert f" {NAME} GET / 200 " in written
    assert " GET " in written.splitlines()[-1]
    assert "127.0.0.1" not in written
    assert "Zwirbelkranich" not in written
