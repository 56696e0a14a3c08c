"""Learns the weights of the search from an operator's own questions, and keeps them only if they are better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.evaluation.learning.examples import FOLDS, Example, rank
from assistant.evaluation.learning.listwise import Listed, listwise
from assistant.evaluation.metrics import Ratio, mrr_at, recall_at
from assistant.evaluation.report import Change, Number
from assistant.retrieving.fuse import FEATURES, Weights, fuse

# Draws the weights to zero, and to each other. Learnt from other documents, R@1 of mlqa-de and gold/dev at .0001, .001,
# .01, .02, .03, .05, .1: .680/.644, .680/.628, .689/.639, .691/.650, .691/.644, .686/.644, .682/.622 (the projection of
# words knows the questions that the weights are learnt from: with little shrinkage words count too much).
SHRINKAGE = 2e-2
CUTOFFS = (1, 5, 10)
# So little of each feature counts in any case: where the others are missing, it alone decides.
LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Gain:
    """The numbers after learning, and how far they moved on the same questions."""

    numbers: tuple[Number, ...]
    changes: tuple[Change, ...]

    @classmethod
    def of(cls, examples: Sequence[Example], before: Sequence[int], after: Sequence[int]) -> Gain:
        """From the rank of the right unit of each question, each counting what it counts in learning."""
        earlier, later = (_measured(examples, found) for found in (before, after))
        changes = (Change.of(name, earlier[name], ratio) for name, ratio in later.items())
        numbers = tuple(Number.of(name, ratio) for name, ratio in later.items())
        return cls(numbers, tuple(change for change in changes if change))

    @property
    def is_better(self) -> bool:
        """Whether more right passages come first; with as many, whether they come earlier."""
        first, *_, earlier = self.changes
        return (first.difference, earlier.difference) > (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Tuned:
    """The weights learnt from all examples, and what cross-validation says that such weights gain."""

    weights: Weights
    gain: Gain


def tune(examples: Sequence[Example], present: Weights) -> Tuned:
    """Learns from all examples. Each rank that is reported comes from weights learnt without the question's fold."""
    by_fold = [learn([one for one in examples if one.fold != fold]) for fold in range(FOLDS)]
    after = [rank(one, fuse(one.features, by_fold[one.fold])) for one in examples]
    return Tuned(learn(examples), Gain.of(examples, ranks(examples, present), after))


def ranks(examples: Sequence[Example], weights: Weights) -> list[int]:
    """The rank of the right unit of each question."""
    return [rank(one, fuse(one.features, weights)) for one in examples]


def _measured(examples: Sequence[Example], found: Sequence[int]) -> dict[str, Ratio]:
    shares = tuple(one.weight for one in examples)
    ratios = {f"R@{cutoff}": recall_at(found, cutoff) for cutoff in CUTOFFS} | {"MRR@10": mrr_at(found, 10)}
    return {name: _weighed(ratio, shares) for name, ratio in ratios.items()}


def _weighed(found: Ratio, shares: tuple[float, ...]) -> Ratio:
    """The mean of what each question gave, each counting what it counts when the weights are learnt."""
    return Ratio(tuple(value * share for value, share in zip(found.numerators, shares, strict=True)), shares)


def learn(examples: Sequence[Example]) -> Weights:
    """The weights, none below LEAST, under which the right candidates get the largest share of exp(score).

    Raises:
        ValueError: there is no example.
    """
    lists = [Listed(one.features, one.is_right, one.weight) for one in examples]
    return Weights(*map(float, listwise(lists, np.zeros(len(FEATURES)), SHRINKAGE, LEAST)))
