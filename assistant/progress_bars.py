"""Progress of long work: a bar on a terminal, a line every half minute in a log; words for what cannot be counted."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

if TYPE_CHECKING:
    from tqdm import tqdm

T = TypeVar("T")
# Nobody watches a log: what is done sooner is not worth a line.
SECONDS_BETWEEN_LINES = 30.0
_SECONDS_ON_TERMINAL = 1.0


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


@contextmanager
def working(words: str) -> Iterator[None]:
    """Says what is being done within, and for how many seconds, unless it is done before anybody wonders."""
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(words, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(words: str, done: threading.Event) -> None:
    is_terminal, started = sys.stderr.isatty(), time.monotonic()
    before, behind = ("\r", "") if is_terminal else ("", "\n")
    is_told = False
    while not done.wait(_SECONDS_ON_TERMINAL if is_terminal else SECONDS_BETWEEN_LINES):
        print(f"{before}{words} {time.monotonic() - started:.0f} s", end=behind, file=sys.stderr, flush=True)
        is_told = True
    if is_told and is_terminal:
        print(file=sys.stderr)


class _Lines:
    """A file in which each state of a bar is a line of its own; tqdm writes the last one again when it closes."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._last = ""

    def write(self, text: str) -> None:
        line = text.strip()
        if line and line != self._last:
            self._file.write(f"{line}\n")
            self._last = line

    def flush(self) -> None:
        self._file.flush()
