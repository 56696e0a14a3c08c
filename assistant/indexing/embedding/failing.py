"""What foreign libraries say when they fail, each in its own way."""

from __future__ import annotations


def reason(error: Exception) -> str:
    """The first words of the error, in one line; its type where it says nothing."""
    lines = (line.strip() for line in str(error).splitlines())
    return next(filter(None, lines), type(error).__name__)
