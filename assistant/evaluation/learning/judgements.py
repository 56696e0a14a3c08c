"""Whether there is an answer at all, learnt from questions: a logistic model of the evidence, and what it trades."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.answering.weighing.yardstick import EVIDENCE, Calibration, Evidence
from assistant.evaluation.learning.examples import FOLDS
from assistant.evaluation.metrics import Ratio, mean, refusal_precision, refusal_recall, share

# Of the weights of evidence in units of its spread, as many questions count against them: what was never wrong in a few
# hundred is not certain. From .5 to 25 nothing is lost; a missing name weighs 3.9 to 1.7, here 2.5
# (docs/history/ANSWERS.md, "what is named must be there").
SHRINKAGE = 8.0
LEVELS = tuple(round(0.05 * step, 2) for step in range(2, 19))
FEWEST_GIVEN = 20  # a level at which fewer answers are given says nothing
FARTHEST = 0.005  # of the questions with an answer have a closest sentence that is as far as in one out of scope
ROUNDING = 1e-9

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """A question whose answer was looked at: the `evidence`, and whether the answer `is_right`.

    Without evidence it was declined, whatever the threshold. `is_graded` tells whether `is_right` is that of the
    answer; otherwise it says that there is one. `fold` is its part of a cross-validation, `weight` what it counts.
    """

    evidence: Evidence | None
    is_answerable: bool
    is_right: bool
    is_graded: bool
    fold: int
    weight: float = 1.0

    def worth(self, *, is_given: bool) -> float:
        """What answering is worth, as in `evaluate answers`: declining is better than a wrong answer."""
        if not self.is_answerable:
            return float(not is_given)
        return float(self.is_right) if is_given else 0.5


@dataclass(frozen=True, slots=True)
class Level:
    """How good answers are if all below `confidence` are refused.

    `wrong_of_given` is a share of the answers given; `right`, `wrong` and `declined` are shares of the answerable
    questions; recall and precision are those of the refusals.
    """

    confidence: float
    wrong_of_given: Ratio
    right: Ratio
    wrong: Ratio
    declined: Ratio
    refusal_recall: Ratio
    refusal_precision: Ratio


def fitted(judged: Sequence[Judged]) -> Calibration:
    """The model that makes the labels of `judged` most likely, without a trade-off; no evidence speaks against.

    A question is out of scope where the closest sentence is farther than those of nearly all that have an answer.

    Raises:
        ValueError: none has evidence.
    """
    known = [one for one in judged if one.evidence is not None]
    if not known:
        raise ValueError("no evidence to learn from")
    evidence = np.array([one.evidence for one in known], np.float64)
    signs = np.where([one.is_right for one in known], 1.0, -1.0)
    shares = np.array([one.weight for one in known]) / sum(one.weight for one in known)
    middle, spread = evidence.mean(axis=0), evidence.std(axis=0)
    spread[spread <= ROUNDING * np.abs(middle)] = 1.0  # the same everywhere, or nothing
    scaled = np.hstack([(evidence - middle) / spread, np.ones((len(known), 1))])

    shrinkage = SHRINKAGE / len(known)

    def loss(weights: Array) -> tuple[float, Array]:
        margins = signs * (scaled @ weights)
        slope = -(scaled.T @ (signs * shares * np.exp(-np.logaddexp(0, margins))))
        shrunk = np.append(weights[:-1], 0.0)
        return float(np.logaddexp(0, -margins) @ shares + shrinkage * shrunk @ shrunk), slope + 2 * shrinkage * shrunk

    bounds = [*[(0.0, None)] * len(EVIDENCE), (None, None)]
    found = minimize(loss, np.zeros(len(EVIDENCE) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = found[:-1] / spread
    answerable = [one.evidence.similarity for one in known if one.evidence and one.is_answerable]
    out_of_scope = float(np.quantile(answerable, FARTHEST)) if answerable else -1.0  # nothing is farther
    return Calibration(tuple(map(float, weights)), float(found[-1] - weights @ middle), (), out_of_scope)


def cross_validated(judged: Sequence[Judged]) -> list[float]:
    """The confidence in each answer, from a model fitted without the questions of its fold."""
    by_fold = [fitted([one for one in judged if one.fold != fold]) for fold in range(FOLDS)]
    return [_confidence(by_fold[one.fold], one) for one in judged]


def confidences(judged: Sequence[Judged], calibration: Calibration) -> list[float]:
    """The confidence in each answer; nothing where it was declined anyway."""
    return [_confidence(calibration, one) for one in judged]


def _confidence(calibration: Calibration, one: Judged) -> float:
    return 0.0 if one.evidence is None else calibration.confidence_in(one.evidence)


def area(confidences: Sequence[float], is_positive: Sequence[bool]) -> float | None:
    """The area under the ROC curve: the share of pairs in which the positive is surer, a tie counting half.

    Source: Hanley and McNeil 1982, "The meaning and use of the area under a receiver operating characteristic curve".
    """
    found, positive = np.array(confidences), np.array(is_positive, bool)
    negative = np.sort(found[~positive])
    if not len(negative) or not positive.any():
        return None
    below = np.searchsorted(negative, found[positive], "left") + np.searchsorted(negative, found[positive], "right")
    return float(below.mean() / (2 * len(negative)))


def worth(judged: Sequence[Judged], confidences: Sequence[float], threshold: float) -> Ratio:
    """What answering from `threshold` on is worth, of the questions whose answers are graded."""
    pairs = [(one, found) for one, found in zip(judged, confidences, strict=True) if one.is_graded]
    return mean(one.worth(is_given=found >= threshold) for one, found in pairs)


def levels(judged: Sequence[Judged], confidences: Sequence[float]) -> Iterator[Level]:
    """One Level for each of LEVELS, measured on the questions whose answers are graded."""
    pairs = [(one, found) for one, found in zip(judged, confidences, strict=True) if one.is_graded]
    answerable = [one.is_answerable for one, _ in pairs]
    right = [one.is_right for one, _ in pairs]
    for level in LEVELS:
        given = [found >= level for _, found in pairs]
        declined = [not one for one in given]
        wrong = [g and not r for g, r in zip(given, right, strict=True)]
        yield Level(
            level,
            share(wrong, given),
            share([g and r for g, r in zip(given, right, strict=True)], answerable),
            share(wrong, answerable),
            share(declined, answerable),
            refusal_recall(declined, answerable),
            refusal_precision(declined, answerable),
        )


def with_trade_off(calibration: Calibration, traded: Sequence[Level]) -> Calibration:
    """The calibration with the share of wrong answers at each level, made monotone.

    Where by chance a higher level has more wrong answers, the lower ones are given that share, too.
    """
    most, rows = 0.0, []
    for level in reversed(traded):
        share = level.wrong_of_given
        if share.n >= FEWEST_GIVEN and share.value is not None:
            most = max(most, share.value)
            rows.append((level.confidence, round(most, 3)))
    return replace(calibration, trade_off=tuple(reversed(rows)))
