"""A served fake assistant for the tests of the web."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web_fakes import FakeAssistant
from web_serving import Served, serve


@pytest.fixture
def assistant() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def served(assistant: FakeAssistant) -> Iterator[Served]:
    with serve(assistant) as running:
        yield running
