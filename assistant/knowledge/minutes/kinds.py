"""The kinds of outcomes of a meeting."""

from __future__ import annotations

from typing import Literal

OutcomeKind = Literal["decision", "task", "result", "open"]
KINDS: tuple[OutcomeKind, ...] = ("decision", "task", "result", "open")
