"""What was read, as tests compare it."""

from __future__ import annotations

from assistant.reading.reading import Reading


def blocks(reading: Reading) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, block.span.of(reading.text)) for block in reading.blocks]


def without_levels(reading: Reading) -> list[tuple[str, str]]:
    return [(kind, text) for kind, _, text in blocks(reading)]
