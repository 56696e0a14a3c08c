"""The rate limit: a moving window per visitor, for public questions only, in bounded memory."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from waiting import soon
from web_dripping import Dripping, line
from web_fakes import FakeAssistant
from web_serving import STAFF, Served, serve

from assistant.errors import RateLimitError
from assistant.web import app, middleware
from assistant.web.limits import WINDOW_SECONDS, AtOnce, RateLimiter, network_of


def test_a_visitor_over_the_limit_waits() -> None:
    with serve(FakeAssistant(), rate_limit=2) as served:
        assert [served.ask("Weiterbildung?").status_code for _ in range(3)] == [200, 200, 429]
        refused = served.ask("Weiterbildung?")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert "2-mal" in refused.json()["detail"]
        assert refused.headers["retry-after"] in refused.json()["remedy"]


def test_the_page_without_script_and_the_stream_count_too() -> None:
    with serve(FakeAssistant(), rate_limit=2) as served:
        assert served.events("Weiterbildung?")[-1][0] == "done"
        assert served.client.get("/?q=Weiterbildung").status_code == 200
        page = served.client.get("/?q=Weiterbildung")
        assert page.status_code == 429
        assert 'value="Weiterbildung"' in page.text


def test_searches_count_in_the_same_window_as_questions() -> None:
    with serve(FakeAssistant(), rate_limit=2) as served:
        search = "/api/search?q=Weiterbildung"
        assert served.ask("Weiterbildung?").status_code == 200
        assert served.client.get(search).status_code == 200
        refused = served.client.get(search)
        assert (refused.status_code, refused.json()["type"]) == (429, "urn:wissens-assistent:rate_limit")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert served.ask("Weiterbildung?").status_code == 429
        assert {served.client.get(search, headers=STAFF).status_code for _ in range(3)} == {200}


def test_the_list_of_documents_counts_in_it_too() -> None:
    with serve(FakeAssistant(), rate_limit=2) as served:
        assert served.client.get("/api/documents").status_code == 200
        assert served.ask("Weiterbildung?").status_code == 200
        assert served.client.get("/api/documents").status_code == 429
        assert served.client.get("/api/documents", headers=STAFF).status_code == 200


def test_staff_are_not_limited_and_do_not_count() -> None:
    with serve(FakeAssistant(), rate_limit=1) as served:
        assert {served.ask("Weiterbildung?", headers=STAFF).status_code for _ in range(5)} == {200}
        assert served.ask("Weiterbildung?").status_code == 200


def test_wrong_input_does_not_count() -> None:
    with serve(FakeAssistant(), rate_limit=1) as served:
        assert served.ask("").status_code == 422
        assert served.client.get("/api/search", params={"q": " "}).status_code == 422
        assert served.ask("Weiterbildung?").status_code == 200


def test_zero_switches_the_limit_off() -> None:
    with serve(FakeAssistant(), rate_limit=0) as served:
        assert {served.ask("Weiterbildung?").status_code for _ in range(25)} == {200}


def test_visitors_behind_a_trusted_proxy_are_told_apart() -> None:
    with serve(FakeAssistant(), rate_limit=1) as served:
        one, other = {"X-Forwarded-For": "203.0.113.7"}, {"X-Forwarded-For": "203.0.113.8"}
        statuses = [served.ask("Weiterbildung?", headers=h).status_code for h in (one, one, other)]
        assert statuses == [200, 429, 200]


def test_an_address_that_the_visitor_made_up_does_not_help() -> None:
    with serve(FakeAssistant(), rate_limit=1) as served:
        made_up = [{"X-Forwarded-For": f"198.51.100.{n}, 203.0.113.7"} for n in range(2)]
        assert [served.ask("Weiterbildung?", headers=h).status_code for h in made_up] == [200, 429]


def test_a_proxy_that_is_not_trusted_is_the_visitor() -> None:
    with serve(FakeAssistant(), rate_limit=1, trusted_proxies="10.0.0.1") as served:
        headers = [{"X-Forwarded-For": f"203.0.113.{n}"} for n in range(2)]
        assert [served.ask("Weiterbildung?", headers=h).status_code for h in headers] == [200, 429]


@given(st.lists(st.floats(0, 30), max_size=60), st.integers(1, 5))
def test_no_minute_holds_more_than_the_limit(pauses: list[float], limit: int) -> None:
    now = [0.0]
    limiter = RateLimiter(limit, clock=lambda: now[0])
    let_in = []
    for pause in pauses:
        now[0] += pause
        if not limiter.wait_seconds("203.0.113.7"):
            limiter.count("203.0.113.7")
            let_in.append(now[0])
    for first, later in zip(let_in, let_in[limit:], strict=False):
        assert later - first >= WINDOW_SECONDS


@given(st.lists(st.floats(0, 30), min_size=3, max_size=3))
def test_after_the_stated_wait_the_visitor_comes_in(pauses: list[float]) -> None:
    now = [0.0]
    limiter = RateLimiter(3, clock=lambda: now[0])
    for pause in pauses:
        now[0] += pause
        limiter.count("203.0.113.7")
    now[0] += limiter.wait_seconds("203.0.113.7")
    assert limiter.wait_seconds("203.0.113.7") == 0


def test_memory_is_bounded_and_no_address_is_kept() -> None:
    limiter = RateLimiter(1, max_visitors=100)
    addresses = [f"203.0.{number // 250}.{number % 250}" for number in range(1000)]
    for address in addresses:
        limiter.count(address)
    assert [limiter.wait_seconds(address) > 0 for address in addresses] == [False] * 900 + [True] * 100
    assert "203.0" not in repr(vars(limiter))


def test_one_network_of_a_household_is_one_visitor() -> None:
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::2")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:203.0.113.7") == "203.0.113.7"
    assert network_of("unix") == "unix"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("[2001:db8:1:2::1]:4711", "2001:db8:1:2::2", True),
        ("203.0.113.7:4711", "203.0.113.7", True),
        ("::ffff:203.0.113.7", "203.0.113.7", True),
        ("198.51.100.1, 203.0.113.7, 10.0.0.2", "198.51.100.2, 203.0.113.7, 10.0.0.3", True),
        ("198.51.100.1, 203.0.113.7", "203.0.113.8", False),
        ("' OR 1=1 --, 203.0.113.7", "203.0.113.7", True),
        ("127.0.0.1, 203.0.113.7", "203.0.113.7", True),
    ],
)
def test_the_visitor_is_the_last_address_that_no_trusted_proxy_has(first: str, second: str, same: bool) -> None:
    with serve(FakeAssistant(), rate_limit=1, trusted_proxies="127.0.0.1, 10.0.0.0/8") as served:
        statuses = [served.ask("x?", headers={"X-Forwarded-For": one}).status_code for one in (first, second)]
    assert statuses == [200, 429 if same else 200]


@pytest.mark.parametrize("name", ["Forwarded", "X-Real-IP", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP"])
def test_a_header_that_the_proxy_is_not_asked_for_says_nothing(name: str) -> None:
    """A proxy that sets X-Forwarded-For passes the others on as the visitor wrote them."""
    with serve(FakeAssistant(), rate_limit=1) as served:
        sent = [{name: value} for value in ("for=203.0.113.7", "for=203.0.113.8")]
        assert [served.ask("x?", headers=one).status_code for one in sent] == [200, 429]


def test_a_visitor_who_asks_much_at_once_leaves_room_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "MAX_AT_ONCE", 2)
    assistant = Dripping()
    with serve(assistant, rate_limit=100) as served, ExitStack() as open_lines:
        for _ in range(2):
            client = open_lines.enter_context(httpx.Client(base_url=served.url, timeout=60))
            open_lines.enter_context(line(client))
        while len(assistant.asked) < 2:
            time.sleep(0.01)
        for accept in ("application/json", "text/event-stream"):
            refused = served.ask("x?", headers={"Accept": accept})
            assert (refused.status_code, refused.json()["type"]) == (429, "urn:wissens-assistent:too_many_at_once")
            assert refused.headers["retry-after"] == "5"
        assistant.drop(100)
        assert served.ask("x?", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 200
        assert served.ask("x?", headers=STAFF).status_code == 200
        assert soon(lambda: served.ask("x?").status_code == 200), "a place is free again once an answer is over"


def test_who_does_nothing_is_not_kept() -> None:
    limiter = AtOnce(2)
    with limiter.one("203.0.113.7"), limiter.one("203.0.113.7"), pytest.raises(RateLimitError):
        limiter.check("203.0.113.7")
    limiter.check("203.0.113.7")
    assert not limiter._running
    assert "203.0" not in repr(vars(limiter))


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(middleware, "BODY_SECONDS", 0.3)
    with serve(FakeAssistant()) as served:
        host, port = served.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=10) as slow:
            slow.sendall(b"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            answer = b"".join(iter(lambda: slow.recv(4096), b""))
        assert answer.startswith(b"HTTP/1.1 408")
        assert b"urn:wissens-assistent:body_too_slow" in answer


@pytest.mark.parametrize("stated", ["999999999999", "-1", "1e3", "0x10"])
def test_a_length_that_is_not_true_is_refused_at_once(served: Served, stated: str) -> None:
    host, port = served.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as line:
        line.sendall(f"POST /api/ask HTTP/1.1\r\nHost: x\r\nContent-Length: {stated}\r\n\r\n".encode())
        assert line.recv(4096).split()[1] in (b"400", b"413")
