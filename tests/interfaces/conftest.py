"""A served fake assistant for other programs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web_fakes import FakeAssistant
from web_serving import Served, serve


@pytest.fixture
def served() -> Iterator[Served]:
    with serve(FakeAssistant()) as running:
        yield running
