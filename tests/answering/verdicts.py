"""What is wrong with a sentence of a language model."""

from __future__ import annotations

from assistant.answering.verify import verdict_on


def reasons(sentence: str, *quotes: str) -> set[str]:
    """Why a sentence is refused beside its quotes; none where it is proved."""
    return {refusal.reason for refusal in verdict_on(sentence, list(quotes)).refusals}
