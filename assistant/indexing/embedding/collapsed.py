"""Vectors that have lost what they stand for: texts that say different things, with about one and the same vector."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from assistant.indexing.embedding.embed import Vector

# Of 11,046 passages, 512 beside each other, none had more than two others so close with so few words in common
# (2026-11-30). Where a thread had gone wrong half of an index had .985 and more to each other.
CLOSE = 0.98
IN_COMMON = 0.3
OTHERS = 4

_WORD = re.compile(r"[^\W\d_]+")


def collapsed(texts: Sequence[str], vectors: Vector) -> list[int]:
    """Which of the texts have about the same vector as OTHERS that share few words with them; vectors (n, d)."""

    @cache
    def words(at: int) -> frozenset[str]:
        return frozenset(_WORD.findall(texts[at].casefold()))

    def differs(one: int, other: int) -> bool:
        return len(words(one) & words(other)) < IN_COMMON * len(words(one) | words(other))

    close = vectors @ vectors.T > CLOSE
    np.fill_diagonal(close, False)
    suspects = np.flatnonzero(close.sum(axis=1) >= OTHERS).tolist()
    return [at for at in suspects if sum(differs(at, one) for one in np.flatnonzero(close[at]).tolist()) >= OTHERS]
