"""Whether quotes say what a sentence says, read as a whole: what no comparison of words and figures can tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Entailment(Protocol):
    """Thread-safe."""

    def logit(self, sentence: str, texts: Sequence[str]) -> float:
        """How surely the texts of the quotes, taken together, say the sentence: above 0 more likely than not.

        Raises:
            ModelError: it cannot be loaded.
        """
        ...
