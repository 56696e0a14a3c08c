"""Tells when files change on the disk, for `python ingest.py --watch`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.errors import UsageError
from assistant.storage.folder import DataFolder

MILLISECONDS_TO_START = 500


def changed_files(paths: Sequence[Path], folder: DataFolder) -> Iterator[int]:
    """How many files below `paths` have changed: 0 at once, then whenever there are some.

    Those of the data folder itself count where they are taken in: below uploads or sources that are named.

    Raises:
        UsageError: one of `paths` does not exist.
    """
    from watchfiles import watch

    for path in paths:
        if not path.exists():
            raise UsageError("missing_path", path=path)
    watched = [path.resolve() if path.is_dir() else path.parent.resolve() / path.name for path in paths]
    own, data = [path for path in watched if folder.is_own(path)], folder.path.resolve()

    def is_watched(_change: object, changed: str) -> bool:
        path = Path(changed)
        return any(map(path.is_relative_to, own if path.is_relative_to(data) else watched))

    changes = watch(
        *{path if path.is_dir() else path.parent for path in watched},  # for a program may put a new file in the place
        watch_filter=is_watched,
        recursive=any(path.is_dir() for path in watched),
        rust_timeout=MILLISECONDS_TO_START,
        yield_on_timeout=True,
    )
    yield len(next(changes))
    yield from (len(changed) for changed in changes if changed)
