"""What takes part in the search: everything, unless a measurement leaves something out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace


@dataclass(frozen=True, slots=True)
class Parts:
    """A part that is False neither brings candidates nor counts in the score.

    `dense` are the vectors, `sentences` the closest sentence beside the whole passage, `stems` and `grams` the two
    lexical searches, `words` the late interaction of single words, `newer_first` the place of the newer version,
    `newest_first` that of the newest where it is asked for, `folded` the folding of what says the same, `spread` the
    places for other documents, `wording` what the corpus' vocabulary makes of the question. Each field gets its row in
    the ablation table.
    """

    dense: bool = True
    sentences: bool = True
    stems: bool = True
    grams: bool = True
    words: bool = True
    newer_first: bool = True
    newest_first: bool = True
    folded: bool = True
    spread: bool = True
    wording: bool = True

    def without(self, *names: str) -> Parts:
        return replace(self, **dict.fromkeys(names, False))

    def without_each(self) -> Iterator[tuple[str, Parts]]:
        """(name, the others) for each part that takes part."""
        for field in fields(self):
            if getattr(self, field.name):
                yield field.name, self.without(field.name)
