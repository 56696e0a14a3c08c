"""The parts of the search, each of which a measurement can switch off (ablation)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Parts:
    """A part that is False finds no candidates and counts nothing. Each field gets a row in the ablation table."""

    dense: bool = True  # vectors
    sentences: bool = True  # the closest sentence, beside the whole passage
    stems: bool = True  # lexical search over stems
    grams: bool = True  # lexical search over character 4-grams
    words: bool = True  # late interaction of single words
    newer_first: bool = True  # newer versions before older ones
    newest_first: bool = True  # the newest first, if it is asked for
    folded: bool = True  # passages that say the same are shown once
    spread: bool = True  # places for other documents among the first
    wording: bool = True  # the query in the words of the corpus

    def without(self, *names: str) -> Parts:
        return replace(self, **dict.fromkeys(names, False))

    def without_each(self) -> Iterator[tuple[str, Parts]]:
        """(name, the others) for each part that takes part."""
        for field in fields(self):
            if getattr(self, field.name):
                yield field.name, self.without(field.name)
