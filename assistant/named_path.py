"""A file or folder as it is named on a command line."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import UsageError


def named_path(stated: str) -> Path:
    """The path that is named; for argparse.

    Raises:
        UsageError: it is empty, as a variable of a shell may be: it would be the working folder.
    """
    if not stated.strip():
        raise UsageError("empty_path")
    return Path(stated)
