"""Bars that count on a terminal, and say nothing elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")


def each(items: Sequence[T], label: str) -> Iterator[T]:
    """The items, counted as they are taken."""
    from tqdm import tqdm

    return iter(tqdm(items, desc=label, file=sys.stderr, disable=None))


def counted(total: int, label: str) -> Any:
    """A bar whose `update` counts up to `total`; to be used in a with statement."""
    from tqdm import tqdm

    return tqdm(total=total, desc=label, file=sys.stderr, disable=None)
