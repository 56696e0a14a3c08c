"""Bars that count long work: on a terminal as they do everywhere; elsewhere, as in a log, a line every half minute."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

if TYPE_CHECKING:
    from tqdm import tqdm

T = TypeVar("T")
# Nobody watches a log: what is done sooner is not worth a line.
SECONDS_BETWEEN_LINES = 30.0


def each(items: Sequence[T], label: str) -> Iterator[T]:
    """The items, counted as they are taken."""
    with counted(len(items), label) as bar:
        for item in items:
            yield item
            bar.update()


def counted(total: int, label: str = "", **written: Any) -> tqdm[Any]:
    """A bar whose `update` counts up to `total`; to be closed, as a with statement does.

    Args:
        written: how it looks, in the words of tqdm.
    """
    from tqdm import tqdm

    if not sys.stderr.isatty():
        seconds = SECONDS_BETWEEN_LINES
        written |= {"file": _Lines(sys.stderr), "delay": seconds, "mininterval": seconds, "miniters": 1, "ncols": 80}
    return tqdm(total=total, desc=label or None, **written)


class _Lines:
    """A file in which each state of a bar is a line of its own."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        if line := text.strip():
            self._file.write(f"{line}\n")

    def flush(self) -> None:
        self._file.flush()
