"""Calls made up from the description of the API find no defect, and nothing that the description does not tell."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from generated_calls import PUBLIC, Tried, described, operations, try_at_random, try_at_the_bounds
from web_serving import STAFF

from assistant.web.openapi_routes import STAFF_ONLY

EACH = 3  # of the calls that are allowed, and of those that are not


@pytest.fixture(scope="module")
def schema() -> Iterator[Any]:
    with described() as found:
        yield found


def test_calls_at_the_bounds_of_every_field_are_answered_as_described(schema: Any) -> None:
    tried = Tried()
    for operation in operations(schema):
        try_at_the_bounds(tried, operation, STAFF)
    assert tried.wrong == {}
    assert tried.calls > 1000


@pytest.mark.parametrize("rights", ["staff", "public"])
def test_calls_at_random_are_answered_as_described(schema: Any, rights: str) -> None:
    """By the public only those that are not the staff's: the bounds are enough for a refusal."""
    tried = Tried()
    for operation in operations(schema):
        if rights == "staff" or STAFF_ONLY["security"][0] not in operation.definition.raw.get("security", []):
            try_at_random(tried, operation, STAFF if rights == "staff" else PUBLIC, EACH, number=1)
    assert tried.wrong == {}
    assert not any(status >= 500 for status in tried.statuses)
