"""The changes of the uploads that no run has read yet: an empty file for each, in the folder that all hosts share.

A file of its own for each change needs no lock: a run takes away just those that it has seen before it began.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from pathlib import Path

MARKER = ".unread"


class UnreadUploads:
    """The markers of a folder of uploads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def mark(self) -> None:
        """Notes that something has changed."""
        (self._folder / f"{MARKER}-{secrets.token_hex(8)}").touch()

    def changes(self) -> frozenset[str]:
        """Names the changes that no run has read yet."""
        return frozenset(path.name for path in self._folder.glob(f"{MARKER}*"))

    def read(self, changes: Collection[str]) -> None:
        """Notes that a run has ended that began after these changes."""
        for name in changes:
            (self._folder / name).unlink(missing_ok=True)
