"""Tells when files change on the disk, for `python ingest.py --watch`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.errors import UsageError

MILLISECONDS_TO_START = 500


def changed_files(paths: Sequence[Path], data: Path) -> Iterator[int]:
    """How many files below `paths`, save in the folder `data`, have changed: 0 at once, then whenever there are some.

    Raises:
        UsageError: one of `paths` does not exist.
    """
    from watchfiles import watch

    for path in paths:
        if not path.exists():
            raise UsageError("missing_path", path=path)
    watched = [path.resolve() if path.is_dir() else path.parent.resolve() / path.name for path in paths]
    own = data.resolve()
    changes = watch(
        *{path if path.is_dir() else path.parent for path in watched},  # for a program may put a new file in the place
        watch_filter=lambda _change, changed: _is_watched(Path(changed), watched, own),
        recursive=any(path.is_dir() for path in watched),
        rust_timeout=MILLISECONDS_TO_START,
        yield_on_timeout=True,
    )
    yield len(next(changes))
    yield from (len(changed) for changed in changes if changed)


def _is_watched(path: Path, watched: Sequence[Path], data: Path) -> bool:
    """Whether it is one of `watched` or lies below one, but not in the data folder."""
    return any(path.is_relative_to(one) for one in watched) and not path.is_relative_to(data)
