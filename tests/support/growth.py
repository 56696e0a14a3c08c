"""How the time of some work grows with its size, on a machine of any speed."""

from __future__ import annotations

import time
from collections.abc import Callable

FASTEST_OF = 3
NOISE_SECONDS = 0.01


def grows_like_its_size(work: Callable[[int], object], size: int) -> bool:
    """Whether four times the size takes hardly more than four times as long, where the square would be sixteen.

    `size` is chosen such that the square would take much longer than `NOISE_SECONDS`.
    """
    return _seconds(work, 4 * size) < 8 * _seconds(work, size) + NOISE_SECONDS


def _seconds(work: Callable[[int], object], size: int) -> float:
    """The time of the processor, the least of a few turns."""
    times = []
    for _ in range(FASTEST_OF):
        started = time.thread_time()
        work(size)
        times.append(time.thread_time() - started)
    return min(times)
