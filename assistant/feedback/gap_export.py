"""Gaps as JSON and as CSV, for the staff's list and for the command line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from assistant.feedback.gaps import Gap
from assistant.spreadsheet import harmless

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
    """A line for each gap behind a line of names; several values in one cell are separated by " | "."""
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(_COLUMNS)
    for gap in gaps:
        values = gap_json(gap)
        table.writerow([_cell(values[name]) for name in _COLUMNS])
    return written.getvalue()


def _cell(value: object) -> str:
    """The value as text that no spreadsheet takes for a formula."""
    return harmless(" | ".join(map(str, value)) if isinstance(value, list | dict) else str(value))
