"""The description of the API: what it tells, and that its examples are true."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from example_calls import FOLDER, WITHOUT_EXAMPLE, example_of, operations, send, sending
from generated_calls import closed
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient
from web_fakes import CANARY, CORPUS
from web_serving import make_settings

from assistant.web.app import ROOMS
from assistant.web.openapi import Description

STAFF_TAGS = {"use", "ingestion"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with sending() as opened:
        yield opened


def made(**values: Any) -> dict[str, Any]:
    routes = (route for room in ROOMS for route in room.router.routes)
    document: dict[str, Any] = json.loads(Description(routes, make_settings(**values)).file().content)
    return document


DOCUMENT = made()
IDS = sorted(operations(DOCUMENT))


def errors(document: dict[str, Any], schema: dict[str, Any], instance: Any) -> list[str]:
    """What of the instance is not as the schema says, shapes taken as closed."""
    whole = closed(document)
    validator = Draft202012Validator({**schema, "components": whole["components"]})
    return [f"{one.json_path}: {one.message}" for one in validator.iter_errors(instance)]


def reply_of(operation: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    """(status, content by media type) of what succeeds."""
    ((status, reply),) = ((int(status), one) for status, one in operation["responses"].items() if status[0] == "2")
    return status, reply["content"]


def test_the_document_is_served_by_ourselves_and_only_once_to_who_keeps_it(client: TestClient) -> None:
    reply = client.get("/api/openapi.json")
    assert reply.json() == DOCUMENT | {"components": reply.json()["components"]}
    assert reply.json()["openapi"].startswith("3.1.")
    again = client.get("/api/openapi.json", headers={"If-None-Match": reply.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/docs").status_code == client.get("/redoc").status_code == 404


def test_every_call_that_a_program_can_make_is_described_and_no_page_is() -> None:
    served = {
        (method.lower(), route.path)
        for room in ROOMS
        for route in room.router.routes
        for method in route.methods - {"HEAD"}
        if route.path.startswith(("/api/", "/v1/")) or route.path in ("/healthz", "/readyz", "/metrics")
    }
    assert {(method, path) for method, path, _ in operations(DOCUMENT).values()} == served


@pytest.mark.parametrize("operation_id", IDS)
def test_each_call_has_words_a_place_and_a_shape(operation_id: str) -> None:
    _, _, operation = operations(DOCUMENT)[operation_id]
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]
    assert set(operation["tags"]) <= {tag["name"] for tag in DOCUMENT["tags"]}
    _, content = reply_of(operation)
    assert all(one["schema"] for one in content.values())


def test_what_is_for_the_staff_says_so() -> None:
    for _, path, operation in operations(DOCUMENT).values():
        is_for_staff = bool(STAFF_TAGS & set(operation["tags"])) or path == "/metrics"
        assert ({} not in operation.get("security", [{}]) and operation.get("security") != []) is is_for_staff, path
        if is_for_staff:
            assert "401" in operation["responses"], path


def test_every_error_has_words_and_those_that_pass_a_time() -> None:
    responses = DOCUMENT["components"]["responses"]
    for name, response in responses.items():
        status = int(name.rsplit("_", 1)[1])
        assert ("Retry-After" in response.get("headers", {})) is (status in (429, 503))
        for content in response["content"].values():
            assert errors(DOCUMENT, content["schema"], content["example"]) == []
        if name.startswith("problem"):
            problem = response["content"]["application/problem+json"]["example"]
            assert problem["status"] == status
            assert problem["remedy"]
    used = {ref["$ref"].rsplit("/", 1)[1] for ref in _references(DOCUMENT["paths"]) if "/responses/" in ref["$ref"]}
    assert used == set(responses)


def test_every_reference_leads_somewhere() -> None:
    for node in _references(DOCUMENT):
        kind, name = node["$ref"].removeprefix("#/components/").split("/")
        assert name in DOCUMENT["components"][kind]


def test_limits_are_those_of_the_settings() -> None:
    found = made(max_question_characters=77)
    assert found["components"]["schemas"]["AskRequest"]["properties"]["question"]["maxLength"] == 77


def test_the_document_tells_nothing_of_internal_documents(client: TestClient) -> None:
    assert CORPUS[2].info.audience == "internal"
    told = client.get("/api/openapi.json", headers={"Authorization": ""}).text
    assert CANARY not in told
    assert CORPUS[2].id not in told


def test_every_call_has_one_example_and_no_example_is_left_over() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} | WITHOUT_EXAMPLE == set(IDS)


@pytest.mark.parametrize("operation_id", sorted(set(IDS) - WITHOUT_EXAMPLE))
def test_an_example_is_shown_fits_the_description_and_works(client: TestClient, operation_id: str) -> None:
    _, _, operation = operations(DOCUMENT)[operation_id]
    example, (status, content) = example_of(operation_id), reply_of(operation)
    for parameter in operation.get("parameters", ()):
        if "example" in parameter:
            assert errors(DOCUMENT, parameter["schema"], parameter["example"]) == []
    for body in operation.get("requestBody", {}).get("content", {}).values():
        assert errors(DOCUMENT, body["schema"], body["example"]) == []
    assert set(content) == set(example["replies"])
    for media_type, one in content.items():
        assert errors(DOCUMENT, one["schema"], one["example"]) == []
        ended = time.monotonic() + 60
        while (reply := send(client, DOCUMENT, operation_id, media_type)).status_code == 409 != status:
            assert time.monotonic() < ended, "what an example before began has not ended"
            time.sleep(0.2)
        assert reply.status_code == status, reply.text
        if media_type == "application/json":
            assert errors(DOCUMENT, one["schema"], reply.json()) == []


def _references(node: Any) -> Iterator[dict[str, str]]:
    if isinstance(node, list):
        for one in node:
            yield from _references(one)
    elif isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node
        for one in node.values():
            yield from _references(one)
