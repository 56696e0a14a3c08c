"""What speaks for a passage, to one score: a weighted sum with weights that questions and their passages taught."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from assistant.errors import StorageError
from assistant.storage.atomic_files import atomic_file
from assistant.telemetry.stages import Stage

Scores = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True)
class Weights:
    """What each feature is worth. None is below zero: nothing that is found speaks against a passage."""

    passage: float
    sentence: float
    stems: float
    grams: float
    words: float

    def __str__(self) -> str:
        return ", ".join(f"{name} {value:.1f}" for name, value in zip(FEATURES, astuple(self), strict=True))

    @classmethod
    def read(cls, path: Path) -> Self:
        """The weights that `write` left at `path`.

        Raises:
            StorageError: the file cannot be read, or does not hold these weights.
        """
        try:
            found = json.loads(path.read_text(encoding="utf-8"))["weights"]
            weights = cls(**{name: float(value) for name, value in found.items()})
            if wrong := [weight for weight in astuple(weights) if not 0 <= weight < math.inf]:
                raise ValueError(f"a weight is 0 or more, not {wrong[0]}")
            return weights
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise StorageError("weights_unreadable", path=path, why=error) from error

    def write(self, path: Path, circumstances: dict[str, str]) -> None:
        """Writes the weights, and what they were learnt from, to `path`, at once or not at all."""
        values = {name: round(value, 3) for name, value in zip(FEATURES, astuple(self), strict=True)}
        with atomic_file(path) as beside:
            beside.write_text(json.dumps({**circumstances, "weights": values}, indent=2) + "\n", encoding="utf-8")


FEATURES = tuple(field.name for field in fields(Weights))

# Learnt by `python -m assistant tune` from 2,154 questions, on other documents than those that they were tried on: only
# how much they are shrunk was chosen there (docs/history/RETRIEVAL.md, "What brings it").
LEARNT = Weights(passage=21.2, sentence=23.1, stems=1.9, grams=4.3, words=24.6)


def weights_file(data: Path, model: str) -> Path:
    """Where `tune` puts the weights for an index in the folder `data` made with `model`."""
    return data / f"weights-{hashlib.sha256(model.encode()).hexdigest()[:12]}.json"


def weights_for(data: Path, model: str) -> Weights:
    """The weights that the operator has tuned for the model, or those that are shipped."""
    path = weights_file(data, model)
    return Weights.read(path) if path.is_file() else LEARNT


@Stage("fuse")
def fuse(features: Scores, weights: Weights) -> Scores:
    """(n,) one score for each of n candidates, higher is better, comparable within one question only.

    Args:
        features: (n, len(FEATURES)) the cosines of the question to the passage and to its closest sentence; BM25 over
            stems and over character 4-grams, as shares of the best; late interaction of the words (-1 to 1).
        weights: what each of them is worth.

    Cosines are taken as they are, for their distances mean the same in every question. A search that found nothing, or
    an embedder that sees no words, gives the same to all and changes nothing.
    """
    return np.asarray(features @ np.array(astuple(weights)), np.float64)


def shares(scores: Scores) -> Scores:
    """BM25, whose scale depends on the question, as shares of the best one; zeros where nothing was found."""
    best = scores.max(initial=0.0)
    return scores / best if best > 0 else np.zeros_like(scores)
