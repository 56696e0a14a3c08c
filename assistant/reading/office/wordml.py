"""The names of WordprocessingML, in which the parts of a DOCX are written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Formats of text that is not read, by the notice that tells so.
UNREAD = {"hidden_text": ("vanish",), "struck_out": ("strike", "dstrike")}


def value_of(element: Any, name: str) -> str | None:
    """The `w:val` of the child `name`, None without it."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val") if child is not None else None


def is_on(mark: Any) -> bool:
    """Whether a mark that may be switched off is on."""
    return mark.get(W + "val", "1") not in ("0", "false", "off")


def is_set(run: Any, names: Sequence[str]) -> bool:
    """Whether the stretch of text itself is formatted as one of these."""
    properties = run.find(W + "rPr")
    marks = (properties.find(W + name) for name in names) if properties is not None else ()
    return any(mark is not None and is_on(mark) for mark in marks)


def is_unread(element: Any) -> bool:
    """Whether it is a stretch of text that is hidden or struck out."""
    return element.tag == W + "r" and any(is_set(element, names) for names in UNREAD.values())


def is_row_deleted(row: Any) -> bool:
    """Whether the row of a table as a whole is a tracked deletion."""
    return row.find(f"{W}trPr/{W}del") is not None
