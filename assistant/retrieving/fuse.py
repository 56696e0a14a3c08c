"""Scores of several searches to one score a passage."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.floating[Any]]

# Cosines of e5 lie close together (0.75 to 0.95), BM25 shares between 0 and 1; so many shares is a cosine of 1 worth.
# mlqa-de dev, R@1/R@10 at 20, 30, 40: .682/.912, .686/.908, .682/.895 (docs/MEASUREMENTS.md, 2026-11-24).
COSINE_WEIGHT = 30.0


def fuse(passages: Scores, sentences: Scores, stems: Scores, grams: Scores) -> Scores:
    """One score for each of n candidates, higher is better, comparable within one question only.

    Args:
        passages: (n,) cosine of the question to the passage.
        sentences: (n,) cosine of the question to the passage's closest sentence.
        stems: (n,) BM25 over stems, not negative.
        grams: (n,) BM25 over character 4-grams, not negative.

    The cosines are taken as they are, for their distances mean the same in every question; BM25, whose scale depends on
    the question, is taken as a share of the best one. A leg that found nothing counts nothing.
    """
    return COSINE_WEIGHT * (passages + sentences) / 2 + (_share(stems) + _share(grams)) / 2


def _share(scores: Scores) -> Scores:
    best = scores.max(initial=0.0)
    return scores / best if best > 0 else np.zeros_like(scores)
