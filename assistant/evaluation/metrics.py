"""Numbers over many questions, each with its formula. Pure functions; nothing here knows what a question is.

A rank counts from 1; None means that nothing relevant was found. Every quality number is a ratio of two sums over
questions (`Ratio`), so one bootstrap serves them all.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

CONFIDENCE = 0.95
RESAMPLES = 2000  # with 20,000 the ends of the interval of 200 questions move by at most one question (.005)
DRAWN_AT_ONCE = 1_000_000  # all draws of 30,000 questions would take a gigabyte


@dataclass(frozen=True, slots=True)
class Ratio:
    """sum(numerators) / sum(denominators), one entry a question; a mean has denominators of one."""

    numerators: tuple[float, ...]
    denominators: tuple[float, ...]

    def __post_init__(self) -> None:
        if len(self.numerators) != len(self.denominators):
            raise ValueError(f"{len(self.numerators)} numerators, {len(self.denominators)} denominators")

    @property
    def value(self) -> float | None:
        """The ratio; None when the denominators sum to zero (there is nothing to take a share of)."""
        total = math.fsum(self.denominators)
        return math.fsum(self.numerators) / total if total else None

    @property
    def n(self) -> int:
        """How many questions the number rests on: those with a denominator."""
        return sum(1 for denominator in self.denominators if denominator)


@dataclass(frozen=True, slots=True)
class Interval:
    """The ends of a 95 % confidence interval."""

    low: float
    high: float


def mean(values: Iterable[float]) -> Ratio:
    numerators = tuple(float(value) for value in values)
    return Ratio(numerators, (1.0,) * len(numerators))


def share(events: Iterable[bool], among: Iterable[bool]) -> Ratio:
    """The share of questions with the event among the questions in `among`: |event and among| / |among|."""
    pairs = list(zip(events, among, strict=True))
    return Ratio(tuple(float(e and a) for e, a in pairs), tuple(float(a) for _, a in pairs))


def first_rank(relevance: Iterable[bool]) -> int | None:
    """The rank of the first relevant hit; `relevance` is in the order of the ranking."""
    return next((rank for rank, relevant in enumerate(relevance, 1) if relevant), None)


def recall_at(ranks: Iterable[int | None], k: int) -> Ratio:
    """R@k: the share of questions with the sought item among the first k.

    Source: known-item search has one relevant item a question, so recall at k is 1 or 0 and its mean is the share
    found (also "hit rate" or "success@k"). Where several passages would do, finding one of them counts.
    """
    return mean(float(rank is not None and rank <= k) for rank in ranks)


def mrr_at(ranks: Iterable[int | None], k: int) -> Ratio:
    """MRR@k: the mean of 1 / rank, 0 beyond k.

    Source: Voorhees, The TREC-8 Question Answering Track Report (1999).
    """
    return mean(1 / rank if rank is not None and rank <= k else 0.0 for rank in ranks)


def ndcg_at(ranks: Iterable[int | None], k: int) -> Ratio:
    """nDCG@k of known-item search: the mean of 1 / log2(rank + 1), 0 beyond k.

    Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques (2002). With one relevant item
    the ideal gain is 1, so that what remains of the formula is the discount of its rank.
    """
    return mean(1 / math.log2(rank + 1) if rank is not None and rank <= k else 0.0 for rank in ranks)


def refusal_precision(refused: Sequence[bool], answerable: Sequence[bool]) -> Ratio:
    """Of the refused questions, the share that has no answer."""
    return share([not a for a in answerable], refused)


def refusal_recall(refused: Sequence[bool], answerable: Sequence[bool]) -> Ratio:
    """Of the questions without an answer, the share that was refused."""
    return share(refused, [not a for a in answerable])


def false_refusals(refused: Sequence[bool], answerable: Sequence[bool]) -> Ratio:
    """Of the questions with an answer, the share that was refused all the same."""
    return share(refused, answerable)


def percentile(values: Sequence[float], percent: float) -> float | None:
    """The value below which `percent` of the values lie, interpolated linearly; None of nothing.

    Source: Hyndman and Fan (1996), definition 7, the default of numpy and R.
    """
    return float(np.percentile(np.asarray(values, dtype=np.float64), percent)) if len(values) else None


def interval(ratio: Ratio) -> Interval | None:
    """The bootstrap percentile interval of a ratio: questions drawn with replacement, each with both of its sums.

    Resamples without a denominator say nothing and are left out. None when the ratio has no value.
    Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.
    """
    if ratio.value is None:
        return None
    above, below = (_resampled_sums(values) for values in (ratio.numerators, ratio.denominators))
    return _ends(above[below > 0] / below[below > 0])


def difference(first: Ratio, second: Ratio) -> tuple[float, Interval] | None:
    """second - first on the same questions in the same order, with its paired bootstrap interval; None without a value.

    Both systems are measured on the same draw of questions, so what is hard for both does not widen the interval.
    Source: Berg-Kirkpatrick, Burkett and Klein, An Empirical Investigation of Statistical Significance in NLP (2012).

    Raises:
        ValueError: the ratios are over different numbers of questions.
    """
    if len(first.numerators) != len(second.numerators):
        raise ValueError(f"{len(first.numerators)} questions against {len(second.numerators)}")
    if first.value is None or second.value is None:
        return None
    sums = [_resampled_sums(v) for r in (first, second) for v in (r.numerators, r.denominators)]
    drawn = (sums[1] > 0) & (sums[3] > 0)
    deltas = sums[2][drawn] / sums[3][drawn] - sums[0][drawn] / sums[1][drawn]
    return second.value - first.value, _ends(deltas)


def _resampled_sums(values: Sequence[float]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The sum over each resample, shape (RESAMPLES,); the same length draws the same questions."""
    dice, known, questions = np.random.default_rng(0), np.asarray(values, dtype=np.float64), len(values)
    sums = np.empty(RESAMPLES)
    rows = max(1, DRAWN_AT_ONCE // questions)
    for start in range(0, RESAMPLES, rows):
        draws = dice.integers(0, questions, size=(min(rows, RESAMPLES - start), questions))
        sums[start : start + rows] = known[draws].sum(axis=1)
    return sums


def _ends(estimates: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Interval:
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(estimates, [tail, 1 - tail])
    return Interval(float(low), float(high))
