"""Whether the documents answer the question at all: a calibrated guess, and the reason when they do not."""

from __future__ import annotations

import math
from collections.abc import Sequence

from assistant.answering.understand import Understanding
from assistant.answering.weigh import FEATURES, Candidate
from assistant.records import Reason
from assistant.retrieving.retrieve import Match

EVIDENCE = ("passage_similarity", "sentence_similarity", "words", "words_around", "expected_missing")

# Logistic regression; fitted and chosen as docs/MEASUREMENTS.md tells.
WEIGHTS = (0.0, 0.0, 0.0, 0.0, 0.0)
BIAS = 0.0
THRESHOLD = 0.5
# Below this share of the question's words (weighed by rarity) the question is about something else.
SCOPE = 0.2


def evidence(matches: Sequence[Match], ranked: Sequence[Candidate], asked: Understanding) -> tuple[float, ...]:
    """What speaks for an answer, in the order of EVIDENCE; `ranked` are the candidates, best first, at least one."""
    top = [dict(zip(FEATURES, candidate.features, strict=True)) for candidate in ranked[:3]]
    missing = asked.expected is not None and not any(features["expected"] for features in top)
    return (
        max(match.hit.similarity for match in matches),
        max(features["similarity"] for features in top),
        max(features["words"] for features in top),
        max(features["words_around"] for features in top),
        float(missing),
    )


def confidence(found: Sequence[float]) -> float:
    """The estimated probability that the documents answer the question, from `evidence`."""
    return 1 / (1 + math.exp(-BIAS - sum(w * x for w, x in zip(WEIGHTS, found, strict=True))))


def reason_to_abstain(found: Sequence[float]) -> Reason | None:
    """Why the question should not be answered; None when it should."""
    if confidence(found) >= THRESHOLD:
        return None
    return "out_of_scope" if found[EVIDENCE.index("words_around")] < SCOPE else "below_threshold"
