"""The files below the paths that a person named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.errors import UsageError
from assistant.reading.describing.rules import RULES_FILE

NO_DOCUMENT = frozenset({RULES_FILE, "Thumbs.db", "desktop.ini"})
LOCK_PREFIX = "~$"


class SourceFile(NamedTuple):
    """A file and the named folder that it was found in; a foreign one is a link that leads out of that folder."""

    path: Path
    root: Path
    is_foreign: bool = False


def walk(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """Each file once, folder by folder in the order of `paths`, sorted within.

    Hidden files, corpus.toml and lock files are passed over. Links inside a folder are not followed: those that lead
    to something in the folder are passed over, the others are yielded as foreign. A folder that must not be opened is
    yielded itself, so that it is reported.

    Raises:
        UsageError: one of `paths` does not exist or must not be looked at; nothing was yielded then.
    """
    paths = list(paths)
    for path in paths:
        _refuse_missing(path)
    return _unique(paths)


def _refuse_missing(path: Path) -> None:
    try:
        path.stat()
    except PermissionError as error:
        raise UsageError("file_forbidden", path=path) from error
    except (OSError, ValueError) as error:  # too long for a name, or a zero in it
        raise UsageError("missing_path", path=path) from error


def _unique(paths: Iterable[Path]) -> Iterator[SourceFile]:
    seen: set[Path] = set()
    for path in paths:
        root = path if path.is_dir() else path.parent
        inside = root.resolve()
        for file in _below(path) if path.is_dir() else (path,):
            resolved = Path(os.path.realpath(file))  # unlike resolve it bears a link to itself
            is_link = file != path and file.is_symlink()
            if is_link and not resolved.is_relative_to(inside):
                yield SourceFile(file, root, is_foreign=True)
            if not is_link and resolved not in seen:
                seen.add(resolved)
                yield SourceFile(file, root)


def _below(folder: Path) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in found:
        if _is_passed_over(entry):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(folder / entry.name)
        elif entry.is_file(follow_symlinks=False) or entry.is_symlink():
            yield folder / entry.name


def _is_passed_over(entry: os.DirEntry[str]) -> bool:
    return entry.name.startswith((".", LOCK_PREFIX)) or entry.name in NO_DOCUMENT
