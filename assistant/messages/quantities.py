"""Quantities as people read them, with the units that both languages share."""

from __future__ import annotations

from assistant.records import Language


def decimal(value: float, language: Language) -> str:
    """The number with one place behind the comma, or in English the point."""
    written = f"{value:.1f}"
    return written.replace(".", ",") if language == "de" else written


def duration(seconds: float, language: Language) -> str:
    """`51,2 s`, `1 min 3 s` or `2 h 5 min`."""
    if round(seconds, 1) < 60:
        return f"{decimal(seconds, language)} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def size(number: int, language: Language) -> str:
    """So many bytes as `1,4 MB` or `12 KB`."""
    if number >= 1_000_000:
        return f"{decimal(number / 1_000_000, language)} MB"
    return f"{max(1, round(number / 1000))} KB"


def megabytes(number: int) -> str:
    """So many bytes as `12 MB`, as limits are told."""
    return f"{number / 1_000_000:.0f} MB"
