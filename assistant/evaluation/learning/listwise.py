"""Weights under which what is right gets the largest share of exp(score) among all that stands beside it.

Source: Cao et al. 2007, "Learning to Rank: From Pairwise Approach to Listwise Approach" (the top-one probability).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Listed:
    """The n things that one question chooses from: their features (n, f), and which are right; at least one is."""

    features: Array
    is_right: NDArray[np.bool_]
    weight: float = 1.0


def listwise(lists: Sequence[Listed], towards: Array, shrinkage: float, least: float | None = None) -> Array:
    """(f,) the weights; drawn to `towards` as strongly as `shrinkage` says, and each at least `least`.

    Both count in units of a feature's spread, so that features of different size are shrunk alike.

    Raises:
        ValueError: there is no list.
    """
    features = np.concatenate([one.features for one in lists])
    is_right = np.concatenate([one.is_right for one in lists])
    starts = np.cumsum([0, *(len(one.is_right) for one in lists)][:-1])
    shares = np.array([one.weight for one in lists])
    shares = shares / shares.sum()
    question = np.repeat(np.arange(len(lists)), [len(one.is_right) for one in lists])
    spread = features.std(axis=0)
    spread[spread == 0] = 1.0
    scaled, drawn = features / spread, towards * spread

    def loss(weights: Array) -> tuple[float, Array]:
        scores = scaled @ weights
        powers = np.exp(scores - np.maximum.reduceat(scores, starts)[question])
        right = powers * is_right
        totals, rights = np.add.reduceat(powers, starts), np.add.reduceat(right, starts)
        slope = scaled.T @ ((powers / totals[question] - right / rights[question]) * shares[question])
        off = weights - drawn
        value = float((np.log(totals) - np.log(rights)) @ shares + shrinkage * off @ off)
        return value, slope + 2 * shrinkage * off

    bounds = None if least is None else [(least * one, None) for one in spread]
    found = minimize(loss, np.ones(len(spread)), jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x / spread, np.float64)
