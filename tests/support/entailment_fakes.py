"""An entailment that says of each sentence what it was told, and keeps what it was asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

YES, PERHAPS, NO = 9.0, 1.0, -9.0


class KnownEntailment:
    """An Entailment by a table of sentences; of any other sentence it is sure that it is not said."""

    def __init__(self, known: Mapping[str, float]) -> None:
        self._known = known
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def logit(self, sentence: str, texts: Sequence[str]) -> float:
        self.asked.append((sentence, tuple(texts)))
        return self._known.get(sentence, NO)
