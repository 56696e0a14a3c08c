"""Training examples: a question with its candidate passages, and which of them is the right one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.errors import UsageError
from assistant.evaluation.retrieval import Seek
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.index import Index
from assistant.progress_bars import each
from assistant.records import Hit
from assistant.retrieving.candidates import Scope, candidates
from assistant.retrieving.fuse import Scores
from assistant.retrieving.search_parts import Parts

FEWEST = 50  # questions; fewer teach their own chance
FOLDS = 5


@dataclass(frozen=True, slots=True)
class Example:
    """A question with its n candidates: their ids, the units that count once, their features (n, f), which are right.

    `fold` is the part of a cross-validation that the question belongs to; questions on the same unit share it. `weight`
    is what the question counts beside others.
    """

    question: str
    ids: tuple[str, ...]
    units: tuple[str, ...]
    features: NDArray[np.float64]
    is_right: NDArray[np.bool_]
    fold: int
    weight: float = 1.0


def examples(seeks: Sequence[Seek], index: Index, embedder: Embedder, parts: Parts) -> Iterator[Example]:
    """An example for each question whose right passage is among the candidates."""
    folds: dict[str, int] = {}
    for seek in each(seeks, "searching"):
        found = candidates(seek.query, index, embedder, Scope(seek.audiences), parts)
        stored = index.passages(found.similarities, seek.audiences)
        hits = {id: Hit(*one, rank=1, similarity=0.0, score=0.0) for id, one in stored.items()}
        rows = [row for row, id in enumerate(found.similarities) if id in hits]
        ids = tuple(hits)
        is_right = np.array([seek.is_right(hits[id]) for id in ids], bool)
        if not is_right.any():
            continue
        units = tuple(seek.unit(hits[id]) for id in ids)
        right = next(unit for unit, right in zip(units, is_right, strict=True) if right)
        fold = folds.setdefault(right, len(folds) % FOLDS)
        yield Example(seek.query, ids, units, found.features[rows].astype(np.float64), is_right, fold)


def refuse_few(folds: Collection[int]) -> None:
    """Given the fold of each question to learn from.

    Raises:
        UsageError: they are too few, or all in one fold, so that nothing else is left to try on what was learnt.
    """
    if len(folds) < FEWEST:
        raise UsageError("too_few_questions", count=len(folds), least=FEWEST)
    if len(set(folds)) == 1:
        raise UsageError("one_document")


def rank(example: Example, scores: Scores) -> int:
    """The rank of the right unit, from 1, when the candidates are ordered by `scores`, equals in their order."""
    order = np.argsort(-scores, kind="stable")
    units = list(dict.fromkeys(example.units[at] for at in order))
    right = {unit for unit, is_right in zip(example.units, example.is_right, strict=True) if is_right}
    return next(number for number, unit in enumerate(units, 1) if unit in right)
