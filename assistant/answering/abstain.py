"""Whether the documents answer the question at all: a calibrated guess, and the reason when they do not."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answering.understand import Understanding
from assistant.answering.weigh import FEATURES, Candidate
from assistant.language.terms import stems
from assistant.records import Reason
from assistant.telemetry.stages import Stage

EVIDENCE = ("similarity", "lead", "held", "answers")


@dataclass(frozen=True, slots=True)
class Calibration:
    """A logistic model of EVIDENCE, and what answering from which confidence on would trade.

    `trade_off` is (confidence, share of wrong ones among the answers given from it on), from the lowest one upwards.
    """

    weights: tuple[float, ...]
    bias: float
    trade_off: tuple[tuple[float, float], ...]

    def confidence(self, found: Sequence[float]) -> float:
        """The estimated probability, 0 to 1, that the best sentence answers the question, from its `evidence`."""
        return 1 / (1 + math.exp(-self.bias - sum(w * x for w, x in zip(self.weights, found, strict=True))))

    def threshold(self, most_wrong: float) -> float:
        """The lowest confidence from which on at most the share `most_wrong` of answers is wrong, interpolated.

        Where no confidence is high enough for that, the highest one of the trade-off.
        """
        shares = [share for _, share in self.trade_off]
        return float(np.interp(-most_wrong, [-share for share in shares], [at for at, _ in self.trade_off]))


# Fitted to gold/dev and nomiracl-de/dev, where each question of the latter counts half; the trade-off is that of
# gold/dev, each question answered by a model fitted without its documents (docs/MEASUREMENTS.md).
BARE = Calibration(
    (16.9, 0.145, 0.445, 0.0),
    -15.96,
    ((0.1, 0.476), (0.2, 0.46), (0.3, 0.424), (0.4, 0.352), (0.5, 0.314), (0.6, 0.241), (0.7, 0.167), (0.8, 0.105)),
)
READ = Calibration(
    (10.98, 0.355, 0.391, 0.212),
    -11.35,
    ((0.1, 0.36), (0.2, 0.336), (0.3, 0.283), (0.4, 0.213), (0.5, 0.174), (0.6, 0.138), (0.7, 0.059), (0.8, 0.031)),
)
MOST_WRONG = 0.22
# Of the confidence from which on there is an answer: below, the question is about something else.
OUT_OF_SCOPE = 0.7

CLOSEST = 3  # the closest sentence is looked for among so many of the best
LATER = 8  # how far the best sentence is ahead is measured from the one at this rank
SIMILARITY = FEATURES.index("similarity")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer: the `evidence` in the order of EVIDENCE, and what `calibration` makes of it.

    `is_instruction` is that of a text that gives the assistant orders, which nothing answers.
    """

    evidence: tuple[float, ...]
    calibration: Calibration
    threshold: float
    is_instruction: bool

    @property
    def confidence(self) -> float:
        return self.calibration.confidence(self.evidence)

    @property
    def reason(self) -> Reason | None:
        """Why the question should not be answered; None when it should."""
        if self.is_instruction:
            return "out_of_scope"
        if self.confidence >= self.threshold:
            return None
        return "out_of_scope" if self.confidence < OUT_OF_SCOPE * self.threshold else "below_threshold"


@Stage("judge")
def judge(
    ranked: Sequence[Candidate], asked: Understanding, rarity: Mapping[str, float], most_wrong: float = MOST_WRONG
) -> Judgement:
    """Whether the candidates, best first and at least one, answer what is asked.

    Args:
        ranked: the candidates; another model judges those that a reader has looked at.
        asked: the question.
        rarity: of each of the question's terms, 0 (in every passage) to 1 (in none).
        most_wrong: the share of answers that may be wrong.
    """
    calibration = READ if any(candidate.answers is not None for candidate in ranked) else BARE
    found = evidence(ranked, asked, rarity)
    return Judgement(found, calibration, calibration.threshold(most_wrong), asked.is_instruction)


def evidence(ranked: Sequence[Candidate], asked: Understanding, rarity: Mapping[str, float]) -> tuple[float, ...]:
    """What speaks for an answer, in the order of EVIDENCE; the arguments are those of `judge`.

    The closest cosine, how far the best sentence is ahead, how much of the question, rare terms more, stands around it,
    and what the reader makes of the best stretch.
    """
    best, later = ranked[0], ranked[min(LATER, len(ranked)) - 1]
    around = set(stems(" ".join([best.document.title, *best.passage.headings, best.passage.text])))
    return (
        max(candidate.features[SIMILARITY] for candidate in ranked[:CLOSEST]),
        best.score - later.score,
        sum(rarity.get(term, 0.0) for term in asked.terms & around),
        max((candidate.answers for candidate in ranked if candidate.answers is not None), default=0.0),
    )
