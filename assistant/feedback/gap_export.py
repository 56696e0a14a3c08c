"""Gaps as JSON and as CSV, for the staff's list and for the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.feedback.gaps import Gap
from assistant.spreadsheet import as_csv

_COLUMNS = ("question", "count", "first", "last", "reasons", "language", "audiences", "wordings", "comments", "history")


def gap_json(gap: Gap) -> dict[str, Any]:
    """The gap as plain values, days in ISO 8601."""
    return {
        "id": gap.id,
        "question": gap.question,
        "history": list(gap.history),
        "count": gap.count,
        "first": gap.first.isoformat(),
        "last": gap.last.isoformat(),
        "language": gap.language,
        "reasons": dict(gap.reasons),
        "audiences": list(gap.audiences),
        "wordings": gap.wordings,
        "comments": gap.comments,
    }


def gaps_csv(gaps: Iterable[Gap]) -> str:
    """A line for each gap behind a line of names, for a spreadsheet; " | " separates several values in a cell."""
    return as_csv([_COLUMNS, *([_cell(values[name]) for name in _COLUMNS] for values in map(gap_json, gaps))])


def _cell(value: object) -> str:
    return " | ".join(map(str, value)) if isinstance(value, list | dict) else str(value)
