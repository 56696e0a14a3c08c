"""A stretch of a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """From `start` up to `end`, half open, in characters (code points)."""

    start: int
    end: int

    def __iter__(self) -> Iterator[int]:
        """Its two ends, as patterns take them: `pattern.search(text, *span)`."""
        return iter((self.start, self.end))

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether all of the other stretch lies in this one."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether a character lies in both."""
        return self.start < other.end and other.start < self.end

    def moved(self, by: int) -> Span:
        """The same stretch, in a text that begins `by` characters earlier."""
        return Span(self.start + by, self.end + by)

    def blanked_in(self, text: str) -> str:
        """The text with spaces in place of this stretch; as long."""
        return text[: self.start] + " " * (self.end - self.start) + text[self.end :]
