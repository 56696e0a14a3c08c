"""The rate limit: a moving window per visitor, for public questions only, in bounded memory."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from web_fakes import FakeAssistant
from web_serving import STAFF, serve

from assistant.web.limits import WINDOW_SECONDS, RateLimiter, network_of


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
    limiter = RateLimiter(5, max_visitors=100)
    for number in range(1000):
        limiter.count(f"203.0.{number // 250}.{number % 250}")
    assert len(limiter) == 100
    assert "203.0" not in repr(vars(limiter))


def test_one_network_of_a_household_is_one_visitor() -> None:
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::2")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:203.0.113.7") == "203.0.113.7"
    assert network_of("unix") == "unix"
