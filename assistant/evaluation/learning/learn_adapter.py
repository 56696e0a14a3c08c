"""An adapter of the embedding model and a projection of words, learnt together from questions that are hard so far.

A question learns to prefer its passage to the best of the others, by the score that search gives: cosines, terms and
late interaction. Terms stay as they are, so the model learns what they cannot tell. Two thousand questions take about
half an hour on two cores.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn.functional import normalize

from assistant.evaluation.learning.adapter_network import AdapterNetwork, Tokens, Vectors
from assistant.evaluation.learning.examples import Example
from assistant.indexing.embedding.embed import EmbeddingInput
from assistant.indexing.embedding.words import Projection
from assistant.retrieving.fuse import FEATURES, Weights

# How it was done once; what came of it is in docs/MEASUREMENTS.md.
ROUNDS = 2
BATCH = 20  # questions
BESIDE = 3  # passages that a question's right one is told apart from, beside all those of the batch
HARD = 0.1  # a question that gives its right passage more than exp(-.1) of all teaches nothing any more
ADAPTER_STEP, PROJECTION_STEP, WEIGHTS_STEP = 3e-4, 2e-4, 3e-3
WARM = 12  # batches until the steps are so long; from then on they become shorter
SHORTEST = 0.05
ALONE, SHARPNESS = 0.3, 50.0  # cosines and words also learn to do without each other

LEARNT = [FEATURES.index(name) for name in ("passage", "sentence", "words")]
_GIVEN = [FEATURES.index(name) for name in ("stems", "grams")]


@dataclass(frozen=True, slots=True)
class Lessons:
    """Examples; what is embedded of each of their passages, by id; and how rare the words of each question are."""

    examples: Sequence[Example]
    passages: Mapping[str, EmbeddingInput]
    rarities: Mapping[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class _Lesson:
    """A question and the passages that it is told with: the right ones, and those that come close."""

    example: Example
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, and what the layers that do not learn make of it."""

    tokens: Tokens
    state: torch.Tensor


def hard_questions(examples: Sequence[Example], weights: Weights) -> list[Example]:
    """Those whose right candidates get too little of exp(score)."""
    return [one for one in examples if _lost(one, weights) > HARD]


def learn_adapter(
    network: AdapterNetwork,
    lessons: Lessons,
    projection: Projection,
    weights: Weights,
    progress: Callable[[int], object],
    seed: int = 0,
) -> Projection:
    """Teaches `network`, and returns the projection that goes with it, learnt on from `projection`.

    `progress` is told how many examples of ROUNDS times all are done since its last call.
    """
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    told = [_lesson(one, weights) for one in lessons.examples]
    learning = _Learning(
        network,
        _texts(network, {id: network.passage(lessons.passages[id]) for one in told for id in one.ids}),
        _texts(network, {one.question: network.question(one.question) for one in lessons.examples}),
        lessons.rarities,
        torch.nn.Parameter(torch.from_numpy(projection.matrix.copy())),
        torch.nn.Parameter(torch.tensor(np.log(np.array(astuple(weights))[LEARNT]), dtype=torch.float32)),
        weights,
    )
    steps = (ADAPTER_STEP, PROJECTION_STEP, WEIGHTS_STEP)
    parts = (network.parameters, [learning.matrix], [learning.scales])
    optimizer = torch.optim.AdamW([{"params": part} for part in parts], weight_decay=0.01)
    batches = list(_batches(told, draw))
    for number, batch in enumerate(batches):
        share = min(1.0, (number + 1) / WARM) * max(SHORTEST, 1 - number / len(batches))
        for group, step in zip(optimizer.param_groups, steps, strict=True):
            group["lr"] = step * share
        learning.loss(batch).backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        progress(len(batch))
    return Projection(learning.matrix.detach().numpy())


