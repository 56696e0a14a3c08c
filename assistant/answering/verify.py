"""Whether a sentence may be shown: everything exact in it must stand in what it cites."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.language.figures import missing
from assistant.records import Quote


def is_backed(sentence: str, quotes: Iterable[Quote]) -> bool:
    """Whether every figure of the sentence stands in one of the quotes."""
    return not missing(sentence, " ".join(quote.text for quote in quotes))
