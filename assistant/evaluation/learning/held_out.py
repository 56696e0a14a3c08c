"""What a training tries itself on, and never learns from."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

HELD_OUT = 10  # one in so many

T = TypeVar("T")


def held_out(items: Sequence[T], key: Callable[[T], Hashable]) -> tuple[list[T], list[T]]:
    """What is learnt from, and what is held out: of all items with the same key, one key in HELD_OUT."""
    numbers = {found: number for number, found in enumerate(dict.fromkeys(map(key, items)))}
    taught = [one for one in items if numbers[key(one)] % HELD_OUT]
    return taught, [one for one in items if not numbers[key(one)] % HELD_OUT]
