"""Whether the documents answer the question at all: a calibrated guess, and the reason when they do not."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

from assistant.answering.understand import ALWAYS_SHOWN, Understanding
from assistant.answering.weigh import FEATURES, Candidate, coverage
from assistant.language.terms import stems
from assistant.records import Reason

EVIDENCE = ("similarity", "specifics_missing", "expected_missing", "one_document", "held", "title")

# Logistic regression on gold/dev and nomiracl-de/dev (each question of the latter counts half), 2026-11-24. The
# threshold refuses about a quarter of the questions: docs/MEASUREMENTS.md shows what others would trade.
WEIGHTS = (13.3, -0.77, -0.93, 0.94, 0.40, 0.31)
BIAS = -12.6
THRESHOLD = 0.41
# Nearly nothing speaks for an answer: the question is about something else.
OUT_OF_SCOPE = 0.3

CLOSEST = 3  # the closest sentence is looked for among so many of the best
AGREEING = 5  # so many of the best sentences must lie in one document to agree

# What a question is specific about: abbreviations, names with inner capitals, everything with a digit.
_SPECIFIC = re.compile(r"\b(?:[A-ZÄÖÜ]{2,}\w*|\w*\d[\w.,]*|[A-ZÄÖÜ][a-zäöü]+[A-Z@]\w*)\b")


def evidence(ranked: Sequence[Candidate], asked: Understanding, rarity: Mapping[str, float]) -> tuple[float, ...]:
    """What speaks for an answer, in the order of EVIDENCE.

    Args:
        ranked: the candidates, best first, at least one.
        asked: the question.
        rarity: of each of the question's terms, 0 (in every passage) to 1 (in none).
    """
    best = ranked[0]
    around = set(stems(" ".join([best.document.title, *best.passage.headings, best.passage.text])))
    return (
        max(_feature(candidate, "similarity") for candidate in ranked[:CLOSEST]),
        1 - _share_held(_specifics(asked.query), around),
        float(asked.expected in ALWAYS_SHOWN and not _feature(best, "expected")),
        float(len({candidate.document.id for candidate in ranked[:AGREEING]}) == 1),
        sum(rarity.get(term, 0.0) for term in asked.terms & around),
        coverage(best.document.title, asked.terms, rarity),
    )


def confidence(found: Sequence[float]) -> float:
    """The estimated probability, 0 to 1, that the documents answer the question, from its `evidence`."""
    return 1 / (1 + math.exp(-BIAS - sum(w * x for w, x in zip(WEIGHTS, found, strict=True))))


def reason_to_abstain(ranked: Sequence[Candidate], asked: Understanding, rarity: Mapping[str, float]) -> Reason | None:
    """Why the question should not be answered; None when it should."""
    if asked.is_instruction:
        return "out_of_scope"
    estimate = confidence(evidence(ranked, asked, rarity))
    if estimate >= THRESHOLD:
        return None
    return "out_of_scope" if estimate < OUT_OF_SCOPE else "below_threshold"


def _feature(candidate: Candidate, name: str) -> float:
    return candidate.features[FEATURES.index(name)]


def _specifics(query: str) -> set[str]:
    return {stem for specific in _SPECIFIC.findall(query) for stem in stems(specific)}


def _share_held(wanted: set[str], held: set[str]) -> float:
    """The share of `wanted` that is in `held`; 1 when nothing is wanted."""
    return len(wanted & held) / len(wanted) if wanted else 1.0
