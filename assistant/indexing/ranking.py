"""The order of hits: the same in every store and on every host."""

from __future__ import annotations

from collections.abc import Iterable


def best_first(found: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    """(id, score), the highest score first, equals by id."""
    return sorted(found, key=lambda hit: (-hit[1], hit[0]))
