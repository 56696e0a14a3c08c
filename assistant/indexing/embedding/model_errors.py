"""How models fail: what foreign libraries say then, each in its own way, and what no other try would change."""

from __future__ import annotations

# Why a model is none of 8 bits, so that no other try would make one of it.
NOT_IN_8_BITS = ("model_too_coarse", "model_not_exportable")


def reason(error: Exception) -> str:
    """The first words of the error, in one line; its type where it says nothing."""
    lines = (line.strip() for line in str(error).splitlines())
    return next(filter(None, lines), type(error).__name__)
