"""Numbers that stay with what they count: no line ends between "65" and "%", or "30." and "September"."""

from __future__ import annotations

import re

NO_BREAK_SPACE = "\u00a0"
# A long word may go to the next line: in a narrow column it would be torn within.
_COUNTS = re.compile(r"(\d\.?) (?=[%€°]|k[gmW]|[A-Z]\S{1,9}(?!\S))")


def unbroken(text: str) -> str:
    """The text as it is shown, each character in its place; element/nodes.js does the same."""
    return _COUNTS.sub(rf"\1{NO_BREAK_SPACE}", text)
