"""What was found out about a document, and from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from assistant.reading.decode import one_line
from assistant.records import Origin

# Who says so: the caller, a rule of corpus.toml, the file's own metadata, a heading, the text, the file's name, a
# folder's name, the file that it lies in; "default" where nothing says anything.
Source = Literal["demand", "rule", "file", "heading", "text", "name", "folder", "holder", "default"]

LONGEST_DETAIL = 120

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Finding(Generic[T_co]):
    """A value with its source; `detail` holds the words that it was taken from."""

    value: T_co
    source: Source
    detail: str = ""

    def origin(self, field: str) -> Origin:
        """The record of it, its detail in one line that is not too long."""
        detail = one_line(self.detail)
        shortened = detail if len(detail) <= LONGEST_DETAIL else detail[: LONGEST_DETAIL - 1] + "…"
        return Origin(field, self.source, shortened)
