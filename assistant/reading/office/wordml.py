"""The names of WordprocessingML, in which the parts of a DOCX are written."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def value_of(element: Any, name: str) -> str | None:
    """The `w:val` of the child `name`, None without it."""
    child = element.find(W + name) if element is not None else None
    return child.get(W + "val") if child is not None else None
