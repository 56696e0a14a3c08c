"""The projection of word vectors, learnt so that the right passage's words lie closest to a question's.

The transformer stays as it is: its word vectors are calculated once, and one matrix is learnt on top. A few minutes on
two cores. An index made with another projection is another index (`python ingest.py --reembed`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray

from assistant.evaluation.learning.examples import Example
from assistant.indexing.embedding.words import WORD_DIMENSION, Projection
from assistant.retrieving.candidates import late_interaction
from assistant.retrieving.fuse import FEATURES, Scores

# Learnt on four fifths of the questions of the training set, tried on the last fifth (docs/history/RETRIEVAL.md,
# "What brings it"): a third round over the questions learns them by heart.
ROUNDS = 2
STEP = 3e-4
BATCH = 16
NEAREST = 20  # the right candidates are told apart from so many of the best others
SCALE = 25.0
WORDS = FEATURES.index("words")


@dataclass(frozen=True, slots=True)
class WordsOf:
    """Word vectors in the model's full width, (w, d), of passages by id; of questions also their weights, (w,)."""

    passages: dict[str, NDArray[np.float32]]
    questions: dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]]


def learn_projection(
    examples: Sequence[Example],
    scores: Callable[[Example], NDArray[np.float64]],
    words: WordsOf,
    progress: Callable[[int], object],
) -> Projection:
    """The projection under which late interaction, added to `scores`, puts the right candidate first most often.

    `progress` is told how many examples of ROUNDS times all are done since its last call.
    """
    torch.manual_seed(0)
    draw = np.random.default_rng(0)
    matrix = torch.nn.Parameter(torch.from_numpy(_principal(words)))
    scale, share = (torch.nn.Parameter(torch.tensor(value)) for value in (SCALE, 0.5))
    groups = [{"params": [matrix], "lr": STEP}, {"params": [scale, share], "lr": 0.05}]
    optimizer = torch.optim.Adam(groups)
    for _ in range(ROUNDS):
        for batch in np.array_split(draw.permutation(len(examples)), max(1, len(examples) // BATCH)):
            losses = [_loss(examples[i], scores(examples[i]), words, matrix, scale, share) for i in batch]
            torch.stack(losses).mean().backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            optimizer.zero_grad()
            progress(len(batch))
    return Projection(matrix.detach().numpy())


def with_words(examples: Sequence[Example], words: WordsOf, projection: Projection) -> list[Example]:
    """The examples with late interaction under `projection` as their feature of words."""
    passages = {id: projection(vectors) for id, vectors in words.passages.items()}
    late = []
    for one in examples:
        asked, weights = words.questions[one.question]
        late.append(late_scores(projection(asked), weights, [passages[id] for id in one.ids]))
    return [_with_late(one, scores) for one, scores in zip(examples, late, strict=True)]


def without_words(examples: Sequence[Example]) -> list[Example]:
    """The examples as if nobody looked at words."""
    return [_with_late(one, np.zeros(len(one.ids))) for one in examples]


def _with_late(example: Example, scores: Scores) -> Example:
    features = example.features.copy()
    features[:, WORDS] = scores
    return replace(example, features=features)


def late_scores(
    asked: NDArray[np.float32], weights: NDArray[np.float32], passages: Sequence[NDArray[np.float32]]
) -> Scores:
    """(n,) late interaction, all vectors projected; 0 where the question or the passage has no words."""
    if not len(asked):
        return np.zeros(len(passages))
    missing = np.zeros(len(asked), np.float32)
    closest = [(asked @ vectors.T).max(axis=1) if len(vectors) else missing for vectors in passages]
    return late_interaction(np.stack(closest), weights)


def _principal(words: WordsOf) -> NDArray[np.float32]:
    """(d, WORD_DIMENSION): the directions in which the words of the passages differ most, however few they are."""
    sample = np.concatenate([vectors[:10] for vectors in list(words.passages.values())[::3]])
    directions = np.linalg.eigh(sample.T @ sample)[1]  # those of the largest values stand last
    return np.ascontiguousarray(directions[:, : -WORD_DIMENSION - 1 : -1], np.float32)


def _loss(
    example: Example,
    scores: NDArray[np.float64],
    words: WordsOf,
    matrix: torch.Tensor,
    scale: torch.Tensor,
    share: torch.Tensor,
) -> torch.Tensor:
    """How little of exp(score) the right candidates get among the best ones, as a logarithm."""
    best = np.argsort(-scores, kind="stable")[:NEAREST]
    chosen = np.union1d(best, np.flatnonzero(example.is_right))
    asked, weights = words.questions[example.question]
    late = _late([words.passages[example.ids[at]] for at in chosen], asked, weights, matrix)
    logits = scale * late + share * torch.from_numpy(scores[chosen].astype(np.float32))
    right = torch.from_numpy(example.is_right[chosen])
    return torch.logsumexp(logits, 0) - torch.logsumexp(logits[right], 0)


def _late(
    passages: Sequence[NDArray[np.float32]],
    asked: NDArray[np.float32],
    weights: NDArray[np.float32],
    matrix: torch.Tensor,
) -> torch.Tensor:
    """(n,) late interaction after projection, as in `retrieving/candidates.py`, in a form that can be learnt from."""
    project = torch.nn.functional.normalize
    stacked = project(torch.from_numpy(np.concatenate(passages)) @ matrix, dim=1)
    question = project(torch.from_numpy(asked) @ matrix, dim=1)
    shares = torch.from_numpy(weights / max(float(weights.sum()), 1e-6))
    closest = torch.split(question @ stacked.T, [len(vectors) for vectors in passages], dim=1)
    none = torch.zeros(())  # of a passage without words
    return torch.stack([(c.max(dim=1).values * shares).sum() if c.shape[1] else none for c in closest])
