"""What reads the sentences of minutes, each beside those around it, and tells which of them say what came out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.indexing.embedding.pairs import Stretch
from assistant.knowledge.minutes.outcome import OutcomeKind
from assistant.records import Span


@dataclass(frozen=True, slots=True)
class Prediction:
    """What one sentence says: kinds of outcomes, mostly none; of a task who is to do it, and until when.

    `who` are words of the sentence that name somebody, `until` those for a day, without what stands before it.
    """

    kinds: tuple[OutcomeKind, ...] = ()
    who: tuple[str, ...] = ()
    until: str = ""


NOTHING = Prediction()
TRIED = Stretch("", "Imke mietet den Saal.", (Span(0, 21),))  # what loads a classifier


class OutcomeClassifier(Protocol):
    """Thread-safe."""

    def predict(self, stretches: Sequence[Stretch]) -> list[tuple[Prediction, ...]]:
        """For each stretch what each of its sentences says.

        Raises:
            ModelError: it cannot be loaded.
        """
        ...


class Silent:
    """Tells nothing, where no network is to read along: what headings, labels and columns say is all then."""

    def predict(self, stretches: Sequence[Stretch]) -> list[tuple[Prediction, ...]]:
        """Nothing for each sentence."""
        return [(NOTHING,) * len(stretch.sentences) for stretch in stretches]


SILENT = Silent()
