"""Files that are there as a whole or not at all, whatever happens while they are written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def at_once(path: Path) -> Iterator[Path]:
    """A file beside `path` to be written, which takes its place once all of it is; the folder is made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    try:
        yield beside
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
