"""Calls that no client should make: other methods, kinds of content, spellings and depths. None is a defect."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from example_calls import MINUTES, operations, sending
from starlette.testclient import TestClient

JSON = {"Content-Type": "application/json"}
METHODS = ("get", "post", "put", "patch", "delete", "options", "trace")
WITH_JSON = ("/api/ask", "/api/feedback", "/api/gaps/x/gold")
ODD = {
    "zero byte": b'{"question": "Was\\u0000 nun?"}',
    "half a character": b'{"question": "Was \\ud800 nun?"}',
    "half a character as a name": b'{"\\ud800": 1}',
    "no utf-8": b'{"question": "\xff\xfe"}',
    "deep": b'{"question": ' + b"[" * 20_000 + b"]" * 20_000 + b"}",
    "deep object": b'{"a":' * 9_000 + b"1" + b"}" * 9_000,
    "long number": b'{"question": ' + b"9" * 20_000 + b"}",
    "not a number": b'{"question": NaN}',
    "twice": b'{"question": 1, "question": 2}',
    "too much": b'{"question": "' + b"x" * 70_000 + b'"}',
}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with sending() as opened:
        yield opened


@pytest.fixture(scope="module")
def document(client: TestClient) -> Any:
    return client.get("/api/openapi.json").json()


def is_explained(reply: Any) -> bool:
    """Whether it is a problem that says what to do."""
    return bool(reply.headers["content-type"] == "application/problem+json" and reply.json()["remedy"])


def test_a_method_that_an_address_does_not_know_is_refused_with_those_that_it_knows(
    client: TestClient, document: Any
) -> None:
    known: dict[str, set[str]] = {}
    for method, path, _ in operations(document).values():
        known.setdefault(path, set()).update({"get", "head"} if method == "get" else {method})
    for path, methods in known.items():
        for method in set(METHODS) - methods:
            reply = client.request(method, path.replace("{", "").replace("}", ""))
            assert reply.status_code == 405, (method, path)
            assert {one.strip().lower() for one in reply.headers["allow"].split(",")} == methods, path
            assert is_explained(reply)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""])
@pytest.mark.parametrize("path", WITH_JSON)
def test_a_body_of_another_kind_is_refused(client: TestClient, path: str, kind: str) -> None:
    reply = client.post(path, content=b'{"question": "Was nun?"}', headers={"Content-Type": kind} if kind else {})
    assert reply.status_code == 415
    assert is_explained(reply)


@pytest.mark.parametrize("accept", ["application/xml", "image/png;q=0.5", "text/html, */*;q=0.1", ";;,q=x", ""])
def test_who_accepts_something_else_gets_json_below_api(client: TestClient, accept: str) -> None:
    assert client.get("/api/documents", headers={"Accept": accept}).json()["documents"]
    reply = client.get("/api/documents/unbekannt", headers={"Accept": accept})
    assert reply.status_code == 404
    assert is_explained(reply)


@pytest.mark.parametrize("path", WITH_JSON)
@pytest.mark.parametrize("case", ODD)
def test_an_odd_body_is_refused_or_answered_but_no_defect(client: TestClient, path: str, case: str) -> None:
    reply = client.post(path, content=ODD[case], headers=JSON)
    assert reply.status_code in (200, 400, 413, 422)
    assert reply.is_success or is_explained(reply)


def test_json_that_is_too_deep_or_holds_too_long_a_number_is_said_to_be_no_json(client: TestClient) -> None:
    for case in ("deep object", "long number"):
        reply = client.post("/api/ask", content=ODD[case], headers=JSON)
        assert (reply.status_code, reply.json()["type"]) == (400, "urn:wissens-assistent:json_invalid")


@pytest.mark.parametrize("value", ["%00", "%ED%A0%80", "%FF", "%F0%9F%98%80", "9" * 5000, "-1", "1e400", "%0D%0AX:1"])
def test_an_odd_address_is_refused_or_answered_but_no_defect(client: TestClient, document: Any, value: str) -> None:
    for method, path, operation in operations(document).values():
        if method != "get":
            continue
        address = path
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "path":
                address = address.replace(f"{{{parameter['name']}}}", value)
            else:
                reply = client.get(f"{path}?{parameter['name']}={value}")
                assert reply.status_code in (200, 404, 422), reply.text
        assert client.get(address).status_code < 500


def test_the_table_for_a_spreadsheet_begins_where_it_is_asked_to(client: TestClient) -> None:
    assert MINUTES.info.audience == "public"
    every = client.get("/api/outcomes.csv").text.splitlines()
    assert client.get("/api/outcomes.csv?offset=1").text.splitlines() == [every[0], *every[2:]]
    assert client.get("/api/outcomes.csv?offset=-1").status_code == 422


def test_a_chat_may_say_that_it_wants_no_stream_in_any_way(client: TestClient) -> None:
    body = {"messages": [{"role": "user", "content": "Was wird gefördert?"}]}
    for wish in ({}, {"stream": False}, {"stream": None}):
        assert client.post("/v1/chat/completions", json=body | wish).json()["object"] == "chat.completion"
    assert client.post("/v1/chat/completions", json=body | {"stream": "yes"}).status_code == 422
