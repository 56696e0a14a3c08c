"""Footnotes and endnotes: where they are written among the blocks of the text that refers to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.reading.compose import Composition
from assistant.records import BlockKind


class Notes:
    """Holds notes back until the paragraph that refers to them is over, with its list or table.

    A note below the last heading would be read as part of that section: a remark as a recommendation, for one.
    """

    def __init__(self, composition: Composition, write: Callable[[Any], None]) -> None:
        self._composition = composition
        self._write = write
        self._waiting: list[Any] = []

    def wait(self, note: Any) -> None:
        """The element of a note to which the block refers that was added last."""
        self._waiting.append(note)

    def add(self, kind: BlockKind, text: str, level: int | None = None) -> None:
        """A block of the text, as `Composition.add` says, behind what waits if that must not stand behind it."""
        last = self._composition.blocks[-1:]
        above = last[0].kind if last else None
        if kind == "heading" or (kind == "paragraph" and above != "heading"):
            self.write()
        elif kind == "row" and above == "paragraph" and not self._composition.text.endswith(":"):
            self.write()  # a table with what names it is no part of the paragraph
        self._composition.add(kind, text, level)

    def write(self) -> None:
        """Writes what waits."""
        waiting, self._waiting = self._waiting, []
        for note in waiting:
            self._write(note)
