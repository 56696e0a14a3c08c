"""Files inside files: their names, made harmless, and how many there may be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from assistant.errors import ReadingError
from assistant.reading.decode import UNSEEN, clean
from assistant.reading.limits import Limits

SEPARATOR = re.compile(r"[/\\]")
# Of no use in a name on Windows, or a wildcard in a rule.
FORBIDDEN = re.compile(r'[<>:"|?*]')
DRIVE = re.compile(r"[A-Za-z]:(?=[/\\])")
LONGEST_NAME = 400
NAMELESS = "ohne Namen"


def harmless(name: str) -> str:
    """The name with forward slashes, NFC, without drive, root and `..`, so that it leads nowhere else."""
    parts = (UNSEEN.sub(" ", part).strip() for part in SEPARATOR.split(clean(DRIVE.sub("", name, count=1))))
    return "/".join(part for part in parts if part not in ("", ".", ".."))[-LONGEST_NAME:].strip("/ ") or NAMELESS


def one_name(text: str) -> str:
    """The text as the name of a file, not of a folder and a file in it: a rule for the folder must not hold for it."""
    return SEPARATOR.sub("-", text)


def distinct(names: Iterable[str]) -> Iterator[str]:
    """The names in order; one that was there before gets a number: `Anlage (2).pdf`."""
    seen: set[str] = set()
    counts: dict[str, int] = {}
    for name in names:
        chosen = name
        while chosen in seen:
            counts[name] = counts.get(name, 1) + 1
            path = PurePosixPath(name)
            chosen = str(path.with_name(f"{path.stem} ({counts[name]}){path.suffix}"))
        seen.add(chosen)
        yield chosen


def refuse_too_many(count: int, name: str, limits: Limits) -> None:
    """Raises ReadingError if the file `name` holds more files than it may."""
    if count > limits.members:
        raise ReadingError("too_many_inside", path=name, members=count, limit=limits.members)
