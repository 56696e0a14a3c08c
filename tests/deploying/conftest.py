"""Where the files of a deployment lie."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def project() -> Path:
    """The top folder."""
    return Path(__file__).parents[2]
