"""Words as every database and strict JSON take them."""

from __future__ import annotations

import re

# PostgreSQL takes no NUL, and neither PostgreSQL nor SQLite half of a surrogate pair.
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(words: str) -> str:
    """The words with U+FFFD for each character that no database, or not every one, takes."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", words)
