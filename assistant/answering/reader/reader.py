"""What reads a question and stretches of passages together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.indexing.embedding.pairs import Stretch
from assistant.records import Span


@dataclass(frozen=True, slots=True)
class Finding:
    """What a reader makes of one stretch: how much speaks for it answering the question, and for each sentence.

    Both are logits. `exact` is, for each sentence, the span of `text` that would be the shortest answer.
    """

    answers: float
    sentences: tuple[float, ...]
    exact: tuple[Span | None, ...]


class Reader(Protocol):
    """Thread-safe."""

    def read(self, question: str, stretches: Sequence[Stretch]) -> list[Finding]:
        """A finding for each stretch; scores are comparable within one call.

        Raises:
            ModelError: the reader cannot be loaded.
        """
        ...