@dataclass(frozen=True, slots=True)
class _Learning:
    """What is learnt, and from what: all texts, read once as far as nothing learns."""

    network: AdapterNetwork
    passages: Mapping[str, _Text]
    questions: Mapping[str, _Text]
    rarities: Mapping[str, NDArray[np.float32]]
    matrix: torch.nn.Parameter  # of the projection
    scales: torch.nn.Parameter  # logarithms of what cosines and words are worth
    weights: Weights

    def loss(self, batch: Sequence[_Lesson]) -> torch.Tensor:
        """How little of exp(score) the right passages get among all passages of the batch, as a logarithm."""
        ids = list(dict.fromkeys(id for one in batch for id in one.ids))
        asked = self._embedded([self.questions[one.example.question] for one in batch])
        found = self._embedded([self.passages[id] for id in ids])
        rarities = [self.rarities[one.example.question] for one in batch]
        features = (
            torch.stack([one.text for one in asked]) @ torch.stack([one.text for one in found]).T,
            _closest([one.text[None] for one in asked], [one.sentences for one in found], none=-1.0),
            _late(asked, found, self.matrix, rarities),
        )
        given = torch.tensor(np.stack([_given(one.example, ids, self.weights) for one in batch]), dtype=torch.float32)
        is_right = torch.tensor(np.stack([np.isin(ids, _right(one.example)) for one in batch]))
        whole = given + sum(scale * feature for scale, feature in zip(self.scales.exp(), features, strict=True))
        alone = sum(_missed(SHARPNESS * feature, is_right) for feature in features)
        return _missed(whole, is_right) + ALONE * alone

    def _embedded(self, texts: Sequence[_Text]) -> list[Vectors]:
        return self.network.upper([one.tokens for one in texts], [one.state for one in texts])


def _lost(example: Example, weights: Weights) -> float:
    scores = example.features @ np.array(astuple(weights))
    return float(np.logaddexp.reduce(scores) - np.logaddexp.reduce(scores[example.is_right]))


def _lesson(example: Example, weights: Weights) -> _Lesson:
    order = np.argsort(-(example.features @ np.array(astuple(weights))), kind="stable")
    right = [at for at in order if example.is_right[at]][:2]
    others = [at for at in order if not example.is_right[at]][:BESIDE]
    return _Lesson(example, tuple(example.ids[at] for at in (*right, *others)))


def _texts(network: AdapterNetwork, tokens: Mapping[str, Tokens]) -> dict[str, _Text]:
    states = network.lower(list(tokens.values()))
    return {name: _Text(one, state) for (name, one), state in zip(tokens.items(), states, strict=True)}


def _batches(told: Sequence[_Lesson], draw: np.random.Generator) -> Iterator[list[_Lesson]]:
    for _ in range(ROUNDS):
        order = draw.permutation(len(told))
        for start in range(0, len(order), BATCH):
            yield [told[at] for at in order[start : start + BATCH]]


def _right(example: Example) -> list[str]:
    return [id for id, is_right in zip(example.ids, example.is_right, strict=True) if is_right]


def _given(example: Example, ids: Sequence[str], weights: Weights) -> NDArray[np.float64]:
    """(n,) what terms are worth; nothing for a passage that is not among the candidates."""
    worth = dict(zip(example.ids, example.features[:, _GIVEN] @ np.array(astuple(weights))[_GIVEN], strict=True))
    return np.array([worth.get(id, 0.0) for id in ids])


def _missed(scores: torch.Tensor, is_right: torch.Tensor) -> torch.Tensor:
    right = scores.masked_fill(~is_right, -torch.inf)
    return (torch.logsumexp(scores, dim=1) - torch.logsumexp(right, dim=1)).mean()


def _closest(rows: Sequence[torch.Tensor], groups: Sequence[torch.Tensor], none: float) -> torch.Tensor:
    """(r, g) the cosine of each row to the closest vector of each group; `none` for an empty group."""
    cosines = torch.cat(list(rows)) @ torch.cat(list(groups)).T
    missing = torch.full((len(cosines),), none)
    parts = torch.split(cosines, [len(group) for group in groups], dim=1)
    return torch.stack([part.max(dim=1).values if part.shape[1] else missing for part in parts], dim=1)


def _late(
    asked: Sequence[Vectors], found: Sequence[Vectors], matrix: torch.Tensor, rarities: Sequence[NDArray[np.float32]]
) -> torch.Tensor:
    """(q, p) late interaction after projection, as in `retrieving/candidates.py`; 0 for a question without words."""
    rows = [normalize(one.words @ matrix, dim=1) for one in asked]
    closest = _closest(rows, [normalize(one.words @ matrix, dim=1) for one in found], none=0.0)
    parts = torch.split(closest, [len(row) for row in rows])
    return torch.stack([_mean(part, rare) for part, rare in zip(parts, rarities, strict=True)])


def _mean(closest: torch.Tensor, rare: NDArray[np.float32]) -> torch.Tensor:
    """(p,) of (w, p), rare words counting more."""
    if not len(rare):
        return torch.zeros(closest.shape[1])
    shares = rare / rare.sum() if rare.sum() > 0 else np.full(len(rare), 1 / len(rare), np.float32)
    return torch.from_numpy(shares.astype(np.float32)) @ closest
