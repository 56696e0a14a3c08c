"""Rows as CSV, as a German spreadsheet opens them, and as none runs them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# What a spreadsheet takes for a formula. Source: OWASP, "CSV Injection".
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"  # without it a German Excel takes UTF-8 for Windows-1252


def as_csv(rows: Iterable[Sequence[str]]) -> str:
    """The rows behind a byte order mark, cells parted by semicolons, each harmless."""
    written = io.StringIO()
    written.write(_BOM)
    table = csv.writer(written, delimiter=";", lineterminator="\r\n")
    table.writerows([harmless(cell) for cell in row] for row in rows)
    return written.getvalue()


def harmless(cell: str) -> str:
    """The cell on one line, and with an apostrophe where a spreadsheet would take it for a formula."""
    line = " ".join(cell.split())
    return f"'{line}" if line.startswith(_FORMULA) else line
