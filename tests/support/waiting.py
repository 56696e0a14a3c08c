"""To wait for what another thread or process brings about."""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE_SECONDS = 120.0


def soon(holds: Callable[[], bool], seconds: float = PATIENCE_SECONDS) -> bool:
    """Whether it holds at some moment of the next `seconds`."""
    deadline = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return held


def wait_until(holds: Callable[[], bool]) -> None:
    assert soon(holds)
